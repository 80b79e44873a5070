// The demo federation as rows, and builders for tests.
import { addDays, isWorkingDay, shanghaiDay } from "../../engines/calendar/index.ts";
import { createAccount, deleteAccounts } from "../../platform/auth/accounts.ts";
import { workCalendar } from "../../platform/config/work-calendar.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { uuidv7 } from "../../platform/db/uuid.ts";
import { demoEnterprises } from "../../platform/demo/demo.ts";
import type { DemoWorld } from "../../platform/module.ts";
import { createOrganisations } from "./actions/organisations.ts";
import type { Kind } from "./contract.ts";
import { type DemoPlan, demoPlan, offered } from "./demo-plan.ts";
import { inTurn } from "./duty/rotation.ts";
import * as store from "./store/demo.ts";
import { deleteDemoDuty, insertHandover, putDuty } from "./store/duty.ts";
import { insertClaim, insertInvitations } from "./store/invitations.ts";
import { demoPersonRows, personsOfRows } from "./store/persons.ts";

export type DemoOrganisation = {
  id: string;
  kind: Kind;
  name: string;
  creditCode: string;
  /** An association's key in data/industries.json; null for the others. */
  key: string | null;
  industry: string | null;
  region: string | null;
  associations: readonly { id: string; key: string; consent: boolean }[];
  scale: number | null;
  /** The clerk and the owner of the tour work here. */
  leading: boolean;
};

/** An enterprise of the demo as it is planned: known without any database. */
export type DemoMember = {
  name: string;
  creditCode: string;
  industry: string;
  region: string;
  scale: number;
  leading: boolean;
};

export const demoMembers = (count: number): DemoMember[] =>
  demoPlan(count).enterprises.map(({ name, creditCode, industry, region, scale, clerk }) => ({
    ...{ name, creditCode, industry, region, scale },
    leading: clerk === LEADING_CLERK,
  }));

const LEADING_CLERK = "王填报";

const day = 86_400_000;

export async function loadDemo(ctx: Ctx, world: DemoWorld): Promise<void> {
  if ((await store.demoIdsByCode(ctx)).size > 0) return;
  const plan = demoPlan(world.enterprises);
  const begun = new Date(world.now.getTime() - 800 * day);
  const ids = await insertOrganisations(ctx, plan);
  const persons = planPersons(plan, ids, begun);
  await store.insertDemoPersons(
    ctx,
    persons.filter((person) => !person.known),
  );
  const owners = new Map(
    plan.enterprises.map((e, i) => [e.creditCode, persons[plan.persons.length + 2 * i + 1]]),
  );
  await store.insertDemoMemberships(
    ctx,
    plan.enterprises.flatMap((e) =>
      e.associations.map(({ key, consent }) => ({
        association: ids.get(key)!,
        member: ids.get(e.creditCode)!,
        since: begun,
        consent,
        by: consent ? (owners.get(e.creditCode)?.id ?? null) : null,
      })),
    ),
  );
  for (const person of persons.slice(0, plan.persons.length)) {
    await createAccount(ctx, {
      personId: person.id,
      name: person.name,
      email: null,
      phone: null,
      passwordHash: null,
    });
  }
  await loadOpenMatters(ctx, ids);
  await loadRoster(ctx, ids.get("federation")!);
}

/** Three weeks of duty for the federation, and yesterday's hand-over. */
async function loadRoster(ctx: Ctx, federation: string): Promise<void> {
  const today = shanghaiDay(ctx.now.getTime());
  const staff = await personsOfRows(ctx, [federation], ["duty_officer", "administrator"]);
  const calendar = workCalendar();
  const slots = Array.from({ length: 21 }, (_, i) => {
    const date = addDays(today, i - 3);
    return { date, working: isWorkingDay(date, calendar), personId: null };
  });
  const names = new Map(staff.map((one) => [one.personId, one.name]));
  for (const { date, personId } of inTurn(slots, [...names.keys()]))
    await putDuty(ctx, federation, date, { id: personId, name: names.get(personId)! }, true);
  const until = new Date(ctx.now.getTime() - 14 * 3_600_000);
  await insertHandover(
    { ...ctx, who: { ...ctx.who, name: "赵管理" } },
    {
      ...{ organisationId: federation, from: new Date(until.getTime() - 24 * 3_600_000), until, demo: true },
      to: { id: staff.find((one) => one.name === "周值班")!.personId, name: "周值班" },
      lines: [
        { zh: "退回报表 1 份", en: "1 returns sent back" },
        { zh: "办结预案任务 2 项：核实中断范围和时长、向协会征集受影响企业", en: "2 tasks done" },
        { zh: "审核通过报表 9 份", en: "9 returns accepted" },
      ],
      note: "港口预计后天恢复靠泊，保供清单还差两家协会没有报齐，明早先催。（演示数据）",
    },
  );
}

/** @returns ids by credit code, association key, "federation" and "experts". */
async function insertOrganisations(ctx: Ctx, plan: DemoPlan): Promise<Map<string, string>> {
  const made = Map.groupBy(plan.enterprises, (e) => e.associations[0]!.key);
  const codes = (key: string): string[] => [
    ...new Set((made.get(key) ?? []).map((e) => e.industry.replace(/0$/, ""))),
  ];
  const wishes = [
    { ...plan.federation, kind: "federation" as const, key: "federation", sectors: [] as string[] },
    { ...plan.experts, kind: "experts" as const, key: "experts", sectors: [] as string[] },
    ...plan.associations.map((a) => ({ ...a, kind: "association" as const, sectors: codes(a.key) })),
    ...plan.enterprises.map((e) => ({
      name: e.name,
      creditCode: e.creditCode,
      kind: "enterprise" as const,
      key: e.creditCode,
      shortName: undefined,
      sectors: [e.industry],
    })),
  ];
  const ids = await createOrganisations(
    ctx,
    wishes.map(({ key: _, ...wish }) => ({ ...wish, demo: true })),
  );
  return new Map(wishes.map((wish, i) => [wish.key, ids[i]!]));
}

