// What travels about runs of the engine: what is asked, how far it is, what came out, and why a firm fell.
import { z } from "zod";
import { type Endpoint, id, listInput, listOutput, many, nothing } from "../../../platform/http/contract.ts";

const text = (max: number) => z.string().trim().max(max);
const moment = z.iso.datetime();
const share = z.number().min(0).max(1);
const codes = z.array(z.string().regex(/^[a-z0-9-]{2,40}$/)).max(60);

export const partKinds = ["lockdown", "firms", "energy", "port", "import", "export", "demand"] as const;
export const scenarioPart = z.object({
  kind: z.enum(partKinds),
  /** Two digits. Lists that are empty do not narrow. */
  provinces: codes.default([]),
  /** GB/T 4754 beginnings. */
  industries: codes.default([]),
  /** Those who make these. */
  products: codes.default([]),
  firms: z.array(id).max(200).default([]),
  share,
  from: z.number().int().min(0).max(365).default(0),
  /** null: to the end. */
  days: z.number().int().min(1).max(365).nullable(),
  restore: z.number().int().min(0).max(365).default(0),
});
export type ScenarioPart = z.infer<typeof scenarioPart>;
export const scenario = z.object({
  name: text(40).min(1),
  parts: z.array(scenarioPart).min(1).max(8),
  /** Kept running: the curve after is drawn beside the one before. */
  protect: z.array(id).max(50).default([]),
});
export type Scenario = z.infer<typeof scenario>;

const variant = z.enum(["gl", "nosub", "lin", "leo"]).default("gl");
const days = z.number().int().min(7).max(365);
export const wish = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("esri"),
    variant,
    /** Redrawn networks for the bands. */ draws: z.number().int().min(0).max(100),
  }),
  z.object({ kind: z.literal("scenario"), variant, days, scenarios: z.array(scenario).min(1).max(4) }),
  z.object({ kind: z.literal("mitigation"), variant, days, scenario, k: z.number().int().min(1).max(20) }),
]);
export type Wish = z.infer<typeof wish>;
export const runKinds = ["esri", "scenario", "mitigation"] as const;
export const runStates = ["running", "done", "cancelled", "failed"] as const;
export type RunState = (typeof runStates)[number];

export const runRow = z.object({
  id,
  kind: z.enum(runKinds),
  title: z.string(),
  state: z.enum(runStates),
  /** Parts done and in all. */
  done: z.number().int(),
  parts: z.number().int(),
  askedAt: moment,
  askedBy: z.string(),
  endedAt: moment.nullable(),
  engine: z.string(),
  eps: z.number(),
  inputHash: z.string(),
  resultHash: z.string().nullable(),
  repeats: id.nullable(),
  fault: z.string().nullable(),
  firms: z.number().int(),
  links: z.number().int(),
});
export type RunRow = z.infer<typeof runRow>;

export const askRun = {
  method: "POST" as const,
  path: "/api/network/runs",
  input: z.object({ title: text(60).min(1), wish, eps: z.number().min(1e-6).max(0.1).default(0.01) }),
  output: z.object({ id }),
  summary: { zh: "发起推演", en: "Start a run" },
} satisfies Endpoint;

export const listRuns = {
  method: "GET" as const,
  path: "/api/network/runs",
  input: listInput({ kind: many(z.enum(runKinds)), state: many(z.enum(runStates)) }, ["askedAt"]),
  output: listOutput(runRow),
  summary: { zh: "推演列表", en: "List runs" },
} satisfies Endpoint;

export const cancelRun = {
  method: "POST" as const,
  path: "/api/network/runs/:id/cancel",
  input: z.object({ id }),
  output: nothing,
  summary: { zh: "取消推演", en: "Cancel a run" },
} satisfies Endpoint;

/** The same inputs and wish once more; its result hash equals the first one's. */
export const repeatRun = {
  method: "POST" as const,
  path: "/api/network/runs/:id/repeat",
  input: z.object({ id }),
  output: z.object({ id }),
  summary: { zh: "按原输入重算", en: "Run the same inputs again" },
} satisfies Endpoint;

const curve = z.object({ code: z.string(), loss: z.array(z.number()) });
export const scenarioResult = z.object({
  name: z.string(),
  /** Share of all output lost, day by day; `after`: with the protected firms kept running. */
  before: z.array(z.number()),
  after: z.array(z.number()).nullable(),
  /** Share lost in the end without stocks, everything at full force. */
  end: z.number(),
  rounds: z.number().int(),
  converged: z.boolean(),
  industries: z.array(curve),
  provinces: z.array(curve),
  hit: z.number().int(),
  /** The firms that lose most of the whole, by place in the inputs. */
  firms: z.array(
    z.object({
      firm: z.number().int(),
      id: id.nullable(),
      name: z.string(),
      industry: z.string(),
      province: z.string().nullable(),
      weight: z.number(),
      loss: z.number(),
      /** First day below 95 %; −1 never. Days until back; −1 not in the time looked at. */
      survives: z.number().int(),
      recovers: z.number().int(),
    }),
  ),
});
export type ScenarioResult = z.infer<typeof scenarioResult>;
export const mitigationResult = z.object({
  /** In the order chosen; `left`: share of all output still lost with this one and those before. */
  chosen: z.array(
    z.object({ firm: z.number().int(), id: id.nullable(), name: z.string(), left: z.number() }),
  ),
  loss: z.number(),
  exact: z.boolean(),
  floor: z.number(),
  tried: z.number().int(),
  candidates: z.number().int(),
  before: z.array(z.number()),
  after: z.array(z.number()),
});
export type MitigationResult = z.infer<typeof mitigationResult>;

