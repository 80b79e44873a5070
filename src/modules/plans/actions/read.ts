// How plans are shown: the list, one plan with what the asker may do, starter plans, and what is counted above.
import type { z } from "zod";
import { addDays, shanghaiDay } from "../../../engines/calendar/index.ts";
import { audit, trail } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import { allAssociations, currentMemberships, organisationNames, personNames } from "../../people/index.ts";
import type * as contract from "../contract.ts";
import { type Scenario, scenarios } from "../contract.ts";
import { can, faultsOf, mayDecide, standingOf } from "../plan.ts";
import { type StarterPlan, starterPlan, starterPlans } from "../starter.ts";
import { activationsOf } from "../store/activations.ts";
import * as store from "../store/plans.ts";
import { acting, actingKind, personsAt, reviewersOf, tell } from "./neighbours.ts";
import { newest, subject } from "./plans.ts";

export async function listPlans(ctx: Ctx, input: z.output<typeof contract.listPlans.input>) {
  const { rows, total } = await store.listPlanRows(ctx, input);
  const names = await organisationNames(ctx, [
    ...new Set(rows.flatMap((row) => [row.organisationId, row.reviewerId])),
  ]);
  const today = shanghaiDay(ctx.now.getTime());
  return {
    rows: rows.map((row) => rowOf(row, names, today)),
    total,
    limit: input.limit,
    offset: input.offset,
  };
}

type Names = ReadonlyMap<string, { name: string }>;
function rowOf(row: store.ListedPlan, names: Names, today: string): contract.PlanRow {
  return {
    ...{
      id: row.id,
      version: row.version,
      title: row.title,
      scenario: row.scenario,
      ownerKind: row.ownerKind,
    },
    ownerId: row.organisationId,
    owner: names.get(row.organisationId)?.name ?? "—",
    reviewer: names.get(row.reviewerId)?.name ?? "—",
    state: row.state,
    standing:
      row.approvedVersion === null
        ? null
        : standingOf(
            { state: "approved", validFrom: row.approvedFrom, validTo: row.approvedTo },
            today,
            false,
          ),
    ...{ validFrom: row.approvedFrom, validTo: row.approvedTo, approvedVersion: row.approvedVersion },
    ...{ savedAt: row.savedAt, savedBy: row.savedBy, openProposals: row.openProposals, demo: row.demo },
  };
}

export async function readPlan(ctx: Ctx, input: { id: string; version?: number | undefined }) {
  const versions = await newest(ctx, input.id);
  const plan = input.version
    ? (versions.find((one) => one.version === input.version) ?? refuse("record.not-found"))
    : versions[0]!;
  const { organisationId } = plan;
  const today = shanghaiDay(ctx.now.getTime());
  const names = await organisationNames(ctx, [organisationId, plan.reviewerId]);
  const approved = versions.find((one) => one.state === "approved") ?? null;
  const proposals = await store.proposalsOf(ctx, organisationId, plan.id);
  const page: store.ListedPlan = {
    ...plan,
    approvedVersion: approved?.version ?? null,
    approvedFrom: approved?.validFrom ?? null,
    approvedTo: approved?.validTo ?? null,
    openProposals: proposals.filter((one) => one.state === "open").length,
  };
  const owns = organisationId === ctx.who.actingFor;
  const last = plan.version === versions[0]!.version;
  const deciding = mayDecide(
    { ...plan, reviewer: names.get(plan.reviewerId)?.name ?? "—", submittedBy: plan.submittedById },
    ctx.who,
  );
  const reviews = ctx.who.may.has("plans.review") && last;
  const writes = owns && last && ctx.who.may.has("plans.write");
  return {
    ...rowOf(page, names, today),
    ...{ content: plan.content, revision: plan.revision, reason: plan.reason, reviewerId: plan.reviewerId },
    ...{ submittedBy: plan.submittedBy, submittedAt: plan.submittedAt },
    ...{ decidedBy: plan.decidedBy, decidedAt: plan.decidedAt },
    faults: owns ? faultsOf(plan.content, plan.ownerKind) : [],
    versions: versions.map((one) => ({
      ...{ version: one.version, state: one.state, validFrom: one.validFrom, validTo: one.validTo },
      standing: standingOf(one, today, approved !== null && approved.version > one.version),
      at: one.decidedAt ?? one.savedAt,
      by: one.decidedBy ?? one.savedBy,
    })),
    proposals,
    activations: (await activationsOf(ctx, organisationId, plan.id)).map((one) => ({
      ...{ id: one.id, title: one.title, drill: one.drill, open: one.closedAt === null, at: one.at },
      result: one.review?.result ?? null,
    })),
    persons: owns ? await personsAt(ctx, organisationId) : [],
    may: {
      edit: writes && can(plan.state, "save"),
      submit: writes && can(plan.state, "submit"),
      recall: writes && can(plan.state, "recall"),
      decide: reviews && deciding.ok,
      decideNot:
        reviews && !deciding.ok && deciding.refusal.code === "plans.own-review" ? ("own" as const) : null,
      revise: writes && can(plan.state, "revise"),
      withdraw: writes && can(plan.state, "withdraw"),
      drop: writes && can(plan.state, "drop"),
      activate: owns && approved !== null && ctx.who.may.has("plans.activate"),
    },
    timeline: owns || reviews ? await timelineOf(ctx, organisationId, plan.id) : [],
  };
}

