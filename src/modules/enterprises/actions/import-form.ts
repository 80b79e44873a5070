// The sheet a list of enterprises comes in: one form makes the template and checks what comes back.
import type { SheetForm, SheetRow } from "../../../platform/sheets/form.ts";
import type { Reference } from "../contract.ts";
import { emptyDetails } from "../enterprise.ts";
import { type ImportRow, yuanOf } from "../merge.ts";

export function importForm(reference: Reference): SheetForm {
  return {
    title: "企业名单导入",
    code: "enterprises-import",
    version: "1",
    notes: [
      "每家企业一行，先以统一社会信用代码识别：代码已在登记库里的，按本表更新；空白单元格不会清除已有内容。",
      "代码不在登记库里的，再按名称、地区和地址比对：像同一家而不能确定的，请您逐条判定后才导入。",
      "带 * 的列必填。金额单位为万元。代码请按文本填写，不要让表格软件变成科学计数法。",
    ],
    columns: [
      {
        code: "credit_code",
        label: "统一社会信用代码",
        type: "text",
        max: 30,
        width: 24,
        help: "18 位，照营业执照填写。没有代码的，按名称、地区和地址与登记库比对。",
      },
      { code: "name", label: "企业名称", type: "text", required: true, min: 2, max: 100, width: 36 },
      { code: "short_name", label: "简称", type: "text", max: 40 },
      { code: "aliases", label: "别名", type: "text", max: 300, help: "多个别名用顿号“、”分开。" },
      {
        code: "industry_code",
        label: "行业代码",
        type: "text",
        required: true,
        max: 4,
        help: "GB/T 4754-2017，2–4 位，如 2221。",
      },
      {
        code: "region_code",
        label: "行政区划代码",
        type: "text",
        required: true,
        max: 6,
        help: "6 位，如 440600。",
      },
      {
        code: "registration_type",
        label: "登记注册类型",
        type: "choice",
        choices: reference.registrationTypes.map((t) => ({ value: t.code, label: t.zh })),
      },
      { code: "established_on", label: "成立日期", type: "date" },
      { code: "address", label: "地址", type: "text", max: 200, width: 30 },
      {
        code: "year",
        label: "指标年份",
        type: "integer",
        min: 1990,
        max: 2100,
        help: "以下三项属于哪一年。",
      },
      { code: "employees", label: "从业人员", type: "integer", unit: "人", min: 0, max: 10_000_000 },
      { code: "revenue", label: "营业收入", type: "decimal", unit: "万元", min: 0, max: 1e9, decimals: 6 },
      { code: "assets", label: "资产总额", type: "decimal", unit: "万元", min: 0, max: 1e9, decimals: 6 },
      {
        code: "override_reason",
        label: "豁免原因",
        type: "text",
        max: 200,
        help: "统一社会信用代码校验位不符、但执照确实如此时填写。",
      },
    ],
  };
}

export function toImportRow(row: SheetRow, normalizedCode: string | null): ImportRow {
  const text = (code: string): string | null => {
    const value = row.values[code];
    return value === null || value === undefined ? null : String(value).trim() || null;
  };
  const number = (code: string): number | null => {
    const value = row.values[code];
    return typeof value === "number" ? value : null;
  };
  const year = number("year");
  return {
    row: row.rowNumber,
    details: {
      ...emptyDetails,
      creditCode: normalizedCode,
      codeOverrideReason: text("override_reason"),
      name: text("name") ?? "",
      shortName: text("short_name"),
      aliases: [...new Set((text("aliases") ?? "").split(/[、;；,，|]/).map((a) => a.trim()))].filter(
        Boolean,
      ),
      industryCode: text("industry_code"),
      regionCode: text("region_code"),
      registrationType: text("registration_type"),
      establishedOn: text("established_on"),
      address: text("address"),
    },
    facts:
      year === null
        ? null
        : {
            year,
            employees: number("employees"),
            revenue: yuanOf(number("revenue")),
            assets: yuanOf(number("assets")),
          },
  };
}
