// One invented plan that shows research at work: three visits, five findings, a questionnaire with answers; all 演示数据.
import { randomBytes, randomUUID } from "node:crypto";
import type { Ctx } from "../../platform/ctx.ts";
import { uuidv7 } from "../../platform/db/uuid.ts";
import type { DemoWorld } from "../../platform/module.ts";
import { demoOrganisations } from "../people/index.ts";
import { shanghaiDay } from "./plan.ts";
import type { Question } from "./questionnaires/contract.ts";
import { type FindingFields, insertFinding } from "./store/findings.ts";
import { deleteDemoPlans, insertPlan, insertVisit, type Named } from "./store/plans.ts";
import {
  deleteDemoQuestionnaires,
  insertAnswer,
  insertQuestionnaire,
  setQuestionnaireState,
} from "./store/questionnaires.ts";

const day = 86_400_000;
const source = "现场访谈，企业口头提供，演示数据";

export async function loadDemo(system: Ctx, world: DemoWorld): Promise<void> {
  const ctx: Ctx = { ...system, who: { ...system.who, name: "周值班" } };
  const made = await demoOrganisations(ctx);
  const federation = made.find((o) => o.kind === "federation");
  const paper = made.filter((o) => o.kind === "enterprise" && o.industry?.startsWith("22"));
  const [first, second, third] = paper;
  if (!federation || !first || !second || !third) return;
  await deleteDemoPlans(ctx);
  await deleteDemoQuestionnaires(ctx);
  const on = (daysAgo: number): string => shanghaiDay(new Date(world.now.getTime() - daysAgo * day));
  const plan = { organisationId: federation.id, planId: uuidv7() };
  const named = ({ id, name }: { id: string; name: string }): Named => ({ id, name });
  await insertPlan(ctx, {
    organisationId: federation.id,
    id: plan.planId,
    title: "造纸行业稳产稳供专题调研（演示数据）",
    purpose:
      "了解木浆到港、用电用汽和订单的实际情况，摸清中小造纸企业稳产的主要堵点。\n核实已出台措施的落实情况，形成可以办理的诉求清单。",
    startsOn: on(24),
    endsOn: on(-6),
    team: [
      { name: "周值班", unit: "中国轻工业联合会（演示）" },
      { name: "林秘书", unit: "造纸协会（演示）" },
      { name: "许专家", unit: "专家组（演示）" },
    ],
    industries: ["22"],
    regions: [...new Set([first, second, third].map((o) => `${(o.region ?? "370000").slice(0, 2)}0000`))],
    enterprises: [first, second, third].map(named),
    state: "running",
    demo: true,
  });
  const visits = [
    {
      ...{ at: first, daysAgo: 18, peopleMet: "总经理、生产部部长", done: true },
      notes: "演示数据\n木浆库存约 18 天，进口浆船期推迟两到三周。\n白卡纸两条线开一条，订单以老客户为主。",
      agreed: "协会下周提供同类企业拼船信息；企业每周五报一次木浆库存。",
    },
    {
      ...{ at: second, daysAgo: 11, peopleMet: "董事长、财务负责人", done: true },
      notes:
        "演示数据\n蒸汽价格半年上涨约一成，自备锅炉改造正在办环评手续。\n流动资金紧，应收账款账期拉长到四个月。",
      agreed: "联合会协助了解环评办理进度，十个工作日内答复。",
    },
    { ...{ at: third, daysAgo: -3, peopleMet: "", done: false }, notes: "", agreed: "" },
  ];
  const visitIds: string[] = [];
  for (const { at, daysAgo, ...visit } of visits) {
    const id = uuidv7();
    visitIds.push(id);
    await insertVisit(ctx, { ...plan, ...visit, id, onDate: on(daysAgo), enterprise: named(at), place: "" });
  }
  for (const finding of findings(first, second, visitIds))
    await insertFinding(ctx, { ...plan, id: uuidv7(), ...finding });
  await loadQuestionnaire(ctx, world, { ...plan, owner: federation.name });
}

