// Past months from a workbook: looked at first, taken in as one whole, told in one breath.
import { addMonths, periodAt, shanghaiDay } from "../../../engines/calendar/index.ts";
import { prepare } from "../../../engines/forms/index.ts";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Download, Upload } from "../../../platform/http/row.ts";
import type { SheetForm, SheetRow } from "../../../platform/sheets/form.ts";
import { readWorkbook } from "../../../platform/sheets/read.ts";
import { writeTemplate } from "../../../platform/sheets/template.ts";
import type { HistoryOutcome, HistoryProblem } from "../history/contract.ts";
import { judgePast, type PastRow, type Taken } from "../history/past-rows.ts";
import { addPast, standingOf } from "../store/history.ts";
import { type Expected, newestForms } from "../store/period.ts";
import { actingName, digestOf, figuresOf, receiptNumber } from "./fill.ts";
import { codesOf, enterprisesByCode, expectedNow } from "./neighbours.ts";
import { seesFigures } from "./open.ts";
import { asTyped } from "./sheet.ts";

const MOST_ROWS = 24_000;
const LISTED = 500;
const MONTHS_OFFERED = 24;

async function formOf(ctx: Ctx, code: string) {
  const definition = (await newestForms(ctx)).find((one) => one.code === code);
  if (!definition) refuse("record.not-found");
  if (definition.periodicity !== "month") refuse("reporting.history-by-month");
  return prepare(definition);
}
type Form = Awaited<ReturnType<typeof formOf>>;

function sheetOf(form: Form): SheetForm {
  const { title, code, version } = form.definition;
  return {
    title: `${title.zh}历史数据`,
    code: `${code}:history`,
    version: String(version),
    notes: [
      "每行一家企业的一个月。已有报表的月份不会改动；空白格表示没有这个数，零请填 0。",
      "以统一社会信用代码为准，企业名称用来核对代码有没有填错行。",
    ],
    columns: [
      {
        code: "credit_code",
        label: "统一社会信用代码",
        type: "text",
        required: true,
        min: 18,
        max: 18,
        width: 24,
      },
      { code: "name", label: "企业名称", type: "text", max: 100, width: 32 },
      { code: "period", label: "月份", type: "month", required: true, help: "写成 2024-03。" },
      ...form.fields
        .filter((field) => field.formula === null && field.type !== "text")
        .map((field) => ({
          code: field.code,
          label: field.label.zh,
          // Bounds and digits are judged by the form's own checker; here only: can it be read?
          type: "decimal" as const,
          decimals: 8,
          unit: field.unit.zh || undefined,
        })),
    ],
  };
}

export async function historyTemplate(ctx: Ctx, query: { formCode: string }): Promise<Download> {
  const form = await formOf(ctx, query.formCode);
  const own = ctx.who.actingFor ? await codesOf(ctx, [ctx.who.actingFor]) : [];
  const last = addMonths(periodAt(ctx.now.getTime()), -1);
  const prefill = own.flatMap(({ code, name }) =>
    Array.from({ length: MONTHS_OFFERED }, (_, i) => ({
      credit_code: code,
      name,
      period: addMonths(last, i + 1 - MONTHS_OFFERED),
    })),
  );
  return {
    name: `${form.definition.title.zh}-历史数据.xlsx`,
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    body: await writeTemplate(sheetOf(form), prefill),
  };
}

export const checkHistory = async (
  ctx: Ctx,
  wish: { formCode: string },
  upload: Upload,
): Promise<HistoryOutcome> => (await examine(ctx, wish.formCode, upload)).outcome;

export async function importHistory(
  ctx: Ctx,
  wish: { formCode: string },
  upload: Upload,
): Promise<HistoryOutcome> {
  const { form, taken, expected, outcome } = await examine(ctx, wish.formCode, upload);
  const past = taken.map(({ organisationId, period, values }) => {
    const one = expected.get(organisationId)!;
    const { code: formCode, version: formVersion } = form.definition;
    const digest = digestOf({ organisationId, formCode, formVersion, period }, 1, values, ctx.now);
    const figures = figuresOf(form, values);
    return { ...one, period, values, figures, digest, receipt: receiptNumber(period, digest) };
  });
  const imported = await addPast(
    ctx,
    form.definition,
    { file: upload.name, by: await actingName(ctx) },
    past,
  );
  await audit(ctx, {
    action: "reporting.import-history",
    subject: "filing",
    after: { file: upload.name, formCode: wish.formCode, imported },
  });
  // One word about everything: a message a row would be tens of thousands.
  const periods = [...new Set(past.map((one) => one.period))].sort();
  if (imported) await ctx.announce("reporting.history-imported", { formCode: wish.formCode, periods });
  return { ...outcome, imported };
}

async function examine(
  ctx: Ctx,
  formCode: string,
  upload: Upload,
): Promise<{ form: Form; taken: Taken[]; expected: ReadonlyMap<string, Expected>; outcome: HistoryOutcome }> {
  const form = await formOf(ctx, formCode);
  const reading = await readWorkbook(upload.bytes, sheetOf(form), {
    limits: { maxRows: MOST_ROWS },
    keys: ["credit_code", "period"],
  });
  const rows = reading.rows.filter((row) => row.ok).map((row) => rowOf(form, row));
  const found = await enterprisesByCode(ctx, [...new Set(rows.map((row) => row.code))]);
  const cards = await expectedNow(
    ctx,
    [...found.values()].map((one) => one.id),
  );
  const expected = new Map(cards.map((one) => [one.organisationId, one]));
  // An organisation without a card in the registry is no enterprise that reports.
  const known = new Map(
    [...found].flatMap(([code, { id, name }]) =>
      expected.has(id) ? [[code, { id, name, open: seesFigures(ctx, { organisationId: id }) }] as const] : [],
    ),
  );
  const standing = await standingOf(
    ctx,
    formCode,
    [...known.values()].map((one) => one.id),
  );
  const judged = judgePast(form, rows, known, standing, shanghaiDay(ctx.now.getTime()));
  const problems: HistoryProblem[] = [
    ...reading.problems.map(({ cell, severity, zh, en }) => ({
      cell,
      severity: severity === "error" ? ("hard" as const) : ("soft" as const),
      zh,
      en,
    })),
    ...judged.problems.map(({ cell, severity, zh, en }) => ({ cell, severity, zh, en })),
  ];
  const listed = [...problems].sort((a, b) =>
    a.severity === b.severity ? 0 : a.severity === "hard" ? -1 : 1,
  );
  const periods = judged.taken.map((one) => one.period).sort();
  return {
    form,
    taken: judged.taken,
    expected,
    outcome: {
      rows: reading.rows.length,
      ready: judged.taken.length,
      standing: judged.standing,
      enterprises: new Set(judged.taken.map((one) => one.organisationId)).size,
      from: periods[0] ?? null,
      to: periods.at(-1) ?? null,
      problems: listed.slice(0, LISTED),
      unlisted: reading.unlisted + Math.max(0, listed.length - LISTED),
      imported: null,
    },
  };
}

function rowOf(form: Form, { rowNumber, values, cells }: SheetRow): PastRow {
  const answers: Record<string, string> = {};
  for (const { code } of form.fields) {
    const value = values[code];
    if (value !== null && value !== undefined && value !== "") answers[code] = asTyped(value);
  }
  return {
    rowNumber,
    code: String(values.credit_code ?? "")
      .trim()
      .toUpperCase(),
    name: String(values.name ?? "").trim(),
    period: String(values.period ?? ""),
    answers,
    cells,
  };
}
