// The values of one fact, cut where the tests of a rule change their answer: what lies in one cell is judged alike.
import { compare, dayNumber, type Fraction, fraction, whole } from "./exact.ts";
import { type CompareOp, type Facts, type Field, type Literal, RuleFault, type Test } from "./types.ts";

/** A variable of the diagram: a field, or the sum of some keys of a map. */
export type Variable = { key: string; field: Field; keys?: readonly string[] };
/** One piece of the line of numbers: a point, or what lies open between two points (null: no end). */
type Piece = { low: Fraction | null; high: Fraction | null; point: boolean };
export type Numbers = { kind: "numbers"; bounds: readonly Fraction[]; cellOf: Int32Array };
export type Words = {
  kind: "words";
  /** Exact words first, then prefixes, the longer ones first; -1 the cell of all other words. */
  exact: ReadonlyMap<string, number>;
  prefixes: readonly (readonly [string, number])[];
  other: number;
};
/** `cells` cells; `truth[test][cell]` tells whether a test holds there. */
export type Partition = { cells: number; truth: boolean[][]; by: Numbers | Words };

export const isNumeric = ({ kind, members }: Field) =>
  kind === "map" || kind === "decimal" || kind === "date" || (kind === "int" && !members);

export function partition(variable: Variable, tests: readonly Test[]): Partition {
  return isNumeric(variable.field) ? cutNumbers(variable, tests) : cutWords(variable, tests);
}

export function testOf(test: Test): { op: string; value: unknown } {
  return "any_sum" in test ? test.any_sum : test;
}

/** A number of the variable: days for dates, decimals else. */
export function numberOf(field: Field, value: Literal): Fraction {
  const read = field.kind === "date" ? whole(dayNumber(String(value))) : fraction(String(value));
  if (typeof value === "boolean" || !read)
    throw new RuleFault(
      `${field.field} 应为数字，而不是“${value}”`,
      `${field.field} must be a number, not “${value}”`,
    );
  return read;
}

const ORDER: Readonly<Record<CompareOp, (side: number) => boolean>> = {
  eq: (side) => side === 0,
  ne: (side) => side !== 0,
  lt: (side) => side < 0,
  lte: (side) => side <= 0,
  gt: (side) => side > 0,
  gte: (side) => side >= 0,
};

function cutNumbers({ field, key }: Variable, tests: readonly Test[]): Partition {
  const list = tests.map((test) => {
    const { op, value } = testOf(test);
    const values = (Array.isArray(value) ? value : [value]) as Literal[];
    if (!(op in ORDER) && op !== "in" && op !== "not_in" && op !== "between") throw unfit(key, op);
    return { op, values: values.map((one) => numberOf(field, one)) };
  });
  const all = list.flatMap(({ values }) => values).sort(compare);
  const bounds = all.filter((bound, at) => at === 0 || compare(bound, all[at - 1]!) !== 0);
  const pieces: Piece[] = [];
  for (let at = 0; at <= bounds.length; at++) {
    pieces.push({ low: bounds[at - 1] ?? null, high: bounds[at] ?? null, point: false });
    if (at < bounds.length) pieces.push({ low: bounds[at]!, high: bounds[at]!, point: true });
  }
  const holds = (piece: number, { op, values }: (typeof list)[number]): boolean => {
    const side = (bound: Fraction) =>
      Math.sign(piece - (2 * bounds.findIndex((one) => compare(one, bound) === 0) + 1));
    if (op === "between") return side(values[0]!) >= 0 && side(values[1]!) <= 0;
    if (op === "in" || op === "not_in") return values.some((one) => side(one) === 0) === (op === "in");
    return ORDER[op as CompareOp](side(values[0]!));
  };
  const signatures = pieces.map((_, piece) => list.map((test) => holds(piece, test)));
  const { cells, truth, cellOf } = merge(
    signatures,
    pieces.map((piece) => isPossible(piece, field)),
  );
  return { cells, truth, by: { kind: "numbers", bounds, cellOf: Int32Array.from(cellOf) } };
}

/** Whether a number of the field's kind and range lies in the piece. */
function isPossible({ low, high, point }: Piece, field: Field): boolean {
  const min = field.kind === "date" || field.min === null ? null : fraction(field.min ?? "0");
  const max = field.max === undefined || field.max === null ? null : fraction(field.max);
  const isWhole = field.kind === "int" || field.kind === "date";
  if (point)
    return (
      (!isWhole || low!.num % low!.den === 0n) &&
      (!min || compare(low!, min) >= 0) &&
      (!max || compare(low!, max) <= 0)
    );
  if (min && high && compare(high, min) <= 0) return false;
  if (max && low && compare(low, max) >= 0) return false;
  if (!isWhole || !high) return true;
  const least = low ? floor(low) + 1n : min ? min.num / min.den : null;
  if (least === null) return true;
  const start = min && min.num / min.den > least ? min.num / min.den : least;
  return start * high.den < high.num;
}
const floor = ({ num, den }: Fraction) => (num < 0n ? -((-num + den - 1n) / den) : num / den);

