// The sheet links come in: one form makes the template and checks what comes back.
import type { SheetForm, SheetRow } from "../../../platform/sheets/form.ts";
import type { LinkFields, Product } from "../contract.ts";

export type ImportEnd = { code: string | null; name: string | null };
export type ImportLink = { row: number; supplier: ImportEnd; customer: ImportEnd; fields: LinkFields };

const days = { type: "integer", unit: "天", min: 0, max: 3650 } as const;

export const importForm = (products: readonly Product[]): SheetForm => ({
  title: "供应关系导入",
  code: "network-links",
  version: "1",
  notes: [
    "每条供应关系一行。企业先按统一社会信用代码识别；没有代码的按名称识别，登记库里没有的只记名称。",
    "同一供应商、客户、产品已有记录的，按本表更新。带 * 的列必填。",
    "占比：客户采购这种产品时，来自该供应商的百分比；由供应商自己填报的，是占本企业全部销售的百分比。",
  ],
  columns: [
    { code: "supplier_code", label: "供应商信用代码", type: "text", max: 30, width: 24 },
    { code: "supplier_name", label: "供应商名称", type: "text", max: 100, width: 32 },
    { code: "customer_code", label: "客户信用代码", type: "text", max: 30, width: 24 },
    { code: "customer_name", label: "客户名称", type: "text", max: 100, width: 32 },
    {
      code: "product",
      label: "产品",
      type: "choice",
      required: true,
      choices: products.filter((one) => !one.retired).map((one) => ({ value: one.code, label: one.zh })),
    },
    { code: "share", label: "占比", type: "decimal", unit: "%", min: 0, max: 100, decimals: 2 },
    {
      code: "essential",
      label: "是否必需",
      type: "choice",
      choices: [
        { value: "yes", label: "必需" },
        { value: "no", label: "非必需" },
      ],
      help: "断供就停产的填“必需”；不填按必需性对照表。",
    },
    { code: "cover_days", label: "库存可用", ...days },
    { code: "switch_days", label: "更换供应商需要", ...days },
    { code: "amount", label: "年交易额", type: "decimal", unit: "万元", min: 0, max: 1e9, decimals: 2 },
    { code: "valid_from", label: "开始日期", type: "date", required: true },
    { code: "valid_to", label: "终止日期", type: "date" },
    { code: "note", label: "备注", type: "text", max: 300, width: 30 },
  ],
});

export function toImportLink({ rowNumber, values }: SheetRow): ImportLink {
  const text = (code: string): string | null => String(values[code] ?? "").trim() || null;
  const number = (code: string): number | null =>
    typeof values[code] === "number" ? (values[code] as number) : null;
  const share = number("share");
  return {
    row: rowNumber,
    supplier: { code: text("supplier_code"), name: text("supplier_name") },
    customer: { code: text("customer_code"), name: text("customer_name") },
    fields: {
      product: text("product") ?? "",
      share: share === null ? null : Math.round(share * 100) / 10_000,
      essential: text("essential") === null ? null : text("essential") === "yes",
      coverDays: number("cover_days"),
      switchDays: number("switch_days"),
      amount: number("amount"),
      validFrom: text("valid_from") ?? "",
      validTo: text("valid_to"),
      note: text("note") ?? "",
    },
  };
}
