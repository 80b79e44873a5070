// Lays the invented appeals down as they would have come about: each step by the heart, at its own hour; 演示数据.
import { shanghaiDay, shanghaiInstant } from "../../engines/calendar/index.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { uuidv7 } from "../../platform/db/uuid.ts";
import type { DemoWorld } from "../../platform/module.ts";
import { enterpriseCards } from "../enterprises/index.ts";
import { type DemoOrganisation, demoOrganisations, personsOf } from "../people/index.ts";
import { advance } from "./actions/advance.ts";
import { blank, sendTo } from "./actions/raise.ts";
import { type Case, demoCases, PORT_DETAIL, type Step } from "./demo-cases.ts";
import { deleteDemo, insertAppeal, type Stored } from "./store/appeals.ts";
import { insertIssue } from "./store/issues.ts";

const HOUR = 3_600_000;
type Body = { id: string; name: string; officer: { id: string; name: string } | null };

export async function loadDemo(system: Ctx, world: DemoWorld): Promise<void> {
  await deleteDemo(system);
  const made = await demoOrganisations(system);
  const federation = made.find((one) => one.kind === "federation");
  if (!federation) return;
  const up = await bodyOf(system, federation);
  const bodies = new Map<string, Body>();
  for (const one of made.filter((one) => one.kind === "association" && one.key !== null))
    bodies.set(one.key!, await bodyOf(system, one));
  const firms = made.filter((one) => one.kind === "enterprise");
  const own = firms.find((one) => one.leading);
  const membersOf = (key: string) => firms.filter((one) => !one.leading && one.associations[0]?.key === key);
  let at = 0;
  const port: Stored[] = [];
  for (const one of demoCases) {
    const members = one.of === "own" ? [] : membersOf(one.of);
    const firm = one.of === "own" ? own : members[at++ % members.length];
    const body = bodies.get(one.of === "own" ? "PAPER" : one.of);
    if (!firm || !body) continue;
    const a = await laidDown(system, world, one, firm, body, up, at);
    if (one.detail === PORT_DETAIL && one.of !== "own") port.push(a);
  }
  const paper = bodies.get("PAPER");
  if (paper) await joined(system, world, paper, port);
}

/** What the enterprise of the tour says too: three firms say it already. */
async function joined(system: Ctx, world: DemoWorld, body: Body, appeals: readonly Stored[]): Promise<void> {
  const when = new Date(world.now.getTime() - HOUR);
  const ctx = as(system, when, body.officer?.name ?? "协会工作人员");
  const id = uuidv7(when.getTime());
  const day = shanghaiDay(when.getTime()).slice(2).replaceAll("-", "");
  const issue = {
    id,
    number: `YT${day}-${id.slice(-4).toUpperCase()}`,
    title: "上海外高桥港提箱放号不足，木浆滞港",
  };
  await insertIssue(ctx, { ...issue, organisationId: body.id, kind: "logistics", demo: true });
  for (const a of appeals)
    await advance(
      ctx,
      a,
      "handler",
      "merge",
      { issueId: id },
      {
        ...{ text: issue.title, organisation: body.name, detail: { issue: issue.number } },
      },
    );
}

async function bodyOf(ctx: Ctx, organisation: DemoOrganisation): Promise<Body> {
  const staff = await personsOf(ctx, [organisation.id], ["secretary", "duty_officer"]);
  const [person] = staff;
  return {
    ...{ id: organisation.id, name: organisation.name },
    officer: person ? { id: person.personId, name: person.name } : null,
  };
}

/** What is older than a day was sent in working hours, whatever the hour in which the demo is loaded. */
function sentAt(now: Date, ago: number, at: number): Date {
  const sent = now.getTime() - ago * HOUR;
  if (ago < 20) return new Date(sent);
  const minutes = (at * 47) % 360;
  return new Date(Math.min(sent, shanghaiInstant(shanghaiDay(sent), "09:05") + minutes * 60_000));
}