/** The persons of the tour first, then clerk and owner of each enterprise in turn. */
function planPersons(plan: DemoPlan, ids: ReadonlyMap<string, string>, since: Date) {
  const leading = plan.enterprises.find((e) => e.clerk === LEADING_CLERK)!;
  const place = (at: string): string => ids.get(at === "enterprise" ? leading.creditCode : at)!;
  const tour = plan.persons.map(({ name, role, at }) => ({
    id: uuidv7(),
    name,
    since,
    roles: [{ at: place(at), role }],
    known: false,
  }));
  const without = unowned(plan);
  const others = plan.enterprises.flatMap((e) =>
    (["clerk", "owner"] as const).map((role) => {
      const known = tour.find((p) => p.name === e[role] && e === leading);
      // Where nobody has taken on the enterprise yet, its association may still invite or review a claim.
      const absent = role === "owner" && without.has(e);
      const roles = known || absent ? [] : [{ at: ids.get(e.creditCode)!, role }];
      return { id: known?.id ?? uuidv7(), name: e[role], since, roles, known: known !== undefined || absent };
    }),
  );
  return [...tour, ...others];
}

const paperMembers = (plan: DemoPlan) => plan.enterprises.filter((e) => e.associations[0]!.key === "PAPER");

/** Without an owner: whoever gave no consent anywhere, and the two that are being claimed. */
function unowned(plan: DemoPlan): Set<DemoPlan["enterprises"][number]> {
  const members = paperMembers(plan);
  const silent = plan.enterprises.filter((e) => !e.associations.some((a) => a.consent));
  return new Set([...silent, members[7]!, members[12]!]);
}

/** Something to do for the paper secretary: two claims and three invitations. */
async function loadOpenMatters(ctx: Ctx, ids: ReadonlyMap<string, string>): Promise<void> {
  const paper = ids.get("PAPER")!;
  const plan = demoPlan();
  const members = paperMembers(plan);
  const claims = [
    [members[7]!, "何海涛", "13900000001", "我是公司新任总经理，营业执照复印件可当面核对。"],
    [members[12]!, "宋丽娟", "13900000002", "原填报员已离职，需要重新开通。"],
  ] as const;
  for (const [enterprise, personName, phone, note] of claims) {
    await insertClaim(ctx, {
      organisationId: paper,
      id: uuidv7(),
      enterpriseId: ids.get(enterprise.creditCode)!,
      creditCode: enterprise.creditCode,
      enterpriseName: enterprise.name,
      personId: null,
      personName,
      email: null,
      phone,
      note,
      receiptHash: `demo-${uuidv7()}`,
    });
  }
  await insertInvitations(
    ctx,
    members.slice(20, 23).map((enterprise, i) => ({
      organisationId: paper,
      id: uuidv7(),
      targetId: ids.get(enterprise.creditCode)!,
      tokenHash: `demo-${uuidv7()}`,
      name: ["谢佳慧", "唐志强", "邓雨桐"][i]!,
      email: null,
      phone: `1390000001${i}`,
      role: "clerk" as const,
      expiresAt: new Date(ctx.now.getTime() + (i === 2 ? -1 : 9 + i) * day),
    })),
  );
}

export async function removeDemo(ctx: Ctx): Promise<void> {
  await deleteDemoDuty(ctx);
  await deleteAccounts(ctx, await store.deleteDemo(ctx));
}

/** For the demos of other modules: every organisation with what it makes and where. */
export async function demoOrganisations(ctx: Ctx): Promise<DemoOrganisation[]> {
  const ids = await store.demoIdsByCode(ctx);
  const plan = demoPlan(await demoEnterprises(ctx));
  const keyed = new Map(plan.associations.map((a) => [a.key, ids.get(a.creditCode)]));
  const plain = { key: null, industry: null, region: null, associations: [], scale: null, leading: false };
  const all = [
    { ...plain, ...plan.federation, kind: "federation" as const },
    { ...plain, ...plan.experts, kind: "experts" as const },
    ...plan.associations.map((a) => ({ ...plain, ...a, kind: "association" as const })),
    ...plan.enterprises.map((e) => ({
      ...plain,
      name: e.name,
      creditCode: e.creditCode,
      kind: "enterprise" as const,
      industry: e.industry,
      region: e.region,
      associations: e.associations.map((a) => ({ ...a, id: keyed.get(a.key)! })),
      scale: e.scale,
      leading: e.clerk === LEADING_CLERK,
    })),
  ];
  return all.flatMap((one) => {
    const { kind, name, creditCode, key, industry, region, associations, scale, leading } = one;
    const id = ids.get(creditCode);
    return id ? [{ id, kind, name, creditCode, key, industry, region, associations, scale, leading }] : [];
  });
}

/** Who is offered on the sign-in page of the demo. */
export async function demoPersons(ctx: Ctx) {
  const rows = await ctx.system("people.demo-persons", demoPersonRows);
  const plans = demoPlan().persons;
  return offered.flatMap((name) => {
    const plan = plans.find((p) => p.name === name)!;
    const row = rows.find((r) => r.name === name && r.role === plan.role);
    return row ? [{ id: row.id, name, title: plan.title, organisation: row.organisation }] : [];
  });
}
