// Many enterprises at once: the diagram walked over columns, money in doubles that know their own error and hand
// over to exact arithmetic wherever a cent could turn on it.
import { moneyOver } from "./bulk-money.ts";
import { cellsOfWord, type Partition, type Variable } from "./cells.ts";
import type { Columns } from "./columns.ts";
import { type Diagram, YES } from "./diagram.ts";
import type { Prepared } from "./evaluate.ts";
import { dayNumber } from "./exact.ts";

/** 1 no, 2 yes, 3 cannot say yet; money in whole cents, NaN where there is none or it is not known. */
export type BulkResult = {
  rule: string;
  inForce: boolean;
  verdicts: Uint8Array;
  cents: Map<string, Float64Array>;
};

type Bits = (row: number) => number;

export function bulk(prepared: Prepared, columns: Columns, day: string): BulkResult {
  const { count } = columns;
  const verdicts = new Uint8Array(count).fill(1);
  const cents = new Map(prepared.lines.map(({ name }) => [name, new Float64Array(count).fill(Number.NaN)]));
  const at = dayNumber(day);
  const inForce = prepared.from <= at && at <= prepared.to;
  if (!inForce) return { rule: prepared.rule.id, inForce, verdicts, cents };
  const judge = compile(prepared, columns);
  const money = prepared.lines.map((line) => ({
    into: cents.get(line.name)!,
    of: moneyOver(line, columns, prepared),
  }));
  for (let row = 0; row < count; row++) {
    const bits = judge(row);
    verdicts[row] = bits;
    if (bits === 2) for (const { into, of } of money) into[row] = of(row);
  }
  return { rule: prepared.rule.id, inForce, verdicts, cents };
}

function compile(prepared: Prepared, columns: Columns): Bits {
  const implied = new Map(
    prepared.falseIf.map(({ field, when }) => [field, walk(when, columns, new Map())] as const),
  );
  return walk(prepared.diagram, columns, implied);
}

function walk(tree: Diagram, columns: Columns, implied: ReadonlyMap<string, Bits>): Bits {
  const bits = tree.variables.map((variable, at) => {
    const plain = bitsOf(variable, tree.cuts[at]!, columns);
    const ruledOut = implied.get(variable.key);
    if (!ruledOut) return plain;
    const cut = tree.cuts[at]!;
    const no = cut.by.kind === "words" ? cellsOfWord(variable.field, cut.by, "false") : 0;
    const { codes } = columns.words.get(variable.key)!;
    return (row: number) => (codes[row] === 0 && ruledOut(row) === 2 ? no : plain(row));
  });
  const ask = tree.nodes.map(({ variable }) => bits[variable]!);
  const start: number[] = [];
  const flat: number[] = [];
  for (const { children } of tree.nodes) {
    start.push(flat.length);
    flat.push(...children);
  }
  const first = Int32Array.from(start);
  const children = Int32Array.from(flat);
  const { root, nodes } = tree;
  // From the first missing fact on both sides are walked, until yes and no have both been met.
  const spread = (ref: number, row: number): number => {
    if (ref < 0) return ref === YES ? 2 : 1;
    const open = ask[ref]!(row);
    let found = 0;
    for (let cell = 0; cell < nodes[ref]!.children.length && found !== 3; cell++)
      if (open & (1 << cell)) found |= spread(children[first[ref]! + cell]!, row);
    return found;
  };
  return (row) => {
    let ref = root;
    while (ref >= 0) {
      const open = ask[ref]!(row);
      if (open & (open - 1)) return spread(ref, row);
      ref = children[first[ref]! + 31 - Math.clz32(open)]!;
    }
    return ref === YES ? 2 : 1;
  };
}

function bitsOf({ key, field }: Variable, cut: Partition, columns: Columns): Bits {
  const all = 2 ** cut.cells - 1;
  if (cut.by.kind === "words") {
    const { codes, list } = columns.words.get(key)!;
    const by = cut.by;
    const table = Int32Array.from([all, ...list.map((word) => cellsOfWord(field, by, word))]);
    return (row) => table[codes[row]!]!;
  }
  const column = columns.numbers.get(key)!;
  const { cellOf } = cut.by;
  const bounds = Float64Array.from(cut.by.bounds, ({ num, den }) => Number(num) / Number(den));
  const masks = cellOf.map((cell) => (cell < 0 ? all : 1 << cell));
  const last = bounds.length;
  return (row) => {
    const value = column[row]!;
    if (Number.isNaN(value)) return all;
    let at = 0;
    while (at < last && value > bounds[at]!) at++;
    return masks[at < last && value === bounds[at] ? 2 * at + 1 : 2 * at]!;
  };
}
