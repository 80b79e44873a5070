// Random fields, rules and enterprises from a seeded generator, for tests and measurements.
import type { Condition, Facts, FactValue, Field, Rule } from "./types.ts";

export type Random = () => number;

/** mulberry32: the same seed, the same numbers. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const someFields: readonly Field[] = [
  { field: "listed", kind: "bool", meaning: "" },
  { field: "exporting", kind: "bool", meaning: "" },
  { field: "size", kind: "enum", members: ["micro", "small", "medium", "large"], meaning: "" },
  { field: "years", kind: "int", members: ["3", "4", "5", "10"], meaning: "" },
  { field: "staff", kind: "int", meaning: "" },
  { field: "sales", kind: "decimal", meaning: "" },
  { field: "rate", kind: "decimal", max: "1", meaning: "" },
  { field: "founded", kind: "date", meaning: "" },
  { field: "trade", kind: "code", meaning: "" },
  { field: "place", kind: "text", meaning: "" },
  { field: "share", kind: "map", max: "1", meaning: "" },
];

const VALUES: Readonly<Record<string, readonly string[]>> = {
  size: ["micro", "small", "medium", "large"],
  years: ["3", "4", "5", "10"],
  staff: ["0", "1", "2", "30", "31", "300"],
  sales: ["0", "0.01", "300", "300.1", "2000000"],
  rate: ["0", "0.1", "0.2", "0.3", "1"],
  founded: ["2022-01-01", "2022-01-02", "2022-12-31", "2024-02-29"],
  trade: ["13", "131", "1311", "14", "1411", "16"],
  place: ["广东", "浙江", "江苏"],
};
const one = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

export function aRule(random: Random): Rule {
  const keys = ["C", "65", "F"].filter(() => random() < 0.6);
  const amounts: Record<string, string> = {
    first: "listed ? sales * rate / staff : max(0, sales - 300.1)",
    second: "min(sales, 300) * (size == 'large' ? 0.3 : 0.6)",
    sum: "first + second + (years >= 5 ? 0.005 : 0)",
  };
  return {
    id: "R",
    name: "",
    effective: { from: "2022-01-01", to: null },
    conditions: aCondition(random, keys.length > 0 ? keys : ["C"], 3),
    amounts,
    ...(random() < 0.5 ? { falseIf: { exporting: aTest(random, ["C"], ["staff", "sales"]) } } : {}),
    source: "",
  };
}

function aCondition(random: Random, keys: readonly string[], depth: number): Condition {
  if (depth === 0 || random() < 0.3) return aTest(random, keys);
  if (random() < 0.15) return { not: aCondition(random, keys, depth - 1) };
  const parts = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
    aCondition(random, keys, depth - 1),
  );
  return random() < 0.5 ? { all: parts } : { any: parts };
}

function aTest(random: Random, keys: readonly string[], among?: readonly string[]): Condition {
  const field = one(random, among ?? someFields.map((each) => each.field));
  const op = one(random, ["lt", "lte", "gt", "gte", "eq", "ne"] as const);
  if (field === "share")
    return { any_sum: { map: field, keys, op, value: one(random, ["0", "0.3", "0.5", "1"]) } };
  const values = VALUES[field];
  if (!values) return { field, op: random() < 0.5 ? "eq" : "ne", value: random() < 0.5 };
  const value = one(random, values);
  const list = values.filter(() => random() < 0.4);
  const some = list.length > 0 ? list : [value];
  if (random() < 0.25 && field !== "trade")
    return { field, op: random() < 0.5 ? "in" : "not_in", value: some };
  if (field === "trade")
    return { field, op: random() < 0.7 ? "startswith_any" : "not_startswith_any", value: some };
  if (["size", "years", "place"].includes(field)) return { field, op: random() < 0.5 ? "eq" : "ne", value };
  if (random() < 0.2) return { field, op: "between", value: [values[0]!, value] };
  return { field, op, value };
}

/** @param missing the share of facts that are not known */
export function someFacts(random: Random, missing: number): Facts {
  const facts: Record<string, FactValue> = {};
  for (const { field, kind } of someFields) {
    if (random() < missing) {
      if (random() < 0.5) facts[field] = null;
      continue;
    }
    facts[field] = aValue(random, field, kind);
  }
  return facts;
}

/** A value on a threshold, beside one, or anywhere. */
export function aValue(random: Random, field: string, kind: Field["kind"]): FactValue {
  if (kind === "bool") return random() < 0.5;
  if (kind === "map") {
    const first = Math.floor(random() * 11);
    const second = Math.floor(random() * (11 - first));
    const part = (tenths: number) => (tenths / 10).toFixed(1);
    return { C: part(first), "65": part(second), K: part(10 - first - second) };
  }
  const known = VALUES[field]!;
  if (random() < 0.5 || field === "size" || field === "years") return one(random, known);
  if (field === "staff") return String(Math.floor(random() * 400));
  if (field === "sales") return (random() * 10 ** Math.floor(random() * 8)).toFixed(2);
  if (field === "rate") return random().toFixed(3);
  if (field === "trade") return one(random, ["1", "132", "1312", "1499", "6210", "17"]);
  return field === "place" ? "西藏" : one(random, ["2021-12-31", "2022-01-03", "2025-06-30"]);
}
