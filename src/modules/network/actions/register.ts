// The register of chokepoints: reported by people, entered from a run, kept by the federation until each has an end.
import type { z } from "zod";
import { shanghaiDay } from "../../../engines/calendar/index.ts";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Download } from "../../../platform/http/row.ts";
import { tableBuffer } from "../../../platform/sheets/table.ts";
import { personsOf } from "../../people/index.ts";
import { move, NEXT } from "../chokepoint.ts";
import type * as contract from "../register/contract.ts";
import { registerWords } from "../register/words.ts";
import * as catalogue from "../store/catalogue.ts";
import * as store from "../store/register.ts";
import { listRankRows, readRunRow } from "../store/runs.ts";
import { reasonText } from "./export.ts";
import { acting, xlsxType } from "./links.ts";

const subject = "network.chokepoint";
const keepers = ["administrator", "duty_officer"] as const;
const keeps = (ctx: Ctx): boolean => ctx.who.may.has("network.keep");

export async function reportPoint(ctx: Ctx, input: z.output<typeof contract.reportPoint.input>) {
  await knownProduct(ctx, input.product);
  const { title, evidence, product } = input;
  return entered(ctx, {
    ...{ organisationId: acting(ctx), origin: "people", title, evidence, product, reasons: [], runId: null },
    ...{ enterpriseId: null, enterprise: input.enterprise || null },
  });
}

/** With the reasons the engine gave, in words that stay true when the network has changed. */
export async function enterPoint(ctx: Ctx, input: { runId: string; firm: number }) {
  const run = await readRunRow(ctx, input.runId);
  const found = await listRankRows(ctx, { id: run.id, limit: 1, offset: 0, firm: input.firm });
  const row = found.rows[0] ?? refuse("network.no-such-firm");
  if (await store.openPointOf(ctx, row.id, row.name)) refuse("network.point-entered", { name: row.name });
  const said = row.reasons.map(reasonText).join("；") || `停产影响排第 ${row.place}`;
  return entered(ctx, {
    ...{ organisationId: acting(ctx), origin: "engine", title: `${row.name}：${said.split("；")[0]}` },
    ...{ enterpriseId: row.id, enterprise: row.name, product: null, reasons: row.reasons, runId: run.id },
    evidence: `推演“${run.title}”（${shanghaiDay(Date.parse(run.askedAt))}，${run.engine}，ε = ${run.eps}）：${said}。`,
  });
}

async function entered(ctx: Ctx, point: store.NewPoint): Promise<{ id: string }> {
  const title = point.title.slice(0, 100);
  const id = await store.insertPoint(ctx, { ...point, title });
  await store.insertEntry(ctx, { ...point, id, state: "found" }, "reported", point.evidence);
  await audit(ctx, { action: "network.point-reported", subject, subjectId: id, after: { title } });
  return { id };
}

async function knownProduct(ctx: Ctx, code: string | null): Promise<void> {
  if (code === null) return;
  const known = (await catalogue.products(ctx)).some((one) => one.code === code && !one.retired);
  if (!known) refuse("network.product-unknown", { code });
}

export async function readPoint(ctx: Ctx, input: { id: string }): Promise<contract.PointPage> {
  const point = await store.loadPoint(ctx, input.id);
  return {
    ...point,
    entries: await store.entriesOf(ctx, point.id),
    owners: keeps(ctx) ? await ownersFor(ctx) : [],
    next: keeps(ctx) ? [...NEXT[point.state]] : [],
  };
}

async function ownersFor(ctx: Ctx): Promise<{ id: string; name: string }[]> {
  const persons = await personsOf(ctx, [acting(ctx)], keepers);
  return [...new Map(persons.map(({ personId, name }) => [personId, { id: personId, name }])).values()];
}

