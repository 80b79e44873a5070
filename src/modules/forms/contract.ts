// What travels about forms and panels: the form as data, its draft and versions, who is expected.
import { z } from "zod";
import type { FormDefinition } from "../../engines/forms/index.ts";
import { date, type Endpoint, id, listInput, listOutput, nothing } from "../../platform/http/contract.ts";

const text = z.object({ zh: z.string().max(500), en: z.string().max(500) });
const formula = z.string().max(500);
const code = z.string().max(60);

const field = z.object({
  code,
  label: text,
  unit: text,
  type: z.enum(["decimal", "integer", "text"]),
  decimals: z.number().int().min(0).max(8),
  required: z.boolean(),
  min: z.string().max(30).nullable(),
  max: z.string().max(30).nullable(),
  maxLength: z.number().int().min(1).max(2000),
  direction: z.enum(["higher", "lower", "neutral"]),
  carried: z.boolean(),
  help: text,
  askedWhen: formula.nullable(),
  formula: formula.nullable(),
  source: z.object({ form: code, field: code }).nullable(),
});
const section = z.object({
  code,
  title: text,
  fields: z.array(field).max(200).readonly(),
  repeat: z.object({ min: z.number().int().min(0), max: z.number().int().min(1).max(20) }).nullable(),
});
export const severity = z.enum(["hard", "soft"]);
const check = z.object({
  code,
  severity,
  at: z.array(code).max(200).readonly(),
  each: z.boolean(),
  that: formula,
  say: text,
  show: z.record(z.string().max(40), z.object({ formula, decimals: z.number().int().min(0).max(8) })),
  silences: z.array(code).max(50).readonly(),
});
export const periodicities = ["day", "week", "ten-day", "month", "quarter", "year", "once"] as const;
/** A form as data, whole: what a clerk is asked, and what is said of the answers. */
export const definition = z.object({
  code,
  version: z.number().int(),
  title: text,
  periodicity: z.enum(periodicities),
  dueDay: z.number().int(),
  lockAfterDays: z.number().int().min(0).max(400),
  grace: z
    .object({
      amount: z.number().int().min(0).max(999),
      unit: z.enum(["hours", "working-days"]),
      after: z.enum(["late", "refuse"]),
    })
    .optional(),
  sections: z.array(section).max(30).readonly(),
  checks: z.array(check).max(100).readonly(),
}) satisfies z.ZodType<FormDefinition>;

const fault = z.object({
  at: z.string(),
  severity: z.enum(["stop", "warning"]),
  zh: z.string(),
  en: z.string(),
});

export const formStates = ["draft", "published", "withdrawn"] as const;
export const formCard = z.object({
  code,
  title: text,
  periodicity: z.enum(periodicities),
  /** null: comes with the product. */
  organisationId: id.nullable(),
  organisationName: z.string().nullable(),
  state: z.enum(formStates),
  /** The newest published version; 0 before the first. */
  version: z.number().int(),
  validFrom: date.nullable(),
  withdrawnOn: date.nullable(),
  /** Somebody is working on the next version. */
  hasDraft: z.boolean(),
  fields: z.number().int(),
  /** The organisation acted for may change it. */
  mine: z.boolean(),
  /** Where it was copied or received from. */
  origin: z.string().nullable(),
  panels: z.array(z.object({ id, name: z.string() })),
});
export type FormCard = z.infer<typeof formCard>;

const version = z.object({
  version: z.number().int(),
  validFrom: date,
  validTo: date.nullable(),
  publishedAt: z.iso.datetime().nullable(),
  publishedByName: z.string().nullable(),
  note: z.string().nullable(),
  definition,
});

const known = z.object({
  form: code,
  formTitle: text,
  field: code,
  label: text,
  unit: text,
  type: z.enum(["decimal", "integer", "text"]),
  periodicity: z.enum(periodicities),
});
export type KnownField = z.infer<typeof known>;

export const formRecord = z.object({
  card: formCard,
  /** What is being edited; null when nobody has begun. */
  draft: z
    .object({
      definition,
      revision: z.number().int(),
      savedByName: z.string(),
      savedAt: z.iso.datetime(),
      faults: z.array(fault),
    })
    .nullable(),
  versions: z.array(version),
  /** Fields that other forms one sees ask already. */
  known: z.array(known),
});
export type FormRecord = z.infer<typeof formRecord>;

