// The yuan of a benefit: exact where its facts are known, least and most where the missing ones still decide.
import { add, cents, compare, divide, type Fraction, fraction, multiply, subtract, whole } from "./exact.ts";
import { type Expression, inline, namesIn, numbersIn, parseFormula } from "./formula.ts";
import { type Amount, type Facts, type Field, type Rule, RuleFault } from "./types.ts";

export type Worth = Fraction | boolean | string;
export type Line = {
  name: string;
  formula: Expression;
  fields: readonly Field[];
  bends: readonly Fraction[];
};

/** Throws RuleFault for a formula that cannot be read, an unknown name, or a line that needs itself. */
export function readLines(rule: Rule, fields: ReadonlyMap<string, Field>): Line[] {
  const lines = new Map<string, Expression>();
  const names = Object.keys(rule.amounts ?? {});
  return Object.entries(rule.amounts ?? {}).map(([name, text]) => {
    const own = parseFormula(text);
    for (const used of namesIn(own)) {
      if (lines.has(used) || fields.has(used)) continue;
      if (names.includes(used))
        throw new RuleFault(
          `${rule.id} 的“${name}”用到了它自己或后面的“${used}”，循环了；请调整先后`,
          `${rule.id}: “${name}” needs “${used}”, which comes later or is itself: a circle`,
        );
      throw new RuleFault(
        `${rule.id} 的公式用到未登记的字段“${used}”`,
        `${rule.id}: the formula uses the unknown field “${used}”`,
      );
    }
    const formula = inline(own, lines);
    lines.set(name, formula);
    return {
      name,
      formula,
      fields: [...namesIn(formula)].map((one) => fields.get(one)!),
      bends: numbersIn(formula),
    };
  });
}

/** Completed amounts above this are taken to have no bound. */
const UNBOUNDED = fraction("1e12")!;
const MOST_COMPLETIONS = 4_000;

export function amountOf({ formula, fields, bends }: Line, facts: Facts): Amount {
  const known = new Map<string, Worth>();
  const missing: Field[] = [];
  for (const field of fields) {
    const value = facts[field.field];
    if (value === null || value === undefined) missing.push(field);
    else known.set(field.field, worthOf(field, value));
  }
  if (missing.length === 0) {
    const result = reckon(formula, known);
    if (result !== null && typeof result === "object") return exactly(cents(result));
    return { value: null, least: null, most: null, note: "公式中除数为零，请核对数据 / divided by zero" };
  }
  const corners = [...bends, ...[...known.values()].filter((one) => typeof one === "object")];
  const choices = missing.map((field) => completions(field, corners));
  let least: Fraction | null = null;
  let most: Fraction | null = null;
  const count = choices.reduce((product, list) => product * list.length, 1);
  // Where there are too many, every step-th: a step without a common factor leaves no value out.
  let step = Math.max(1, Math.ceil(count / MOST_COMPLETIONS));
  while (step > 1 && commonFactor(step, count) > 1) step++;
  for (let at = 0; at < count; at += step) {
    let rest = at;
    for (const [which, list] of choices.entries()) {
      known.set(missing[which]!.field, list[rest % list.length]!);
      rest = Math.floor(rest / list.length);
    }
    const result = reckon(formula, known);
    if (result === null || typeof result !== "object") continue;
    if (!least || compare(result, least) < 0) least = result;
    if (!most || compare(result, most) > 0) most = result;
  }
  if (!least || !most) return { value: null, least: null, most: null };
  if (cents(least) === cents(most)) return exactly(cents(most));
  return { value: null, least: cents(least), most: compare(most, UNBOUNDED) > 0 ? null : cents(most) };
}

const commonFactor = (a: number, b: number): number => (b === 0 ? a : commonFactor(b, a % b));
const exactly = (value: string): Amount => ({ value, least: value, most: value });

/**
 * Values a missing fact is tried with: all of an enumeration; of a number the ends of its range, every corner of the
 * formula and a step to either side. A formula bends only at corners, so equal answers there are equal everywhere.
 */
export function completions(field: Field, corners: readonly Fraction[]): Worth[] {
  if (field.kind === "bool") return [true, false];
  if (field.members && field.kind === "int") return field.members.map((one) => fraction(one)!);
  if (field.members) return [...field.members];
  if (field.kind !== "int" && field.kind !== "decimal") return ["", "\u0000"];
  const min = field.min === null ? null : fraction(field.min ?? "0");
  const max = field.max === undefined || field.max === null ? null : fraction(field.max);
  const tried = [min ?? fraction("-1e15")!, max ?? fraction("1e15")!, whole(1), fraction("7")!];
  for (const corner of corners) tried.push(corner, add(corner, whole(1)), subtract(corner, whole(1)));
  const fits = (one: Fraction) =>
    (!min || compare(one, min) >= 0) &&
    (!max || compare(one, max) <= 0) &&
    (field.kind !== "int" || one.num % one.den === 0n);
  return tried.filter((one, at) => fits(one) && tried.findIndex((other) => compare(one, other) === 0) === at);
}

function worthOf(field: Field, value: Facts[string]): Worth {
  if (field.kind === "bool") {
    if (typeof value === "boolean") return value;
  } else if (field.kind === "int" || field.kind === "decimal") {
    const read = typeof value === "object" || typeof value === "boolean" ? null : fraction(value ?? "");
    if (read) return read;
  } else if (typeof value === "string") return value;
  throw new RuleFault(
    `${field.field} 的值“${String(value)}”类型不对，请更正`,
    `${field.field}: “${String(value)}” is not of its kind (${field.kind}); correct it`,
  );
}

/** @returns null where something is divided by zero or does not fit together. */
export function reckon(expression: Expression, values: ReadonlyMap<string, Worth>): Worth | null {
  if ("number" in expression) return expression.number;
  if ("text" in expression) return expression.text;
  if ("name" in expression) return values.get(expression.name) ?? null;
  if ("if" in expression) {
    const test = reckon(expression.if, values);
    if (typeof test !== "boolean") return null;
    return reckon(test ? expression.yes : expression.no, values);
  }
  if ("call" in expression) {
    let best: Fraction | null = null;
    for (const one of expression.of) {
      const value = reckon(one, values);
      if (value === null || typeof value !== "object") return null;
      if (!best || compare(value, best) * (expression.call === "min" ? -1 : 1) > 0) best = value;
    }
    return best;
  }
  const left = reckon(expression.left, values);
  const right = reckon(expression.right, values);
  if (left === null || right === null) return null;
  const { op } = expression;
  if (op === "&&" || op === "||") {
    if (typeof left !== "boolean" || typeof right !== "boolean") return null;
    return op === "&&" ? left && right : left || right;
  }
  if (typeof left !== "object" || typeof right !== "object") {
    if (op === "==") return left === right;
    return op === "!=" ? left !== right : null;
  }
  switch (op) {
    case "+":
      return add(left, right);
    case "-":
      return subtract(left, right);
    case "*":
      return multiply(left, right);
    case "/":
      return divide(left, right);
  }
  const side = compare(left, right);
  if (op === "==") return side === 0;
  if (op === "!=") return side !== 0;
  if (op === "<") return side < 0;
  if (op === "<=") return side <= 0;
  return op === ">" ? side > 0 : side >= 0;
}
