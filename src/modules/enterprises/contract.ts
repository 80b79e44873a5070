// What is said about enterprises: the card, the page, the list.
import { z } from "zod";
import {
  date,
  decimal,
  type Endpoint,
  id,
  listInput,
  listOutput,
  many,
  nothing,
} from "../../platform/http/contract.ts";
import { merge } from "./merging/contract.ts";

export const sizeClasses = ["large", "medium", "small", "micro", "unknown"] as const;
export const sizeClass = z.enum(sizeClasses);
export type SizeClass = z.infer<typeof sizeClass>;
export const confidence = z.enum(["verified", "recalled", "unsure"]);

const industryCode = z.string().regex(/^\d{2,4}$/);
const regionCode = z.string().regex(/^\d{6}$/);
const industryPrefix = z.string().regex(/^\d{2,4}$/);
const regionPrefix = z.string().regex(/^\d{2}(\d{4})?$/);
const text = (max: number) => z.string().trim().max(max);

/** Refers to a dated list: current when `today` lies within. */
export const tier = z.object({
  id,
  code: z.string(),
  validFrom: date,
  validTo: date.nullable(),
  document: z.string().nullable(),
  current: z.boolean(),
});
export const keyListMember = z.object({
  id,
  listCode: z.string(),
  since: date,
  until: date.nullable(),
  reason: z.string().nullable(),
  current: z.boolean(),
});

export const card = z.object({
  id,
  name: z.string(),
  industryCode: z.string().nullable(),
  regionCode: z.string().nullable(),
  sizeClass,
});
export type Card = z.infer<typeof card>;

export const listRow = card.extend({
  creditCode: z.string().nullable(),
  codeOverridden: z.boolean(),
  shortName: z.string().nullable(),
  tiers: z.array(z.string()),
  keyLists: z.array(z.string()),
  associations: z.array(z.object({ id, name: z.string() })),
  updatedAt: z.string(),
});
export type ListRow = z.infer<typeof listRow>;

export const filters = {
  industry: many(industryPrefix),
  region: many(regionPrefix),
  size: many(sizeClass),
  tier: many(z.string().max(40)),
  keyList: many(z.string().max(40)),
  association: many(id),
};

export const listEnterprises = {
  method: "GET" as const,
  path: "/api/enterprises",
  input: listInput(filters, ["name", "creditCode", "industry", "region", "size", "updated"]),
  output: listOutput(listRow).extend({
    /** More enterprises match than were counted: the total says "at least". */
    totalCapped: z.boolean(),
  }),
  summary: { zh: "查找企业", en: "Find enterprises" },
} satisfies Endpoint;
export type ListQuery = z.output<typeof listEnterprises.input>;

export const exportEnterprises = {
  method: "GET" as const,
  path: "/api/enterprises/export",
  input: z.object({
    ...filters,
    q: z.string().trim().max(100).optional(),
    format: z.enum(["xlsx", "csv"]).default("xlsx"),
  }),
  output: nothing,
  kind: "download" as const,
  summary: { zh: "导出企业名单", en: "Export the list of enterprises" },
} satisfies Endpoint;

const named = z.object({ code: z.string(), zh: z.string(), en: z.string(), source: z.string(), confidence });
export const reference = z.object({
  industries: z.array(named.extend({ level: z.string(), parent: z.string().nullable() })),
  regions: z.array(named),
  registrationTypes: z.array(named),
  tierKinds: z.array(named.extend({ years: z.number().int().nullable(), recognizedBy: z.string() })),
  keyLists: z.array(named),
});
export type Reference = z.infer<typeof reference>;

export const readReference = {
  method: "GET" as const,
  path: "/api/enterprises/reference",
  input: nothing,
  output: reference,
  summary: { zh: "行业、地区、梯度与重点名单代码", en: "Codes of industries, regions, tiers and key lists" },
} satisfies Endpoint;

/** Money in 元. */
export const yearFacts = z.object({
  year: z.number().int(),
  employees: z.number().int().nullable(),
  revenue: decimal.nullable(),
  assets: decimal.nullable(),
  source: z.string(),
});

/** One indicator of the size rule: its value, what each class asks for at least, and what it gave alone. */
export const sizeStep = z.object({
  indicator: z.string(),
  /** Money in 元; the thresholds stand in `unit`, as the rule states them. */
  value: z.string().nullable(),
  unit: z.string(),
  thresholds: z.object({ large: z.number(), medium: z.number(), small: z.number() }),
  /** null: the value is missing. */
  gives: sizeClass.nullable(),
});
export const sizeEvidence = z.object({
  /** The year of the figures; null when there are none yet. */
  year: z.number().int().nullable(),
  /** The row of the rule, e.g. 工业; null when the industry leaves it open. */
  row: z.string().nullable(),
  steps: z.array(sizeStep),
  missing: z.array(z.string()),
  notes: z.array(z.string()),
  rule: z.string(),
  source: z.string().nullable(),
  confidence: confidence.nullable(),
  computedAt: z.string(),
});
export type SizeEvidence = z.infer<typeof sizeEvidence>;

