// Past months from a workbook: looked at first, taken in as one whole, told in one breath.
import { addMonths, periodAt, shanghaiDay } from "../../../engines/calendar/index.ts";
import { type Field, type FormDefinition, prepare } from "../../../engines/forms/index.ts";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Download, Upload } from "../../../platform/http/row.ts";
import type { SheetForm, SheetRow } from "../../../platform/sheets/form.ts";
import { readWorkbook } from "../../../platform/sheets/read.ts";
import { writeTemplate } from "../../../platform/sheets/template.ts";
import type { HistoryOutcome, HistoryProblem } from "../history/contract.ts";
import { judgePast, type PastRow, type Taken } from "../history/past-rows.ts";
import { fieldsAcross, formFor, type Versions } from "../history/versions.ts";
import { addPast, standingOf } from "../store/history.ts";
import { type Expected, formVersions } from "../store/period.ts";
import { actingName, digestOf, figuresOf, receiptNumber } from "./fill.ts";
import { codesOf, enterprisesByCode, expectedNow } from "./neighbours.ts";
import { seesFigures } from "./open.ts";
import { asTyped } from "./sheet.ts";

const MOST_ROWS = 24_000;
const LISTED = 500;
const MONTHS_OFFERED = 24;

async function versionsOf(ctx: Ctx, code: string): Promise<Versions> {
  const [first, ...more] = (await formVersions(ctx, code)).map(({ validFrom, definition }) => ({
    validFrom,
    form: prepare(definition),
  }));
  if (!first) return refuse("record.not-found");
  if (first.form.definition.periodicity !== "month") refuse("reporting.history-by-month");
  return [first, ...more];
}

const newestOf = (versions: Versions): FormDefinition => versions.at(-1)!.form.definition;

function sheetOf(versions: Versions): SheetForm {
  const { title, code, version } = newestOf(versions);
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
      ...fieldsAcross(versions).map((field) => ({
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
  const versions = await versionsOf(ctx, query.formCode);
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
    name: `${newestOf(versions).title.zh}-历史数据.xlsx`,
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    body: await writeTemplate(sheetOf(versions), prefill),
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
  const { taken, expected, outcome } = await examine(ctx, wish.formCode, upload);
  const past = taken.map(({ organisationId, period, values, form }) => {
    const one = expected.get(organisationId)!;
    const { code: formCode, version: formVersion } = form.definition;
    const digest = digestOf({ organisationId, formCode, formVersion, period }, 1, values, ctx.now);
    const figures = figuresOf(form, values);
    return { ...one, period, formVersion, values, figures, digest, receipt: receiptNumber(period, digest) };
  });
  const imported = await addPast(ctx, wish.formCode, { file: upload.name, by: await actingName(ctx) }, past);
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
): Promise<{ taken: Taken[]; expected: ReadonlyMap<string, Expected>; outcome: HistoryOutcome }> {
  const versions = await versionsOf(ctx, formCode);
  const fields = fieldsAcross(versions);
  const reading = await readWorkbook(upload.bytes, sheetOf(versions), {
    limits: { maxRows: MOST_ROWS },
    keys: ["credit_code", "period"],
  });
  const rows = reading.rows.filter((row) => row.ok).map((row) => rowOf(fields, row));
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
  const judged = judgePast(
    (period) => formFor(versions, period),
    new Map(fields.map(({ code, label }) => [code, label])),
    rows,
    known,
    standing,
    shanghaiDay(ctx.now.getTime()),
  );
  const problems: HistoryProblem[] = [
    ...reading.problems.map(({ cell, severity, zh, en, code }) => ({
      cell,
      severity: severity === "error" ? ("hard" as const) : ("soft" as const),
      ...(code === "edition_old" ? OLD_TEMPLATE : { zh, en }),
    })),
    ...judged.problems.map(({ cell, severity, zh, en }) => ({ cell, severity, zh, en })),
  ];
  const listed = [...problems].sort((a, b) =>
    a.severity === b.severity ? 0 : a.severity === "hard" ? -1 : 1,
  );
  const periods = judged.taken.map((one) => one.period).sort();
  return {
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

/** Said instead of the reader's own sentence: here an older template is as good as the newest. */
const OLD_TEMPLATE = {
  zh: "模板是按以前版本的表式下载的，可以照用；每一行按所属月份的版本检查。",
  en: "The template is of an earlier version of the form and may be used: each row is checked by the version of its month.",
};

function rowOf(fields: readonly Field[], { rowNumber, values, cells }: SheetRow): PastRow {
  const answers: Record<string, string> = {};
  for (const { code } of fields) {
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
