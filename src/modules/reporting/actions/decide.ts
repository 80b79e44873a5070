// What the association does with a submitted return: accept it, or send it back with the reason.
import { shanghaiDay } from "../../../engines/calendar/index.ts";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { savepoint } from "../../../platform/db/scoped.ts";
import { Refusal, type RefusalText, refuse, sentence } from "../../../platform/errors.ts";
import type { FilingCard, ReviewItem } from "../contract.ts";
import { move } from "../filing.ts";
import { oddAmong, type Peers } from "../quality/peers.ts";
import { refusals } from "../refusals.ts";
import { findWaiting, peersOf, type SparkRow, sparksOf, type WaitingRow } from "../store/board.ts";
import { cardOf, type FilingRow, findFilings, lockFiling, setFiling } from "../store/filing.ts";
import { acceptFigures, addDecision, periodsBack, returnFigures } from "../store/vintage.ts";
import { filedOf, told } from "./fill.ts";
import { moved, openToWrite, seesFigures } from "./open.ts";

export type BulkOutcome = {
  done: number;
  skipped: { id: string; organisationName: string; zh: string; en: string }[];
};

/** Each on its own: one that has moved on meanwhile does not hold up the others. */
export async function acceptFilings(
  ctx: Ctx,
  wish: { filings: readonly { id: string; vintage: number }[] },
): Promise<BulkOutcome> {
  const seen = new Map(wish.filings.map((filing) => [filing.id, filing.vintage]));
  const out: BulkOutcome = { done: 0, skipped: [] };
  for (const found of await findFilings(ctx, [...seen.keys()])) {
    const why = await acceptOne(ctx, found, seen.get(found.id) ?? 0);
    if (why) out.skipped.push({ id: found.id, organisationName: found.organisationName, ...why });
    else out.done++;
  }
  return out;
}

/** @returns why not, or null when it is accepted. */
async function acceptOne(
  ctx: Ctx,
  found: FilingRow,
  vintage: number,
): Promise<{ zh: string; en: string } | null> {
  const filing = seesFigures(ctx, found) ? await lockFiling(ctx, found) : null;
  if (!filing) return said(refusals["reporting.figures-hidden"]);
  if (filing.vintage !== vintage) return said(refusals["reporting.stale-vintage"]);
  const next = move(filing, "accept");
  if (!next.ok) return said(refusals["reporting.move"], next.refusal.params);
  await addDecision(ctx, filing, { decision: "accepted", reason: null, fields: [] });
  await acceptFigures(ctx, filing);
  await setFiling(ctx, filing, next.filing, { decidedAt: ctx.now });
  await audit(ctx, {
    action: "reporting.accept",
    subject: "filing",
    subjectId: filing.id,
    organisationId: filing.organisationId,
    before: { state: filing.state },
    after: { state: next.filing.state, vintage },
  });
  await ctx.announce("reporting.accepted", filedOf(filing, vintage));
  return null;
}

const said = ({ zh, en }: RefusalText, params = {}): { zh: string; en: string } => ({
  zh: sentence(zh, params),
  en: sentence(en, params),
});

export async function returnFiling(
  ctx: Ctx,
  wish: { id: string; vintage: number; reason: string; fields: string[] },
): Promise<FilingCard> {
  const filing = await openToWrite(ctx, wish.id);
  const next = moved(filing, "return");
  if (filing.vintage !== wish.vintage) refuse("reporting.stale-vintage");
  await addDecision(ctx, filing, { decision: "returned", reason: wish.reason, fields: wish.fields });
  await returnFigures(ctx, filing);
  await setFiling(ctx, filing, next, { decidedAt: ctx.now });
  await ctx.announce("reporting.returned", filedOf(filing, filing.vintage));
  return told(ctx, filing, "reporting.return", {
    state: next.state,
    reason: wish.reason,
    fields: wish.fields,
  });
}

