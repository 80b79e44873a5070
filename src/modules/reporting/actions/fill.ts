// What the enterprise does with its return: save, submit, correct.
import { createHash } from "node:crypto";
import { shanghaiDay } from "../../../engines/calendar/index.ts";
import {
  check,
  fieldsOf,
  type PreparedForm,
  unexplained,
  type Values,
} from "../../../engines/forms/index.ts";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { type FieldProblem, refuse } from "../../../platform/errors.ts";
import type { Filed, FilingCard, Saved } from "../contract.ts";
import { type Fields, merge } from "../draft.ts";
import { addRevision, type EntryRow, findEntry, putEntry, savingsSince } from "../store/entry.ts";
import { cardOf, type FilingRow, findFiling, setFiling } from "../store/filing.ts";
import { addFigures, addVintage, findVintage, type VintageRow, vintagesOf } from "../store/vintage.ts";
import { arriving } from "./deadline.ts";
import { associationNames } from "./neighbours.ts";
import { formOf, moved, openToRead, openToWrite, pastOf, standingOf, takenOf, valuesOf } from "./open.ts";
import { type ReceiptAnswer, receiptOf } from "./read.ts";

export type Typed = {
  id: string;
  revision: number;
  changes: Fields;
  explanations: Fields;
  source: string;
};

export async function saveEntry(ctx: Ctx, typed: Typed): Promise<Saved> {
  const filing = await openToWrite(ctx, typed.id);
  const next = moved(filing, "save");
  const form = await formOf(ctx, filing);
  const known = new Set(form.fields.map((field) => field.code));
  for (const field of Object.keys(typed.changes))
    if (!known.has(field)) refuse("reporting.unknown-field", { field });
  const entry = await findEntry(ctx, filing);
  const draft = entry ?? (await standingOf(ctx, filing, form, (await pastOf(ctx, filing)).earlier));
  const mine = { values: typed.changes, explanations: typed.explanations };
  const merged = merge(draft, mine, await savingsSince(ctx, filing, typed.revision));
  const kept = merged.conflicts.map((conflict) => [conflict.field, conflict.yours] as const);
  const changed = Object.keys(merged.changes).length + Object.keys(merged.explained).length + kept.length > 0;
  if (entry && !changed) return answer(filing.revision, entry.savedAt, entry.savedByName, merged);
  const revision = filing.revision + 1;
  await putEntry(ctx, filing, { ...merged, reason: entry?.reason ?? null, revision });
  await addRevision(ctx, filing, {
    revision,
    changes: merged.changes,
    explanations: merged.explained,
    kept: kept.length ? Object.fromEntries(kept) : null,
    source: sourceOf(ctx, filing, typed.source),
  });
  await setFiling(ctx, filing, next, { revision });
  // What was changed stands in the revision; the trail says that it was.
  await audit(ctx, {
    action: "reporting.save",
    subject: "filing",
    subjectId: filing.id,
    organisationId: filing.organisationId,
    after: { revision, fields: Object.keys(merged.changes), source: typed.source },
  });
  return answer(revision, ctx.now, ctx.who.name, merged);
}

function answer(revision: number, at: Date, by: string, merged: ReturnType<typeof merge>): Saved {
  return {
    revision,
    savedAt: at.toISOString(),
    savedByName: by,
    values: merged.values,
    explanations: merged.explanations,
    conflicts: merged.conflicts.map((conflict) => ({ ...conflict, at: conflict.at.toISOString() })),
  };
}

/** Where it was typed, or whose hand it was when it was not the enterprise's own. */
function sourceOf(ctx: Ctx, filing: FilingRow, typed: string): string {
  const channel = channelOf(ctx, filing);
  return channel === "web" ? typed : channel;
}

function channelOf(ctx: Ctx, filing: FilingRow): "web" | "api" | "association" {
  if (filing.organisationId !== ctx.who.actingFor) return "association";
  return ctx.who.key ? "api" : "web";
}

