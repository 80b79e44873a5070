// What travels about the network: products, what is essential, who supplies whom, and what of it an industry sees.
import { z } from "zod";
import {
  date,
  type Endpoint,
  id,
  listInput,
  listOutput,
  many,
  nothing,
} from "../../platform/http/contract.ts";

const text = (max: number) => z.string().trim().max(max);
const moment = z.iso.datetime();
const share = z.number().min(0).max(1);
const industryPrefix = z.string().regex(/^\d{2,4}$/);
export const productCode = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const flag = z.enum(["true", "false"]).optional();

export const confidence = z.enum(["verified", "recalled", "unsure"]);
export const product = z.object({
  code: productCode,
  zh: z.string(),
  en: z.string(),
  /** GB/T 4754 beginning of whoever makes it. */
  industry: industryPrefix,
  retired: z.boolean(),
  source: z.string(),
  confidence,
  revision: z.number().int(),
});
export type Product = z.infer<typeof product>;

const named = z.object({ code: z.string(), zh: z.string(), en: z.string() });
export type Named = z.infer<typeof named>;

export const readReference = {
  method: "GET" as const,
  path: "/api/network/reference",
  input: nothing,
  output: z.object({
    products: z.array(product),
    industries: z.array(named),
    provinces: z.array(named),
    essentialVersion: z.number().int().nullable(),
  }),
  summary: { zh: "产品目录、行业与省份", en: "Products, industries and provinces" },
} satisfies Endpoint;

export const saveProduct = {
  method: "PUT" as const,
  path: "/api/network/products/:code",
  input: z.object({
    code: productCode,
    zh: text(40).min(1),
    en: text(60).min(1),
    industry: industryPrefix,
    retired: z.boolean().default(false),
    /** 0: a new product; else what it was read as. */
    revision: z.number().int().min(0),
  }),
  output: z.object({ revision: z.number().int() }),
  summary: { zh: "新增或修改产品", en: "Add or change a product" },
} satisfies Endpoint;

/** 2 without it nothing runs, 1 output shrinks with it, 0 it does not matter. */
export const essentialKinds = [2, 1, 0] as const;
export const essentialPair = z.object({
  supplier: industryPrefix,
  customer: industryPrefix,
  kind: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  note: text(200),
});
export type EssentialPair = z.infer<typeof essentialPair>;

const essentialVersion = z.object({
  version: z.number().int(),
  note: z.string(),
  savedAt: moment,
  savedBy: z.string(),
});
export const readEssential = {
  method: "GET" as const,
  path: "/api/network/essential",
  input: z.object({ version: z.coerce.number().int().min(1).optional() }),
  output: essentialVersion.extend({
    pairs: z.array(essentialPair),
    versions: z.array(essentialVersion),
  }),
  summary: { zh: "必需性对照表（各版本）", en: "Which inputs are essential, by version" },
} satisfies Endpoint;

export const saveEssential = {
  method: "POST" as const,
  path: "/api/network/essential",
  input: z.object({
    /** The version it was made from: another's newer one is never passed over. */
    from: z.number().int(),
    pairs: z.array(essentialPair).max(4000),
    note: text(300).min(2),
  }),
  output: z.object({ version: z.number().int() }),
  summary: { zh: "保存必需性对照表的新版本", en: "Save a new version of the table" },
} satisfies Endpoint;

export const linkSources = ["reported", "imported", "inferred"] as const;
export const linkSource = z.enum(linkSources);
export type LinkSource = z.infer<typeof linkSource>;

export const linkRow = z.object({
  id,
  supplierId: id.nullable(),
  supplier: z.string(),
  customerId: id.nullable(),
  customer: z.string(),
  product: productCode,
  share: share.nullable(),
  /** Whose share: of what the customer buys, or of what the supplier sells. */
  shareOf: z.enum(["purchases", "sales"]),
  essential: z.boolean().nullable(),
  coverDays: z.number().int().nullable(),
  switchDays: z.number().int().nullable(),
  /** 万元 a year. */
  amount: z.number().nullable(),
  validFrom: date,
  validTo: date.nullable(),
  current: z.boolean(),
  source: linkSource,
  confidence: share,
  note: z.string(),
  savedAt: moment,
  savedBy: z.string(),
  revision: z.number().int(),
  demo: z.boolean(),
  /** Said by the asker's organisation. The other end sees that there is a link, not stock, time and money. */
  mine: z.boolean(),
});
export type LinkRow = z.infer<typeof linkRow>;

