// The figures of the key groups (四类重点对象), each over all industries; and which of them may be shown beside
// each other and beside the table of industries, so that no subtraction leaves one or two enterprises.
import { sensitivity, toUnits } from "../../engines/indicators/index.ts";
import { type Expected, type PartRow, publishedKey } from "./cells.ts";
import { COUNTRY, type Indicator, type Suppression, type Vintage } from "./contract.ts";
import { type CellRow, type Counted, cellOf, factsOf } from "./facts.ts";
import { divisionOf, type Figure, groupOf, provinceOf, type Standing, VINTAGES } from "./standing.ts";

export type Span = { organisationId: string; listCode: string; since: string; until: string | null };
export type Group = { code: string; list: string };

/** On the list on any day of the month. */
export function membersIn(
  spans: readonly Span[],
  groups: readonly Group[],
  month: string,
): Map<string, Set<string>> {
  const out = new Map(groups.map(({ code }) => [code, new Set<string>()]));
  for (const { organisationId, listCode, since, until } of spans) {
    const group = groups.find(({ list }) => list === listCode);
    if (!group || since.slice(0, 7) > month || (until !== null && until.slice(0, 7) < month)) continue;
    out.get(group.code)!.add(organisationId);
  }
  return out;
}

/** `block`: the smallest shown total the enterprise is counted in; empty where no such total is shown. */
export type Counting = { enterprise: string; block: string; groups: readonly string[]; size: bigint };

/**
 * The groups whose totals may stand side by side: every sum and difference of them, and of them with the totals of
 * whole blocks, is over at least three enterprises of which none dominates. The smaller group gives way.
 */
export function openGroups(all: readonly Counting[], codes: readonly string[]): Set<string> {
  const count = (code: string) => all.filter(({ groups }) => groups.includes(code)).length;
  const tooFew = (list: readonly Counting[]) => sensitivity(list.map(({ size }) => size)) !== null;
  const open = codes.filter((code) => {
    const own = all.filter(({ groups }) => groups.includes(code));
    return own.length > 0 && !tooFew(own);
  });
  const blocks = [...Map.groupBy(all, ({ block }) => block)];
  for (let again = true; again; ) {
    again = false;
    for (const signs of combinations(open.length)) {
      const left = blocks.flatMap(([block, list]) => remainder(list, open, signs, block !== ""));
      if (left.length === 0 || !tooFew(left)) continue;
      const used = open.filter((_, i) => signs[i] !== 0);
      const smallest = used.reduce((least, code) => (count(code) < count(least) ? code : least));
      open.splice(open.indexOf(smallest), 1);
      again = true;
      break;
    }
  }
  return new Set(open);
}

/** Every way of adding and subtracting, up to its opposite. */
function combinations(length: number): number[][] {
  let out: number[][] = [[]];
  for (let at = 0; at < length; at++)
    out = out.flatMap((signs) => [0, 1, -1].map((sign) => [...signs, sign]));
  return out.filter((signs) => signs.find((sign) => sign !== 0) === 1);
}

/** Who is left of a block when its total is taken off as often as hides most. */
function remainder(
  list: readonly Counting[],
  open: readonly string[],
  signs: readonly number[],
  known: boolean,
): readonly Counting[] {
  const weightOf = ({ groups }: Counting) =>
    open.reduce((sum, code, i) => sum + (groups.includes(code) ? signs[i]! : 0), 0);
  const byWeight = [...Map.groupBy(list, weightOf)];
  if (!known) return byWeight.flatMap(([weight, of]) => (weight === 0 ? [] : of));
  const common = byWeight.reduce((most, each) => (each[1].length > most[1].length ? each : most));
  return byWeight.flatMap(([weight, of]) => (weight === common[0] ? [] : of));
}

export type PanelInput = {
  groups: readonly Group[];
  indicators: readonly Indicator[];
  month: string;
  before: string | undefined;
  lastYear: string | undefined;
  /** Of this month everybody; of the months compared with at least the members. */
  standing: Standing;
  roster: readonly Expected[];
  members: ReadonlyMap<string, ReadonlySet<string>>;
  /** Cells of the table shown this month, withheld or not: `publishedKey` → reason or null. */
  table: ReadonlyMap<string, Suppression | null>;
  /** Withheld figures of the groups in the months compared with. */
  published: ReadonlyMap<string, Suppression>;
  links: ReadonlyMap<string, PartRow>;
};

