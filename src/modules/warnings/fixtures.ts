// The demo's warnings: the live rules run over its history month by month, and invented people take the steps; 演示数据.
import truth from "../../../data/demo/truth.json" with { type: "json" };
import type { Ctx } from "../../platform/ctx.ts";
import type { DemoWorld } from "../../platform/module.ts";
import { demoOrganisations, personsOf, theFederation } from "../people/index.ts";
import { onSighted } from "./actions/people.ts";
import { lift, publish } from "./actions/publishing.ts";
import { readWarning } from "./actions/read.ts";
import { rehearseRule, setRule, truthsOf } from "./actions/rules.ts";
import { acknowledge, assess, handle, review, verify } from "./actions/steps.ts";
import { takeIn } from "./actions/take-in.ts";
import { candidatesOf, loadPanel, ruleOf } from "./actions/watch.ts";
import type { Candidate } from "./detect.ts";
import { addMonths, monthsApart, shanghaiDay } from "./months.ts";
import { matches, type Truth } from "./rehearse.ts";
import { permissions } from "./routes.ts";
import { insertSighting, insertSilence, loadSighting } from "./store/people.ts";
import { insertRule, type RuleFields, ruleRows } from "./store/rules.ts";
import { insertEvents } from "./store/signals.ts";
import { forgetDemo, loadWarning, standingWarnings } from "./store/warnings.ts";
import { firstJudged, newestShown } from "./watching.ts";

/** Rules of the demo; one threshold for all, set by hand with the demos in sight: two quiet years need a lower one to show anything. */
const THRESHOLD = { events: 4, quiet: 2.8 } as const;
const base = {
  method: "peers" as const,
  threshold: THRESHOLD.events,
  direction: "both" as const,
  sectors: [],
  regions: [],
};
const demoRules: readonly RuleFields[] = [
  {
    ...base,
    name: { zh: "生产：与同期各行业比较", en: "Production, against all industries" },
    indicators: ["output_value", "sales_value", "electricity", "capacity_use"],
  },
  {
    ...base,
    name: { zh: "出口与订单：与同期各行业比较", en: "Exports and orders, against all industries" },
    indicators: ["export_value", "orders"],
  },
  {
    ...base,
    name: { zh: "库存与价格：与同期各行业比较", en: "Stock and prices, against all industries" },
    indicators: ["inventory", "price_change"],
  },
];
/** Fires on everything: it stays a draft, and the screen shows why. */
const loud: RuleFields = {
  ...base,
  threshold: 0.5,
  name: { zh: "过于灵敏的草案", en: "A draft that is too eager" },
  indicators: [],
};

const DAY = 86_400_000;

export async function loadDemo(system: Ctx, world: DemoWorld): Promise<void> {
  const federation = await theFederation(system);
  if (!federation) return;
  const [duty] = await personsOf(system, [federation], ["duty_officer"]);
  if (!duty) return;
  const ctx: Ctx = {
    ...system,
    who: {
      ...system.who,
      personId: duty.personId,
      name: duty.name,
      actingFor: federation,
      may: new Set(Object.keys(permissions)),
    },
  };
  const events = plantedIn(world.months);
  await insertEvents(ctx, events, true);
  const threshold = events.length > 0 ? THRESHOLD.events : THRESHOLD.quiet;
  for (const fields of [...demoRules.map((rule) => ({ ...rule, threshold })), loud]) {
    const id = await insertRule(ctx, fields, true);
    const { refusal } = await rehearseRule(ctx, { id });
    if (refusal === null) await setRule(ctx, { id, state: "live" });
  }
  await replay(ctx, world);
  await loadSightings(ctx, world);
  await insertSilence(ctx, {
    ...{ sector: null, region: null, indicator: "receivables", demo: true },
    reason: "应收账款口径本季度调整，调整完成前不作预警（演示数据）",
    until: new Date(world.now.getTime() + 30 * DAY).toISOString().slice(0, 10),
  });
}

/** Months of the planted events, where the demo is long enough to hold them. */
function plantedIn(months: readonly string[]): Truth[] {
  const last = months.at(-1);
  const longest = Math.min(...truth.events.map(({ from }) => from));
  if (!last || months.length < 36 || -longest >= months.length) return [];
  return truth.events.map(({ code, title, from, to, industries, regions }) => ({
    ...{ code, title, industries, regions },
    ...{ from: addMonths(last, from), to: addMonths(last, to) },
  }));
}

