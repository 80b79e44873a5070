// A row of an uploaded list against what the registry knows: new, different, or the same. A blank cell erases nothing.
import type { Details } from "./contract.ts";
import { type Change, changesOf } from "./history.ts";

/** Money in 元 as exact text. */
export type RowFacts = {
  year: number;
  employees: number | null;
  revenue: string | null;
  assets: string | null;
};
export type ImportRow = { row: number; details: Details; facts: RowFacts | null };

/** What the registry knows: the card, and the yearly figures of the year the row speaks of. */
export type Known = { id: string; revision: number; details: Details; facts: RowFacts | null };

type Met<Kind> = {
  kind: Kind;
  row: ImportRow;
  known: Known;
  patch: Partial<Details>;
  facts: RowFacts | null;
  changes: Change[];
};
export type Merged = { kind: "create"; row: ImportRow } | Met<"update"> | Met<"same">;

export function mergeRow(row: ImportRow, known: Known | undefined): Merged {
  if (!known) return { kind: "create", row };
  const patch = patchOf(row.details, known.details);
  const facts = row.facts ? factsOver(row.facts, known.facts) : null;
  const changes = [
    ...changesOf(pickKeys(known.details, Object.keys(patch)), patch),
    ...(facts && row.facts
      ? changesOf(figures(known.facts, row.facts.year), figures(facts, row.facts.year))
      : []),
  ];
  return { kind: changes.length > 0 ? "update" : "same", row, known, patch, facts, changes };
}

/** 万元 as typed → 元 as exact text, without a binary fraction in between. */
export function yuanOf(wan: number | null): string | null {
  if (wan === null) return null;
  const [whole = "0", fraction = ""] = wan.toFixed(6).split(".");
  return trimmed(`${whole}${fraction.slice(0, 4)}.${fraction.slice(4)}`.replace(/^(-?)0+(?=\d)/, "$1"));
}

/** 元 as exact text → 万元, for a template that is filled in already. */
export function wanOf(yuan: string | null): number | null {
  return yuan === null ? null : Number(yuan) / 10_000;
}

export const trimmed = (decimal: string): string =>
  decimal.includes(".") ? decimal.replace(/0+$/, "").replace(/\.$/, "") : decimal;

function patchOf(said: Details, known: Details): Partial<Details> {
  const patch: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(said)) {
    if (value === null || value === "") continue;
    if (field === "aliases") {
      const more = said.aliases.filter((a) => !known.aliases.includes(a));
      if (more.length > 0) patch.aliases = [...known.aliases, ...more];
    } else if (value !== known[field as keyof Details]) patch[field] = value;
  }
  return patch as Partial<Details>;
}

function factsOver(said: RowFacts, known: RowFacts | null): RowFacts {
  return {
    year: said.year,
    employees: said.employees ?? known?.employees ?? null,
    revenue: said.revenue ?? known?.revenue ?? null,
    assets: said.assets ?? known?.assets ?? null,
  };
}

const figures = (facts: RowFacts | null, year: number): Record<string, unknown> => ({
  [`employees@${year}`]: facts?.employees ?? null,
  [`revenue@${year}`]: facts?.revenue == null ? null : trimmed(facts.revenue),
  [`assets@${year}`]: facts?.assets == null ? null : trimmed(facts.assets),
});

const pickKeys = (of: Details, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(keys.map((key) => [key, of[key as keyof Details]]));