const oneForm = z.object({ code });
const savedDraft = z.object({
  revision: z.number().int(),
  savedAt: z.iso.datetime(),
  faults: z.array(fault),
});

export const listForms = {
  method: "GET" as const,
  path: "/api/forms",
  input: listInput({ state: z.enum(formStates).optional() }, ["title"]),
  output: listOutput(formCard),
  summary: { zh: "表式清单", en: "Forms" },
} satisfies Endpoint;

export const getForm = {
  method: "GET" as const,
  path: "/api/forms/:code",
  input: oneForm,
  output: formRecord,
  summary: { zh: "一个表式：草稿、各版本、已有指标", en: "One form: draft, versions, known fields" },
} satisfies Endpoint;

export const createForm = {
  method: "POST" as const,
  path: "/api/forms",
  input: z.object({
    title: z.object({ zh: z.string().trim().min(2).max(60), en: z.string().trim().max(120).default("") }),
    periodicity: z.enum(periodicities).default("month"),
    /** Begin with a copy of this form. */
    copyOf: code.optional(),
  }),
  output: formCard,
  summary: { zh: "新建或复制表式", en: "Make a form, or a copy of one" },
} satisfies Endpoint;

export const startDraft = {
  method: "POST" as const,
  path: "/api/forms/:code/draft",
  input: oneForm,
  output: savedDraft,
  summary: { zh: "开始修改（新版本草稿）", en: "Begin the next version" },
} satisfies Endpoint;

export const saveDraft = {
  method: "PUT" as const,
  path: "/api/forms/:code/draft",
  input: z.object({ code, revision: z.number().int().min(0), definition }),
  output: savedDraft,
  summary: { zh: "保存表式草稿", en: "Save the draft of a form" },
} satisfies Endpoint;

export const dropDraft = {
  method: "DELETE" as const,
  path: "/api/forms/:code/draft",
  input: oneForm,
  output: nothing,
  summary: { zh: "放弃表式草稿", en: "Drop the draft of a form" },
} satisfies Endpoint;

export const publishForm = {
  method: "POST" as const,
  path: "/api/forms/:code/publish",
  input: z.object({
    code,
    revision: z.number().int().min(1),
    /** The first period asked with it, by the form's own length; for a form asked once, the day it opens. */
    from: z.string().max(12),
    note: z.string().trim().max(300).default(""),
  }),
  output: formCard,
  summary: { zh: "发布表式（自某期起生效）", en: "Publish a form, valid from a period on" },
} satisfies Endpoint;

export const withdrawForm = {
  method: "POST" as const,
  path: "/api/forms/:code/withdraw",
  input: z.object({ code, reason: z.string().trim().min(2).max(300) }),
  output: formCard,
  summary: { zh: "停用表式（不再开新一期）", en: "Withdraw a form: no new period is opened" },
} satisfies Endpoint;

export const shareForm = {
  method: "POST" as const,
  path: "/api/forms/:code/share",
  input: z.object({ code, withOrganisation: id }),
  output: nothing,
  summary: { zh: "分享给另一协会（对方得到副本）", en: "Share with another association: it receives a copy" },
} satisfies Endpoint;

export const listReceivers = {
  method: "GET" as const,
  path: "/api/forms/receivers",
  input: nothing,
  output: z.object({ rows: z.array(z.object({ id, name: z.string() })) }),
  summary: { zh: "可以分享给谁", en: "With whom a form can be shared" },
} satisfies Endpoint;

export const panelKinds = ["members", "key-list", "list"] as const;
export const panelCard = z.object({
  id,
  name: z.string(),
  kind: z.enum(panelKinds),
  keyList: z.string().nullable(),
  /** As it stands today. */
  size: z.number().int(),
  forms: z.array(z.object({ code, title: text })),
});
export type PanelCard = z.infer<typeof panelCard>;

export const listPanels = {
  method: "GET" as const,
  path: "/api/forms/panels",
  input: nothing,
  output: z.object({
    rows: z.array(panelCard),
    keyLists: z.array(z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string() })),
  }),
  summary: { zh: "应报名录", en: "Panels of expected respondents" },
} satisfies Endpoint;