export const readRun = {
  method: "GET" as const,
  path: "/api/network/runs/:id",
  input: z.object({ id }),
  output: runRow.extend({
    wish,
    /** What the network knew. */
    known: z.object({
      day: z.string(),
      essentialVersion: z.number().int(),
      reported: z.number().int(),
      imported: z.number().int(),
      inferred: z.number().int(),
      estimated: z.number().int(),
    }),
    scenarios: z.array(scenarioResult).nullable(),
    mitigation: mitigationResult.nullable(),
  }),
  summary: { zh: "查看推演", en: "Read one run" },
} satisfies Endpoint;

export const reason = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("single-source"), customers: z.number(), weight: z.number() }),
  z.object({ kind: z.literal("market"), share: z.number(), hhi: z.number() }),
  z.object({ kind: z.literal("cut"), firms: z.number() }),
  z.object({ kind: z.literal("risk"), esri: z.number(), rank: z.number(), times: z.number().nullable() }),
  z.object({ kind: z.literal("hidden"), size: z.number(), rank: z.number() }),
]);
export type Reason = z.infer<typeof reason>;
export const reasonKinds = ["single-source", "market", "cut", "risk", "hidden"] as const;

export const rankRow = z.object({
  place: z.number().int(),
  firm: z.number().int(),
  id: id.nullable(),
  name: z.string(),
  industry: z.string(),
  province: z.string().nullable(),
  weight: z.number(),
  esri: z.number(),
  down: z.number(),
  up: z.number(),
  rounds: z.number().int(),
  lo: z.number().nullable(),
  hi: z.number().nullable(),
  placeLo: z.number().nullable(),
  placeHi: z.number().nullable(),
  reasons: z.array(reason),
});
export type RankRow = z.infer<typeof rankRow>;

export const listRanks = {
  method: "GET" as const,
  path: "/api/network/runs/:id/ranks",
  input: listInput(
    {
      id,
      industry: many(z.string().regex(/^\d{2,4}$/)),
      province: many(z.string().regex(/^\d{2}$/)),
      reason: many(z.enum(reasonKinds)),
      chokepoint: z.enum(["true"]).optional(),
    },
    ["place", "weight", "hi"],
  ),
  output: listOutput(rankRow),
  summary: { zh: "系统性风险排名", en: "Ranking by systemic risk" },
} satisfies Endpoint;

export const hop = z.object({
  firm: z.number().int(),
  name: z.string(),
  by: z.number().int(),
  byName: z.string(),
  kind: z.enum(["essential", "other", "order", "market"]),
  round: z.number().int(),
  share: z.number(),
});
export const readPath = {
  method: "GET" as const,
  path: "/api/network/runs/:id/path",
  /** `scenario`: its place in the run. In a run of all firms `seed` is the one that fails. */
  input: z.object({
    id,
    firm: z.coerce.number().int().min(0),
    scenario: z.coerce.number().int().min(0).max(3).default(0),
    seed: z.coerce.number().int().min(0).optional(),
  }),
  output: z.object({
    name: z.string(),
    loss: z.number(),
    hitIn: z.number().int(),
    hops: z.array(hop),
  }),
  summary: { zh: "一家企业为什么受影响", en: "Why a firm fell" },
} satisfies Endpoint;

export const exportRun = {
  method: "GET" as const,
  path: "/api/network/runs/:id/export",
  input: z.object({ id }),
  output: nothing,
  kind: "download" as const,
  summary: { zh: "导出推演结果（.xlsx）", en: "Export a run (.xlsx)" },
} satisfies Endpoint;

/** Columns, so that twenty thousand firms travel in little: positions in `firms` are the numbers of the run. */
export const readGraph = {
  method: "GET" as const,
  path: "/api/network/runs/:id/graph",
  input: z.object({ id }),
  output: z.object({
    firms: z.array(
      z.object({
        id: id.nullable(),
        name: z.string(),
        industry: z.string(),
        province: z.string().nullable(),
        esri: z.number(),
        weight: z.number(),
        chokepoint: z.boolean(),
      }),
    ),
    supplier: z.array(z.number().int()),
    customer: z.array(z.number().int()),
    inferred: z.array(z.boolean()),
  }),
  summary: { zh: "网络图数据", en: "The network as a graph" },
} satisfies Endpoint;

export const runRefusals = {
  "network.nothing-to-run": {
    status: 422,
    zh: "现在没有有效的供应关系，推演没有内容。请先填报或导入供应关系。",
    en: "There are no current supply links, so there is nothing to compute. Report or import links first.",
  },
  "network.scenario-hits-nobody": {
    status: 422,
    zh: "情景“{name}”第 {part} 项没有选中任何企业，请放宽省份、行业或企业范围。",
    en: "Part {part} of the scenario {name} strikes no firm. Widen its provinces, industries or firms.",
  },
  "network.run-over": {
    status: 409,
    zh: "这次推演已经{state}，不能再取消。",
    en: "This run is {state} and cannot be cancelled.",
  },
  "network.run-unfinished": {
    status: 409,
    zh: "推演还没有完成，请等进度走完再查看。",
    en: "The run is not finished. Wait for its progress to end.",
  },
  "network.no-such-firm": {
    status: 404,
    zh: "这次推演里没有这家企业。",
    en: "There is no such firm in this run.",
  },
} as const;
