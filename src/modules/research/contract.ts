// What is said about field research: plans, visits, findings, and what an enterprise sees of a visit to it.
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
const needed = (max: number) => z.string().trim().min(1).max(max);
const industryCode = z.string().regex(/^\d{2,4}$/);
const regionCode = z.string().regex(/^\d{6}$/);
const named = z.object({ id, name: z.string() });

export const planStates = ["draft", "running", "written", "closed"] as const;
export const planState = z.enum(planStates);
export type PlanState = z.infer<typeof planState>;
export const findingKinds = ["difficulty", "practice", "request"] as const;
export const findingKind = z.enum(findingKinds);
export type FindingKind = z.infer<typeof findingKind>;
/** 1 slight, 2 notable, 3 grave. */
export const severity = z.coerce.number().int().min(1).max(3);

export const teamMember = z.object({ name: needed(40), unit: text(100) });
export const figureText = z.object({ text: needed(100), source: needed(200) });
export type FigureText = z.infer<typeof figureText>;

const planFields = {
  title: needed(100),
  purpose: text(4000),
  startsOn: date,
  endsOn: date,
  team: z.array(teamMember).max(30),
  industries: z.array(industryCode).max(50),
  regions: z.array(regionCode).max(50),
  /** Enterprises to visit. */
  enterpriseIds: z.array(id).max(200),
};

export const planRow = z.object({
  id,
  title: z.string(),
  owner: z.string(),
  startsOn: date,
  endsOn: date,
  state: planState,
  team: z.array(teamMember),
  visits: z.number().int(),
  visitsDone: z.number().int(),
  findings: z.number().int(),
  demo: z.boolean(),
});
export type PlanRow = z.infer<typeof planRow>;

export const visitRow = z.object({
  id,
  planId: id,
  onDate: date,
  enterprise: named.nullable(),
  place: z.string(),
  peopleMet: z.string(),
  done: z.boolean(),
  hasNotes: z.boolean(),
  photos: z.number().int(),
});
export type VisitRow = z.infer<typeof visitRow>;

export const findingRow = z.object({
  id,
  planId: id,
  planTitle: z.string(),
  visitId: id.nullable(),
  enterprise: named.nullable(),
  industryCode: z.string().nullable(),
  regionCode: z.string().nullable(),
  kind: findingKind,
  severity: z.number().int(),
  text: z.string(),
  figures: z.array(figureText),
  revision: z.number().int(),
  savedBy: z.string(),
  savedAt: z.string(),
});
export type FindingRow = z.infer<typeof findingRow>;

export const planPage = planRow.extend({
  purpose: z.string(),
  industries: z.array(z.string()),
  regions: z.array(z.string()),
  enterprises: z.array(named),
  revision: z.number().int(),
  savedBy: z.string(),
  next: z.array(planState),
  visitRows: z.array(visitRow),
  findingRows: z.array(findingRow),
  questionnaires: z.array(z.object({ id, title: z.string(), state: z.string(), answered: z.number().int() })),
  timeline: z.array(
    z.object({ id, at: z.string(), by: z.string().nullable(), action: z.string(), text: z.string() }),
  ),
});
export type PlanPage = z.infer<typeof planPage>;

export const listPlans = {
  method: "GET" as const,
  path: "/api/research/plans",
  input: listInput({ state: many(planState) }, ["startsOn", "title", "state"]),
  output: listOutput(planRow),
  summary: { zh: "调研计划列表", en: "List research plans" },
} satisfies Endpoint;

export const createPlan = {
  method: "POST" as const,
  path: "/api/research/plans",
  input: z.object(planFields),
  output: z.object({ id }),
  summary: { zh: "新建调研计划", en: "Create a research plan" },
} satisfies Endpoint;

export const readPlan = {
  method: "GET" as const,
  path: "/api/research/plans/:id",
  input: z.object({ id }),
  output: planPage,
  summary: { zh: "查看调研计划", en: "Read one research plan" },
} satisfies Endpoint;

export const editPlan = {
  method: "PATCH" as const,
  path: "/api/research/plans/:id",
  input: z.object({ id, revision: z.number().int(), ...planFields }),
  output: z.object({ revision: z.number().int() }),
  summary: { zh: "修改调研计划", en: "Change a research plan" },
} satisfies Endpoint;

export const movePlan = {
  method: "POST" as const,
  path: "/api/research/plans/:id/move",
  input: z.object({ id, to: planState }),
  output: z.object({ state: planState }),
  summary: { zh: "推进调研计划", en: "Move a research plan on" },
} satisfies Endpoint;

