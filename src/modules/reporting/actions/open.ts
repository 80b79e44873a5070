// Opens one filing for whoever asks: what may be read, its form, the months before.
import { before, yearBefore } from "../../../engines/calendar/index.ts";
import { type Earlier, type PreparedForm, prepare, type Values } from "../../../engines/forms/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { Refusal, refuse } from "../../../platform/errors.ts";
import { type Filing, type Move, move } from "../filing.ts";
import { type FilingRow, findFiling, lockFiling } from "../store/filing.ts";
import { findForm } from "../store/period.ts";
import { figuresElsewhere, historyOf, vintagesOf } from "../store/vintage.ts";

/** A card is seen by more people than the figures behind it. */
export const seesFigures = (ctx: Ctx, row: Pick<FilingRow, "organisationId">): boolean =>
  ctx.who.scope.all || ctx.who.scope.organisations.has(row.organisationId);

export async function openToRead(ctx: Ctx, id: string): Promise<FilingRow> {
  const row = await findFiling(ctx, id);
  // Another association's form is not for this one to look at, although its member is in sight.
  if (!row || (row.formTitle === null && !isOwn(ctx, row))) refuse("record.not-found");
  if (!seesFigures(ctx, row)) refuse("reporting.figures-hidden");
  return row;
}

/** Holds the filing until the transaction ends: two writers come one after the other. */
export async function openToWrite(ctx: Ctx, id: string): Promise<FilingRow> {
  const row = await openToRead(ctx, id);
  return (await lockFiling(ctx, row)) ?? refuse("reporting.figures-hidden");
}

export function moved(row: Filing, wish: Move): Filing {
  const outcome = move(row, wish);
  if (!outcome.ok) throw new Refusal(outcome.refusal.code, outcome.refusal.params);
  return outcome.filing;
}

const isOwn = (ctx: Ctx, row: Pick<FilingRow, "organisationId">): boolean =>
  ctx.who.actingFor === row.organisationId;

const forms = new Map<string, PreparedForm>();

export async function formOf(
  ctx: Ctx,
  row: { formCode: string; formVersion: number; organisationId: string },
): Promise<PreparedForm> {
  const key = `${row.formCode}@${row.formVersion}`;
  const known = forms.get(key);
  if (known) return known;
  const definition =
    (await findForm(ctx, row.formCode, row.formVersion)) ??
    (isOwn(ctx, row)
      ? await ctx.system("reporting.own-form", (db) => findForm(db, row.formCode, row.formVersion))
      : null);
  if (!definition)
    throw new Error(`the form ${key} is not in the database; were the reference facts loaded?`);
  const form = prepare(definition);
  forms.set(key, form);
  return form;
}

export type Past = { history: { period: string; values: Values }[]; earlier: Earlier };

export async function pastOf(ctx: Ctx, row: FilingRow): Promise<Past> {
  const history = await historyOf(ctx, row, 24);
  const of = (period: string | null): Values =>
    history.find((month) => month.period === period)?.values ?? {};
  return { history, earlier: { previous: of(before(row.period)), lastYear: of(yearBefore(row.period)) } };
}

export type Standing = { values: Values; explanations: Values; prefilled: string[] };

/** What stands in the form before anybody has typed: what was filed last, else what last month said. */
export async function standingOf(
  ctx: Ctx,
  row: FilingRow,
  form: PreparedForm,
  earlier: Earlier,
): Promise<Standing> {
  const newest = row.vintage ? (await vintagesOf(ctx, row)).at(-1) : undefined;
  if (newest) return { values: newest.values, explanations: newest.explanations, prefilled: [] };
  const values = { ...prefill(form, earlier), ...valuesOf(await takenOf(ctx, row, form)) };
  return { values, explanations: {}, prefilled: Object.keys(values) };
}

export type Taken = Record<string, { value: string; title: { zh: string; en: string } }>;

/** What other returns of the same period say already: it is not asked again. */
export async function takenOf(ctx: Ctx, row: FilingRow, form: PreparedForm): Promise<Taken> {
  const sources = form.fields.flatMap(({ code, source }) => (source ? [{ code, ...source }] : []));
  if (sources.length === 0) return {};
  const known = await figuresElsewhere(
    ctx,
    row,
    sources.map((one) => one.form),
  );
  const found = sources.flatMap(({ code, form: from, field }) => {
    const figure = known.find((one) => one.formCode === from && one.indicator === field);
    return figure ? [[code, { value: figure.value, title: figure.title }] as const] : [];
  });
  return Object.fromEntries(found);
}

export const valuesOf = (taken: Taken): Values =>
  Object.fromEntries(Object.entries(taken).map(([code, { value }]) => [code, value]));

function prefill(form: PreparedForm, earlier: Earlier): Values {
  const carried = form.fields.filter((field) => field.carried && earlier.previous[field.code]);
  return Object.fromEntries(carried.map((field) => [field.code, earlier.previous[field.code] ?? null]));
}
