// What a rule of a policy, a fact of an enterprise and an answer look like: plain data.

export type FieldKind = "bool" | "enum" | "int" | "decimal" | "date" | "code" | "text" | "map";

/** One fact that may be known of an enterprise. Decimals are ≥ `min` (0 unless told; null: no bound). */
export type Field = {
  field: string;
  kind: FieldKind;
  /** Every value an enum, or an int of few values, may take. */
  members?: readonly string[];
  min?: string | null;
  max?: string | null;
  meaning: string;
};

export type CompareOp = "eq" | "ne" | "lt" | "lte" | "gt" | "gte";
export type Literal = string | number | boolean;
/** Numbers as text stay exact. */
export type Test =
  | { field: string; op: CompareOp; value: Literal }
  | { field: string; op: "in" | "not_in"; value: readonly Literal[] }
  | { field: string; op: "between"; value: readonly [Literal, Literal] }
  | { field: string; op: "startswith_any" | "not_startswith_any"; value: readonly string[] }
  | { any_sum: { map: string; keys: readonly string[]; op: CompareOp; value: Literal } };
export type Condition =
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition }
  | Test;

export type Rule = {
  id: string;
  name: string;
  /** Both ends included; `to: null` has no end. */
  effective: { from: string; to: string | null };
  conditions: Condition;
  /** Names in the order of reckoning → formula; a later one may use an earlier one. 元, rounded once, half up. */
  amounts?: Readonly<Record<string, string>>;
  /** A missing yes/no fact that other facts already rule out: false as soon as the condition certainly holds. */
  falseIf?: Readonly<Record<string, Condition>>;
  /** Of rules with the same word only one may be used. */
  eitherOr?: string;
  source: string;
};

export type FactValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | Readonly<Record<string, string | number>>;
export type Facts = Readonly<Record<string, FactValue>>;
export type Verdict = "yes" | "no" | "unknown";

/** Where one condition stands: what was looked at and whether it holds. */
export type Proof = {
  condition: string;
  holds: Verdict;
  field?: string;
  value?: FactValue;
  parts?: readonly Proof[];
};
/** `value` null: not known yet; then least and most, where there is such a bound. */
export type Amount = { value: string | null; least: string | null; most: string | null; note?: string };
export type Answer = {
  rule: string;
  inForce: boolean;
  verdict: Verdict;
  amounts: Record<string, Amount>;
  proof: Proof;
  /** Facts still missing that could change the verdict, the one that settles most first. */
  questions: readonly string[];
};

/** A rule or a fact that cannot be read: says what to do, in two languages. */
export class RuleFault extends Error {
  readonly zh: string;
  readonly en: string;
  constructor(zh: string, en: string) {
    super(`${zh}\n${en}`);
    this.zh = zh;
    this.en = en;
  }
}
