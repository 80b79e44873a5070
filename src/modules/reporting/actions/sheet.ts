// The Excel way: a template for one enterprise and month, and its upload into the draft by the same checker.
import { labelOf } from "../../../engines/calendar/index.ts";
import { check, type PreparedForm, type Values } from "../../../engines/forms/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import type { Download, Upload } from "../../../platform/http/row.ts";
import type { Reading, SheetForm, Value } from "../../../platform/sheets/form.ts";
import { readWorkbook } from "../../../platform/sheets/read.ts";
import { writeTemplate } from "../../../platform/sheets/template.ts";
import type { Saved, SheetProblem } from "../contract.ts";
import type { Fields } from "../draft.ts";
import { findEntry } from "../store/entry.ts";
import type { FilingRow } from "../store/filing.ts";
import { saveEntry } from "./fill.ts";
import { formOf, moved, openToRead, openToWrite, pastOf, standingOf } from "./open.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export async function getTemplate(ctx: Ctx, wish: { id: string }): Promise<Download> {
  const filing = await openToRead(ctx, wish.id);
  const form = await formOf(ctx, filing);
  const entry = await findEntry(ctx, filing);
  const stands = (entry ?? (await standingOf(ctx, filing, form, (await pastOf(ctx, filing)).earlier))).values;
  const sheet = sheetOf(form, filing);
  // What was typed and cannot be read yet stays out: the template holds figures.
  const { values } = check(form, stands, { previous: {}, lastYear: {} });
  const filled = form.fields.flatMap(({ code, type }): [string, Value][] => {
    const value = values[code];
    return value == null ? [] : [[code, type === "text" ? value : Number(value)]];
  });
  const name = `${form.definition.title.zh}-${filing.period}-${filing.organisationName}.xlsx`;
  return { name, type: XLSX, body: await writeTemplate(sheet, [Object.fromEntries(filled)]) };
}

function sheetOf(form: PreparedForm, filing: FilingRow): SheetForm {
  const { title, version, code } = form.definition;
  return {
    title: `${title.zh}（${labelOf(filing.period)}）`,
    // Another month's or another enterprise's template is another form.
    code: `${code}:${filing.period}:${filing.organisationId}`,
    version: String(version),
    layout: "fields",
    notes: [
      `填报单位：${filing.organisationName}　截止日期：${filing.dueOn}`,
      "只填“填报值”一列；带 * 的必填，没有发生请填 0。上传后还可在网页上修改，确认无误再提交。",
    ],
    // What is computed is not asked; what is asked only on a condition cannot be required by a cell.
    columns: form.fields
      .filter((field) => field.formula === null)
      .map((field) => ({
        code: field.code,
        label: field.label.zh,
        type: field.type,
        unit: field.unit.zh || undefined,
        required: field.required && field.askedWhen === null,
        help: field.help.zh,
        ...(field.type === "decimal" ? { decimals: field.decimals } : {}),
        ...(field.type === "text" ? { max: field.maxLength } : {}),
        ...(field.min !== null ? { min: Number(field.min) } : {}),
        ...(field.max !== null ? { max: Number(field.max) } : {}),
      })),
  };
}

export type Uploaded = Saved & { filled: number; problems: SheetProblem[] };

/** Good fields are filled into the draft even when others are not; the clerk looks at it and submits. */
export async function uploadEntry(
  ctx: Ctx,
  wish: { id: string; revision: number },
  upload: Upload,
): Promise<Uploaded> {
  const filing = await openToWrite(ctx, wish.id);
  moved(filing, "save");
  const form = await formOf(ctx, filing);
  const reading = await readWorkbook(upload.bytes, readable(sheetOf(form, filing)));
  const unreadable = reading.problems.filter((p) => p.severity === "error");
  const spoiled = unreadable.some((p) => p.cell === "") || reading.rows.length === 0;
  const changes = spoiled ? {} : changesOf(form, reading);
  const saved = await saveEntry(ctx, { ...wish, changes, explanations: {}, source: "workbook" });
  const problems = spoiled ? [] : await judge(ctx, filing, form, reading, saved.values);
  return {
    ...saved,
    filled: Object.keys(changes).length - saved.conflicts.length,
    problems: [...reading.problems.map(said), ...problems],
  };
}

/** Bounds and gaps are judged by the form's own checker, the same as on the page; here only: can it be read? */
function readable(sheet: SheetForm): SheetForm {
  const columns = sheet.columns.map(({ code, label, type, unit }) => ({
    code,
    label,
    unit,
    type: type === "integer" ? ("decimal" as const) : type,
    decimals: 8,
  }));
  return { ...sheet, columns };
}

function changesOf(form: PreparedForm, reading: Reading): Fields {
  const row = reading.rows[0]!;
  const unread = new Set(reading.problems.filter((p) => p.severity === "error").map((p) => p.column));
  const out: Fields = {};
  for (const { code } of form.fields) {
    const value = row.values[code];
    // An empty cell takes nothing away from what was typed on the page.
    if (!unread.has(code) && value !== null && value !== undefined && value !== "")
      out[code] = asTyped(value);
  }
  return out;
}

/** A cell's number is binary; beyond eight digits after the point it says nothing a clerk has typed. */
export function asTyped(value: Value): string {
  if (typeof value !== "number") return String(value);
  return Math.abs(value) < 1e15 ? value.toFixed(8).replace(/\.?0+$/, "") : String(value);
}

async function judge(
  ctx: Ctx,
  filing: FilingRow,
  form: PreparedForm,
  reading: Reading,
  values: Values,
): Promise<SheetProblem[]> {
  const cells = reading.rows[0]?.cells ?? {};
  const unread = new Set(reading.problems.filter((p) => p.severity === "error").map((p) => p.column));
  const { earlier } = await pastOf(ctx, filing);
  return check(form, values, earlier)
    .remarks.filter((remark) => !(unread.has(remark.field) && remark.check === "required"))
    .map(({ field, severity, zh, en }) => ({ cell: cells[field] ?? "", field, severity, zh, en }));
}

const said = (p: Reading["problems"][number]): SheetProblem => ({
  cell: p.cell,
  field: p.column,
  severity: p.severity === "error" ? "hard" : "soft",
  zh: p.zh,
  en: p.en,
});