async function timelineOf(ctx: Ctx, organisationId: string, planId: string) {
  const entries = (await trail(ctx, { organisationId, subject, subjectId: planId }, 100)).filter(
    (entry) => entry.action !== "plans.plan-saved",
  );
  const names = await personNames(
    ctx,
    entries.flatMap((entry) => entry.personId ?? []),
  );
  return entries.map((entry) => ({
    id: entry.id,
    at: entry.at.toISOString(),
    by: entry.personId ? (names.get(entry.personId) ?? null) : null,
    action: entry.action,
    text: String((entry.after as { reason?: unknown } | null)?.reason ?? ""),
  }));
}

const shown = ({ code, scenario, title, level, content }: StarterPlan) => ({
  ...{ code, scenario, title, level, steps: content.steps.length, purpose: content.purpose },
});

/** Those written for whoever asks. */
export async function listTemplates(ctx: Ctx, input: { language: "zh" | "en" }) {
  const level = (await actingKind(ctx)) === "enterprise" ? "enterprise" : "federation";
  return {
    templates: starterPlans(input.language)
      .filter((one) => one.level === level)
      .map(shown),
  };
}

export async function readTemplate(_ctx: Ctx, input: { code: string; language: "zh" | "en" }) {
  const found = starterPlan(input.code, input.language) ?? refuse("plans.template-unknown");
  return { ...shown(found), content: found.content };
}

export async function listReviewers(ctx: Ctx) {
  return { reviewers: await reviewersOf(ctx, await actingKind(ctx)) };
}

/** Above the association only counts: read by the system, and nothing of a single plan leaves. */
export async function coverage(ctx: Ctx): Promise<z.output<typeof contract.coverage.output>> {
  const today = shanghaiDay(ctx.now.getTime());
  const rows = await ctx.system("plans.coverage", (db) => store.coveredRows(db));
  const memberships = await currentMemberships(ctx);
  const federation = ctx.who.scope.all;
  const byAssociation = Map.groupBy(memberships, (one) => one.association);
  const own = federation ? [...byAssociation.keys()] : [acting(ctx)];
  const of = new Set(own.flatMap((id) => (byAssociation.get(id) ?? []).map((one) => one.member)));
  const seen = rows.filter(
    (row) => of.has(row.organisationId) && (federation || own.includes(row.reviewerId)),
  );
  const associations = federation ? await allAssociations(ctx) : [];
  const missing = federation
    ? []
    : [...of].filter((id) => !seen.some((row) => inForce(row, today) && row.organisationId === id));
  const names = await organisationNames(ctx, missing.slice(0, 200));
  return {
    total: countsOf([...of], seen, today),
    associations: associations
      .map(({ id, name }) => ({
        ...{ id, name },
        ...countsOf(
          (byAssociation.get(id) ?? []).map((one) => one.member),
          seen,
          today,
        ),
      }))
      .filter((one) => one.of > 0),
    scenarios: scenarios.map((scenario: Scenario) => ({
      scenario,
      valid: seen.filter((row) => row.scenario === scenario && inForce(row, today)).length,
    })),
    missing: missing.slice(0, 200).flatMap((id) => {
      const name = names.get(id)?.name;
      return name ? [{ id, name }] : [];
    }),
  };
}

const inForce = (row: store.Covered, today: string): boolean =>
  row.state === "approved" && row.validTo !== null && row.validTo >= today;

function countsOf(members: readonly string[], rows: readonly store.Covered[], today: string) {
  const soon = addDays(today, 30);
  const best = new Map<string, "valid" | "expiring" | "waiting">();
  for (const row of rows) {
    const is = !inForce(row, today)
      ? row.state === "submitted"
        ? "waiting"
        : null
      : row.validTo! <= soon
        ? "expiring"
        : "valid";
    const held = best.get(row.organisationId);
    if (is === null || held === "valid" || (held === "expiring" && is === "waiting")) continue;
    best.set(row.organisationId, is);
  }
  const found = members.map((id) => best.get(id));
  const count = (of: string): number => found.filter((one) => one === of).length;
  const [valid, expiring, waiting] = [count("valid"), count("expiring"), count("waiting")];
  return { of: members.length, valid, expiring, waiting, none: members.length - valid - expiring - waiting };
}

/** An association asks members for a plan; somebody who is none spoils the whole list. */
export async function askForPlans(ctx: Ctx, input: z.output<typeof contract.askForPlans.input>) {
  const own = acting(ctx);
  const members = new Set(
    (await currentMemberships(ctx)).filter((one) => one.association === own).map((one) => one.member),
  );
  if (input.enterpriseIds.some((id) => !members.has(id))) refuse("plans.not-member");
  const name = (await organisationNames(ctx, [own])).get(own)?.name ?? "—";
  const told = await tell(
    ctx,
    { organisationIds: input.enterpriseIds, roles: ["owner", "clerk"] },
    {
      kind: "plans.asked",
      zh: [`${name}请您编写应急预案`, `从模板开始，补上本企业的人员、电话和物资即可。${input.note}`],
      en: [
        `${name} asks you for a response plan`,
        `Begin from a starter plan and fill in your people. ${input.note}`,
      ],
      link: "/plans/new",
      key: `plans.asked:${own}`,
    },
  );
  await audit(ctx, {
    action: "plans.asked",
    subject,
    after: { enterprises: input.enterpriseIds.length, told },
  });
  return { told };
}
