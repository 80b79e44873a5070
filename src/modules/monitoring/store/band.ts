// Bands of an industry, and one's own values beside them.
import { sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { bulkInsert } from "../../../platform/db/bulk.ts";
import { tables } from "../../../platform/db/scoped.ts";
import type { Measure } from "../contract.ts";
import type { BandRow } from "../curve.ts";
import { family } from "../store.ts";

const bandColumns = {
  form_code: "text",
  sector: "text",
  indicator: "text",
  measure: "text",
  month: "text",
  n: "int",
  p25: "numeric",
  median: "numeric",
  p75: "numeric",
  suppressed: "text",
  engine: "text",
  computed_at: "timestamptz",
} as const;

export async function keepBands(
  ctx: Ctx,
  kept: { formCode: string; sector: string; months: readonly string[]; engine: string },
  bands: readonly BandRow[],
): Promise<void> {
  await sql`delete from monitoring.band where form_code = ${kept.formCode} and ${family(kept.sector)}
    and month = any(${kept.months})`.execute(tables(ctx));
  const rows = bands.map((b) => [
    kept.formCode,
    b.sector,
    b.indicator,
    b.measure,
    b.month,
    b.n,
    b.p25,
    b.median,
    b.p75,
    b.suppressed,
    kept.engine,
    ctx.now,
  ]);
  await bulkInsert(ctx, "monitoring.band", bandColumns, rows);
}

/** One's own newest values, as far as the asker may see the enterprise's figures. */
export async function readOwnFigures(
  ctx: Ctx,
  formCode: string,
  organisationId: string,
  indicators: readonly string[],
) {
  const found = await sql<{ indicator: string; month: string; value: string; industry: string }>`
    select distinct on (indicator, period) indicator, period as month, value::text as value, industry_code as industry
    from reporting.report
    where organisation_id = ${organisationId} and form_code = ${formCode} and indicator = any(${indicators})
    order by indicator, period, received desc, vintage desc`.execute(tables(ctx));
  return found.rows;
}

export type StoredBand = Omit<BandRow, "indicator" | "measure"> & { computedAt: Date; engine: string };

export async function readBands(
  ctx: Ctx,
  wish: { formCode: string; indicator: string; measure: Measure; sectors: readonly string[] },
): Promise<StoredBand[]> {
  const found = await sql<StoredBand>`select sector, month, n, p25, median, p75, suppressed,
      computed_at as "computedAt", engine
    from monitoring.band where form_code = ${wish.formCode} and indicator = ${wish.indicator}
      and measure = ${wish.measure} and sector = any(${wish.sectors}) order by month`.execute(tables(ctx));
  return found.rows;
}
