// What travels about the register of chokepoints 堵点卡点台账: entries, who owns them, how they stand, their history.
import { z } from "zod";
import {
  date,
  type Endpoint,
  id,
  listInput,
  listOutput,
  many,
  nothing,
} from "../../../platform/http/contract.ts";
import { reason } from "../runs/contract.ts";

const text = (max: number) => z.string().trim().max(max);
const moment = z.iso.datetime();

export const origins = ["engine", "people", "appeal"] as const;
export const pointStates = ["found", "confirmed", "handling", "solved", "dismissed"] as const;
export const pointState = z.enum(pointStates);
export type PointState = z.infer<typeof pointState>;

export const pointRow = z.object({
  id,
  origin: z.enum(origins),
  title: z.string(),
  enterpriseId: id.nullable(),
  enterprise: z.string().nullable(),
  product: z.string().nullable(),
  state: pointState,
  owner: z.string().nullable(),
  reviewOn: date.nullable(),
  reportedAt: moment,
  reportedBy: z.string(),
  savedAt: moment,
  demo: z.boolean(),
});
export type PointRow = z.infer<typeof pointRow>;

export const pointEntry = z.object({
  id,
  at: moment,
  by: z.string(),
  deed: z.enum(["reported", "moved", "edited", "noted"]),
  state: pointState,
  text: z.string(),
});
export const pointPage = pointRow.extend({
  evidence: z.string(),
  reasons: z.array(reason),
  runId: id.nullable(),
  outcome: z.string(),
  revision: z.number().int(),
  entries: z.array(pointEntry),
  owners: z.array(z.object({ id, name: z.string() })),
  /** States it may go to next; empty for whoever does not keep the register. */
  next: z.array(pointState),
});
export type PointPage = z.infer<typeof pointPage>;

export const listPoints = {
  method: "GET" as const,
  path: "/api/network/chokepoints",
  input: listInput(
    {
      state: many(pointState),
      origin: many(z.enum(origins)),
      product: many(z.string().max(40)),
      due: z.enum(["true"]).optional(),
    },
    ["reviewOn", "reportedAt", "title"],
  ),
  output: listOutput(pointRow),
  summary: { zh: "堵点卡点台账", en: "Register of chokepoints" },
} satisfies Endpoint;

export const readPoint = {
  method: "GET" as const,
  path: "/api/network/chokepoints/:id",
  input: z.object({ id }),
  output: pointPage,
  summary: { zh: "查看一个堵点", en: "Read one chokepoint" },
} satisfies Endpoint;

export const reportPoint = {
  method: "POST" as const,
  path: "/api/network/chokepoints",
  input: z.object({
    title: text(100).min(4),
    enterprise: z.string().trim().max(100).default(""),
    product: z.string().max(40).nullable().default(null),
    evidence: text(3000).min(4),
  }),
  output: z.object({ id }),
  summary: { zh: "上报堵点卡点", en: "Report a chokepoint" },
} satisfies Endpoint;

/** From a run: the firm's reasons come along as evidence. */
export const enterPoint = {
  method: "POST" as const,
  path: "/api/network/runs/:runId/chokepoints",
  input: z.object({ runId: id, firm: z.number().int().min(0) }),
  output: z.object({ id }),
  summary: { zh: "把推演识别的堵点记入台账", en: "Enter a firm of a run in the register" },
} satisfies Endpoint;

export const keepPoint = {
  method: "PUT" as const,
  path: "/api/network/chokepoints/:id",
  input: z.object({
    id,
    revision: z.number().int(),
    title: text(100).min(4),
    evidence: text(3000).min(4),
    product: z.string().max(40).nullable(),
    ownerId: id.nullable(),
    reviewOn: date.nullable(),
  }),
  output: z.object({ revision: z.number().int() }),
  summary: { zh: "修改台账内容、责任人和复核日期", en: "Change an entry, its owner and review date" },
} satisfies Endpoint;

export const movePoint = {
  method: "POST" as const,
  path: "/api/network/chokepoints/:id/move",
  input: z.object({
    id,
    revision: z.number().int(),
    to: pointState,
    reason: text(1000).default(""),
    reviewOn: date.nullable().default(null),
  }),
  output: z.object({ revision: z.number().int() }),
  summary: { zh: "变更堵点状态", en: "Move a chokepoint on" },
} satisfies Endpoint;

export const notePoint = {
  method: "POST" as const,
  path: "/api/network/chokepoints/:id/notes",
  input: z.object({ id, text: text(1000).min(2) }),
  output: nothing,
  summary: { zh: "补充进展", en: "Add a note" },
} satisfies Endpoint;

export const exportPoints = {
  method: "GET" as const,
  path: "/api/network/chokepoints/export",
  input: listPoints.input,
  output: nothing,
  kind: "download" as const,
  summary: { zh: "导出台账（.xlsx）", en: "Export the register (.xlsx)" },
} satisfies Endpoint;

export const registerRefusals = {
  "network.point-move": {
    status: 409,
    zh: "这个堵点现在是“{state}”，不能改为“{to}”。请刷新后按当前状态办理。",
    en: "This chokepoint stands at {state} and cannot go to {to}. Reload and go on from there.",
  },
  "network.point-reason": {
    status: 422,
    zh: "请写明理由或办理结果（至少四个字）：台账里的每一条都要有下落。",
    en: "Give the reason or the outcome (four characters at least): every entry comes to an end that is said.",
  },
  "network.point-review": {
    status: 422,
    zh: "请定一个今天以后的复核日期。",
    en: "Set a review date after today.",
  },
  "network.point-owner": {
    status: 422,
    zh: "办理之前请先指定责任人。",
    en: "Name an owner before it is handled.",
  },
  "network.point-entered": {
    status: 409,
    zh: "“{name}”已在台账里，还没有结束。请在那一条上补充。",
    en: "{name} is in the register already and not closed. Add to that entry.",
  },
  "network.point-owner-unknown": {
    status: 422,
    zh: "责任人不在本单位人员名单里，请重新选择。",
    en: "The owner is not among your persons. Choose again.",
  },
} as const;