/** As accepting: each on its own, one reason for all. */
export async function returnFilings(
  ctx: Ctx,
  wish: { filings: readonly { id: string; vintage: number }[]; reason: string },
): Promise<BulkOutcome> {
  const out: BulkOutcome = { done: 0, skipped: [] };
  const seen = new Map(wish.filings.map((filing) => [filing.id, filing.vintage]));
  for (const found of await findFilings(ctx, [...seen.keys()])) {
    try {
      await savepoint(ctx, () =>
        returnFiling(ctx, {
          id: found.id,
          vintage: seen.get(found.id) ?? 0,
          reason: wish.reason,
          fields: [],
        }),
      );
      out.done++;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const why = said(refusals[error.code as keyof typeof refusals], error.params);
      out.skipped.push({ id: found.id, organisationName: found.organisationName, ...why });
    }
  }
  return out;
}

/** The indicator whose line a reviewer looks at first. */
const HEADLINE = "output_value";
const SPARK_MONTHS = 13;

export async function reviewQueue(
  ctx: Ctx,
  query: Parameters<typeof findWaiting>[1],
): Promise<{ rows: ReviewItem[]; total: number; limit: number; offset: number }> {
  const { rows, total } = await findWaiting(ctx, query);
  const newest = rows
    .map((row) => row.period)
    .sort()
    .at(-1);
  const organisations = [...new Set(rows.map((row) => row.organisationId))];
  const sparks = newest ? await sparksOf(ctx, organisations, query.formCode, HEADLINE, newest) : [];
  const byOrganisation = Map.groupBy(sparks, (spark) => spark.organisationId);
  const peers = await peersIn(ctx, query.formCode, rows);
  const items = rows.map((row) => itemOf(ctx, row, byOrganisation.get(row.organisationId) ?? [], peers));
  return { rows: items, total, limit: query.limit, offset: query.offset };
}

const keyOf = (period: string, division: string, indicator: string) => `${period} ${division} ${indicator}`;

async function peersIn(ctx: Ctx, formCode: string, rows: readonly WaitingRow[]): Promise<Map<string, Peers>> {
  const found = new Map<string, Peers>();
  for (const [period, waiting] of Map.groupBy(rows, (row) => row.period)) {
    const divisions = [...new Set(waiting.map((row) => row.industryCode.slice(0, 2)))];
    for (const one of await peersOf(ctx, formCode, period, divisions))
      found.set(keyOf(period, one.division, one.indicator), one);
  }
  return found;
}

function itemOf(
  ctx: Ctx,
  row: WaitingRow,
  sparks: readonly SparkRow[],
  peers: ReadonlyMap<string, Peers>,
): ReviewItem {
  const before = periodsBack(row.period, 1);
  const headline = new Map(sparks.filter((s) => s.indicator === HEADLINE).map((s) => [s.period, s.value]));
  const months = Array.from({ length: SPARK_MONTHS }, (_, i) =>
    periodsBack(row.period, SPARK_MONTHS - 1 - i),
  );
  return {
    ...cardOf(row, ctx.now),
    submittedByName: row.submittedByName,
    channel: row.channel,
    filedByName: row.filedByName,
    source: row.source,
    industryCode: row.industryCode,
    regionCode: row.regionCode,
    onTime:
      !row.history &&
      row.firstSubmittedAt !== null &&
      shanghaiDay(row.firstSubmittedAt.getTime()) <= row.dueOn,
    softRemarks: row.remarks.map((remark) => ({
      ...remark,
      explanation: row.explanations[remark.key] ?? "",
    })),
    values: row.values,
    previous: Object.fromEntries(
      sparks.filter((s) => s.period === before).map((s) => [s.indicator, s.value]),
    ),
    oddities: sparks
      .filter((s) => s.period === before)
      .flatMap(({ indicator, value }) => {
        const among = peers.get(keyOf(row.period, row.industryCode.slice(0, 2), indicator));
        const odd = oddAmong(among, Number(row.values[indicator] ?? Number.NaN), Number(value));
        return odd ? [{ field: indicator, ...odd }] : [];
      })
      .sort((a, b) => Math.abs(b.z) - Math.abs(a.z)),
    spark: months.map((period) => ({ period, value: headline.get(period) ?? null })),
  };
}
