// What is done with a plan: begun, written, submitted, reviewed, renewed, withdrawn; and how it is shown.
import type { z } from "zod";
import { shanghaiDay } from "../../../engines/calendar/index.ts";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import type * as contract from "../contract.ts";
import { faultsOf, mayDecide, move, validity } from "../plan.ts";
import { emptyContent, starterPlan } from "../starter.ts";
import * as store from "../store/plans.ts";
import { acting, actingKind, deciders, nameOf, orRefuse, reviewersOf, tell } from "./neighbours.ts";

export const subject = "plans.plan";
export const linkTo = (id: string): string => `/plans/${id}`;

/** The newest version the asker may see, with all of them. */
export async function newest(ctx: Ctx, id: string, lock = false): Promise<store.StoredPlan[]> {
  const versions = await store.versionsOf(ctx, id, lock);
  return versions.length > 0 ? versions : refuse("record.not-found");
}

/** Only the owner writes; who may read a plan of somebody else learns that it is not his. */
async function own(ctx: Ctx, id: string): Promise<store.StoredPlan> {
  if ((await newest(ctx, id))[0]!.organisationId !== acting(ctx)) refuse("access.denied");
  return (await newest(ctx, id, true))[0]!;
}

const told = (ctx: Ctx, plan: store.StoredPlan, deed: string, more: object = {}): Promise<void> =>
  audit(ctx, {
    action: `plans.plan-${deed}`,
    subject,
    subjectId: plan.id,
    organisationId: plan.organisationId,
    before: { state: plan.state },
    after: { title: plan.title, version: plan.version, ...more },
  });

export async function createPlan(ctx: Ctx, input: z.output<typeof contract.createPlan.input>) {
  const ownerKind = await actingKind(ctx);
  const reviewers = await reviewersOf(ctx, ownerKind);
  const reviewer =
    reviewers.find((one) => one.id === input.reviewerId) ??
    (reviewers.length === 1 && input.reviewerId === null ? reviewers[0] : undefined) ??
    refuse("plans.reviewer-unknown");
  const content = await contentFrom(ctx, input);
  const id = uuidv7();
  await store.insertVersion(ctx, {
    ...{ organisationId: acting(ctx), id, version: 1, ownerKind, reviewerId: reviewer.id },
    ...{ scenario: input.scenario, template: input.template, title: input.title, content },
  });
  await audit(ctx, { action: "plans.plan-created", subject, subjectId: id, after: { title: input.title } });
  return { id };
}

async function contentFrom(ctx: Ctx, input: z.output<typeof contract.createPlan.input>) {
  if (input.template !== null) {
    const found = starterPlan(input.template, input.language);
    return found ? found.content : refuse("plans.template-unknown");
  }
  if (input.from === null) return emptyContent;
  const source = (await newest(ctx, input.from))[0]!;
  // Whoever holds a role there holds none here.
  return { ...source.content, roles: source.content.roles.map((role) => ({ ...role, personId: null })) };
}

export async function savePlan(ctx: Ctx, input: z.output<typeof contract.savePlan.input>) {
  const plan = await own(ctx, input.id);
  orRefuse(move(plan.state, "save"));
  if (plan.version !== input.version || plan.revision !== input.revision)
    refuse("record.changed", { name: plan.savedBy });
  const revision = await store.saveContent(ctx, plan, input);
  await told(ctx, { ...plan, title: input.title }, "saved", { steps: input.content.steps.length });
  return {
    revision,
    savedAt: ctx.now.toISOString(),
    faults: faultsOf(input.content, plan.ownerKind),
  };
}

export async function submitPlan(ctx: Ctx, input: { id: string; revision: number }) {
  const plan = await own(ctx, input.id);
  orRefuse(move(plan.state, "submit"));
  if (plan.revision !== input.revision) refuse("record.changed", { name: plan.savedBy });
  const faults = faultsOf(plan.content, plan.ownerKind);
  if (faults.length > 0)
    refuse(
      "plans.not-complete",
      { count: faults.length, first: faults[0]![ctx.who.language] },
      faults.map((fault) => ({ path: `content.${fault.path}`, zh: fault.zh, en: fault.en })),
    );
  await store.setSubmitted(ctx, plan, false);
  await told(ctx, plan, "submitted");
  const owner = await nameOf(ctx, plan.organisationId);
  await tell(
    ctx,
    { organisationIds: [plan.reviewerId], roles: deciders },
    {
      kind: "plans.submitted",
      zh: [`${owner} 提交了预案，请审核`, `《${plan.title}》第 ${plan.version} 版。`],
      en: [`${owner} has submitted a plan for review`, `${plan.title}, version ${plan.version}.`],
      link: linkTo(plan.id),
      key: `plans.submitted:${plan.id}`,
    },
  );
  return {};
}