export const listLinks = {
  method: "GET" as const,
  path: "/api/network/links",
  input: listInput(
    {
      source: many(linkSource),
      product: many(productCode),
      enterprise: id.optional(),
      side: z.enum(["supplier", "customer"]).optional(),
      current: flag,
    },
    ["customer", "supplier", "share", "coverDays", "savedAt"],
  ),
  output: listOutput(linkRow),
  summary: { zh: "供应关系列表", en: "List supply links" },
} satisfies Endpoint;

/** An end is an enterprise of the registry or, where it has no entry, a name. */
export const end = z.union([z.object({ id }), z.object({ name: text(100).min(2) })]);
export type End = z.infer<typeof end>;

export const linkFields = z.object({
  product: productCode,
  share: share.nullable(),
  essential: z.boolean().nullable(),
  coverDays: z.number().int().min(0).max(3650).nullable(),
  switchDays: z.number().int().min(0).max(3650).nullable(),
  amount: z.number().min(0).max(1e9).nullable(),
  validFrom: date,
  validTo: date.nullable(),
  note: text(300).default(""),
});
export type LinkFields = z.infer<typeof linkFields>;

export const createLink = {
  method: "POST" as const,
  path: "/api/network/links",
  input: linkFields.extend({ supplier: end, customer: end }),
  output: z.object({ id }),
  summary: { zh: "填报一条供应关系", en: "Report a supply link" },
} satisfies Endpoint;

export const changeLink = {
  method: "PUT" as const,
  path: "/api/network/links/:id",
  input: linkFields.extend({ id, revision: z.number().int() }),
  output: z.object({ revision: z.number().int() }),
  summary: { zh: "修改供应关系", en: "Change a supply link" },
} satisfies Endpoint;

export const removeLink = {
  method: "DELETE" as const,
  path: "/api/network/links/:id",
  input: z.object({ id }),
  output: nothing,
  summary: { zh: "删除填错的供应关系", en: "Remove a link entered by mistake" },
} satisfies Endpoint;

/** Whom one trades with may lie outside what one may see: names and codes are public, nothing else is answered. */
export const findPartner = {
  method: "GET" as const,
  path: "/api/network/partners",
  input: z.object({ q: text(100).min(4) }),
  output: z.object({ rows: z.array(z.object({ id, name: z.string(), province: z.string().nullable() })) }),
  summary: { zh: "按名称或代码查找供应商、客户", en: "Find a supplier or customer by name or code" },
} satisfies Endpoint;

export const importProblem = z.object({
  cell: z.string(),
  row: z.number().int().nullable(),
  column: z.string().nullable(),
  code: z.string(),
  severity: z.enum(["error", "warning"]),
  zh: z.string(),
  en: z.string(),
});
export const importOutcome = z.object({
  id,
  fileName: z.string(),
  state: z.enum(["checked", "accepted"]),
  rows: z.number().int(),
  create: z.number().int(),
  update: z.number().int(),
  same: z.number().int(),
  bad: z.number().int(),
  unlisted: z.number().int(),
  problems: z.array(importProblem),
});
export type ImportOutcome = z.infer<typeof importOutcome>;

export const checkImport = {
  method: "POST" as const,
  path: "/api/network/imports",
  input: nothing,
  output: importOutcome,
  kind: "upload" as const,
  summary: { zh: "检查供应关系表", en: "Check a workbook of links" },
} satisfies Endpoint;

export const acceptImport = {
  method: "POST" as const,
  path: "/api/network/imports/:id/accept",
  input: z.object({ id }),
  output: importOutcome,
  summary: { zh: "导入没有问题的行", en: "Import the rows without errors" },
} satisfies Endpoint;

