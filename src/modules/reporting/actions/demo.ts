// Demo months (演示数据): two years of returns of the demo enterprises, the newest month still in the making.
import { createHash } from "node:crypto";
import { addDays, firstDay, next, shanghaiInstant } from "../../../engines/calendar/index.ts";
import {
  check,
  type Earlier,
  type PreparedForm,
  prepare,
  type Remark,
} from "../../../engines/forms/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import type { DemoWorld } from "../../../platform/module.ts";
import type { FilingState } from "../contract.ts";
import { effectsOn } from "../demo-events.ts";
import { type Series, seriesOf } from "../demo-series.ts";
import { type DemoFiling, insertDemo } from "../store/demo.ts";
import { addExpected, type Expected, formsIn, removeOf } from "../store/period.ts";
import { receiptNumber } from "./fill.ts";
import { type DemoExpected, demoExpected, demoOrganisationIds } from "./neighbours.ts";
import { dueOnOf } from "./period.ts";
import { workCalendar } from "./work-calendar.ts";

type Values = Record<string, string>;

export async function loadDemo(ctx: Ctx, world: DemoWorld): Promise<void> {
  const expected = await demoExpected(ctx);
  const form = (await formsIn(ctx, world.months.at(-1)!)).find((one) => one.code === "monthly-operation");
  if (!form || expected.length === 0) return;
  const calendar = await workCalendar();
  const prepared = prepare(form);
  // Part by part, so that a hundred thousand enterprises need no more memory than a thousand.
  for (let from = 0; from < expected.length; from += PART) {
    const part = expected.slice(from, from + PART);
    for (const period of world.months) {
      await addExpected(ctx, form, period, dueOnOf(form, period, calendar), part);
    }
    const made = part.flatMap((e) => monthsOf(e, prepared, world, calendar));
    await insertDemo(ctx, form, made);
  }
}

const PART = 500;

export async function removeDemo(ctx: Ctx): Promise<void> {
  await removeOf(ctx, await demoOrganisationIds(ctx));
}

function monthsOf(
  enterprise: DemoExpected,
  form: PreparedForm,
  world: DemoWorld,
  calendar: Awaited<ReturnType<typeof workCalendar>>,
): DemoFiling[] {
  const { random, months } = world;
  const { untouched } = enterprise;
  const series: Series = seriesOf(random, months[0]!, enterprise.size, effectsOn(enterprise, months));
  const values = months.map((month) => series(month));
  const newest = months.length - 1;
  return months.flatMap((period, i) => {
    const dueOn = dueOnOf(form.definition, period, calendar);
    if (i < newest) {
      // A few never came; the demo clerk's own history has no gap.
      if (!untouched && random() < 0.025) return [];
      return [filed(enterprise, period, dueOn, values[i]!, random, "locked")];
    }
    const earlier = { previous: values[i - 1] ?? {}, lastYear: values[i - 12] ?? {} };
    return untouched ? [] : inTheMaking(enterprise, form, period, dueOn, values[i]!, earlier, world);
  });
}

/** Later days are likelier to be on time than late. */
function receivedOn(period: string, dueOn: string, random: () => number): Date {
  const late = random() < 0.09;
  const day = late
    ? addDays(dueOn, 1 + Math.floor(random() * 6))
    : addDays(firstDay(next(period)), 1 + Math.floor(random() * 8));
  const hour = String(8 + Math.floor(random() * 10)).padStart(2, "0");
  return new Date(shanghaiInstant(day, `${hour}:${String(Math.floor(random() * 60)).padStart(2, "0")}`));
}

function filed(
  { organisationId, industryCode, regionCode, weight }: Expected,
  period: string,
  dueOn: string,
  values: Values,
  random: () => number,
  state: FilingState,
): DemoFiling {
  const received = receivedOn(period, dueOn, random);
  const decided = new Date(received.getTime() + (4 + random() * 60) * 3_600_000);
  const digest = createHash("sha256")
    .update(`${organisationId}${period}${JSON.stringify(values)}`)
    .digest("hex");
  return {
    organisationId,
    period,
    state,
    industryCode,
    regionCode,
    weight,
    values,
    explanations: {},
    remarks: [],
    vintageId: uuidv7(),
    received,
    decidedAt: state === "submitted" ? null : decided,
    receipt: receiptNumber(period, digest),
    digest,
    reason: null,
  };
}

function inTheMaking(
  enterprise: Expected,
  form: PreparedForm,
  period: string,
  dueOn: string,
  usual: Values,
  earlier: Earlier,
  { random, now }: DemoWorld,
): DemoFiling[] {
  const lot = random();
  if (lot < 0.2) return [];
  const values = disturbed(usual, random);
  const { remarks } = check(form, values, earlier);
  const soft = remarks.filter((remark) => remark.severity === "soft");
  const state: FilingState =
    lot < 0.28 ? "draft" : lot < 0.32 ? "returned" : lot < 0.55 || soft.length ? "submitted" : "accepted";
  const one = filed(enterprise, period, dueOn, values, random, state);
  // Nothing has arrived after now, however early in the month the demo is loaded.
  const received =
    one.received > now ? new Date(now.getTime() - (1 + random() * 40) * 3_600_000) : one.received;
  const decidedAt = one.decidedAt && (one.decidedAt > now ? now : one.decidedAt);
  const made = { ...one, received, decidedAt, remarks: soft, explanations: explained(soft, random) };
  if (state === "draft") return [{ ...made, values: halfOf(values, random), explanations: {}, remarks: [] }];
  return state === "returned"
    ? [{ ...made, reason: RETURNED[soft[0]?.field ?? ""] ?? RETURNED.orders! }]
    : [made];
}

/** One in six has had an unusual month. */
function disturbed(usual: Values, random: () => number): Values {
  const lot = random();
  const times = (code: string, factor: number): string => (Number(usual[code]) * factor).toFixed(2);
  if (lot < 0.06) return { ...usual, orders: times("orders", 0.38) };
  if (lot < 0.1) return { ...usual, electricity: times("electricity", 0.45) };
  if (lot < 0.13) return { ...usual, receivables: times("receivables", 1.7) };
  if (lot < 0.15) return { ...usual, inventory: (Number(usual.inventory) * 10_000).toFixed(2) };
  return usual;
}

const EXPLAINED: Record<string, readonly string[]> = {
  orders: ["主要客户改为按季度下单，十二月恢复", "出口订单推迟到下季度确认"],
  electricity: ["自备光伏投用，外购电减少", "两条生产线停机检修十二天"],
  receivables: ["大客户账期由 60 天改为 90 天", "月末集中发货，货款下月回笼"],
  inventory: ["已核对，按账面金额填报"],
};
const explained = (soft: readonly Remark[], random: () => number): Values =>
  Object.fromEntries(
    soft.map((r) => [r.key, pick(EXPLAINED[r.field] ?? ["已与财务核对，数据属实"], random)]),
  );

const RETURNED: Record<string, string> = {
  inventory: "产成品存货比上月大很多，请核对是否把元填成了万元",
  electricity: "用电量与上月差别较大，请附上电费单口径核对后重报",
  receivables: "应收账款请扣除已开票未发货部分后重报",
  orders: "订单金额请按月末在手合同填报，不含意向订单",
};

const pick = <T>(from: readonly T[], random: () => number): T => from[Math.floor(random() * from.length)]!;

function halfOf(values: Values, random: () => number): Values {
  const most = 3 + Math.floor(random() * 6);
  return Object.fromEntries(Object.entries(values).slice(0, most));
}
