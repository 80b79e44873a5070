// Invented plans that show the module at work: plans in force, one to review, one sent back, one running, one drill; 演示数据.
import { addDays, shanghaiDay } from "../../engines/calendar/index.ts";
import { workCalendar } from "../../platform/config/work-calendar.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { uuidv7 } from "../../platform/db/uuid.ts";
import type { DemoWorld } from "../../platform/module.ts";
import { type DemoOrganisation, demoOrganisations, personsOf } from "../people/index.ts";
import type { OwnerKind, PlanContent } from "./contract.ts";
import { yearAfter } from "./plan.ts";
import { starterPlan } from "./starter.ts";
import * as board from "./store/activations.ts";
import { deleteDemo, insertVersion, type NewPlan, setDecided, setSubmitted } from "./store/plans.ts";
import { tasksOf } from "./task.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export async function loadDemo(system: Ctx, world: DemoWorld): Promise<void> {
  await deleteDemo(system);
  const made = await demoOrganisations(system);
  const federation = made.find((one) => one.kind === "federation");
  const paper = made.find((one) => one.key === "PAPER");
  const members = made.filter((one) => one.kind === "enterprise" && one.associations[0]?.id === paper?.id);
  const leading = await leadingOf(system, members);
  if (!federation || !paper || !leading) return;
  const as = (name: string): Ctx => ({ ...system, who: { ...system.who, name } });
  const today = shanghaiDay(world.now.getTime());
  const ago = (days: number): Date => new Date(world.now.getTime() - days * DAY);
  const approved = (days: number, validTo = yearAfter(addDays(today, -days))): Partial<NewPlan> => ({
    ...{ state: "approved", validFrom: addDays(today, -days), validTo, at: ago(days) },
  });
  const plan = async (by: string, owner: DemoOrganisation, code: string, more: Partial<NewPlan>) => {
    const starter = starterPlan(code, "zh")!;
    const kind = owner.kind as OwnerKind;
    const id = uuidv7();
    const planned: NewPlan = {
      ...{
        organisationId: owner.id,
        id,
        version: 1,
        ownerKind: kind,
        scenario: starter.scenario,
        template: code,
      },
      reviewerId: kind === "enterprise" ? paper.id : federation.id,
      title: `${starter.title}（演示数据）`,
      content: kind === "enterprise" ? withPhones(starter.content) : starter.content,
      ...{ demo: true, submittedBy: by, decidedBy: more.state === "approved" ? "赵管理" : null },
      ...more,
    };
    await insertVersion(as(by), planned);
    return planned;
  };
  const logistics = await plan("周值班", federation, "logistics", approved(120));
  await plan("周值班", federation, "material", approved(90));
  const energy = await plan("周值班", federation, "energy", approved(200));
  await plan("周值班", federation, "safety", approved(340));
  await plan("林秘书", paper, "material", approved(60));
  // The tour's enterprise must renew soon; a neighbour waits for review, another was sent back.
  await plan("陈老板", leading, "energy.enterprise", { ...approved(345), decidedBy: "林秘书" });
  const [second, third, fourth] = members.filter((one) => one.id !== leading.id);
  const waiting = await plan("企业负责人", second!, "logistics.enterprise", { submittedBy: null });
  await setSubmitted(as("企业负责人"), waiting, false);
  const back = await plan("企业负责人", third!, "material.enterprise", {});
  await setDecided(as("林秘书"), back, {
    ...{ state: "returned", validFrom: null, validTo: null },
    reason: "第二来源没有写明验证日期和质量负责人，请补上；联系人电话请留手机。",
  });
  await plan("企业负责人", fourth!, "safety.enterprise", { ...approved(30), decidedBy: "林秘书" });
  await running(as("周值班"), world, logistics);
  await drilled(as("周值班"), world, energy);
}

/** Where the clerk and the owner of the tour work. */
async function leadingOf(
  ctx: Ctx,
  members: readonly DemoOrganisation[],
): Promise<DemoOrganisation | undefined> {
  const owners = await personsOf(
    ctx,
    members.map((one) => one.id),
    ["owner"],
  );
  const at = owners.find((one) => one.name === "陈老板")?.organisationId;
  return members.find((one) => one.id === at);
}

const withPhones = (content: PlanContent): PlanContent => ({
  ...content,
  contacts: content.contacts.map((one, i) => ({ ...one, phone: `1390000${String(2000 + i)}` })),
});