export const downloadTemplate = {
  method: "GET" as const,
  path: "/api/network/template",
  input: nothing,
  output: nothing,
  kind: "download" as const,
  summary: { zh: "下载供应关系模板", en: "Download the template" },
} satisfies Endpoint;

export const exportLinks = {
  method: "GET" as const,
  path: "/api/network/links/export",
  input: listLinks.input,
  output: nothing,
  kind: "download" as const,
  summary: { zh: "导出供应关系（.xlsx）", en: "Export links (.xlsx)" },
} satisfies Endpoint;

export const industryRow = z.object({
  product: productCode,
  /** Members that buy it; null: fewer than three. */
  buyers: z.number().int().nullable(),
  /** 万元 a year; null: withheld. */
  amount: z.string().nullable(),
  withheld: z.enum(["few", "dominated"]).nullable(),
  /** To the next tenth; null: fewer than `RATE_FROM` members. */
  singleSource: z.number().nullable(),
  coverDays: z.number().nullable(),
});
export const readIndustry = {
  method: "GET" as const,
  path: "/api/network/industry",
  input: z.object({ association: id.optional() }),
  output: z.object({
    members: z.number().int(),
    /** Members with at least one link; null: fewer than three. */
    reporting: z.number().int().nullable(),
    rows: z.array(industryRow),
  }),
  summary: { zh: "本行业供应情况（汇总，保护个体）", en: "The inputs of an industry, protected" },
} satisfies Endpoint;

export const refusals = {
  "network.product-unknown": {
    status: 422,
    zh: "产品“{code}”不在目录里，或者已经停用。请从目录中选择，目录里没有的请联系联合会补充。",
    en: "The product {code} is not in the catalogue or is retired. Pick another, or ask the federation to add it.",
  },
  "network.product-taken": {
    status: 409,
    zh: "代码“{code}”已有产品使用，请换一个代码，或直接修改那个产品。",
    en: "The code {code} is in use. Take another one, or change that product.",
  },
  "network.end-unknown": {
    status: 422,
    zh: "没有找到所选的企业，请重新查找；登记库里没有的企业可以只填名称。",
    en: "The chosen enterprise was not found. Search again, or give a name where it has no entry.",
  },
  "network.not-an-end": {
    status: 422,
    zh: "只能填报本企业自己的供应商和客户：一端必须是本企业。",
    en: "Only your own suppliers and customers can be reported: one end must be your enterprise.",
  },
  "network.same-ends": {
    status: 422,
    zh: "供应商和客户是同一家企业，请检查。",
    en: "Supplier and customer are the same enterprise.",
  },
  "network.link-twice": {
    status: 409,
    zh: "{product}已有一条时间重叠的供应关系（{from} 起）。请修改那一条，或先填写它的终止日期。",
    en: "A link for {product} from {from} overlaps this one. Change that one, or end it first.",
  },
  "network.days-order": {
    status: 422,
    zh: "终止日期早于开始日期，请检查。",
    en: "The link would end before it begins.",
  },
  "network.shares-over": {
    status: 422,
    zh: "{product}各供应商的占比合计 {sum}%，超过 100%。请核对各条占比。",
    en: "The shares of {product} add up to {sum} %, more than 100 %. Compare them.",
  },
  "network.pair-twice": {
    status: 422,
    zh: "“{supplier} → {customer}”列了不止一次，请只保留一行。",
    en: "The pair {supplier} → {customer} stands more than once. Keep one row.",
  },
  "network.import-done": {
    status: 409,
    zh: "这份表已经导入过了。要再次导入，请重新上传。",
    en: "This workbook was imported already. Upload it again to repeat.",
  },
  "network.import-nothing": {
    status: 422,
    zh: "没有可以导入的行：要么都有错误，要么与已有内容相同。",
    en: "There is no row to import: each has an error or is known already.",
  },
} as const;

/** Fewest members of which a rate or a median is said; a count and a sum from three on. */
export const RATE_FROM = 5;
