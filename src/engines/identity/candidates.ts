// Who among a hundred thousand known enterprises could this be? Keys of name, code and address find the few worth comparing.
import { type EnterpriseRecord, type Match, matchPrepared, type Prepared, prepare } from "./match.ts";
import { WEIGHTS, type Weights } from "./weights.ts";

export type MatchIndex = {
  /** The known records, taken apart once: about 1 kB each. */
  known: readonly Prepared[];
  /** Positions in `known` under each key. */
  postings: ReadonlyMap<string, readonly number[]>;
};
export type Found = { at: number; match: Match };

/** A key more common than this says nothing: half a province shares it. */
const COMMONEST = 2000;
export const CANDIDATES = 20;

export function buildIndex(records: readonly EnterpriseRecord[]): MatchIndex {
  const known = records.map(prepare);
  const postings = new Map<string, number[]>();
  for (const [at, one] of known.entries()) {
    for (const key of keysOf(one)) {
      const list = postings.get(key);
      if (list) list.push(at);
      else postings.set(key, [at]);
    }
  }
  return { known, postings };
}

/** Positions of the records that share the rarest keys, likeliest first; the same order in every run. */
export function candidates(
  index: MatchIndex,
  record: EnterpriseRecord | Prepared,
  limit = CANDIDATES,
): number[] {
  const weight = new Map<number, number>();
  for (const key of keysOf("names" in record ? record : prepare(record))) {
    const list = index.postings.get(key);
    if (!list || list.length > COMMONEST) continue;
    const says = Math.log(1 + index.known.length / list.length);
    for (const at of list) weight.set(at, (weight.get(at) ?? 0) + says);
  }
  return [...weight]
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, limit)
    .map(([at]) => at);
}

/** The candidates judged, likeliest first; those that are surely different are left out. */
export function findMatches(
  index: MatchIndex,
  record: EnterpriseRecord,
  weights: Weights = WEIGHTS,
  limit = CANDIDATES,
): Found[] {
  const asked = prepare(record);
  const found: Found[] = [];
  for (const at of candidates(index, asked, limit)) {
    const known = index.known[at];
    if (!known) continue;
    const match = matchPrepared(asked, known, weights);
    if (match.verdict !== "different") found.push({ at, match });
  }
  return found.sort((a, b) => b.match.logOdds - a.match.logOdds || a.at - b.at);
}

/** Each key survives some slip: in the code, in one character of the 字号, in the trade, in the place, in the address. */
function keysOf({ code, names, place, address }: Prepared): Set<string> {
  const keys = new Set<string>();
  if (code.text !== "") {
    keys.add(`c ${code.text}`);
    // A code with one slip keeps one half of its own nine characters.
    if (code.text.length >= 17) keys.add(`l ${code.text.slice(8, 13)} ${code.text.slice(2, 6)}`);
    if (code.text.length >= 17) keys.add(`r ${code.text.slice(12, 17)}`);
  }
  for (const { core, split, branch, plant } of names) {
    if (core === "") continue;
    const brand = core.slice(0, Math.max(2, Math.min(split ?? 2, 4)));
    const trade = core.slice(brand.length);
    keys.add(`n ${core}`);
    keys.add(`b ${brand.slice(0, 2)} ${place.city}`);
    keys.add(`b ${brand} ${trade.slice(0, 2)}`);
    keys.add(`e ${core.slice(-4)} ${core.slice(0, 1)} ${place.city}`);
    keys.add(`t ${brand.slice(1)} ${trade} ${place.city}`);
    keys.add(`h ${brand[0]} ${trade} ${place.city}`);
    if (branch !== null || plant !== null) keys.add(`p ${core} ${branch} ${plant}`);
  }
  if (address.road !== null && address.number !== null) {
    keys.add(`a ${address.road} ${address.number} ${address.district ?? place.city}`);
    keys.add(`a ${address.road} ${address.number} ${place.city}`);
  }
  return keys;
}
