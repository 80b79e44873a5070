// What plans brings to a desk: warnings that call a plan, tasks and their clocks, plans to review, to mend, to renew.
import { addDays, shanghaiDay, shanghaiInstant } from "../../../engines/calendar/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { type Decision, MOST_DECISIONS } from "../../../platform/desk/contract.ts";
import { type Desk, inOrder } from "../../../platform/desk/order.ts";
import { organisationNames } from "../../people/index.ts";
import * as activations from "../store/activations.ts";
import * as plans from "../store/plans.ts";
import { boardOf } from "./activate.ts";
import { linkTo } from "./plans.ts";

type Found = { decisions: Decision[]; total: number };
/** A plan that waits for review should be answered within so many days; a promise of ours, set here. */
const REVIEW_DAYS = 10;

export async function desk(ctx: Ctx): Promise<Desk> {
  const { actingFor, may } = ctx.who;
  if (actingFor === null || !may.has("plans.read")) return { decisions: [], total: 0 };
  const parts = [
    may.has("plans.activate") ? await calls(ctx, actingFor) : null,
    may.has("plans.act") ? await tasks(ctx, actingFor) : null,
    may.has("plans.review") ? await reviews(ctx, actingFor) : null,
    may.has("plans.write") ? await own(ctx, actingFor) : null,
  ].filter((part) => part !== null);
  return {
    sentence: await sentence(ctx, actingFor),
    decisions: inOrder(
      parts.flatMap((part) => part.decisions),
      ctx.now,
    ).slice(0, MOST_DECISIONS),
    total: parts.reduce((sum, part) => sum + part.total, 0),
  };
}

async function sentence(ctx: Ctx, organisationId: string): Promise<Desk["sentence"]> {
  const running = await activations.runningOf(ctx, organisationId);
  if (running.length === 0) return null;
  const late = running.reduce((sum, one) => sum + one.late, 0);
  const left = running.reduce((sum, one) => sum + one.tasks - one.done, 0);
  const first = running[0]!;
  const zhName = running.length === 1 ? `《${first.title}》` : `${running.length} 个预案`;
  const enName = running.length === 1 ? `${first.title} is running` : `${running.length} plans are running`;
  return {
    zh: `${zhName}正在执行：还有 ${left} 项任务未办结${late ? `，其中 ${late} 项已超时` : ""}。`,
    en: `${enName}: ${left} tasks open${late ? `, ${late} of them late` : ""}.`,
    ...{ order: 20, tone: late ? "red" : "orange" },
    to: running.length === 1 ? boardOf(first.id) : "/plans/activations",
  };
}

async function calls(ctx: Ctx, organisationId: string): Promise<Found> {
  const open = await activations.openCalls(ctx, organisationId);
  const decisions: Decision[] = [];
  for (const call of open) {
    const title = (await plans.versionsOf(ctx, call.planId))[0]?.title ?? "—";
    decisions.push({
      key: `plans.call:${call.id}`,
      title: { zh: `是否启动《${title}》`, en: `Activate “${title}”?` },
      tag: { zh: "预警触发", en: "Called" },
      why: { zh: `预警：${call.warningTitle}`, en: `Warning: ${call.warningTitle}` },
      ...{ severity: call.severity, due: call.dueAt, since: call.at },
      // Whether men and money are set moving is never decided by one key.
      ...{ to: `${linkTo(call.planId)}?call=${call.id}`, act: null },
    });
  }
  return { decisions, total: open.length };
}

async function tasks(ctx: Ctx, organisationId: string): Promise<Found> {
  const open = await activations.openTasks(ctx, organisationId, ctx.who.personId);
  return {
    total: open.length,
    decisions: open.map((task) => ({
      key: `plans.task:${task.id}`,
      title: { zh: task.title, en: task.title },
      tag: task.drill ? { zh: "演练任务", en: "Drill" } : { zh: "预案任务", en: "Task" },
      why: { zh: task.activationTitle, en: task.activationTitle },
      severity: task.drill ? "blue" : (task.severity ?? "orange"),
      ...{
        due: task.dueAt,
        since: task.startsAt,
        to: `${boardOf(task.activationId)}#task-${task.id}`,
        act: null,
      },
    })),
  };
}

async function reviews(ctx: Ctx, organisationId: string): Promise<Found> {
  const { rows, total } = await plans.waitingFor(ctx, organisationId, MOST_DECISIONS);
  const names = await organisationNames(ctx, [...new Set(rows.map((row) => row.organisationId))]);
  return {
    total,
    decisions: rows.map((plan) => {
      const owner = names.get(plan.organisationId)?.name ?? "—";
      const day = addDays(shanghaiDay(Date.parse(plan.submittedAt!)), REVIEW_DAYS);
      return {
        key: `plans.review:${plan.id}`,
        title: { zh: `${owner}：《${plan.title}》`, en: `${owner}: ${plan.title}` },
        tag: { zh: "预案待审核", en: "Plan to review" },
        why: {
          zh: `第 ${plan.version} 版，${plan.submittedBy ?? "—"} 提交`,
          en: `Version ${plan.version}, submitted by ${plan.submittedBy ?? "—"}`,
        },
        severity: "blue",
        due: new Date(shanghaiInstant(day, "17:30")).toISOString(),
        ...{ since: plan.submittedAt, to: linkTo(plan.id), act: null },
      };
    }),
  };
}

async function own(ctx: Ctx, organisationId: string): Promise<Found> {
  const today = shanghaiDay(ctx.now.getTime());
  const rows = await plans.ownOpen(ctx, organisationId, addDays(today, 30));
  const decisions = rows.flatMap((plan): Decision[] => {
    const at = { since: plan.decidedAt, to: linkTo(plan.id), act: null };
    const title = { zh: `《${plan.title}》`, en: plan.title };
    if (plan.state === "returned" && plan.newest)
      return [
        {
          ...{ key: `plans.returned:${plan.id}`, title, ...at, severity: "yellow", due: null },
          tag: { zh: "预案被退回", en: "Sent back" },
          why: { zh: plan.reason ?? "—", en: plan.reason ?? "—" },
        },
      ];
    if (plan.state !== "approved" || plan.renewing) return [];
    if (plan.validTo! <= addDays(today, 30))
      return [
        {
          ...{ key: `plans.ending:${plan.id}`, title, ...at, severity: "yellow" },
          tag: { zh: "预案到期", en: "Ending" },
          why: { zh: `有效期至 ${plan.validTo}，请修订续期`, en: `Valid until ${plan.validTo}; renew it` },
          due: new Date(shanghaiInstant(plan.validTo!, "23:59")).toISOString(),
        },
      ];
    if (plan.openProposals === 0) return [];
    return [
      {
        ...{ key: `plans.proposals:${plan.id}`, title, ...at, severity: "blue", due: null },
        tag: { zh: "复盘建议", en: "Proposals" },
        why: {
          zh: `${plan.openProposals} 条修改建议等待答复`,
          en: `${plan.openProposals} change proposals wait`,
        },
      },
    ];
  });
  return { decisions, total: decisions.length };
}