async function begun(
  ctx: Ctx,
  plan: NewPlan,
  at: Date,
  more: { title: string; cause: string; drill: boolean },
) {
  const a = {
    ...{
      organisationId: plan.organisationId,
      id: uuidv7(),
      ownerKind: plan.ownerKind,
      reviewerId: plan.reviewerId,
    },
  };
  const duty = (await personsOf(ctx, [plan.organisationId], ["duty_officer"]))[0];
  const person = duty ? { id: duty.personId, name: duty.name } : null;
  await board.insertActivation(ctx, {
    ...{ ...a, planId: plan.id, planVersion: 1, scenario: plan.scenario, content: plan.content, ...more },
    ...{ severity: "orange", warningId: null, warningTitle: null, planExpired: false, demo: true },
    ...{ begunAt: at, begunBy: { id: person?.id ?? null, name: "周值班" } },
  });
  const tasks = tasksOf(plan.content, at.getTime(), workCalendar());
  await board.insertTasks(
    ctx,
    a,
    tasks.map((task) => ({
      ...{
        stepKey: task.key,
        title: task.title,
        detail: task.detail,
        roleName: task.roleName,
        term: task.term,
        person,
      },
      ...{ after: task.after, message: task.message, state: task.state, duePending: task.duePending },
      startsAt: task.startsAt === null ? null : new Date(task.startsAt),
      dueAt: task.dueAt === null ? null : new Date(task.dueAt),
    })),
  );
  await board.addEntry(ctx, a, { kind: "activated", about: more.title, text: more.cause, at });
  return { ...a, tasks: await board.tasksOf(ctx, a) };
}

const finish = (ctx: Ctx, task: board.StoredTask, at: Date, outcome: string) =>
  board.updateTask(ctx, task, {
    ...{ state: "done", ownerId: task.ownerId, owner: task.owner, duePending: false, outcome },
    startsAt: task.startsAt === null ? at : new Date(task.startsAt),
    dueAt: task.dueAt === null ? at : new Date(task.dueAt),
    done: { at, by: "周值班" },
  });

/** Begun 30 hours ago: two tasks done, the others run, some late. */
async function running(ctx: Ctx, world: DemoWorld, plan: NewPlan): Promise<void> {
  const at = new Date(world.now.getTime() - 30 * HOUR);
  const title = "沿江港口封航致木浆到港延误（演示数据）";
  const cause = "大风封航两天，六家造纸企业进口木浆滞港，最少的只剩五天库存。";
  const a = await begun(ctx, plan, at, { title, cause, drill: false });
  const done = [
    ["verify", 3, "两家港口公告和承运人回复一致：预计后天恢复靠泊，积压 41 票。"],
    ["ask", 2, "六个协会已回复：受影响 14 家，其中三家库存不足 7 天。"],
  ] as const;
  for (const [key, hours, outcome] of done) {
    const task = a.tasks.find((one) => one.stepKey === key)!;
    const when = new Date(at.getTime() + hours * HOUR);
    await finish(ctx, task, when, outcome);
    await board.addEntry(ctx, a, { kind: "done", about: task.title, text: outcome, at: when });
  }
  await board.insertMessage(ctx, a, {
    ...{
      audience: "associations",
      title: "请报港口封航影响情况",
      told: 6,
      at: new Date(at.getTime() + HOUR),
    },
    text: "各协会：沿江港口封航可能影响会员生产。请今天下班前汇总受影响企业数和关键物料库存天数。",
  });
  const rank = a.tasks.find((one) => one.stepKey === "rank")!;
  const since = new Date(at.getTime() + 2 * HOUR);
  const due = new Date(world.now.getTime() - 2 * HOUR);
  await board.updateTask(ctx, rank, {
    ...{
      state: "open",
      ownerId: rank.ownerId,
      owner: rank.owner,
      duePending: false,
      outcome: "",
      done: null,
    },
    ...{ startsAt: since, dueAt: due },
  });
}

/** A drill two months ago, closed with what to change. */
async function drilled(ctx: Ctx, world: DemoWorld, plan: NewPlan): Promise<void> {
  const at = new Date(world.now.getTime() - 60 * DAY);
  const title = "迎峰度夏限电桌面演练（演示数据）";
  const a = await begun(ctx, plan, at, {
    title,
    cause: "按年度计划组织桌面演练，检验保安负荷表是否可用。",
    drill: true,
  });
  for (const [i, task] of a.tasks.entries())
    await finish(ctx, task, new Date(at.getTime() + (i + 1) * HOUR), "演练中完成，记录见会议纪要。");
  const stored = (await board.activationById(ctx, a.id))!;
  const changes = [
    { part: "步骤与时限", text: "“申报保安负荷”由 8 小时改为 4 小时，演练中晚了半天就来不及。" },
    { part: "联系人", text: "能源主管部门夜间电话打不通，补一个备用号码并每季度核对。" },
  ];
  const closed = new Date(at.getTime() + 2 * DAY);
  const happened = "七个协会参加，八个步骤全部走完，用时一天半；最低保安负荷表有三成企业没有填写。";
  await board.closeRow(
    ctx,
    stored,
    { happened, worked: "分类名单当天就报齐。", changes, result: "partly" },
    closed,
  );
  await board.insertProposals(ctx, stored, changes);
  await board.addEntry(ctx, a, { kind: "closed", about: title, text: happened, at: closed });
}

export const removeDemo = deleteDemo;
