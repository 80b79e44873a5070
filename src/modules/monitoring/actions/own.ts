// One's own curve beside the band of the industry.
import { monthsBetween } from "../../../engines/indicators/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { Refusal } from "../../../platform/errors.ts";
import { FORM, type Measure, type Own } from "../contract.ts";
import { curveOf, measuresOf } from "../curve.ts";
import { sectorName } from "../reference.ts";
import { sayOwn, unitOf } from "../say.ts";
import { divisionOf, groupOf } from "../standing.ts";
import { readBands, readOwnFigures } from "../store/band.ts";
import * as store from "../store.ts";
import { ENGINE } from "./compute.ts";
import { needIndicator } from "./read.ts";

export async function readOwn(
  ctx: Ctx,
  input: { enterpriseId: string; indicator: string; measure?: Measure | undefined },
): Promise<Own> {
  const { scope } = ctx.who;
  if (!scope.all && !scope.organisations.has(input.enterpriseId)) throw new Refusal("record.not-found");
  const indicator = needIndicator(input.indicator);
  const measures = measuresOf(indicator);
  const measure = input.measure && measures.includes(input.measure) ? input.measure : measures[0]!;
  const figures = await readOwnFigures(ctx, FORM, input.enterpriseId, [indicator.code, "employees"]);
  const series = new Map(
    figures.filter((f) => f.indicator === indicator.code).map((f) => [f.month, f.value]),
  );
  const employees = new Map(
    figures.filter((f) => f.indicator === "employees").map((f) => [f.month, f.value]),
  );
  const newest = figures.reduce<(typeof figures)[number] | null>(
    (last, figure) => (last === null || figure.month > last.month ? figure : last),
    null,
  );
  const division = newest ? divisionOf(newest.industry) : null;
  const group = newest ? groupOf(newest.industry) : null;
  const sectors = [division, group].filter((code) => code !== null);
  const bands = await readBands(ctx, { formCode: FORM, indicator: indicator.code, measure, sectors });
  const sector = [group, division].find(
    (code) => code !== null && bands.findLast((band) => band.sector === code)?.suppressed === null,
  );
  const bandAt = new Map(bands.filter((band) => band.sector === sector).map((band) => [band.month, band]));
  const months = await monthsFor(ctx, division, [...series.keys()]);
  const own = curveOf(measure, series, employees, months);
  const points = months.map((month) => {
    const band = bandAt.get(month);
    return {
      month,
      value: series.get(month) ?? null,
      own: own.get(month) ?? null,
      n: band?.n ?? null,
      p25: band?.p25 ?? null,
      median: band?.median ?? null,
      p75: band?.p75 ?? null,
      suppressed: band?.suppressed ?? null,
    };
  });
  const name = sector ? sectorName(sector) : null;
  return {
    indicator,
    measure,
    measures,
    unit: unitOf(indicator, measure),
    sector: sector && name ? { code: sector, name } : null,
    sentence: sayOwn(indicator, measure, name, points),
    points,
    computed: {
      at: bands[0]?.computedAt.toISOString() ?? null,
      engine: bands[0]?.engine ?? ENGINE,
    },
  };
}

/** The months of the industry, so that own index and band stand on the same base. */
async function monthsFor(ctx: Ctx, division: string | null, own: readonly string[]): Promise<string[]> {
  const range = division ? await store.monthsShown(ctx, FORM, division) : null;
  const all = [...own, ...(range ? [range.first, range.last] : [])].sort();
  const first = range?.first ?? all[0];
  const last = all.at(-1);
  return first && last ? monthsBetween(first, last) : [];
}
