// What time and warnings do to plans: clocks run out, validity ends, a published warning calls for a plan.
import { addDays, shanghaiDay } from "../../../engines/calendar/index.ts";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { warningPublished } from "../activations/contract.ts";
import { daysBetween, REMIND_DAYS } from "../plan.ts";
import * as activations from "../store/activations.ts";
import { callablePlans, endingRows, markReminded } from "../store/plans.ts";
import { ANSWER_HOURS, isCalled } from "../task.ts";
import { boardOf } from "./activate.ts";
import { deciders, tell } from "./neighbours.ts";
import { linkTo } from "./plans.ts";

/** Whoever owes it and whoever activated the plan are told once, and the log says so. */
export async function tellLate(ctx: Ctx): Promise<void> {
  for (const task of await activations.newlyLate(ctx)) {
    await activations.markTold(ctx, task);
    const a = { ...task, id: task.activationId };
    await activations.addEntry(ctx, a, { kind: "overdue", about: task.title, text: task.owner });
    const mark = task.drill ? "【演练】" : "";
    await tell(
      ctx,
      { personIds: [task.ownerId, task.activatedById] },
      {
        kind: "plans.late",
        zh: [
          `${mark}任务已超时：${task.title}`,
          `${task.activationTitle}，负责人 ${task.owner}。请尽快办结或移交。`,
        ],
        en: [`A task is late: ${task.title}`, `${task.activationTitle}, owner ${task.owner}.`],
        ...{ link: boardOf(task.activationId), key: `plans.late:${task.id}`, now: true },
      },
    );
  }
}

/** At each distance once; a job that did not run for days catches up with one reminder, not three. */
export async function remindEnding(ctx: Ctx): Promise<void> {
  const today = shanghaiDay(ctx.now.getTime());
  for (const distance of [...REMIND_DAYS].reverse()) {
    for (const plan of await endingRows(ctx, addDays(today, distance), distance)) {
      await markReminded(
        ctx,
        plan,
        REMIND_DAYS.filter((one) => one >= distance),
      );
      const left = daysBetween(today, plan.validTo);
      const zh = left < 0 ? `已于 ${plan.validTo} 到期` : `${plan.validTo} 到期，还有 ${left} 天`;
      const en = left < 0 ? `ended on ${plan.validTo}` : `ends on ${plan.validTo}, in ${left} days`;
      await tell(
        ctx,
        { organisationIds: [plan.organisationId] },
        {
          kind: "plans.ending",
          zh: ["预案要续期了", `《${plan.title}》${zh}。打开后点“修订或续期”，核对电话和人员，再提交审核。`],
          en: [
            "A plan needs renewing",
            `${plan.title} ${en}. Open it, renew it, check the people and submit.`,
          ],
          ...{ link: linkTo(plan.id), key: `plans.ending:${plan.id}` },
        },
      );
    }
  }
}

/** Nothing is activated by itself: each plan that matches asks its owner, once a warning. */
export async function hearWarning(ctx: Ctx, payload: unknown): Promise<void> {
  const told = warningPublished.parse(payload);
  if (told.type !== undefined && told.type.toLowerCase() !== "alert") return;
  const warningId = (told.warningId ?? told.id)!;
  const title = told.title ?? `预警 ${told.number ?? warningId}`;
  const today = shanghaiDay(ctx.now.getTime());
  for (const plan of await callablePlans(ctx, today)) {
    if (!isCalled(plan.content.trigger, { severity: told.severity, title })) continue;
    const hours = ANSWER_HOURS[told.severity];
    const made = await activations.insertCall(ctx, {
      ...{ organisationId: plan.organisationId, ownerKind: plan.ownerKind, reviewerId: plan.reviewerId },
      ...{ planId: plan.id, warningId, warningTitle: title, severity: told.severity },
      dueAt: new Date(ctx.now.getTime() + hours * 3_600_000),
    });
    if (!made) continue;
    await audit(ctx, {
      ...{
        action: "plans.called",
        subject: "plans.plan",
        subjectId: plan.id,
        organisationId: plan.organisationId,
      },
      after: { title: plan.title, warning: title },
    });
    await tell(
      ctx,
      { organisationIds: [plan.organisationId], roles: deciders },
      {
        kind: "plans.called",
        zh: [`预警建议启动《${plan.title}》`, `${title}。请在 ${hours} 小时内决定启动，或写明不启动的理由。`],
        en: [`A warning calls for ${plan.title}`, `${title}. Decide within ${hours} hours.`],
        ...{ link: linkTo(plan.id), key: `plans.called:${plan.id}:${warningId}`, now: true },
      },
    );
  }
}