export const downloadReport = {
  method: "GET" as const,
  path: "/api/research/plans/:id/report",
  input: z.object({ id }),
  output: nothing,
  kind: "download" as const,
  summary: { zh: "下载调研报告", en: "Download the research report" },
} satisfies Endpoint;

const visitFields = {
  onDate: date,
  enterpriseId: id.nullable(),
  place: text(200),
  peopleMet: text(500),
};

export const photo = z.object({ id, caption: z.string(), name: z.string(), bytes: z.number().int() });
export const visitPage = visitRow.extend({
  planTitle: z.string(),
  planState,
  demo: z.boolean(),
  notes: z.string(),
  agreed: z.string(),
  revision: z.number().int(),
  savedBy: z.string(),
  savedAt: z.string(),
  photoRows: z.array(photo),
  findingRows: z.array(findingRow),
});
export type VisitPage = z.infer<typeof visitPage>;

export const addVisit = {
  method: "POST" as const,
  path: "/api/research/plans/:id/visits",
  input: z.object({ id, ...visitFields }),
  output: z.object({ id }),
  summary: { zh: "安排走访", en: "Arrange a visit" },
} satisfies Endpoint;

export const readVisit = {
  method: "GET" as const,
  path: "/api/research/visits/:id",
  input: z.object({ id }),
  output: visitPage,
  summary: { zh: "查看走访记录", en: "Read one visit" },
} satisfies Endpoint;

export const saveVisit = {
  method: "PATCH" as const,
  path: "/api/research/visits/:id",
  input: z.object({
    id,
    /** What the notes were read as; another's later saving is never overwritten. */
    revision: z.number().int(),
    onDate: date,
    place: text(200),
    peopleMet: text(500),
    notes: z.string().max(20_000),
    agreed: z.string().max(4000),
    done: z.boolean(),
  }),
  output: z.object({ revision: z.number().int(), savedAt: z.string() }),
  summary: { zh: "保存走访记录", en: "Save a visit" },
} satisfies Endpoint;

export const removeVisit = {
  method: "DELETE" as const,
  path: "/api/research/visits/:id",
  input: z.object({ id }),
  output: nothing,
  summary: { zh: "取消走访", en: "Take back a visit" },
} satisfies Endpoint;

export const photoLimitMb = 8;
export const photosPerVisit = 30;

export const addPhoto = {
  method: "POST" as const,
  path: "/api/research/visits/:id/photos",
  input: z.object({ id, caption: text(100).default("") }),
  output: photo,
  kind: "upload" as const,
  summary: { zh: "上传走访照片（自动去除拍摄位置）", en: "Add a photo; its place is taken out" },
} satisfies Endpoint;

export const readPhoto = {
  method: "GET" as const,
  path: "/api/research/visits/:id/photos/:photoId",
  input: z.object({ id, photoId: id }),
  output: nothing,
  kind: "download" as const,
  summary: { zh: "查看走访照片", en: "Read a photo" },
} satisfies Endpoint;

export const removePhoto = {
  method: "DELETE" as const,
  path: "/api/research/visits/:id/photos/:photoId",
  input: z.object({ id, photoId: id }),
  output: nothing,
  summary: { zh: "删除走访照片", en: "Remove a photo" },
} satisfies Endpoint;

const findingFields = {
  visitId: id.nullable(),
  enterpriseId: id.nullable(),
  industryCode: industryCode.nullable(),
  regionCode: regionCode.nullable(),
  kind: findingKind,
  severity,
  text: needed(2000),
  figures: z.array(figureText).max(20),
};

export const findingFilters = {
  kind: many(findingKind),
  severity: many(severity),
  industry: industryCode.optional(),
  region: z
    .string()
    .regex(/^\d{2}(\d{4})?$/)
    .optional(),
  plan: id.optional(),
};

export const listFindings = {
  method: "GET" as const,
  path: "/api/research/findings",
  input: listInput(findingFilters, ["saved", "severity"]),
  output: listOutput(findingRow),
  summary: { zh: "调研发现列表", en: "List findings" },
} satisfies Endpoint;

export const exportFindings = {
  method: "GET" as const,
  path: "/api/research/findings/export",
  input: z.object({ ...findingFilters, q: text(100).optional() }),
  output: nothing,
  kind: "download" as const,
  summary: { zh: "导出调研发现", en: "Export findings" },
} satisfies Endpoint;

export const addFinding = {
  method: "POST" as const,
  path: "/api/research/plans/:id/findings",
  input: z.object({ id, ...findingFields }),
  output: z.object({ id }),
  summary: { zh: "记录调研发现", en: "Record a finding" },
} satisfies Endpoint;

export const editFinding = {
  method: "PATCH" as const,
  path: "/api/research/findings/:id",
  input: z.object({ id, revision: z.number().int(), ...findingFields }),
  output: z.object({ revision: z.number().int() }),
  summary: { zh: "修改调研发现", en: "Change a finding" },
} satisfies Endpoint;

