// 是否同一企业: two records in; same, different or ask out, with the score and every reason that made it.
import { type Address, type AddressRelation, compareAddresses, placeOf, readAddress } from "./address.ts";
import { type CodeRead, type CodeRelation, compareCodes, readCode } from "./compare-codes.ts";
import { compareNames, type NameRelation } from "./compare-names.ts";
import { type NameParts, readName } from "./name-parts.ts";
import { joinPlaces, type Place, placeOfCode, placesApart, readPlace } from "./region.ts";
import { plain, slips } from "./spelling.ts";
import { CALL_AT, type Finding, REASONS, WEIGHTS, type Weights } from "./weights.ts";

/** What is known of an enterprise; "" where nothing is. */
export type EnterpriseRecord = { name: string; code: string; region: string; address: string };
export type Prepared = {
  record: EnterpriseRecord;
  code: CodeRead;
  names: readonly NameParts[];
  place: Place;
  address: Address;
};
export type Reason = { finding: Finding; weight: number; zh: string; en: string };
export type Match = {
  verdict: "same" | "different" | "ask";
  /** Probability that they are the same, from even odds. */
  score: number;
  logOdds: number;
  reasons: Reason[];
};

/** Takes a record apart once, for as many comparisons as it is needed in. */
export function prepare(record: EnterpriseRecord): Prepared {
  const code = readCode(record.code);
  const byCode = placeOfCode(code.text.slice(2, 6));
  const { rest: _, level: __, ...region } = readPlace(plain(record.region), byCode);
  const near = joinPlaces(region, byCode);
  const address = readAddress(record.address, near);
  const told = placeOf(region, address);
  const name = readName(record.name, joinPlaces(told, byCode));
  const former = name.former.map((old) => readName(old, told));
  const place = told.city !== null ? told : joinPlaces(joinPlaces(told, name.place), byCode);
  return { record, code, names: [name, ...former], place, address };
}

export const match = (a: EnterpriseRecord, b: EnterpriseRecord, weights: Weights = WEIGHTS): Match =>
  matchPrepared(prepare(a), prepare(b), weights);

export function matchPrepared(a: Prepared, b: Prepared, weights: Weights = WEIGHTS): Match {
  const found = findings(a, b);
  const logOdds = found.reduce((sum, finding) => sum + weights[finding], 0);
  const reasons = found
    .map((finding) => ({
      finding,
      weight: weights[finding],
      zh: REASONS[finding][0],
      en: REASONS[finding][1],
    }))
    .sort((x, y) => Math.abs(y.weight) - Math.abs(x.weight) || (x.finding < y.finding ? -1 : 1));
  const verdict = logOdds >= CALL_AT ? "same" : logOdds <= -CALL_AT ? "different" : "ask";
  return { verdict, score: 1 / (1 + Math.exp(-logOdds)), logOdds, reasons };
}

/** Everything that speaks for or against, by the names of the weights. */
export function findings(a: Prepared, b: Prepared): Finding[] {
  const code = compareCodes(a.code, b.code);
  const { relation: name, former } = bestNames(a, b);
  const address = compareAddresses(a.address, b.address);
  const apart = placesApart(a.place, b.place);
  const agrees = code === "equal" || code === "core" || code === "slip";
  const found = [...ofCode(code), ...ofName(name, a, b, apart)];
  // With its own code at hand a firm that now calls itself a group has been renamed.
  if (name.group === "one-sided" && !agrees && name.brand !== "other") found.push("group-one-sided");
  if (former && name.brand === "equal") found.push("former-name");
  if (agrees) {
    if (address === "same" || address === "near") found.push("code-at-address");
    else if (apart || address === "other" || address === "street") found.push("code-elsewhere");
    else if (name.brand === "other") found.push("code-unexplained");
  }
  found.push(...ofPlace(apart, a, b, address, agrees));
  if (!agrees && (address === "same" || address === "near")) {
    if (name.brand === "other") found.push("estate-brand");
    else if (name.trade === "other" || name.trade === "function") found.push("estate-trade");
    if (name.group === "one-sided" && name.brand !== "other") found.push("estate-group");
  }
  return found;
}

function ofCode(code: CodeRelation): Finding[] {
  return code === "unknown" ? [] : [`code-${code}`];
}

function ofName(name: NameRelation, a: Prepared, b: Prepared, apart: boolean): Finding[] {
  const found: Finding[] = [];
  if (name.brand !== "none") found.push(`brand-${name.brand}`);
  if (name.trade !== "none") found.push(`trade-${name.trade}`);
  else if (name.brand === "equal") found.push("brand-alone");
  if (name.form !== "unsaid") found.push(`form-${name.form}`);
  const whole =
    name.brand === "equal" && name.trade === "equal" && name.form === "equal" && name.group === "equal";
  if (whole && !apart && !name.namesake && (named(a) || named(b))) found.push("name-whole");
  if (name.branch === "one-sided" || name.branch === "other") found.push(`branch-${name.branch}`);
  if (name.namesake) found.push("name-namesake");
  return found;
}

const named = ({ names: [name] }: Prepared): boolean => name !== undefined && name.place.province !== null;

function ofPlace(
  apart: boolean,
  a: Prepared,
  b: Prepared,
  address: AddressRelation,
  agrees: boolean,
): Finding[] {
  if (apart) return agrees ? [] : ["place-other"];
  const found: Finding[] = a.place.city !== null && a.place.city === b.place.city ? ["place-same"] : [];
  if (address === "same" || address === "near") found.push(`address-${address}`);
  else if (address !== "unknown" && !agrees) found.push(`address-${address}`);
  return found;
}

/** The current names, or a former name that is written out where it fits better. */
function bestNames(a: Prepared, b: Prepared): { relation: NameRelation; former: boolean } {
  const [first, second] = [a.names[0], b.names[0]];
  if (!first || !second) throw new RangeError("a prepared record has a name");
  let best = { relation: compareNames(first, second), former: false };
  for (const [i, one] of a.names.entries()) {
    for (const [j, other] of b.names.entries()) {
      if (i + j === 0 || best.relation.brand === "equal" || slips(one.core, other.core, 1) > 1) continue;
      const relation = compareNames(one, other);
      if (relation.brand === "equal") best = { relation, former: true };
    }
  }
  return best;
}