/** Figure by figure, so that others can be served in between. */
export function* cellsOfGroups(input: PanelInput): Generator<void, { cells: CellRow[]; parts: PartRow[] }> {
  const { month } = input;
  const cells: CellRow[] = [];
  const parts: PartRow[] = [];
  for (const indicator of input.indicators) {
    const sides = input.standing.get(indicator.code);
    const shut = shutGroups(input, indicator);
    for (const vintage of VINTAGES) {
      for (const { code } of input.groups) {
        const members = input.members.get(code)!;
        // Compared is this month's list with itself: whoever joined is no growth.
        const of = (at: string | undefined) =>
          at === undefined
            ? []
            : (sides?.[vintage].get(at) ?? []).filter((f) => members.has(f.enterprise)).map(countedOf);
        const expected = input.roster.filter(({ enterprise }) => members.has(enterprise)).length;
        const now = of(month);
        const previous = input.links.get(`${indicator.code} ${vintage} ${code} ${COUNTRY}`) ?? null;
        const at = { sector: code, region: COUNTRY, month, vintage };
        if (expected === 0 && now.length === 0) {
          if (previous) parts.push({ ...previous, month });
          continue;
        }
        const then = (when: string | undefined) =>
          (when && input.published.get(publishedKey(indicator.code, when, vintage, code, COUNTRY))) || null;
        const { cell, link } = cellOf(
          { ...at, indicator },
          factsOf(expected, now, of(input.before), of(input.lastYear)),
          { now: shut(code, vintage), before: then(input.before), lastYear: then(input.lastYear) },
          previous?.link ?? null,
        );
        cells.push(cell);
        if (indicator.kind !== "rate") parts.push({ ...at, indicator: indicator.code, link, facts: null });
      }
    }
    yield;
  }
  return { cells, parts };
}

function shutGroups(
  input: PanelInput,
  indicator: Indicator,
): (code: string, vintage: Vintage) => Suppression | null {
  const codes = input.groups.map(({ code }) => code);
  const of = (vintage: Vintage) => input.standing.get(indicator.code)?.[vintage].get(input.month) ?? [];
  const counting = (vintage: Vintage) =>
    of(vintage).map((figure) => ({
      enterprise: figure.enterprise,
      block: blockOf(input, indicator.code, vintage, figure),
      groups: codes.filter((code) => input.members.get(code)!.has(figure.enterprise)),
      size: indicator.kind === "rate" ? 1_000_000n : magnitude(countedOf(figure).value),
    }));
  const counted = { first: counting("first"), final: counting("final") };
  const open = { first: openGroups(counted.first, codes), final: openGroups(counted.final, codes) };
  const before = new Map(of("first").map((figure) => [figure.enterprise, figure.value]));
  const late = counted.final.filter(({ enterprise }, i) => before.get(enterprise) !== of("final")[i]!.value);
  return (code, vintage) => {
    const own = counted[vintage].filter(({ groups }) => groups.includes(code));
    const reason = sensitivity(own.map(({ size }) => size));
    if (reason) return reason;
    // A group shown in one vintage alone would be told apart by the other.
    if (!open.final.has(code) || (vintage === "first" && !open.first.has(code))) return "complementary";
    const moved = late.filter(({ groups }) => groups.includes(code));
    return vintage === "first" && sensitivity(moved.map(({ size }) => size)) !== null ? "revision" : null;
  };
}

/** Group in a province, else the rest of the group, else the rest of the division, else nothing is shown of it. */
function blockOf(
  input: PanelInput,
  indicator: string,
  vintage: Vintage,
  { industry, region }: Figure,
): string {
  const isShown = (sector: string, at: string) =>
    input.table.get(publishedKey(indicator, input.month, vintage, sector, at)) === null;
  const group = groupOf(industry);
  const province = provinceOf(region);
  if (group !== null && isShown(group, province)) return `${group} ${province}`;
  if (group !== null && isShown(group, COUNTRY)) return group;
  return isShown(divisionOf(industry), COUNTRY) ? divisionOf(industry) : "";
}

const countedOf = ({ enterprise, value, weight, provisional }: Figure): Counted => ({
  enterprise,
  value: toUnits(value),
  weight: toUnits(weight),
  provisional,
});
const magnitude = (units: bigint): bigint => (units < 0n ? -units : units);