export const panelMembers = {
  method: "GET" as const,
  path: "/api/forms/panels/:id",
  input: z.object({ id }),
  output: z.object({
    panel: panelCard,
    members: z.array(z.object({ id, name: z.string(), since: date.nullable() })),
  }),
  summary: { zh: "名录里有谁", en: "Who is on a panel" },
} satisfies Endpoint;

export const createPanel = {
  method: "POST" as const,
  path: "/api/forms/panels",
  input: z.object({
    name: z.string().trim().min(2).max(60),
    kind: z.enum(panelKinds),
    keyList: z.string().max(40).nullable().default(null),
  }),
  output: panelCard,
  summary: { zh: "新建名录", en: "Make a panel" },
} satisfies Endpoint;

export const addPanelMembers = {
  method: "POST" as const,
  path: "/api/forms/panels/:id/members",
  input: z.object({
    id,
    /** Pasted as it comes: one code a line, or with names beside. */
    pasted: z.string().max(200_000),
  }),
  output: z.object({
    added: z.number().int(),
    already: z.number().int(),
    unknown: z.array(z.string()),
    wrong: z.array(z.string()),
  }),
  summary: { zh: "粘贴统一社会信用代码加入名录", en: "Add members by pasted credit codes" },
} satisfies Endpoint;

export const endPanelMember = {
  method: "POST" as const,
  path: "/api/forms/panels/:id/members/:memberId/end",
  input: z.object({ id, memberId: id }),
  output: nothing,
  summary: { zh: "移出名录（下一期起）", en: "Take off a panel, from the next period on" },
} satisfies Endpoint;

export const bindPanels = {
  method: "PUT" as const,
  path: "/api/forms/:code/panels",
  input: z.object({ code, panels: z.array(id).max(20) }),
  output: formCard,
  summary: { zh: "表式发给哪些名录", en: "Which panels a form is sent to" },
} satisfies Endpoint;

const published = z.object({ code, version: z.number().int(), organisationId: id });
export const events = {
  "forms.published": published,
} as const;

const refusal = (status: number, zh: string, en: string) => ({ status, zh, en });
export const refusals = {
  "forms.not-yours": refusal(
    403,
    "这个表式不归当前单位管理，不能修改。可以先复制一份再改。",
    "This form belongs to another organisation. Make a copy and change that.",
  ),
  "forms.no-draft": refusal(
    409,
    "这个表式现在没有草稿，请先点“修改”。",
    "This form has no draft now. Begin a new version first.",
  ),
  "forms.stale-draft": refusal(
    409,
    "{name} 刚保存过这份草稿，您看到的不是最新内容。请刷新后再改；您的改动还在本页。",
    "{name} has just saved this draft. Reload before you go on; your changes are still on this page.",
  ),
  "forms.faults": refusal(
    422,
    "还有 {count} 处要先改好才能发布，已在页面上标出；草稿已保存。",
    "{count} points must be mended before publishing; they are marked on the page. The draft is saved.",
  ),
  "forms.wrong-period": refusal(
    422,
    "“{from}”不是这个表式的报告期，请重新选择生效的第一期。",
    "“{from}” is no period of this form. Choose the first period again.",
  ),
  "forms.before-version": refusal(
    422,
    "新版本不能比现行版本（自 {day} 起）更早生效，否则已报的各期会变样。",
    "A new version cannot be valid before the present one ({day}): filed periods would change.",
  ),
  "forms.standard": refusal(
    409,
    "随平台提供的表式不能停用，可以发布新版本。",
    "A form that comes with the product cannot be withdrawn; publish a new version instead.",
  ),
  "forms.not-published": refusal(
    409,
    "这个表式还没有发布，或已经停用，不能这样办理。",
    "This form is not published now, so this cannot be done.",
  ),
  "forms.no-acting": refusal(409, "请先选择代表哪个单位办理。", "Choose the organisation you act for first."),
  "forms.panel-fixed": refusal(
    409,
    "这个名录由会员关系或重点名单自动得出，不能手工增减。",
    "This panel follows from memberships or a key list and is not changed by hand.",
  ),
  "forms.receiver": refusal(
    422,
    "只能分享给另一家协会，请重新选择。",
    "A form can be shared with another association only. Choose again.",
  ),
} as const;