/** The same submission arriving again is answered with the receipt of the first time. */
export async function submitFiling(
  ctx: Ctx,
  wish: { id: string; submissionId: string; revision: number; basis?: string },
): Promise<ReceiptAnswer> {
  const filing = await openToWrite(ctx, wish.id);
  const before = await findVintage(ctx, filing.organisationId, wish.submissionId);
  if (before)
    return before.filingId === filing.id ? receiptOf(ctx, filing, before) : refuse("record.not-found");
  const next = moved(filing, "submit");
  const form = await formOf(ctx, filing);
  const arrival = await arriving(filing, form.definition, ctx.now);
  const past = await pastOf(ctx, filing);
  const entry = await findEntry(ctx, filing);
  if (entry && entry.revision !== wish.revision) refuse("reporting.stale-draft", { name: entry.savedByName });
  const draft = entry ?? (await standingOf(ctx, filing, form, past.earlier));
  const taken = valuesOf(await takenOf(ctx, filing, form));
  const outcome = check(form, { ...draft.values, ...taken }, past.earlier);
  refuseHard(outcome.remarks);
  refuseUnexplained(outcome.remarks, draft.explanations);
  const soft = outcome.remarks.filter((remark) => remark.severity === "soft");
  const number = next.vintage;
  const digest = digestOf(filing, number, outcome.values, ctx.now);
  const vintage = {
    id: wish.submissionId,
    number,
    values: outcome.values,
    // Explanations of what is no longer remarked on stay behind in the draft.
    explanations: Object.fromEntries(
      soft.map((remark) => [remark.key, draft.explanations[remark.key] ?? null]),
    ),
    remarks: soft,
    reason: entry?.reason ?? null,
    receipt: receiptNumber(filing.period, digest),
    digest,
    ...(await originOf(ctx, filing, wish.basis)),
  };
  await addVintage(ctx, filing, vintage);
  await addFigures(ctx, filing, number, figuresOf(form, outcome.values), shanghaiDay(ctx.now.getTime()));
  await setFiling(ctx, filing, next, { submittedAt: ctx.now, decidedAt: null, arrival });
  await audit(ctx, {
    action: "reporting.submit",
    subject: "filing",
    subjectId: filing.id,
    organisationId: filing.organisationId,
    before: { state: filing.state, vintage: filing.vintage },
    after: {
      state: next.state,
      vintage: number,
      receipt: vintage.receipt,
      channel: vintage.channel,
      source: vintage.source,
      arrival,
    },
  });
  await ctx.announce("reporting.submitted", filedOf(filing, number));
  if (filing.resumeState === "accepted" || filing.resumeState === "locked") {
    await ctx.announce("reporting.corrected", filedOf(filing, number));
  }
  const kept: VintageRow = {
    ...vintage,
    filingId: filing.id,
    received: ctx.now,
    submittedByName: ctx.who.name,
  };
  return receiptOf(ctx, { ...filing, ...next, submittedAt: ctx.now }, kept);
}

/** Who filled it in when it was not the enterprise itself, and on what it rests. */
async function originOf(
  ctx: Ctx,
  filing: FilingRow,
  basis: string | undefined,
): Promise<Pick<VintageRow, "channel" | "filedByName" | "source">> {
  const channel = channelOf(ctx, filing);
  if (channel !== "association") return { channel, filedByName: null, source: null };
  return { channel, filedByName: await actingName(ctx), source: basis ?? null };
}

/** The organisation that files for another one, by name. */
export async function actingName(ctx: Ctx): Promise<string> {
  const acting = ctx.who.actingFor ?? refuse("reporting.no-acting");
  return (await associationNames(ctx, [acting])).get(acting) ?? ctx.who.name;
}

export const filedOf = (filing: FilingRow, vintage: number): Filed => ({
  organisationId: filing.organisationId,
  filingId: filing.id,
  formCode: filing.formCode,
  period: filing.period,
  vintage,
});

type Remarks = ReturnType<typeof check>["remarks"];

function refuseHard(remarks: Remarks): void {
  const hard = remarks.filter((remark) => remark.severity === "hard");
  if (hard.length) refuse("reporting.hard-checks", { count: hard.length }, hard.map(problemAt));
}