async function laidDown(
  system: Ctx,
  world: DemoWorld,
  one: Case,
  firm: DemoOrganisation,
  body: Body,
  up: Body,
  at: number,
): Promise<Stored> {
  const [card] = await enterpriseCards(system, [firm.id]);
  const [person] = await personsOf(system, [firm.id], ["clerk", "owner"]);
  const writer = person?.name ?? "企业联系人";
  const sent = sentAt(world.now, one.ago ?? 1, at);
  const { kind, title, detail } = one;
  const since = shanghaiDay(sent.getTime() - 48 * HOUR);
  const draft: Stored = {
    ...blank,
    ...{ organisationId: firm.id, id: uuidv7(sent.getTime()), enterprise: firm.name, kind, title, detail },
    answers: { ...one.answers, ...(one.answers.since === "" ? { since } : {}) },
    ...{
      contact: writer,
      phone: "13900002001",
      regionCode: card?.regionCode ?? "",
      industryCode: card?.industryCode ?? "",
    },
    ...{ raisedById: firm.id, raisedByPerson: person?.personId ?? null, raisedBy: writer },
    ...{ savedAt: sent.toISOString(), savedBy: writer, demo: true },
  };
  await insertAppeal(system, draft);
  if (one.ago === null) return draft;
  let a = await sendTo(as(system, sent, writer), draft, body, "firm");
  for (const step of one.steps) {
    const when = new Date(sent.getTime() + step[0] * HOUR);
    if (when > world.now) break;
    a = await stepped(system, a, step, when, { writer, body, up });
  }
  return a;
}

/** Whoever does it, at that moment; the trail, events and notices of an invented past stay away. */
const as = (system: Ctx, now: Date, name: string): Ctx => ({
  ...system,
  now,
  who: { ...system.who, name },
  audited: { count: 0, waiting: [] },
  announce: async () => undefined,
});

const taken = (body: Body, officer: string, when: Date): Partial<Stored> => ({
  ...{ officer, officerId: body.officer?.id ?? null, readAt: when.toISOString() },
  ...{ firstOfficer: officer, firstOfficerId: body.officer?.id ?? null },
});

const byFirm = new Set(["satisfied", "dissatisfied", "settle", "supply"]);

async function stepped(
  system: Ctx,
  a: Stored,
  [, made, text, more]: Step,
  when: Date,
  { writer, body, up }: { writer: string; body: Body; up: Body },
): Promise<Stored> {
  const firm = byFirm.has(made);
  const officer = body.officer?.name ?? "协会工作人员";
  const ctx = as(system, when, firm ? writer : officer);
  const outcome = more?.outcome;
  const nextReplyOn = more?.nextReplyIn ? shanghaiDay(when.getTime() + more.nextReplyIn * 24 * HOUR) : null;
  const change: Partial<Stored> = {
    ...(made === "accept" ? taken(body, officer, when) : {}),
    ...(outcome
      ? { outcome, answer: text, answeredAt: when.toISOString(), answeredBy: officer, nextReplyOn }
      : {}),
    ...(made === "satisfied" ? { satisfied: true, closedAt: when.toISOString() } : {}),
    ...(made === "settle" ? { outcome: "solved", satisfied: true, closedAt: when.toISOString() } : {}),
    ...(made === "unreached" ? { callsUnreached: a.callsUnreached + 1 } : {}),
    ...(made === "dissatisfied"
      ? {
          ...{
            handlerId: up.id,
            handler: up.name,
            officerId: up.officer?.id ?? null,
            officer: up.officer?.name ?? null,
          },
          ...{ readers: [...a.readers, up.id], level: a.level + 1, reopened: a.reopened + 1, outcome: null },
        }
      : {}),
  };
  return advance(ctx, a, firm ? "firm" : "handler", made, change, {
    text,
    organisation: firm ? a.enterprise : body.name,
    internal: made === "note",
    detail: {
      ...(outcome ? { outcome } : {}),
      ...(nextReplyOn ? { nextReplyOn } : {}),
      ...(made === "dissatisfied" ? { to: up.name } : {}),
    },
  });
}

export const removeDemo = deleteDemo;
