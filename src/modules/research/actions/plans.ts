// What is done with a plan: made, changed, moved on; and how it is shown.
import type { z } from "zod";
import { audit, trail } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import { enterpriseCards } from "../../enterprises/index.ts";
import { organisationNames, personNames } from "../../people/index.ts";
import type * as contract from "../contract.ts";
import { checkPeriod, mayEdit, movePlan as moved, nextStates, type Verdict } from "../plan.ts";
import { industryName, regionName } from "../reference.ts";
import { findingsBy } from "../store/findings.ts";
import {
  insertPlan,
  listPlanRows,
  loadPlan,
  type Named,
  type PlanFields,
  setState,
  updatePlan,
  visitsOf,
} from "../store/plans.ts";
import { questionnairesOf } from "../store/questionnaires.ts";

type Fields = z.output<typeof contract.createPlan.input>;
const subject = "research.plan";

export function orRefuse(verdict: Verdict): void {
  if (!verdict.ok) refuse(verdict.refusal.code, verdict.refusal.params);
}

export const owner = (ctx: Ctx): string => ctx.who.actingFor ?? refuse("access.denied");

/** Of whom it is by name; only enterprises the asker may know. */
export async function named(ctx: Ctx, ids: readonly string[]): Promise<Named[]> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return [];
  const cards = new Map((await enterpriseCards(ctx, wanted)).map((card) => [card.id, card.name]));
  return wanted.map((id) => ({ id, name: cards.get(id) ?? refuse("research.enterprise-unknown") }));
}

export function checkCodes(industries: readonly string[], regions: readonly string[]): void {
  for (const code of industries) if (industryName(code) === null) refuse("research.code-unknown", { code });
  for (const code of regions) if (regionName(code) === null) refuse("research.code-unknown", { code });
}

async function fieldsOf(ctx: Ctx, input: Fields): Promise<PlanFields> {
  orRefuse(checkPeriod(input));
  checkCodes(input.industries, input.regions);
  const { enterpriseIds, ...rest } = input;
  return { ...rest, enterprises: await named(ctx, enterpriseIds) };
}

export async function createPlan(ctx: Ctx, input: Fields): Promise<{ id: string }> {
  const id = uuidv7();
  const fields = await fieldsOf(ctx, input);
  await insertPlan(ctx, { ...fields, organisationId: owner(ctx), id, demo: false });
  await audit(ctx, {
    action: "research.plan-created",
    subject,
    subjectId: id,
    after: { title: input.title },
  });
  return { id };
}

export async function editPlan(ctx: Ctx, input: z.output<typeof contract.editPlan.input>) {
  const plan = await loadPlan(ctx, input.id, true);
  orRefuse(mayEdit(plan.state));
  if (plan.revision !== input.revision) refuse("record.changed", { name: plan.savedBy });
  // Enterprises on the list already stay, also when they have left the association since.
  const known = new Map(plan.enterprises.map((e) => [e.id, e]));
  const fresh = await fieldsOf(ctx, {
    ...input,
    enterpriseIds: input.enterpriseIds.filter((id) => !known.has(id)),
  });
  const added = new Map(fresh.enterprises.map((e) => [e.id, e]));
  const enterprises = [...new Set(input.enterpriseIds)].flatMap((id) => known.get(id) ?? added.get(id) ?? []);
  const revision = await updatePlan(ctx, plan.organisationId, plan.id, { ...fresh, enterprises });
  await audit(ctx, {
    action: "research.plan-edited",
    subject,
    subjectId: plan.id,
    organisationId: plan.organisationId,
    before: { title: plan.title, startsOn: plan.startsOn, endsOn: plan.endsOn },
    after: { title: input.title, startsOn: input.startsOn, endsOn: input.endsOn },
  });
  return { revision };
}

export async function movePlan(ctx: Ctx, input: z.output<typeof contract.movePlan.input>) {
  const plan = await loadPlan(ctx, input.id, true);
  orRefuse(moved(plan, input.to));
  await setState(ctx, plan.organisationId, plan.id, input.to);
  await audit(ctx, {
    action: `research.plan-${input.to}`,
    subject,
    subjectId: plan.id,
    organisationId: plan.organisationId,
    before: { state: plan.state },
    after: { state: input.to },
  });
  return { state: input.to };
}

export async function listPlans(ctx: Ctx, input: z.output<typeof contract.listPlans.input>) {
  const { rows, total } = await listPlanRows(ctx, input);
  const names = await organisationNames(ctx, [...new Set(rows.map((row) => row.organisationId))]);
  return {
    rows: rows.map((row) => ({ ...row, owner: names.get(row.organisationId)?.name ?? "—" })),
    total,
    limit: input.limit,
    offset: input.offset,
  };
}

export async function readPlan(ctx: Ctx, input: { id: string }): Promise<contract.PlanPage> {
  const plan = await loadPlan(ctx, input.id);
  const entries = await trail(ctx, { organisationId: plan.organisationId, subject, subjectId: plan.id }, 100);
  const names = await personNames(
    ctx,
    entries.flatMap((entry) => entry.personId ?? []),
  );
  return {
    ...plan,
    team: [...plan.team],
    industries: [...plan.industries],
    regions: [...plan.regions],
    enterprises: [...plan.enterprises],
    owner: (await organisationNames(ctx, [plan.organisationId])).get(plan.organisationId)?.name ?? "—",
    next: [...nextStates(plan.state)],
    visitRows: await visitsOf(ctx, plan.id),
    findingRows: await findingsBy(ctx, { planId: plan.id }),
    questionnaires: await questionnairesOf(ctx, plan.id),
    timeline: entries.map((entry) => ({
      id: entry.id,
      at: entry.at.toISOString(),
      by: entry.personId ? (names.get(entry.personId) ?? null) : null,
      action: entry.action,
      text: String((entry.after as { title?: unknown } | null)?.title ?? ""),
    })),
  };
}
