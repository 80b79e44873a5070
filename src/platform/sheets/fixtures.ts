// Workbooks as they really arrive, built for the tests: forms, filled templates, and files made by hand.
import { deflateRawSync } from "node:zlib";
import ExcelJS from "exceljs";
import type { SheetForm } from "./form.ts";
import { writeTemplate } from "./template.ts";

export const listForm: SheetForm = {
  title: "器材登记表",
  code: "inventory",
  version: "2026.1",
  notes: ["每件一行；金额以元填写。"],
  columns: [
    { code: "number", label: "编号", type: "text", required: true, max: 20 },
    { code: "bought", label: "购入日期", type: "date", required: true, min: "2000-01-01" },
    { code: "month", label: "入账月份", type: "month" },
    { code: "count", label: "数量", type: "integer", unit: "件", min: 0 },
    {
      code: "price",
      label: "原值",
      type: "decimal",
      unit: "元",
      decimals: 2,
      min: 0,
      help: "含税，按发票金额",
    },
    { code: "wear", label: "折旧率", type: "decimal", unit: "%", min: 0, max: 100 },
    {
      code: "state",
      label: "状态",
      type: "choice",
      choices: ["在用", "停用", { value: "scrapped", label: "已报废" }],
    },
    { code: "insured", label: "是否投保", type: "boolean" },
  ],
};

export const fieldForm: SheetForm = {
  title: "月度快报",
  code: "quick",
  version: "3",
  layout: "fields",
  notes: ["请在“填报值”一列填写。"],
  columns: [
    { code: "period", label: "所属月份", type: "month", required: true },
    { code: "output", label: "总产值", type: "decimal", unit: "元", required: true, min: 0 },
    { code: "people", label: "期末人数", type: "integer", unit: "人", min: 0 },
    { code: "trend", label: "下月预计", type: "choice", choices: ["上升", "持平", "下降"] },
  ],
};

/** The template as a clerk's program saves it, after `change` has been at it. */
export async function filled(
  form: SheetForm,
  change: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void,
): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await writeTemplate(form)) as unknown as ArrayBuffer);
  change(book.worksheets[0]!, book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

export type Part = { name: string; data: Buffer; declared?: number };

/** A zip written by hand, so that its directory may lie. */
export function zip(parts: readonly Part[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, data, declared } of parts) {
    const packed = deflateRawSync(data);
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(0, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(declared ?? data.length, 18);
    common.writeUInt16LE(title.length, 22);
    local.push(Buffer.from([0x50, 0x4b, 3, 4]), common, title, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    central.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), common, rest, title);
    at += 30 + title.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, directory, end]);
}

const workbookXml = (extra = "") =>
  `<?xml version="1.0"?><workbook xmlns:r="r"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets>${extra}</workbook>`;
const relationsXml = `<?xml version="1.0"?><Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`;

/** The least an .xlsx can be, around the XML of one sheet. */
export function bareWorkbook(
  sheetXml: string | Buffer,
  more: readonly Part[] = [],
  declared?: number,
): Buffer {
  return zip([
    { name: "xl/workbook.xml", data: Buffer.from(workbookXml()) },
    { name: "xl/_rels/workbook.xml.rels", data: Buffer.from(relationsXml) },
    { name: "xl/worksheets/sheet1.xml", data: Buffer.from(sheetXml), declared },
    ...more,
  ]);
}