export async function keepPoint(ctx: Ctx, input: z.output<typeof contract.keepPoint.input>) {
  const point = await held(ctx, input.id, input.revision);
  await knownProduct(ctx, input.product);
  const owner =
    input.ownerId === null ? null : (await ownersFor(ctx)).find((one) => one.id === input.ownerId);
  if (owner === undefined) return refuse("network.point-owner-unknown");
  const { title, evidence, product, reviewOn, ownerId } = input;
  const today = shanghaiDay(ctx.now.getTime());
  if (reviewOn !== null && reviewOn !== point.reviewOn && reviewOn <= today) refuse("network.point-review");
  const change = { title, evidence, product, reviewOn, ownerId, owner: owner?.name ?? null };
  const revision = await store.updatePoint(ctx, point, change);
  const changed = (Object.keys(change) as (keyof typeof change)[]).filter(
    (name) => change[name] !== point[name],
  );
  const names = changed
    .filter((name) => name !== "ownerId")
    .map((name) => registerWords.zh[`field_${name as "title"}`]);
  if (names.length > 0) await store.insertEntry(ctx, point, "edited", `修改：${names.join("、")}`);
  await audit(ctx, {
    ...{ action: "network.point-kept", subject, subjectId: point.id, organisationId: point.organisationId },
    before: Object.fromEntries(changed.map((name) => [name, point[name]])),
    after: { title, ...Object.fromEntries(changed.map((name) => [name, change[name]])) },
  });
  return { revision };
}

export async function movePoint(ctx: Ctx, input: z.output<typeof contract.movePoint.input>) {
  const point = await held(ctx, input.id, input.revision);
  const verdict = move(point, input, shanghaiDay(ctx.now.getTime()));
  const say = registerWords[ctx.who.language];
  if (!verdict.ok)
    return refuse(verdict.code, { state: say[`state_${point.state}`], to: say[`state_${input.to}`] });
  const closed = input.to === "solved" || input.to === "dismissed";
  const change = { state: input.to, reviewOn: verdict.reviewOn, outcome: closed ? input.reason : "" };
  const revision = await store.updatePoint(ctx, point, change);
  await store.insertEntry(ctx, { ...point, state: input.to }, "moved", input.reason);
  await audit(ctx, {
    ...{ action: "network.point-moved", subject, subjectId: point.id, organisationId: point.organisationId },
    before: { state: point.state },
    after: { title: point.title, ...change },
  });
  return { revision };
}

export async function notePoint(ctx: Ctx, input: { id: string; text: string }) {
  const point = await store.loadPoint(ctx, input.id);
  await store.insertEntry(ctx, point, "noted", input.text);
  await audit(ctx, {
    ...{ action: "network.point-noted", subject, subjectId: point.id, organisationId: point.organisationId },
    after: { title: point.title },
  });
  return {};
}

async function held(ctx: Ctx, id: string, revision: number): Promise<store.StoredPoint> {
  const point = await store.loadPoint(ctx, id, true);
  const [last] = await store.entriesOf(ctx, id);
  if (point.revision !== revision) refuse("record.changed", { name: last?.by ?? point.reportedBy });
  return point;
}

const mostRows = 5000;

export async function exportPoints(
  ctx: Ctx,
  input: z.output<typeof contract.exportPoints.input>,
): Promise<Download> {
  const { rows, total } = await store.listPointRows(ctx, { ...input, limit: mostRows, offset: 0 });
  const names = new Map((await catalogue.products(ctx)).map((one) => [one.code, one.zh]));
  const say = registerWords.zh;
  const body = await tableBuffer({
    title: "堵点卡点台账",
    columns: [
      { code: "title", label: say.field_title, type: "text", width: 44 },
      { code: "enterprise", label: say.enterprise, type: "text", width: 30 },
      { code: "product", label: say.field_product, type: "text" },
      { code: "origin", label: say.origin, type: "text" },
      { code: "state", label: say.state, type: "text" },
      { code: "owner", label: say.field_owner, type: "text" },
      { code: "reviewOn", label: say.field_reviewOn, type: "date" },
      { code: "reportedBy", label: say.reportedBy, type: "text" },
      { code: "reportedAt", label: say.reportedAt, type: "moment" },
    ],
    rows: rows.map((row) => ({
      ...row,
      product: row.product && (names.get(row.product) ?? row.product),
      origin: say[`origin_${row.origin}`] + (row.demo ? "（演示数据）" : ""),
      state: say[`state_${row.state}`],
      reportedAt: new Date(row.reportedAt),
    })),
    notes: [`导出日期：${shanghaiDay(ctx.now.getTime())}`, `共 ${total} 条`],
  });
  return { name: "堵点卡点台账.xlsx", type: xlsxType, body };
}