function cutWords({ field, key }: Variable, tests: readonly Test[]): Partition {
  const list = tests.map((test) => {
    const { op, value } = testOf(test);
    const values = ((Array.isArray(value) ? value : [value]) as Literal[]).map(String);
    const negative = op === "ne" || op.startsWith("not_");
    const prefix = op.endsWith("startswith_any");
    if (!["eq", "ne", "in", "not_in"].includes(op) && !(prefix && field.kind === "code"))
      throw unfit(key, op);
    return { values, negative, prefix };
  });
  const members = field.kind === "bool" ? ["true", "false"] : field.members;
  const named = list.flatMap(({ values, prefix }) => (prefix ? [] : values));
  for (const value of named)
    if (members && !members.includes(value))
      throw new RuleFault(
        `规则中 ${key} 的取值“${value}”不在可选值内`,
        `“${value}” is no value of ${key}; choose one of its list`,
      );
  const exact = [...new Set(members ?? named)];
  const prefixes = [...new Set(list.flatMap(({ values, prefix }) => (prefix ? values : [])))].sort(
    (a, b) => b.length - a.length || (a < b ? -1 : 1),
  );
  const holds = (word: string | null, isExact: boolean) =>
    list.map(({ values, negative, prefix }) => {
      const hit =
        word !== null && (prefix ? values.some((p) => word.startsWith(p)) : isExact && values.includes(word));
      return hit !== negative;
    });
  const words = [
    ...exact.map((word) => holds(word, true)),
    ...prefixes.map((word) => holds(word, false)),
    holds(null, false),
  ];
  const possible = words.map((_, at) => at < words.length - 1 || !members);
  const { cells, truth, cellOf } = merge(words, possible);
  return {
    cells,
    truth,
    by: {
      kind: "words",
      exact: new Map(exact.map((word, at) => [word, cellOf[at]!])),
      prefixes: prefixes.map((word, at) => [word, cellOf[exact.length + at]!]),
      other: cellOf.at(-1)!,
    },
  };
}

/** Pieces that every test judges alike become one cell; what cannot be gets -1 unless it equals another. */
function merge(signatures: readonly boolean[][], possible: readonly boolean[]) {
  const cells = new Map<string, number>();
  const truth: boolean[][] = (signatures[0] ?? []).map(() => []);
  for (const [at, signature] of signatures.entries()) {
    const key = signature.join();
    if (!possible[at] || cells.has(key)) continue;
    for (const [test, value] of signature.entries()) truth[test]!.push(value);
    cells.set(key, cells.size);
  }
  return { cells: cells.size, truth, cellOf: signatures.map((one) => cells.get(one.join()) ?? -1) };
}

const unfit = (key: string, op: string) =>
  new RuleFault(
    `${key} 不能用“${op}”比较，请换一种比较`,
    `${key} cannot be tested by “${op}”; choose another`,
  );

/** The cells that are still possible, as bits: one for a known fact, all for a missing one. */
export function cellsOf(variable: Variable, cut: Partition, facts: Facts): number {
  const all = 2 ** cut.cells - 1;
  const value = facts[variable.field.field];
  if (value === null || value === undefined) return all;
  if (cut.by.kind === "numbers") {
    const number = variable.keys
      ? sumOf(variable, value)
      : numberOf(variable.field, plain(variable.field, value));
    return bit(cellOfNumber(cut.by, number), variable.field, String(value));
  }
  const word = String(plain(variable.field, value));
  return cellsOfWord(variable.field, cut.by, word);
}

export function cellsOfWord(field: Field, by: Words, word: string): number {
  const known = by.exact.get(word);
  if (known !== undefined) return bit(known, field, word);
  if (field.members || field.kind === "bool") return bit(-1, field, word);
  let bits = 0;
  // A code given only in part (13 for 1311) may still turn out to be any of the longer ones.
  if (field.kind === "code")
    for (const [longer, cell] of [...by.exact, ...by.prefixes])
      if (longer.length > word.length && longer.startsWith(word)) bits |= 1 << cell;
  const own = by.prefixes.find(([prefix]) => word.startsWith(prefix))?.[1] ?? by.other;
  return bits | bit(own, field, word);
}

export function cellOfNumber({ bounds, cellOf }: Numbers, number: Fraction): number {
  let at = 0;
  for (const bound of bounds) {
    const side = compare(number, bound);
    if (side < 0) break;
    if (side === 0) return cellOf[2 * at + 1]!;
    at++;
  }
  return cellOf[2 * at]!;
}

function bit(cell: number, field: Field, value: string): number {
  if (cell < 0)
    throw new RuleFault(
      `${field.field} 的值“${value}”不在允许范围内，请更正`,
      `“${value}” is outside what ${field.field} can be; correct it`,
    );
  return 1 << cell;
}

function sumOf({ field, keys }: Variable, value: unknown): Fraction {
  if (typeof value !== "object" || value === null)
    throw new RuleFault(`${field.field} 应为各行业占比`, `${field.field} must be shares by industry`);
  let sum: Fraction = { num: 0n, den: 1n };
  for (const key of keys ?? []) {
    const share = (value as Record<string, string | number>)[key];
    if (share === undefined || share === null) continue;
    const read = numberOf(field, share);
    const den = sum.den > read.den ? sum.den : read.den;
    sum = { num: sum.num * (den / sum.den) + read.num * (den / read.den), den };
  }
  return sum;
}
export const mapSum = sumOf;

function plain(field: Field, value: unknown): Literal {
  const fits = field.kind === "bool" ? typeof value === "boolean" : typeof value !== "object";
  if (!fits)
    throw new RuleFault(
      `${field.field} 的值“${String(value)}”类型不对，应为${field.kind === "bool" ? "是或否" : "单个值"}`,
      `${field.field}: “${String(value)}” is not of its kind (${field.kind})`,
    );
  return value as Literal;
}
