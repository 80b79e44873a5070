// What is done with findings: recorded, changed, removed, handed out as a sheet; and figures quoted from returns.
import type { z } from "zod";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Download } from "../../../platform/http/row.ts";
import { tableBuffer } from "../../../platform/sheets/table.ts";
import { enterpriseCards } from "../../enterprises/index.ts";
import type * as contract from "../contract.ts";
import { checkFinding, mayEdit, mayVisit, shanghaiDay } from "../plan.ts";
import { formTitle, indicatorOf, indicators, industryName, regionName } from "../reference.ts";
import * as store from "../store/findings.ts";
import { loadPlan, loadVisit, type Named } from "../store/plans.ts";
import { words } from "../words.ts";
import { checkCodes, named, orRefuse } from "./plans.ts";

type Fields = Omit<z.output<typeof contract.addFinding.input>, "id">;
export const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Industry and region of the enterprise stand in where none is named. */
async function fieldsOf(
  ctx: Ctx,
  planId: string,
  input: Fields,
  before: Named | null,
): Promise<store.FindingFields> {
  orRefuse(checkFinding(input));
  checkCodes(input.industryCode ? [input.industryCode] : [], input.regionCode ? [input.regionCode] : []);
  const visit = input.visitId ? await loadVisit(ctx, input.visitId) : null;
  if (visit && visit.planId !== planId) refuse("record.not-found");
  const { enterpriseId, ...rest } = input;
  const kept = [before, visit?.enterprise ?? null].find((one) => one?.id === enterpriseId) ?? null;
  const enterprise = kept ?? (enterpriseId ? (await named(ctx, [enterpriseId]))[0]! : null);
  const card = enterprise ? (await enterpriseCards(ctx, [enterprise.id]))[0] : undefined;
  return {
    ...rest,
    enterprise,
    industryCode: input.industryCode ?? card?.industryCode ?? null,
    regionCode: input.regionCode ?? card?.regionCode ?? null,
  };
}

export async function addFinding(
  ctx: Ctx,
  input: z.output<typeof contract.addFinding.input>,
): Promise<{ id: string }> {
  const plan = await loadPlan(ctx, input.id, true);
  orRefuse(mayVisit(plan.state));
  const { id: planId, ...fields } = input;
  const id = uuidv7();
  const finding = await fieldsOf(ctx, planId, fields, null);
  await store.insertFinding(ctx, { ...finding, organisationId: plan.organisationId, id, planId });
  await audit(ctx, {
    action: "research.finding-added",
    subject: "research.plan",
    subjectId: planId,
    organisationId: plan.organisationId,
    after: { title: input.text.slice(0, 60), finding: id },
  });
  return { id };
}

async function openFinding(ctx: Ctx, id: string): Promise<store.StoredFinding> {
  const finding = await store.loadFinding(ctx, id);
  orRefuse(mayEdit((await loadPlan(ctx, finding.planId)).state));
  return finding;
}

export async function editFinding(ctx: Ctx, input: z.output<typeof contract.editFinding.input>) {
  const before = await openFinding(ctx, input.id);
  if (before.revision !== input.revision) refuse("record.changed", { name: before.savedBy });
  const { id, revision: _, ...fields } = input;
  const after = await fieldsOf(ctx, before.planId, fields, before.enterprise);
  const revision = await store.updateFinding(ctx, before.organisationId, id, after);
  await audit(ctx, {
    action: "research.finding-edited",
    subject: "research.finding",
    subjectId: id,
    organisationId: before.organisationId,
    before: { text: before.text, kind: before.kind, severity: before.severity, figures: before.figures },
    after: { text: after.text, kind: after.kind, severity: after.severity, figures: after.figures },
  });
  return { revision };
}

export async function removeFinding(ctx: Ctx, input: { id: string }) {
  const before = await openFinding(ctx, input.id);
  await store.deleteFinding(ctx, before.organisationId, before.id);
  await audit(ctx, {
    action: "research.finding-removed",
    subject: "research.plan",
    subjectId: before.planId,
    organisationId: before.organisationId,
    before: { text: before.text, kind: before.kind, severity: before.severity },
    after: { title: before.text.slice(0, 60) },
  });
  return {};
}

const mostRows = 5000;

export async function exportFindings(
  ctx: Ctx,
  input: z.output<typeof contract.exportFindings.input>,
): Promise<Download> {
  const { rows, total } = await store.listFindingRows(ctx, {
    ...input,
    limit: mostRows,
    offset: 0,
    sort: "-saved",
  });
  const body = await tableBuffer({
    title: "调研发现",
    columns: [
      { code: "plan", label: "调研计划", type: "text", width: 30 },
      { code: "enterprise", label: "企业", type: "text", width: 30 },
      { code: "industry", label: "行业", type: "text", width: 20 },
      { code: "region", label: "地区", type: "text" },
      { code: "kind", label: "类别", type: "text" },
      { code: "severity", label: "程度", type: "text" },
      { code: "text", label: "内容", type: "text", width: 60 },
      { code: "figures", label: "引用数据与来源", type: "text", width: 50 },
      { code: "savedBy", label: "记录人", type: "text" },
      { code: "savedAt", label: "记录时间", type: "moment" },
    ],
    rows: rows.map((row) => ({
      plan: row.planTitle,
      enterprise: row.enterprise?.name ?? null,
      industry: row.industryCode && `${industryName(row.industryCode) ?? ""} ${row.industryCode}`,
      region: row.regionCode && (regionName(row.regionCode) ?? row.regionCode),
      kind: words.zh[`kind_${row.kind}`],
      severity: words.zh[`severity_${row.severity as 1 | 2 | 3}`],
      text: row.text,
      figures: row.figures.map((figure) => `${figure.text}（来源：${figure.source}）`).join("；"),
      savedBy: row.savedBy,
      savedAt: new Date(row.savedAt),
    })),
    notes: [
      `导出日期：${shanghaiDay(ctx.now)}`,
      `共 ${total} 条${total > rows.length ? `，本表列出最新 ${rows.length} 条` : ""}`,
    ],
  });
  return { name: `调研发现-${shanghaiDay(ctx.now)}.xlsx`, type: xlsxType, body };
}

export async function listQuotable() {
  return { indicators: indicators.map(({ code, label }) => ({ code, zh: label.zh, en: label.en })) };
}

/** Only what the asker may see of this enterprise's returns; null where nothing was filed. */
export async function quoteFigure(ctx: Ctx, input: z.output<typeof contract.quoteFigure.input>) {
  const field = indicatorOf(input.indicator);
  const found = field && (await store.figureInForce(ctx, input));
  if (!found) return { figure: null };
  const value = found.value.includes(".") ? found.value.replace(/\.?0+$/, "") : found.value;
  const state = found.provisional ? "，未审核" : "";
  return {
    figure: {
      text: `${field.label.zh} ${value}${field.unit.zh === "%" ? "%" : ` ${field.unit.zh}`}`,
      source: `《${formTitle}》${input.period}，第 ${found.vintage} 版，收到 ${found.received.slice(0, 10)}${state}`,
    },
  };
}