/** As if each month had been judged on the 15th of the next; whoever is of the months before the last two has been dealt with. */
async function replay(ctx: Ctx, world: DemoWorld): Promise<void> {
  const panel = await loadPanel(ctx);
  const newest = newestShown(panel);
  const rules = (await ruleRows(ctx, "live")).map(ruleOf);
  const { byMonth, judged } = await candidatesOf(rules, panel, firstJudged("peers"), newest);
  const truths = await truthsOf(ctx);
  const months = [...byMonth.keys()].sort();
  for (const month of months) {
    const signals = byMonth.get(month) ?? [];
    const moment = Math.min(
      world.now.getTime() - 3 * 3_600_000,
      Date.parse(`${addMonths(month, 1)}-15T01:30:00Z`),
    );
    const at: Ctx = { ...ctx, now: new Date(moment) };
    await closeQuiet(at, month);
    const newestMonth = month === months.at(-1);
    const { opened } = await takeIn(at, signals, {
      ...{ source: "statistics", judged: Math.round(judged / months.length), month, demo: true },
      quietly: !newestMonth,
    });
    for (const [i, one] of opened.entries()) {
      const real = truths.find((event) => one.signals.some((signal) => matches(signal, event)));
      await live(at, one, { real: real ?? null, rank: i, newest: newestMonth });
    }
  }
}

const minutes = (ctx: Ctx, count: number): Ctx => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + count * 60_000),
});
const revision = async (ctx: Ctx, id: string): Promise<{ id: string; revision: number }> => ({
  id,
  revision: (await loadWarning(ctx, id)).revision,
});
const call = (text: string) => [{ text, source: "电话核实记录（演示数据）" }];

/** The steps the demo's people take. Of the newest month the first is published, the second assessed, the third only seen. */
async function live(
  ctx: Ctx,
  one: { id: string; signals: readonly Candidate[] },
  of: { real: Truth | null; rank: number; newest: boolean },
): Promise<void> {
  const { id } = one;
  if (of.newest && of.rank > 2) return;
  if (of.newest && of.rank === 2) return void (await acknowledge(minutes(ctx, 20), { id }));
  if (!of.newest && of.real === null) {
    await verify(minutes(ctx, 90), {
      ...(await revision(ctx, id)),
      ...{
        real: false,
        note: "向两家企业和行业协会核实，属月度正常波动，没有外部原因。",
        evidence: call("三家受访单位均表示生产正常"),
      },
    });
    return;
  }
  await verify(minutes(ctx, 60), {
    ...(await revision(ctx, id)),
    ...{
      real: true,
      note: of.real ? `与“${of.real.title.zh}”一致，多家企业确认。` : "行业协会和企业确认情况属实。",
      evidence: call("协会及三家企业确认"),
    },
  });
  const page = await readWarning(ctx, { id });
  await assess(minutes(ctx, 150), {
    ...(await revision(ctx, id)),
    ...{
      likelihood: of.real ? 5 : 3,
      impact: page.suggestedImpact ?? 3,
      note: "结合行业运行表和企业反映研判。",
      evidence: [],
    },
  });
  if (of.newest && of.rank === 1) return;
  await publishDraft(minutes(ctx, 240), id);
  if (of.newest) return;
  await handle(minutes(ctx, 2 * 1440), {
    ...(await revision(ctx, id)),
    ...{ note: "已请行业协会逐户了解困难，协调物流和原料；每周通报一次。", evidence: [] },
  });
}

/** As it is proposed, word for word. */
async function publishDraft(ctx: Ctx, id: string): Promise<void> {
  const { assessment, draft } = await readWarning(ctx, { id });
  await publish(ctx, {
    ...(await revision(ctx, id)),
    ...{ severity: assessment?.suggested ?? "yellow", gradeReason: "", enterpriseIds: [], open: true },
    ...{ headline: draft.headline.zh, description: draft.description.zh, instruction: draft.instruction.zh },
    ...{
      headlineEn: draft.headline.en,
      descriptionEn: draft.description.en,
      instructionEn: draft.instruction.en,
    },
  });
}

