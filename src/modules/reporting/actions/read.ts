// What is read of a filing by the enterprise and by whoever decides: the record, the receipt, the lists.
import { differences, fieldsOf } from "../../../engines/forms/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import type { FilingCard, FilingRecord, FilingState, Receipt } from "../contract.ts";
import { arrivalAt, isMissing, isOpen } from "../filing.ts";
import { findEntry, newestSavings } from "../store/entry.ts";
import { cardOf, type FilingRow, filingsOf } from "../store/filing.ts";
import { newerVersion } from "../store/period.ts";
import { decisionsOf, type VintageRow, vintagesOf } from "../store/vintage.ts";
import { closesOf, deadlineOf } from "./deadline.ts";
import { formOf, openToRead, pastOf, standingOf, takenOf, valuesOf } from "./open.ts";

export async function getFiling(ctx: Ctx, wish: { id: string }): Promise<FilingRecord> {
  const row = await openToRead(ctx, wish.id);
  const form = await formOf(ctx, row);
  const past = await pastOf(ctx, row);
  const entry = await findEntry(ctx, row);
  const vintages = await vintagesOf(ctx, row);
  const standing = entry ? null : await standingOf(ctx, row, form, past.earlier);
  const taken = isOpen(row) ? await takenOf(ctx, row, form) : {};
  const own = row.organisationId === ctx.who.actingFor;
  const fills = own && ctx.who.may.has("reporting.fill");
  const writes = fills || (!own && ctx.who.may.has("reporting.behalf"));
  const filed = row.state === "submitted" || row.state === "accepted";
  return {
    card: cardOf(row, ctx.now),
    form: form.definition,
    closes: await closesOf(row, form.definition, ctx.now),
    newerVersion: await newerVersion(ctx, row.formCode, row.formVersion),
    facts: { industryCode: row.industryCode, regionCode: row.regionCode, sizeClass: null },
    entry: {
      values: { ...(entry?.values ?? standing?.values ?? {}), ...valuesOf(taken) },
      explanations: entry?.explanations ?? standing?.explanations ?? {},
      reason: entry?.reason ?? null,
      revision: row.revision,
      savedByName: entry?.savedByName ?? null,
      savedAt: entry?.savedAt.toISOString() ?? null,
      prefilled: standing?.prefilled ?? [],
      taken: Object.fromEntries(Object.entries(taken).map(([code, { title }]) => [code, title])),
    },
    earlier: { previous: { ...past.earlier.previous }, lastYear: { ...past.earlier.lastYear } },
    history: past.history,
    vintages: vintages.map((vintage, i) => ({
      ...vintage,
      received: vintage.received.toISOString(),
      differences: i ? differences(fieldsOf(form.definition), vintages[i - 1]!.values, vintage.values) : [],
    })),
    decisions: (await decisionsOf(ctx, row)).map((d) => ({ ...d, decidedAt: d.decidedAt.toISOString() })),
    savings: (await newestSavings(ctx, row, 30)).map((s) => ({ ...s, savedAt: s.savedAt.toISOString() })),
    may: {
      save: writes && isOpen(row),
      submit: writes && isOpen(row),
      correct: fills && (filed || row.state === "locked"),
      decide: ctx.who.may.has("reporting.review") && filed,
    },
  };
}

export type ReceiptAnswer = Receipt;

export async function receiptOf(ctx: Ctx, filing: FilingRow, vintage: VintageRow): Promise<Receipt> {
  const form = await formOf(ctx, filing);
  const deadline = await deadlineOf(filing, form.definition);
  // What was taken stays taken, whatever came after.
  const arrival = arrivalAt(vintage.received.getTime(), { ...deadline, after: "late" });
  return {
    filingId: filing.id,
    organisationName: filing.organisationName,
    formTitle: form.definition.title,
    period: filing.period,
    vintage: vintage.number,
    receipt: vintage.receipt,
    digest: vintage.digest,
    received: vintage.received.toISOString(),
    submittedByName: vintage.submittedByName,
    channel: vintage.channel,
    filedByName: vintage.filedByName,
    source: vintage.source,
    dueOn: filing.dueOn,
    onTime: !filing.history && arrival === "on-time",
    arrival: arrival === "refused" ? "late" : arrival,
    history: filing.history,
    reason: vintage.reason,
    values: vintage.values,
    explanations: vintage.explanations,
  };
}

const ownOrganisation = (ctx: Ctx): string => ctx.who.actingFor ?? refuse("reporting.no-acting");

export async function myFilings(
  ctx: Ctx,
  query: { formCode?: string; state?: FilingState[]; limit: number; offset: number; sort?: string },
): Promise<{ rows: FilingCard[]; total: number; limit: number; offset: number }> {
  const { rows, total } = await filingsOf(ctx, ownOrganisation(ctx), query);
  return { rows: rows.map((row) => cardOf(row, ctx.now)), total, limit: query.limit, offset: query.offset };
}

/** Returned first, then what is overdue, then the newest month. */
export async function currentFiling(
  ctx: Ctx,
  query: { formCode?: string; period?: string },
): Promise<{ filing: FilingCard | null; open: FilingCard[] }> {
  const { rows } = await filingsOf(ctx, ownOrganisation(ctx), { ...query, limit: 36, offset: 0 });
  const open = rows
    .filter((row) => isMissing(row) || row.state === "draft")
    .sort((a, b) => urgency(a) - urgency(b) || (a.dueOn < b.dueOn ? -1 : 1));
  const card = (row: FilingRow | undefined): FilingCard | null => (row ? cardOf(row, ctx.now) : null);
  return {
    filing: card(query.period ? rows[0] : (open[0] ?? rows[0])),
    open: open.map((row) => cardOf(row, ctx.now)),
  };
}

const urgency = (row: FilingRow): number => (row.state === "returned" ? 0 : 1);
