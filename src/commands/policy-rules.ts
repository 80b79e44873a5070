// Reads the rules of data/ into the form the engine judges: dictionary, formulas, exclusions and the rules' own cases.
import { readFile } from "node:fs/promises";
import {
  type Condition,
  type Facts,
  type Field,
  type Prepared,
  prepare,
  type Rule,
  type Verdict,
} from "../engines/eligibility/index.ts";

export type RuleCase = {
  kind: "positive" | "negative" | "boundary" | "unknown";
  date: string;
  facts: Facts;
  verdict: Verdict;
  amounts?: Readonly<Record<string, string>>;
};
export type Book = {
  rules: readonly Prepared[];
  fields: ReadonlyMap<string, Field>;
  cases: ReadonlyMap<string, readonly RuleCase[]>;
};

type RawField = { field: string; type: string; meaning: string };
type RawRule = Omit<Rule, "amounts" | "falseIf">;
type Addition = {
  id: string;
  amounts: Record<string, string>;
  false_if?: Record<string, Condition>;
  either_or?: string;
  replace?: readonly { field: string; op: string; with: Condition }[];
  cases: readonly RuleCase[];
};

export async function readBook(): Promise<Book> {
  const data = async (name: string) =>
    parseExact(await readFile(new URL(`../../data/${name}`, import.meta.url), "utf8"));
  const raw = (await data("rules.json")) as { field_dictionary: RawField[]; rules: RawRule[] };
  const more = (await data("eligibility.json")) as { fields: RawField[]; rules: Addition[] };
  const fields = new Map([...raw.field_dictionary, ...more.fields].map((one) => [one.field, fieldOf(one)]));
  const additions = new Map(more.rules.map((one) => [one.id, one]));
  const rules = raw.rules.map((one) => {
    const added = additions.get(one.id);
    return prepare(
      {
        id: one.id,
        name: one.name,
        effective: { from: one.effective.from, to: one.effective.to },
        conditions: replaced(one.conditions, added?.replace ?? []),
        source: one.source,
        ...(added ? { amounts: added.amounts } : {}),
        ...(added?.false_if ? { falseIf: added.false_if } : {}),
        ...(added?.either_or ? { eitherOr: added.either_or } : {}),
      },
      fields,
    );
  });
  return { rules, fields, cases: new Map(more.rules.map((one) => [one.id, one.cases])) };
}

/** A list written in words becomes the list of codes that data/eligibility.json gives for it. */
function replaced(condition: Condition, list: NonNullable<Addition["replace"]>): Condition {
  if ("all" in condition) return { all: condition.all.map((one) => replaced(one, list)) };
  if ("any" in condition) return { any: condition.any.map((one) => replaced(one, list)) };
  if ("not" in condition) return { not: replaced(condition.not, list) };
  if ("any_sum" in condition) return condition;
  return list.find(({ field, op }) => field === condition.field && op === condition.op)?.with ?? condition;
}

function fieldOf({ field, type, meaning }: RawField): Field {
  const members = /\[(.*)\]/.exec(type)?.[1]?.split(",");
  if (type.startsWith("enum")) return { field, kind: "enum", meaning, members: members ?? [] };
  if (type.startsWith("int")) return { field, kind: "int", meaning, ...(members ? { members } : {}) };
  if (type.startsWith("map")) return { field, kind: "map", meaning, max: "1" };
  if (type === "share") return { field, kind: "decimal", meaning, max: "1" };
  if (type === "half") return { field, kind: "decimal", meaning, max: "0.5" };
  if (field === "revenue_change") return { field, kind: "decimal", meaning, min: "-1" };
  if (type === "bool" || type === "date") return { field, kind: type, meaning };
  if (type === "money" || type === "ratio") return { field, kind: "decimal", meaning };
  return { field, kind: field === "industry_code" ? "code" : "text", meaning };
}

/** JSON with its numbers kept as they are written: 0.1 stays 0.1. */
export function parseExact(text: string): unknown {
  const keep = (_: string, value: unknown, context?: { source?: string }) =>
    typeof value === "number" ? (context?.source ?? String(value)) : value;
  return JSON.parse(text, keep as (key: string, value: unknown) => unknown);
}