export async function recallPlan(ctx: Ctx, input: { id: string }) {
  const plan = await own(ctx, input.id);
  orRefuse(move(plan.state, "recall"));
  await store.setSubmitted(ctx, plan, true);
  await told(ctx, plan, "recalled");
  return {};
}

export async function decidePlan(ctx: Ctx, input: z.output<typeof contract.decidePlan.input>) {
  const seen = (await newest(ctx, input.id))[0]!;
  if (acting(ctx) !== seen.reviewerId)
    refuse("plans.not-reviewer", { reviewer: await nameOf(ctx, seen.reviewerId) });
  const today = shanghaiDay(ctx.now.getTime());
  // The row is the enterprise's, the decision its association's.
  const { plan, validTo } = await ctx.systemWrite("plans.decide", async () => {
    const plan = (await newest(ctx, input.id, true))[0]!;
    if (plan.version !== input.version) refuse("record.changed", { name: plan.savedBy });
    orRefuse(
      mayDecide(
        { ...plan, reviewer: await nameOf(ctx, plan.reviewerId), submittedBy: plan.submittedById },
        ctx.who,
      ),
    );
    if (input.decision === "return") {
      if (input.reason.length < 4) refuse("plans.reason-needed");
      await store.setDecided(ctx, plan, {
        ...{ state: "returned", reason: input.reason, validFrom: null, validTo: null },
      });
      return { plan, validTo: null };
    }
    const until = validity(plan.ownerKind, today, input.validTo);
    if (!until.ok) return refuse(until.refusal.code, until.refusal.params);
    await store.setDecided(ctx, plan, {
      ...{ state: "approved", reason: input.reason, validFrom: today, validTo: until.validTo },
    });
    return { plan, validTo: until.validTo };
  });
  const approved = input.decision === "approve";
  await told(ctx, plan, approved ? "approved" : "returned", { reason: input.reason, validTo });
  await tell(
    ctx,
    { organisationIds: [plan.organisationId] },
    approved
      ? {
          kind: "plans.approved",
          zh: ["预案已通过审核", `《${plan.title}》自 ${today} 起生效，有效期至 ${validTo}。`],
          en: ["Your plan is approved", `${plan.title} holds from ${today} until ${validTo}.`],
          link: linkTo(plan.id),
          key: `plans.decided:${plan.id}`,
        }
      : {
          kind: "plans.returned",
          zh: ["预案被退回，请修改", `《${plan.title}》：${input.reason}。已写内容都在，改好后重新提交。`],
          en: ["Your plan was sent back", `${plan.title}: ${input.reason}. Everything you wrote is kept.`],
          ...{ link: linkTo(plan.id), key: `plans.decided:${plan.id}`, now: true },
        },
  );
  return { validTo };
}

/** A new version begins as a copy of the last; the approved one holds until the new one is approved. */
export async function revisePlan(ctx: Ctx, input: { id: string }) {
  const plan = await own(ctx, input.id);
  orRefuse(move(plan.state, "revise"));
  const version = plan.version + 1;
  const { organisationId, id, ownerKind, reviewerId, scenario, template, title, content, demo } = plan;
  await store.insertVersion(ctx, {
    ...{ organisationId, id, version, ownerKind, reviewerId, scenario, template, title, content, demo },
  });
  await told(ctx, { ...plan, version }, "revised");
  return { version };
}

export async function withdrawPlan(ctx: Ctx, input: { id: string; reason: string }) {
  const plan = await own(ctx, input.id);
  orRefuse(move(plan.state, "withdraw"));
  await store.setWithdrawn(ctx, plan, input.reason);
  await told(ctx, plan, "withdrawn", { reason: input.reason });
  return {};
}

export async function dropDraft(ctx: Ctx, input: { id: string }) {
  const plan = await own(ctx, input.id);
  orRefuse(move(plan.state, "drop"));
  await store.deleteVersion(ctx, plan);
  await told(ctx, plan, "dropped");
  return {};
}

export async function answerProposal(ctx: Ctx, input: z.output<typeof contract.answerProposal.input>) {
  const plan = await own(ctx, input.id);
  const at = { organisationId: plan.organisationId, planId: plan.id, id: input.proposalId };
  if (input.state === "declined" && input.answer.length < 4) refuse("plans.reason-needed");
  if (!(await store.setProposal(ctx, at, input.state, input.answer))) refuse("record.not-found");
  await told(ctx, plan, `proposal-${input.state}`, { answer: input.answer });
  return {};
}