/** What has had no new month for two is lifted; a month later it is reviewed. */
async function closeQuiet(ctx: Ctx, month: string): Promise<void> {
  for (const warning of await standingWarnings(ctx, new Date(0))) {
    const apart = monthsApart(warning.last, month);
    if (warning.stage === "handling" && apart >= 2) {
      await lift(ctx, {
        ...(await revision(ctx, warning.id)),
        ...{
          note: "各项数字已回到预期区间，协会确认恢复正常。",
          evidence: [{ text: "最近一个月没有新的信号", source: "行业运行监测（演示数据）" }],
        },
      });
    } else if (warning.stage === "lifted" && apart >= 3) {
      await review(ctx, {
        ...(await revision(ctx, warning.id)),
        ...{
          note: "当月发现，核实及时，发布前核对了全部数字。",
          change: "与物流企业建立周度联络，停航停运先于月报得知。",
        },
      });
    }
  }
}

/** What invented people saw, and how far it has been dealt with. */
const seen = [
  {
    ...{ industry: "19", country: false, daysAgo: 75, until: "reviewed" },
    text: "进口牛皮清关变慢，部分规格断货（演示数据）",
    evidence: "报关行通知",
  },
  {
    ...{ industry: "22", country: true, daysAgo: 6, until: "published" },
    text: "进口木浆船期推迟，几家纸厂库存偏低（演示数据）",
    evidence: "船公司到港通知",
  },
  {
    ...{ industry: "38", country: false, daysAgo: 3, until: "assessed" },
    text: "港口排队加长，出口货柜压在堆场（演示数据）",
    evidence: "货代邮件",
  },
  {
    ...{ industry: "29", country: false, daysAgo: 1, until: "signalled" },
    text: "园区通知错峰用电，夜班开不满（演示数据）",
    evidence: "园区供电通知",
  },
] as const;

async function loadSightings(ctx: Ctx, world: DemoWorld): Promise<void> {
  const made = await demoOrganisations(ctx);
  for (const one of seen) {
    const firm = made.find(
      ({ kind, industry }) => kind === "enterprise" && industry?.startsWith(one.industry),
    );
    if (!firm?.region) continue;
    const [owner] = await personsOf(ctx, [firm.id], ["owner"]);
    const at: Ctx = { ...ctx, now: new Date(world.now.getTime() - one.daysAgo * DAY) };
    const sightingId = await insertSighting(
      { ...at, who: { ...ctx.who, personId: owner?.personId ?? null, name: owner?.name ?? firm.name } },
      {
        ...{
          organisationId: firm.id,
          seenOn: shanghaiDay(at.now.getTime()),
          sector: one.industry,
          demo: true,
        },
        ...{ region: one.country ? null : firm.region.slice(0, 2), text: one.text },
        evidence: [{ text: one.evidence, source: "企业提供，演示数据" }],
      },
    );
    await onSighted(at, {
      organisationId: firm.id,
      sightingId,
      demo: true,
      quietly: one.until !== "signalled",
    });
    const id = (await loadSighting(ctx, firm.id, sightingId))?.warningId;
    if (id) await dealWith(at, id, one.until);
  }
}

async function dealWith(ctx: Ctx, id: string, until: (typeof seen)[number]["until"]): Promise<void> {
  // A sighting that joined a warning raised by figures goes the way that one has gone already.
  if (until === "signalled" || (await loadWarning(ctx, id)).stage !== "signalled") return;
  await verify(minutes(ctx, 60), {
    ...(await revision(ctx, id)),
    ...{ real: true, note: "行业协会和两家企业确认情况属实。", evidence: call("协会及两家企业确认") },
  });
  const { suggestedImpact } = await readWarning(ctx, { id });
  await assess(minutes(ctx, 150), {
    ...(await revision(ctx, id)),
    ...{ likelihood: 3, impact: suggestedImpact ?? 2, note: "持续两周以上会影响交货。", evidence: [] },
  });
  if (until === "assessed") return;
  await publishDraft(minutes(ctx, 240), id);
  if (until === "published") return;
  await handle(minutes(ctx, 2 * 1440), {
    ...(await revision(ctx, id)),
    ...{ note: "协会协调拼柜与换港，联系海关窗口。", evidence: [] },
  });
  await lift(minutes(ctx, 20 * 1440), {
    ...(await revision(ctx, id)),
    ...{
      note: "清关恢复正常，企业库存回升。",
      evidence: [{ text: "三家企业到货确认", source: "协会周报（演示数据）" }],
    },
  });
  await review(minutes(ctx, 30 * 1440), {
    ...(await revision(ctx, id)),
    ...{ note: "企业上报后四小时发布，处置顺利。", change: "与报关行建立周度通报，断货先于月报得知。" },
  });
}

export async function removeDemo(ctx: Ctx): Promise<void> {
  await forgetDemo(ctx);
}