export const removeFinding = {
  method: "DELETE" as const,
  path: "/api/research/findings/:id",
  input: z.object({ id }),
  output: nothing,
  summary: { zh: "删除调研发现", en: "Remove a finding" },
} satisfies Endpoint;

/** A figure of a return as evidence: taken from what was filed, never typed again. */
export const quoteFigure = {
  method: "GET" as const,
  path: "/api/research/quote",
  input: z.object({
    enterpriseId: id,
    indicator: z.string().regex(/^[a-z_]{2,40}$/),
    period: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
  }),
  output: z.object({ figure: figureText.nullable() }),
  summary: { zh: "引用企业报表数据", en: "Quote a figure of a return" },
} satisfies Endpoint;

export const listQuotable = {
  method: "GET" as const,
  path: "/api/research/quotable",
  input: nothing,
  output: z.object({
    indicators: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
  }),
  summary: { zh: "可引用的报表指标", en: "Indicators that may be quoted" },
} satisfies Endpoint;

/** What is known of research at one enterprise: everything for whoever did it, date and agreement for the enterprise itself. */
export const readEnterprise = {
  method: "GET" as const,
  path: "/api/research/enterprises/:id",
  input: z.object({ id }),
  output: z.object({
    visits: z.array(
      z.object({
        id,
        onDate: date,
        visitor: z.string(),
        done: z.boolean(),
        agreed: z.string(),
        /** The page of the visit may be opened. */
        open: z.boolean(),
      }),
    ),
    findings: z.array(findingRow),
  }),
  summary: { zh: "企业的调研情况", en: "Research at one enterprise" },
} satisfies Endpoint;

export const refusals = {
  "research.plan-period": {
    status: 422,
    zh: "结束日期早于开始日期，请改正后再保存；其他内容没有丢失。",
    en: "The plan ends before it begins. Correct the dates and save again; everything else is kept.",
  },
  "research.plan-move": {
    status: 409,
    zh: "计划现在不能直接进入这个状态。请刷新页面，按“草拟、进行中、已成稿、已办结”的顺序推进。",
    en: "The plan cannot take this step from where it is. Reload and go step by step.",
  },
  "research.plan-nobody": {
    status: 422,
    zh: "还没有调研组成员。请先填写至少一人，再开始调研。",
    en: "Nobody is on the team yet. Add at least one person before it begins.",
  },
  "research.plan-no-visit": {
    status: 422,
    zh: "还没有完成任何走访。请先把已完成的走访标为“已走访”，再成稿。",
    en: "No visit has taken place yet. Mark those that have before writing up.",
  },
  "research.plan-no-finding": {
    status: 422,
    zh: "还没有记录调研发现。请至少记录一条，再成稿。",
    en: "There is no finding yet. Record at least one before writing up.",
  },
  "research.plan-not-begun": {
    status: 409,
    zh: "计划还在草拟，请先“开始调研”，再登记走访和发现。",
    en: "The plan has not begun. Begin it before recording visits and findings.",
  },
  "research.plan-closed": {
    status: 409,
    zh: "计划已办结，内容不再改动。如需补充，请先重新打开；您填写的内容仍在页面上。",
    en: "The plan is closed. Open it again to add to it; what you typed is still on the page.",
  },
  "research.finding-untied": {
    status: 422,
    zh: "请至少选一项：涉及的企业、行业或地区，否则这条发现无法归类。",
    en: "Name the enterprise, the industry or the region the finding speaks of.",
  },
  "research.place-needed": {
    status: 422,
    zh: "请选择走访的企业，或填写走访地点。",
    en: "Choose the enterprise or name the place to visit.",
  },
  "research.enterprise-unknown": {
    status: 422,
    zh: "选中的企业不在您可查看的范围内，请重新选择；其他内容没有丢失。",
    en: "The chosen enterprise lies outside what you may see. Choose another; everything else is kept.",
  },
  "research.code-unknown": {
    status: 422,
    zh: "没有代码“{code}”的行业或地区，请重新选择。",
    en: "There is no industry or region with the code {code}. Choose again.",
  },
  "research.photo-broken": {
    status: 422,
    zh: "这张照片不完整或已损坏，无法去除其中的拍摄位置，所以没有保存。请换一张或重新拍摄。",
    en: "This photo is damaged; its place could not be taken out, so it was not kept. Try another one.",
  },
  "research.photos-full": {
    status: 409,
    zh: "每次走访最多保存 {limit} 张照片。请先删除不需要的，再上传。",
    en: "A visit holds at most {limit} photos. Remove some first.",
  },
} as const;