export const page = listRow.extend({
  codeOverrideReason: z.string().nullable(),
  registrationType: z.string().nullable(),
  establishedOn: date.nullable(),
  address: z.string().nullable(),
  revision: z.number().int(),
  names: z.array(
    z.object({
      id,
      kind: z.enum(["former", "alias", "merged", "merged-code"]),
      name: z.string(),
      usedUntil: date.nullable(),
    }),
  ),
  tierRecords: z.array(tier),
  keyListRecords: z.array(keyListMember),
  /** null: the figures lie outside what the asker may see. */
  facts: z.array(yearFacts).nullable(),
  evidence: sizeEvidence.nullable(),
  /** Entries that lie under this one, and the one this lies under. */
  merged: z.array(merge),
  mergedInto: merge.nullable(),
  may: z.object({ edit: z.boolean(), identity: z.boolean(), qualify: z.boolean(), merge: z.boolean() }),
});
export type Page = z.infer<typeof page>;

export const readEnterprise = {
  method: "GET" as const,
  path: "/api/enterprises/:id",
  input: z.object({ id }),
  output: page,
  summary: { zh: "查看企业", en: "Read one enterprise" },
} satisfies Endpoint;

export const change = z.object({
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export const readHistory = {
  method: "GET" as const,
  path: "/api/enterprises/:id/history",
  input: z.object({ id, limit: z.coerce.number().int().min(1).max(200).default(50) }),
  output: z.object({
    /** false: the change history lies outside what the asker may see. */
    visible: z.boolean(),
    entries: z.array(
      z.object({
        id,
        at: z.string(),
        by: z.string().nullable(),
        action: z.string(),
        changes: z.array(change),
      }),
    ),
  }),
  summary: { zh: "查看变更记录", en: "Read the change history" },
} satisfies Endpoint;

export const details = z.object({
  /** As typed; it is kept as the licence prints it. */
  creditCode: text(40).nullable(),
  codeOverrideReason: text(200).nullable(),
  name: text(100).min(2),
  shortName: text(40).nullable(),
  aliases: z.array(text(100).min(1)).max(20),
  industryCode: industryCode.nullable(),
  regionCode: regionCode.nullable(),
  registrationType: text(10).nullable(),
  establishedOn: date.nullable(),
  address: text(200).nullable(),
});
export type Details = z.infer<typeof details>;

export const registerEnterpriseCall = {
  method: "POST" as const,
  path: "/api/enterprises",
  input: details.partial().required({ name: true, creditCode: true }),
  output: z.object({ id }),
  summary: { zh: "登记企业", en: "Register an enterprise" },
} satisfies Endpoint;

export const editEnterprise = {
  method: "PATCH" as const,
  path: "/api/enterprises/:id",
  input: details.partial().extend({ id, revision: z.number().int() }),
  output: z.object({ revision: z.number().int() }),
  summary: { zh: "修改企业资料", en: "Edit an enterprise" },
} satisfies Endpoint;

export const recordFacts = {
  method: "PUT" as const,
  path: "/api/enterprises/:id/facts/:year",
  input: z.object({
    id,
    year: z.coerce.number().int().min(1990).max(2100),
    employees: z.number().int().min(0).max(10_000_000).nullable(),
    revenue: decimal.nullable(),
    assets: decimal.nullable(),
    source: text(100).min(1).default("企业填报"),
  }),
  output: z.object({ sizeClass }),
  summary: { zh: "登记年度规模指标", en: "Record the yearly figures that decide the size class" },
} satisfies Endpoint;

export const grantTier = {
  method: "POST" as const,
  path: "/api/enterprises/:id/tiers",
  input: z.object({
    id,
    code: text(40),
    validFrom: date,
    validTo: date.nullable(),
    document: text(200).nullable(),
  }),
  output: z.object({ id }),
  summary: { zh: "登记梯度培育资格", en: "Record a tier with its validity" },
} satisfies Endpoint;

export const endTier = {
  method: "POST" as const,
  path: "/api/enterprises/:id/tiers/:tierId/end",
  input: z.object({ id, tierId: id, on: date }),
  output: nothing,
  summary: { zh: "终止梯度培育资格", en: "End a tier" },
} satisfies Endpoint;

export const joinKeyList = {
  method: "POST" as const,
  path: "/api/enterprises/:id/key-lists",
  input: z.object({
    id,
    listCode: text(40),
    since: date,
    until: date.nullable(),
    reason: text(200).nullable(),
  }),
  output: z.object({ id }),
  summary: { zh: "列入重点名单", en: "Put on a key list" },
} satisfies Endpoint;

export const leaveKeyList = {
  method: "POST" as const,
  path: "/api/enterprises/:id/key-lists/:memberId/end",
  input: z.object({ id, memberId: id, on: date }),
  output: nothing,
  summary: { zh: "移出重点名单", en: "Take off a key list" },
} satisfies Endpoint;

export const events = {
  /** A new enterprise stands in the registry. */
  registered: "enterprises.registered",
  /** Its card changed; `fields` names what. */
  changed: "enterprises.changed",
  /** The two above for a whole list at once. */
  imported: "enterprises.imported",
  /** Two entries have become one, or two again. */
  merged: "enterprises.merged",
  unmerged: "enterprises.unmerged",
} as const;
export const mergedPayload = z.object({ survivorId: id, mergedId: id });
export const registeredPayload = z.object({ organisationId: id });
export const importedPayload = z.object({ created: z.array(id), changed: z.array(id) });
export const changedPayload = z.object({ organisationId: id, fields: z.array(z.string()) });

export const refusals = {
  "enterprises.code-malformed": {
    status: 422,
    zh: "统一社会信用代码“{code}”格式不对：应为 18 位数字和大写字母（不含 I、O、S、V、Z）。请对照营业执照修改；其他内容已保留。",
    en: "The unified social credit code “{code}” is malformed: 18 digits and capitals without I, O, S, V, Z. Check the licence; the rest is kept.",
  },
  "enterprises.code-needs-reason": {
    status: 422,
    zh: "统一社会信用代码“{code}”的校验位不符。请核对营业执照；如执照上确实如此，请填写豁免原因后再保存。",
    en: "The check digit of “{code}” does not fit. Check the licence; if it really says so, give a reason and save again.",
  },
  "enterprises.code-taken": {
    status: 409,
    zh: "统一社会信用代码“{code}”已登记在“{name}”名下，没有重复登记。请打开该企业修改资料。",
    en: "The code “{code}” is already registered for “{name}”; nothing was registered twice. Open that enterprise instead.",
  },
  "enterprises.industry-unknown": {
    status: 422,
    zh: "行业代码“{code}”不在 GB/T 4754-2017 轻工业目录里，请从列表中选择。",
    en: "The industry code “{code}” is not in the list of GB/T 4754-2017. Choose one from the list.",
  },
  "enterprises.region-unknown": {
    status: 422,
    zh: "行政区划代码“{code}”不属于任何省份，请填 6 位代码，如 440600。",
    en: "The region code “{code}” belongs to no province. Give six digits such as 440600.",
  },
  "enterprises.type-unknown": {
    status: 422,
    zh: "没有代码为“{code}”的选项，请从列表中选择。",
    en: "There is no choice “{code}”. Choose one from the list.",
  },
  "enterprises.identity-kept": {
    status: 403,
    zh: "名称、统一社会信用代码和行业代码由联合会核定，您不能直接修改。请联系联合会；其他修改没有保存。",
    en: "Name, credit code and industry are settled by the federation. Contact it; nothing was saved.",
  },
  "enterprises.dates-reversed": {
    status: 422,
    zh: "结束日期 {to} 早于开始日期 {from}，请改正后再保存。",
    en: "The end {to} lies before the start {from}. Correct it and save again.",
  },
  "enterprises.dates-overlap": {
    status: 409,
    zh: "“{name}”在 {from} 起已有一条有效记录，时间重叠。请先终止原记录，再登记新的。",
    en: "“{name}” already has a record from {from} that overlaps. End that one first.",
  },
  "enterprises.import-done": {
    status: 409,
    zh: "这份名单已经导入过，没有重复导入。需要修改时请重新上传。",
    en: "This list was imported already and was not imported again. Upload a new one for changes.",
  },
  "enterprises.row-claimed": {
    status: 409,
    zh: "第 {row} 行已经对应到这家企业，同一企业只能有一行。请先改那一行的判定，或把本行登记为新企业。",
    en: "Row {row} already stands for this enterprise. Change that decision first, or take this row as a new one.",
  },
  "enterprises.merge-itself": {
    status: 422,
    zh: "“{name}”不能与自己合并，请选择另一条登记。",
    en: "“{name}” cannot be merged with itself. Choose another entry.",
  },
  "enterprises.merged-already": {
    status: 409,
    zh: "“{name}”已经并入另一条登记。请先撤销那次合并；这次没有改动。",
    en: "“{name}” is merged into another entry already. Undo that first; nothing was changed.",
  },
  "enterprises.merge-carries": {
    status: 409,
    zh: "“{name}”下面还并有其他登记，不能再并入别处。请反过来合并，或先撤销那些合并；这次没有改动。",
    en: "Other entries are merged into “{name}”. Merge the other way round, or undo those first; nothing was changed.",
  },
  "enterprises.import-nothing": {
    status: 422,
    zh: "没有可以导入的行。请按标出的单元格修改后重新上传，或先判定待定的行；登记库没有变动。",
    en: "There is no row to import. Correct the marked cells, or decide the rows in doubt; the registry is unchanged.",
  },
} as const;
