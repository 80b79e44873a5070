// Every page of every role, as addresses (a screen two roles see alike is walked once): for pictures and axe.
import { listAppeals } from "../../src/modules/appeals/contract.ts";
import { listIssues } from "../../src/modules/appeals/issues/contract.ts";
import { listEnterprises } from "../../src/modules/enterprises/contract.ts";
import { listPoints } from "../../src/modules/network/register/contract.ts";
import { listRuns } from "../../src/modules/network/runs/contract.ts";
import { listActivations } from "../../src/modules/plans/activations/contract.ts";
import { listPlans as listResponsePlans } from "../../src/modules/plans/contract.ts";
import { listFilings, myFilings, reviewQueue } from "../../src/modules/reporting/contract.ts";
import { listPlans, readPlan } from "../../src/modules/research/contract.ts";
import { listQuestionnaires } from "../../src/modules/research/questionnaires/contract.ts";
import { listWarnings } from "../../src/modules/warnings/contract.ts";
import { listBulletins } from "../../src/modules/warnings/rules/contract.ts";
import { Visitor } from "../visitor.ts";

export type Stop = { name: string; path: string; open?: string };
export type Tour = { who: string | null; visitor: Visitor | null; stops: Stop[] };

/** The addresses with an identifier in them are asked of the house. */
export async function tours(address: string): Promise<Tour[]> {
  const as = (name: string) => Visitor.demo(address, name);
  const [duty, secretary, clerk, owner, expert, administrator] = await Promise.all(
    ["周值班", "林秘书", "王填报", "陈老板", "许专家", "赵管理"].map(as),
  );
  const filed = (await clerk!.must(myFilings, { state: "locked", limit: 1 })).rows[0]!;
  const waiting = (await secretary!.must(reviewQueue, { limit: 1 })).rows[0];
  const missing = (await duty!.must(listFilings, { state: "due", limit: 1 })).rows[0];
  const member = (await secretary!.must(listEnterprises, { limit: 1 })).rows[0]!;
  const enterprise = (await duty!.must(listEnterprises, { limit: 1 })).rows[0]!;
  const people = (...tabs: string[]): Stop[] =>
    ["persons", ...tabs].map((tab) => ({
      name: `people-${tab}`,
      path: tab === "persons" ? "/people" : `/people/${tab}`,
    }));
  const home: Stop = { name: "home", path: "/" };
  const browse = (one: { id: string }): Stop[] => [
    { name: "enterprises", path: "/enterprises" },
    { name: "enterprise", path: `/enterprises/${one.id}` },
    { name: "board", path: "/reporting/board" },
    { name: "cuts", path: "/reporting/board?by=size" },
    { name: "board-deadlines", path: "/reporting/deadlines" },
    { name: "reminders", path: "/reporting/reminders" },
    { name: "reminder-settings", path: "/reporting/reminders/settings" },
    { name: "follow-up", path: "/reporting/follow-up" },
    { name: "past-months", path: "/reporting/history" },
    { name: "monitoring", path: "/monitoring" },
    { name: "analysis", path: "/monitoring/analysis" },
    { name: "over-time", path: "/monitoring/over-time" },
  ];
  const plan = await duty!.must(readPlan, { id: (await duty!.must(listPlans, { limit: 1 })).rows[0]!.id });
  const questionnaire = (await duty!.must(listQuestionnaires, { limit: 1 })).rows[0]!;
  const research: Stop[] = [
    { name: "research", path: "/research" },
    { name: "research-findings", path: "/research/findings" },
    { name: "research-plan", path: `/research/plans/${plan.id}` },
    { name: "research-plan-edit", path: `/research/plans/${plan.id}/edit` },
    { name: "research-visit", path: `/research/visits/${plan.visitRows[0]!.id}` },
    { name: "research-results", path: `/research/questionnaires/${questionnaire.id}` },
    { name: "research-questionnaire", path: "/research/questionnaires/new" },
  ];
  const running = (await duty!.must(listActivations, { open: "true" })).rows[0]!;
  const renewing = (await owner!.must(listResponsePlans, { ownerKind: "enterprise" })).rows[0]!;
  const waitingPlan = (await secretary!.must(listResponsePlans, { state: "submitted" })).rows[0]!;
  const plans: Stop[] = [
    { name: "plans", path: "/plans" },
    { name: "plan", path: `/plans/${running.planId}` },
    { name: "plan-new", path: "/plans/new" },
    { name: "plan-board", path: `/plans/activations/${running.id}` },
    { name: "plan-activations", path: "/plans/activations" },
    { name: "plan-coverage", path: "/plans/coverage" },
    { name: "duty-roster", path: "/people/duty" },
  ];
  const run = async (kind: "scenario" | "mitigation") =>
    `/network/runs/${(await duty!.must(listRuns, { kind, limit: 1 })).rows[0]!.id}`;
  const network: Stop[] = [
    { name: "network", path: "/network" },
    { name: "network-graph", path: "/network/graph?firm=0" },
    { name: "network-runs", path: "/network/scenarios" },
    { name: "network-scenario-new", path: "/network/scenarios/new" },
    { name: "network-scenario", path: await run("scenario") },
    { name: "network-protection", path: await run("mitigation") },
    { name: "chokepoints", path: "/network/register" },
    {
      name: "chokepoint",
      path: `/network/register/${(await duty!.must(listPoints, { limit: 1 })).rows[0]!.id}`,
    },
    { name: "network-links", path: "/network/links" },
    { name: "network-import", path: "/network/links/import" },
    { name: "network-products", path: "/network/products" },
    { name: "network-essential", path: "/network/essential" },
  ];
  const returns: Stop[] = [
    { name: "my-returns", path: "/reporting/mine" },
    { name: "deadlines", path: "/reporting/deadlines" },
    { name: "filing", path: `/reporting/filings/${filed.id}` },
    { name: "receipt", path: `/reporting/filings/${filed.id}/receipts/${filed.vintage}` },
    { name: "my-enterprise", path: "/my-enterprise" },
    { name: "monitoring", path: "/monitoring" },
  ];
  const warned = (await duty!.must(listWarnings, { limit: 1 })).rows[0]!;
  const told = (await clerk!.must(listBulletins, { limit: 1 })).rows[0]!;
  const bulletins: Stop[] = [
    { name: "bulletins", path: "/warnings/bulletins" },
    { name: "bulletin", path: `/warnings/bulletins/${told.id}` },
    { name: "sightings", path: "/warnings/sightings" },
  ];
  const warnings: Stop[] = [
    { name: "warnings", path: "/warnings" },
    { name: "warning", path: `/warnings/${warned.id}` },
    { name: "warning-rules", path: "/warnings/rules" },
    { name: "warning-desk", path: "/warnings/desk" },
    ...bulletins,
  ];
  const appeal = async (
    asker: Visitor,
    state: "waiting" | "answered" | "submitted" | "draft" | "reopened",
  ): Promise<string> => (await asker.must(listAppeals, { state, limit: 1 })).rows[0]!.id;
  const appeals: Stop[] = [
    { name: "appeals-mine", path: "/appeals" },
    { name: "appeal-new", path: "/appeals/new" },
    { name: "appeal-write", path: `/appeals/${await appeal(clerk!, "draft")}/write` },
    { name: "appeal-to-judge", path: `/appeals/${await appeal(clerk!, "answered")}` },
    { name: "appeal-waiting", path: `/appeals/${await appeal(clerk!, "waiting")}` },
  ];
  const inbox: Stop[] = [
    { name: "appeals", path: "/appeals?box=ours" },
    { name: "appeal", path: `/appeals/${await appeal(secretary!, "submitted")}` },
    { name: "appeal-for", path: "/appeals/new" },
    { name: "appeal-statistics", path: "/appeals/statistics" },
    { name: "appeal-issues", path: "/appeals/issues" },
    {
      name: "appeal-issue",
      path: `/appeals/issues/${(await secretary!.must(listIssues, { limit: 1 })).rows[0]!.id}`,
    },
  ];
  const missingStop: Stop[] = missing
    ? [{ name: "missing-filing", path: `/reporting/filings/${missing.id}` }]
    : [];
  return [
    {
      who: null,
      visitor: null,
      stops: [
        { name: "sign-in", path: "/sign-in" },
        { name: "forgotten", path: "/forgotten" },
        { name: "public", path: "/public" },
        { name: "claim", path: "/claim" },
        { name: "not-found", path: "/invite/" },
      ],
    },
    {
      who: "clerk",
      visitor: clerk!,
      stops: [
        home,
        { name: "account", path: "/account" },
        { name: "fill", path: "/reporting" },
        ...returns,
        ...bulletins,
        ...people("consent"),
      ],
    },
    {
      who: "owner",
      visitor: owner!,
      stops: [
        home,
        { name: "my-enterprise", path: "/my-enterprise" },
        { name: "plan-own", path: `/plans/${renewing.id}` },
        ...people("consent", "invitations"),
      ],
    },
    {
      who: "secretary",
      visitor: secretary!,
      stops: [
        home,
        { name: "review", path: "/reporting/review" },
        ...(waiting ? [{ name: "filing", path: `/reporting/filings/${waiting.id}` }] : []),
        ...browse(member),
        { name: "plan-review", path: `/plans/${waitingPlan.id}` },
        { name: "plan-coverage", path: "/plans/coverage" },
        { name: "forms", path: "/forms" },
        { name: "form", path: "/forms/monthly-operation" },
        { name: "panels", path: "/forms/panels" },
        ...people("members", "invitations", "claims"),
      ],
    },
    {
      who: "duty",
      visitor: duty!,
      stops: [
        home,
        { name: "review", path: "/reporting/review" },
        ...browse(enterprise),
        ...missingStop,
        { name: "board-by-region", path: "/reporting/board?by=region" },
        { name: "monitoring-groups", path: "/monitoring?within=22" },
        { name: "analysis-of-two", path: "/monitoring/analysis?sector=@cluster&with=@chain" },
        { name: "briefs", path: "/monitoring/briefs" },
        { name: "over-time-multiples", path: "/monitoring/over-time?view=multiples&rows=group" },
        { name: "over-time-map", path: "/monitoring/over-time?view=map" },
        { name: "over-time-compare", path: "/monitoring/over-time?view=compare&place=22&place=29" },
        { name: "monitoring-cell", path: "/monitoring?sector=22&region=00" },
        ...people("members", "claims"),
        { name: "not-allowed", path: "/people/organisations" },
      ],
    },
    { who: "appellant", visitor: clerk!, stops: appeals },
    { who: "officer", visitor: secretary!, stops: inbox },
    { who: "researcher", visitor: duty!, stops: research },
    { who: "warner", visitor: duty!, stops: warnings },
    { who: "planner", visitor: duty!, stops: plans },
    { who: "analyst", visitor: duty!, stops: network },
    {
      who: "supplier",
      visitor: clerk!,
      stops: [
        { name: "own-links", path: "/network" },
        { name: "own-chokepoints", path: "/network/register" },
      ],
    },
    { who: "industry", visitor: secretary!, stops: [{ name: "industry-inputs", path: "/network" }] },
    { who: "expert", visitor: expert!, stops: [home] },
    {
      who: "administrator",
      visitor: administrator!,
      stops: [
        home,
        { name: "enterprise-new", path: "/enterprises/new" },
        { name: "enterprise-import", path: "/enterprises/import" },
        { name: "enterprise-merges", path: "/enterprises/merges" },
        { name: "enterprise-merge", path: `/enterprises/${enterprise.id}/merge?with=${member.id}` },
        { name: "enterprise-edit", path: `/enterprises/${enterprise.id}/edit` },
        ...people("members", "invitations", "claims", "organisations"),
      ],
    },
  ];
}