type Place = { id: string; name: string; industry: string | null; region: string | null };

function findings(first: Place, second: Place, visits: readonly string[]): FindingFields[] {
  const at = (place: Place, visitId: string) => ({
    visitId,
    enterprise: { id: place.id, name: place.name },
    industryCode: place.industry,
    regionCode: place.region,
  });
  const wide = { visitId: null, enterprise: null, industryCode: "22", regionCode: null };
  return [
    {
      ...at(first, visits[0]!),
      ...{ kind: "difficulty", severity: 3, text: "进口木浆船期推迟两到三周，再推迟一个月就要停一条线。" },
      figures: [{ text: "木浆库存 18 天", source }],
    },
    {
      ...at(first, visits[0]!),
      ...{ kind: "practice", severity: 1, text: "与两家同行联合采购、合用堆场，单吨物流费用有所下降。" },
      figures: [{ text: "单吨物流费用下降 30 元", source }],
    },
    {
      ...at(second, visits[1]!),
      ...{ kind: "difficulty", severity: 2, text: "应收账款账期拉长，流动资金紧张，春节前用工结算压力大。" },
      figures: [{ text: "平均账期 120 天", source }],
    },
    {
      ...at(second, visits[1]!),
      ...{ kind: "request", severity: 2, text: "希望明确锅炉改造环评的办理时限，改造期间允许临时购汽。" },
      figures: [],
    },
    {
      ...wide,
      ...{ kind: "request", severity: 2, text: "多家企业希望协会按月发布木浆到港和库存的汇总情况。" },
      figures: [],
    },
  ];
}

const questions: Question[] = [
  {
    ...{
      id: "q1",
      kind: "choice",
      label: "与上季度相比，贵企业本季度订单情况如何？",
      required: true,
      unit: "",
    },
    options: ["明显增加", "略有增加", "基本持平", "略有减少", "明显减少"],
  },
  {
    ...{ id: "q2", kind: "choices", label: "目前最突出的困难有哪些？（可多选）", required: false, unit: "" },
    options: ["原料供应", "用电用汽", "物流运输", "资金周转", "用工", "订单不足"],
  },
  {
    ...{ id: "q3", kind: "number", label: "木浆库存大约还能用几天？", required: false, unit: "天" },
    options: [],
  },
  {
    ...{ id: "q4", kind: "text", label: "最希望协会帮助解决的一件事是什么？", required: false, unit: "" },
    options: [],
  },
];

async function loadQuestionnaire(
  ctx: Ctx,
  world: DemoWorld,
  at: { organisationId: string; planId: string; owner: string },
): Promise<void> {
  const id = uuidv7();
  const { organisationId } = at;
  await insertQuestionnaire(ctx, {
    ...at,
    ...{ id, questions, entry: "open", quota: 200, endsOn: null, demo: true },
    title: "造纸企业稳产情况匿名问卷（演示数据）",
    intro: "本问卷不记录您是谁，也不记录单位。大约需要两分钟。",
    link: randomBytes(18).toString("base64url"),
  });
  const wishes = ["按月发布木浆到港情况", "帮助对接银行", "统一协调船期"];
  for (let i = 0; i < 26; i++) {
    const pick = (of: readonly string[]): string => of[Math.floor(world.random() ** 1.4 * of.length)]!;
    const values = {
      q1: pick(["略有减少", "基本持平", "略有增加", "明显减少"]),
      q2: [...new Set([pick(questions[1]!.options), pick(questions[1]!.options)])],
      q3: String(8 + Math.floor(world.random() * 30)),
      ...(i % 6 === 0 ? { q4: pick(wishes) } : {}),
    };
    await insertAnswer(ctx, { organisationId, questionnaireId: id, id: randomUUID(), values });
  }
  await setQuestionnaireState(ctx, organisationId, id, "closed");
}

export async function removeDemo(ctx: Ctx): Promise<void> {
  await deleteDemoQuestionnaires(ctx);
  await deleteDemoPlans(ctx);
}
