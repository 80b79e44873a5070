// Why a file cannot be read as a workbook at all, in a sentence a clerk can act on.
import type { SheetLimits } from "./form.ts";

export type Refusal = { code: string; zh: string; en: string };

export class UnreadableWorkbook extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.en);
    this.refusal = refusal;
  }
}

const mb = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;

export const refusals = {
  missing: () => ({
    code: "file_missing",
    zh: "没有读到文件。请重新选择文件后再上传。",
    en: "The file could not be opened. Please choose it again.",
  }),
  empty: () => ({
    code: "file_empty",
    zh: "文件是空的（0 字节）。请确认已保存，再重新上传。",
    en: "The file is empty (0 bytes). Save it again, then upload.",
  }),
  tooLarge: (bytes: number, limits: SheetLimits) => ({
    code: "file_too_large",
    zh: `文件有 ${mb(bytes)}，超过 ${mb(limits.maxBytes)} 的上限，没有读取。请删去图片和多余的工作表，或分成几个文件上传。`,
    en: `The file has ${mb(bytes)}, more than the limit of ${mb(limits.maxBytes)}, and was not read. Remove pictures and spare sheets, or split it.`,
  }),
  encrypted: () => ({
    code: "file_encrypted",
    zh: "工作簿设了打开密码，无法读取。请在 Excel 或 WPS 中取消密码，另存为 .xlsx 后再上传。",
    en: "The workbook is protected by an opening password. Remove the password, save as .xlsx and upload again.",
  }),
  oldExcel: () => ({
    code: "file_old_excel",
    zh: "这是旧格式的 .xls（或 WPS .et）文件，只改扩展名没有用。请在 Excel 或 WPS 中打开，“另存为”.xlsx 后再上传。",
    en: "This is an old .xls (or .et) file; renaming it is not enough. Open it and save as .xlsx, then upload.",
  }),
  html: () => ({
    code: "file_html",
    zh: "这其实是网页（HTML）表格，不是 Excel 工作簿。请用 Excel 或 WPS 打开后“另存为”.xlsx 再上传。",
    en: "This is a web page table, not a workbook. Open it in a spreadsheet and save as .xlsx, then upload.",
  }),
  csv: () => ({
    code: "file_csv",
    zh: "这是文本（CSV）文件，不是 Excel 工作簿。请用 Excel 或 WPS 打开后“另存为”.xlsx 再上传。",
    en: "This is a text (CSV) file, not a workbook. Open it in a spreadsheet and save as .xlsx, then upload.",
  }),
  otherOffice: (kind: string) => ({
    code: "file_other_office",
    zh: `这是 ${kind} 文件，不是 .xlsx 工作簿。请把数据填在下载的模板里，保存为 .xlsx 后上传。`,
    en: `This is a ${kind} file, not an .xlsx workbook. Fill in the template, save as .xlsx and upload.`,
  }),
  notWorkbook: () => ({
    code: "file_not_workbook",
    zh: "这个文件不是 Excel 工作簿（.xlsx）。请下载模板，填好后直接上传。",
    en: "This file is not an Excel workbook (.xlsx). Download the template, fill it in and upload it.",
  }),
  broken: () => ({
    code: "file_broken",
    zh: "文件不完整或已损坏，可能是传输中断。请在 Excel 或 WPS 中确认能打开，重新保存后再上传。",
    en: "The file is incomplete or damaged, perhaps by a broken transfer. Check that it opens, save it again and upload.",
  }),
  bomb: () => ({
    code: "file_inflates",
    zh: "文件解压后大得不正常，为安全起见没有读取。请把数据复制到新下载的模板里再上传。",
    en: "The file grows abnormally when unpacked and was not read. Copy the data into a fresh template and upload that.",
  }),
  unsafeXml: () => ({
    code: "file_unsafe",
    zh: "文件里含有不允许的内容（DTD 或实体声明），没有读取。请把数据复制到新下载的模板里再上传。",
    en: "The file holds forbidden content (a DTD or entities) and was not read. Copy the data into a fresh template.",
  }),
  tooManyRows: (limits: SheetLimits) => ({
    code: "too_many_rows",
    zh: `数据超过 ${limits.maxRows} 行，没有读取。请分成几个文件上传，每个不超过 ${limits.maxRows} 行。`,
    en: `There are more than ${limits.maxRows} rows and nothing was read. Split the file; at most ${limits.maxRows} rows each.`,
  }),
  tooManyCells: (limits: SheetLimits) => ({
    code: "too_many_cells",
    zh: `工作表里填了超过 ${limits.maxCells} 个单元格，没有读取。请删去多余的列和工作表，或分成几个文件上传。`,
    en: `More than ${limits.maxCells} cells are filled and nothing was read. Remove spare columns and sheets, or split the file.`,
  }),
} as const;
