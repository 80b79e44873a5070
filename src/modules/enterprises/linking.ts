// Rows of a list that carry no registered code: which enterprise each one is, and what a person says where it is in doubt.
import type { Finding } from "../../engines/identity/index.ts";
import { nameKey } from "../../engines/identity/index.ts";
import type { Details } from "./contract.ts";
import type { Refused } from "./enterprise.ts";
import type { ImportOutcome } from "./imports/contract.ts";
import type { ImportRow } from "./merge.ts";

export type Option = { id: string; verdict: "same" | "ask"; score: number; findings: Finding[] };
/** id null: a new enterprise. `rest`: said of all that were left, not of this one. */
export type Decided = { id: string | null; rest?: boolean };
export type Link =
  | { kind: "same"; id: string }
  | { kind: "ask"; options: readonly Option[]; decided: Decided | null };
export type Links = ReadonlyMap<number, Link>;

/**
 * Same is only said where one enterprise alone is likely and no other row speaks of it; any other likeness is a question.
 * @param taken enterprises that a row of this list names by their code
 */
export function linksOf(found: ReadonlyMap<number, readonly Option[]>, taken: ReadonlySet<string>): Links {
  const links = new Map<number, Link>();
  const spokenOf = new Set(taken);
  for (const [row, all] of found) {
    const options = all.filter((option) => !taken.has(option.id));
    const [first, second] = options;
    if (!first) continue;
    if (first.verdict === "same" && second?.verdict !== "same" && !spokenOf.has(first.id)) {
      spokenOf.add(first.id);
      links.set(row, { kind: "same", id: first.id });
    } else links.set(row, { kind: "ask", options, decided: null });
  }
  return links;
}

/** Where the row goes: an enterprise, a new one (null), or nowhere before somebody has decided. */
export function targetOf(link: Link | undefined): { id: string | null } | "undecided" {
  if (!link) return { id: null };
  return link.kind === "same" ? link : (link.decided ?? "undecided");
}

/** What is known of the enterprise stays: another spelling becomes an alias, and a code is added only where none is known. */
export function asKnown(row: ImportRow, known: Details, otherNames: readonly string[] = []): ImportRow {
  const said = row.details;
  const keys = new Set([known.name, ...known.aliases, ...otherNames].map(nameKey));
  const aliases = keys.has(nameKey(said.name)) ? said.aliases : [said.name, ...said.aliases];
  const coded = known.creditCode !== null;
  return {
    ...row,
    details: {
      ...said,
      name: known.name,
      creditCode: known.creditCode ?? said.creditCode,
      codeOverrideReason: coded ? known.codeOverrideReason : said.codeOverrideReason,
      aliases: aliases.filter((alias) => !otherNames.includes(alias)),
    },
  };
}

type DecidedOutcome = { ok: true; links: Links; outcome: ImportOutcome };

/** A decision about one row, or a change of it. */
export function decide(
  links: Links,
  outcome: ImportOutcome,
  row: number,
  id: string | null,
): DecidedOutcome | Refused {
  const link = links.get(row);
  if (link?.kind !== "ask" || (id !== null && !link.options.some((option) => option.id === id))) {
    return { ok: false, refusal: { code: "record.not-found", params: {} } };
  }
  const rival = [...links].find(([other, one]) => {
    const target = targetOf(one);
    return other !== row && id !== null && target !== "undecided" && target.id === id;
  });
  if (rival) return { ok: false, refusal: { code: "enterprises.row-claimed", params: { row: rival[0] } } };
  return settle(links, outcome, new Map([[row, { id }]]));
}

/** All rows that nobody has decided about are new enterprises. */
export function decideRest(links: Links, outcome: ImportOutcome): DecidedOutcome {
  const open = [...links].filter(([, link]) => targetOf(link) === "undecided").map(([row]) => row);
  return settle(links, outcome, new Map(open.map((row) => [row, { id: null, rest: true }])));
}

function settle(links: Links, outcome: ImportOutcome, said: ReadonlyMap<number, Decided>): DecidedOutcome {
  const after = new Map(links);
  const counts = { create: outcome.create, update: outcome.update, undecided: outcome.undecided };
  const slot = (decided: Decided | null) =>
    !decided ? "undecided" : decided.id === null ? "create" : "update";
  for (const [row, decided] of said) {
    const link = links.get(row);
    if (link?.kind !== "ask") continue;
    counts[slot(link.decided)] -= 1;
    counts[slot(decided)] += 1;
    after.set(row, { ...link, decided });
  }
  const asks = outcome.asks.map((ask) => ({ ...ask, decided: said.get(ask.row) ?? ask.decided }));
  return { ok: true, links: after, outcome: { ...outcome, ...counts, asks } };
}

/** What the decisions teach: each pair a person looked at. A word about all the rest is no lesson. */
export function lessonsOf(
  links: Links,
): { row: number; id: string; same: boolean; score: number; findings: Finding[] }[] {
  return [...links].flatMap(([row, link]) => {
    if (link.kind !== "ask" || !link.decided || link.decided.rest) return [];
    const { id } = link.decided;
    const option = id === null ? link.options[0] : link.options.find((one) => one.id === id);
    return option
      ? [{ row, id: option.id, same: id !== null, score: option.score, findings: option.findings }]
      : [];
  });
}