function refuseUnexplained(remarks: Remarks, explanations: Fields): void {
  const open = unexplained(remarks, explanations);
  if (open.length) refuse("reporting.unexplained", { count: open.length }, open.map(problemAt));
}

const problemAt = ({ field, zh, en }: Remarks[number]): FieldProblem => ({ path: field, zh, en });

export function figuresOf(form: PreparedForm, values: Values): { indicator: string; value: string }[] {
  return fieldsOf(form.definition).flatMap(({ code, type }) => {
    const value = values[code];
    return type === "text" || value == null ? [] : [{ indicator: code, value }];
  });
}

/** Whoever holds the receipt can show later that these figures, and no others, arrived at that moment. */
export function digestOf(
  filing: Pick<FilingRow, "organisationId" | "formCode" | "formVersion" | "period">,
  vintage: number,
  values: Values,
  received: Date,
): string {
  const { organisationId, formCode, formVersion, period } = filing;
  const sorted = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  const said = { organisationId, formCode, formVersion, period, vintage, received, values: sorted };
  return createHash("sha256").update(JSON.stringify(said)).digest("hex");
}

/** Letters and digits that are not mistaken for one another on the telephone (Crockford's base 32). */
const SPOKEN = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export function receiptNumber(period: string, digest: string): string {
  const bits = BigInt(`0x${digest.slice(0, 10)}`);
  const letters = Array.from({ length: 8 }, (_, i) => SPOKEN[Number((bits >> BigInt(35 - 5 * i)) & 31n)]);
  return `HZ${period.replace("-", "")}-${letters.slice(0, 4).join("")}-${letters.slice(4).join("")}`;
}

export async function startCorrection(ctx: Ctx, wish: { id: string; reason: string }): Promise<FilingCard> {
  const filing = await openToWrite(ctx, wish.id);
  const next = moved(filing, "correct");
  await restoreNewest(ctx, filing, { source: "correction", reason: wish.reason });
  await setFiling(ctx, filing, next, { revision: filing.revision + 1 });
  return told(ctx, filing, "reporting.correct", { state: next.state, reason: wish.reason });
}

export async function dropCorrection(ctx: Ctx, wish: { id: string }): Promise<FilingCard> {
  const filing = await openToWrite(ctx, wish.id);
  const next = moved(filing, "drop");
  await restoreNewest(ctx, filing, { source: "dropped", reason: null });
  await setFiling(ctx, filing, next, { revision: filing.revision + 1 });
  return told(ctx, filing, "reporting.drop-correction", { state: next.state });
}

/** The draft begins again from what was filed last. */
async function restoreNewest(
  ctx: Ctx,
  filing: FilingRow,
  why: { source: string; reason: string | null },
): Promise<void> {
  const newest = (await vintagesOf(ctx, filing)).at(-1);
  const entry: EntryRow | null = await findEntry(ctx, filing);
  const values = newest?.values ?? entry?.values ?? {};
  const explanations = newest?.explanations ?? entry?.explanations ?? {};
  const revision = filing.revision + 1;
  await putEntry(ctx, filing, { values, explanations, reason: why.reason, revision });
  await addRevision(ctx, filing, { revision, changes: {}, explanations: {}, kept: null, source: why.source });
}

export async function told(ctx: Ctx, filing: FilingRow, action: string, after: object): Promise<FilingCard> {
  await audit(ctx, {
    action,
    subject: "filing",
    subjectId: filing.id,
    organisationId: filing.organisationId,
    before: { state: filing.state, vintage: filing.vintage },
    after,
  });
  return cardOf((await findFiling(ctx, filing.id)) ?? filing, ctx.now);
}

export const receipt = async (ctx: Ctx, wish: { id: string; vintage: number }): Promise<ReceiptAnswer> => {
  const filing = await openToRead(ctx, wish.id);
  const vintage = (await vintagesOf(ctx, filing)).find((v) => v.number === wish.vintage);
  return vintage ? receiptOf(ctx, filing, vintage) : refuse("record.not-found");
};
