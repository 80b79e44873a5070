// Everything the checker can say of a single cell: code, weight, and the sentence in both languages.
import type { Column, Severity, Value } from "./form.ts";

export type Remark = { code: string; severity: Severity; zh: string; en: string; suggestion?: Value };

const error = (code: string, zh: string, en: string, suggestion?: Value): Remark =>
  suggestion === undefined || suggestion === null
    ? { code, severity: "error", zh, en }
    : { code, severity: "error", zh, en, suggestion };
const warning = (code: string, zh: string, en: string): Remark => ({ code, severity: "warning", zh, en });

const short = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
const unitZh = (unit: string | undefined) => (unit ? `“${unit}”` : "本列的单位");
const unitEn = (unit: string | undefined) => (unit ? `“${unit}”` : "the unit of the column");

export const remarks = {
  formulaWithoutResult: () =>
    error(
      "formula_without_result",
      "这里是公式，但文件里没有保存计算结果。请在 Excel 或 WPS 中打开并保存一次，或直接填数。",
      "This is a formula whose result was not saved. Open and save the file in a spreadsheet, or type the value.",
    ),
  errorValue: (text: string) =>
    error(
      "error_value",
      `这里是错误值 ${short(text)}。请改正公式，或直接填数。`,
      `This is the error value ${short(text)}. Correct the formula or type the value.`,
    ),
  formula: () =>
    warning(
      "formula",
      "这里是公式，已采用保存时的计算结果。请核对。",
      "This is a formula; its saved result was taken. Please check it.",
    ),
  notANumber: (text: string) =>
    error(
      "not_a_number",
      `“${short(text)}”不是数字。请只填数字。`,
      `“${short(text)}” is not a number. Type digits only.`,
    ),
  oddSeparators: (text: string) =>
    error(
      "odd_separators",
      `“${short(text)}”的逗号位置不合千分位写法，看不出是多少。请只填数字。`,
      `The commas in “${short(text)}” are not thousands separators. Type digits only.`,
    ),
  dateForNumber: () =>
    error(
      "date_for_number",
      "这里应是数字，单元格里却是日期。请重新填数。",
      "A number is expected, the cell holds a date.",
    ),
  numberAsText: (text: string, value: number) =>
    warning(
      "number_as_text",
      `“${short(text)}”是文本，已读作 ${value}。请核对。`,
      `“${short(text)}” is text and was read as ${value}. Please check it.`,
    ),
  unknownMark: (text: string) =>
    warning(
      "unknown_mark",
      `“${short(text)}”已按“没有数据”处理。如果是零，请填 0。`,
      `“${short(text)}” was read as “no data”. If it is zero, type 0.`,
    ),
  scaledUnit: (text: string, found: string, unit: string | undefined, proposal: number | null) =>
    error(
      "unit_scaled",
      `这里看起来是以“${found}”填的（${short(text)}），本列单位是${unitZh(unit)}。${proposal === null ? "请换算后只填数字。" : `请改成 ${proposal}。`}`,
      `This looks like a figure in “${found}” (${short(text)}); the column is in ${unitEn(unit)}. ${proposal === null ? "Convert it and type digits only." : `Change it to ${proposal}.`}`,
      proposal,
    ),
  scaledFormat: (found: string, unit: string | undefined) =>
    error(
      "unit_scaled_format",
      `这个单元格的数字格式带“${found}”，本列单位是${unitZh(unit)}，看不出数值是否已换算。请清除格式，按${unitZh(unit)}填数。`,
      `The number format of this cell shows “${found}” while the column is in ${unitEn(unit)}. Clear the format and type the full figure.`,
    ),
  foreignUnit: (text: string, suffix: string, unit: string | undefined) =>
    error(
      "unit_foreign",
      `“${short(text)}”里带有“${short(suffix)}”，本列单位是${unitZh(unit)}。请换算后只填数字。`,
      `“${short(text)}” carries “${short(suffix)}”; the column is in ${unitEn(unit)}. Convert it and type digits only.`,
    ),
  percentRead: (value: number) =>
    warning(
      "percent",
      `这里是百分比格式，已读作 ${value}（%）。请核对。`,
      `The cell is a percentage and was read as ${value} (%). Please check it.`,
    ),
  percentForNumber: (value: number, unit: string | undefined) =>
    error(
      "percent_for_number",
      `这里是百分比（${value}%），本列要填的是${unit ? `以“${unit}”计的数` : "普通数字"}。请改填数值。`,
      `This is a percentage (${value}%); the column asks for ${unit ? `a figure in “${unit}”` : "a plain number"}.`,
    ),
  notADate: (text: string, type: "date" | "month") =>
    type === "date"
      ? error(
          "not_a_date",
          `“${short(text)}”看不出是哪一天。请写成 2026-03-05 这样。`,
          `“${short(text)}” is not a date. Write it like 2026-03-05.`,
        )
      : error(
          "not_a_month",
          `“${short(text)}”看不出是哪个月。请写成 2026-03 这样。`,
          `“${short(text)}” is not a month. Write it like 2026-03.`,
        ),
  serialDate: (text: string, value: string) =>
    warning(
      "date_serial",
      `${text} 是日期序号，已读作 ${value}。请核对。`,
      `${text} is a date serial and was read as ${value}. Please check it.`,
    ),
  dateAsText: (text: string, value: string) =>
    warning(
      "date_as_text",
      `“${short(text)}”已读作 ${value}。请核对。`,
      `“${short(text)}” was read as ${value}. Please check it.`,
    ),
  textBecameDate: (value: string) =>
    warning(
      "text_became_date",
      `这里被 Excel 当成了日期，已读作“${value}”。如果不是日期，请把单元格设为“文本”后重填。`,
      `The spreadsheet turned this into a date; it was read as “${value}”. If it is none, format the cell as text.`,
    ),
  digitsLost: () =>
    error(
      "digits_lost",
      "数字超过 15 位，Excel 已把后面的位数改成 0。请把单元格设为“文本”后重填。",
      "More than 15 digits: the spreadsheet has already rounded them. Format the cell as text and type it again.",
    ),
  notYesNo: (text: string) =>
    error(
      "not_yes_no",
      `“${short(text)}”应填“是”或“否”。`,
      `“${short(text)}” should be 是 (yes) or 否 (no).`,
    ),
  notAChoice: (text: string, allowed: readonly string[]) =>
    error(
      "not_a_choice",
      `“${short(text)}”不在可选项里。可选：${allowed.slice(0, 8).join("、")}${allowed.length > 8 ? ` 等 ${allowed.length} 项` : ""}。`,
      `“${short(text)}” is not one of the choices: ${allowed.slice(0, 8).join(", ")}${allowed.length > 8 ? ` … (${allowed.length})` : ""}.`,
    ),
  trimmed: () => warning("trimmed", "前后的空格已去掉。", "Spaces before or after were removed."),
  required: (column: Column) =>
    error("required", `“${column.label}”必须填写。`, `“${column.label}” must be filled in.`),
  tooSmall: (column: Column) =>
    error(
      "too_small",
      `“${column.label}”不能小于 ${column.min}${column.unit ?? ""}。`,
      `“${column.label}” must not be below ${column.min}.`,
    ),
  tooLarge: (column: Column) =>
    error(
      "too_large",
      `“${column.label}”不能大于 ${column.max}${column.unit ?? ""}。`,
      `“${column.label}” must not be above ${column.max}.`,
    ),
  tooEarly: (column: Column) =>
    error(
      "too_early",
      `“${column.label}”不能早于 ${column.min}。`,
      `“${column.label}” must not be before ${column.min}.`,
    ),
  tooLate: (column: Column) =>
    error(
      "too_late",
      `“${column.label}”不能晚于 ${column.max}。`,
      `“${column.label}” must not be after ${column.max}.`,
    ),
  tooShort: (column: Column) =>
    error(
      "too_short",
      `“${column.label}”至少要 ${column.min} 个字。`,
      `“${column.label}” needs at least ${column.min} characters.`,
    ),
  tooLong: (column: Column) =>
    error(
      "too_long",
      `“${column.label}”最多 ${column.max} 个字。`,
      `“${column.label}” takes at most ${column.max} characters.`,
    ),
  notWhole: (value: number) =>
    error("not_whole", `这里要填整数，现在是 ${value}。`, `A whole number is expected, this is ${value}.`),
  tooPrecise: (column: Column, value: number) =>
    warning(
      "too_precise",
      `最多 ${column.decimals} 位小数，现在是 ${value}。已保留原数，请核对。`,
      `At most ${column.decimals} decimals are expected, this is ${value}. The figure was kept.`,
    ),
  merged: (area: string) =>
    error(
      "merged",
      `这里属于合并单元格 ${area}，看不出是否每格都取同一个值。请取消合并，逐格填写。`,
      `This cell belongs to the merged area ${area}. Unmerge it and fill in each cell.`,
    ),
  duplicate: (labels: readonly string[], firstRow: number) =>
    error(
      "duplicate",
      `“${labels.join("＋")}”与第 ${firstRow} 行重复。请只保留一行。`,
      `The same “${labels.join(" + ")}” already stands in row ${firstRow}. Keep one of them.`,
    ),
} as const;
