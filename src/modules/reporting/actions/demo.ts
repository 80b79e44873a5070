// Demo months (演示数据): returns of the demo enterprises as they came in, the newest month still in the making.
import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { check, type PreparedForm, prepare, type Remark } from "../../../engines/forms/index.ts";
import { workCalendar } from "../../../platform/config/work-calendar.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { diceOf } from "../../../platform/demo/demo.ts";
import type { DemoWorld } from "../../../platform/module.ts";
import { type DemoEnterprise, type DemoMonth, historyOf, reportedIn } from "../demo-history.ts";
import type { Values } from "../demo-series.ts";
import { type DemoFiling, type DemoVintage, insertDemo } from "../store/demo.ts";
import { formsIn, removeOf } from "../store/period.ts";
import { receiptNumber } from "./fill.ts";
import { type DemoExpected, demoExpected, demoOrganisationIds } from "./neighbours.ts";
import { dueOnOf } from "./period.ts";

/** Part by part, so that a hundred thousand enterprises need no more memory than a thousand. */
const PART = 250;

export async function loadDemo(ctx: Ctx, world: DemoWorld): Promise<void> {
  const expected = await demoExpected(ctx);
  const form = (await formsIn(ctx, world.months.at(-1)!)).find((one) => one.code === "monthly-operation");
  if (!form || expected.length === 0) return;
  const calendar = workCalendar();
  const prepared = prepare(form);
  const dueOn = world.months.map((period) => dueOnOf(form, period, calendar));
  let writing: Promise<void> = Promise.resolve();
  for (let from = 0; from < expected.length; from += PART) {
    const part: DemoFiling[] = [];
    for (const one of expected.slice(from, from + PART)) {
      const history = monthsOf(one, world.months, dueOn);
      for (const [i, month] of history.entries()) {
        part.push(filingOf(one, history, month, i, prepared, world));
      }
      // The database writes the part before this one meanwhile, and its answers have to be heard.
      await nextTurn();
    }
    await writing;
    writing = insertDemo(ctx, form, part);
    // Awaited after the next part is made: a fault is thrown there, not left unheard until then.
    writing.catch(() => undefined);
  }
  await writing;
}

export async function removeDemo(ctx: Ctx): Promise<void> {
  await removeOf(ctx, await demoOrganisationIds(ctx));
}

/** The same for the database and for the truth beside it. */
export const monthsOf = (
  one: { code: string; plan: DemoEnterprise },
  months: readonly string[],
  dueOn: readonly string[],
): DemoMonth[] => historyOf(one.plan, months, dueOn, diceOf(`${one.code} months`));

function filingOf(
  expected: DemoExpected,
  history: readonly DemoMonth[],
  month: DemoMonth,
  at: number,
  form: PreparedForm,
  world: DemoWorld,
): DemoFiling {
  const base = { ...expected, id: uuidv7(), period: month.period, dueOn: month.dueOn };
  const dice = diceOf(`${expected.code} ${month.period} words`);
  // Nothing has arrived after now, however early in the month the demo is loaded.
  const seen = (at: number): Date =>
    at > world.now.getTime() ? new Date(world.now.getTime() - (1 + dice() * 40) * 3_600_000) : new Date(at);
  if (month.received === null || month.making?.state === "none")
    return { ...base, state: "due", vintages: [], draft: null };
  const received = seen(month.received);
  const first = reportedIn(month);
  if (month.making?.state === "draft")
    return {
      ...base,
      state: "draft",
      vintages: [],
      draft: { values: halfOf(first, dice), savedAt: received },
    };
  const odd = month.making !== null || month.mistakes.length > 0;
  const earlier = { previous: history[at - 1]?.truth ?? {}, lastYear: history[at - 12]?.truth ?? {} };
  const remarks = odd ? check(form, first, earlier).remarks.filter((one) => one.severity === "soft") : [];
  const one: DemoVintage = {
    ...vintageOf(base, first, received),
    remarks,
    explanations: explained(remarks, dice),
    decision: null,
  };
  if (month.returned !== null) {
    const reason = returnedFor(month, remarks);
    const sentBack: DemoVintage = {
      ...one,
      decision: { kind: "returned", at: seen(month.returned), reason },
    };
    if (month.again === null)
      return {
        ...base,
        state: "returned",
        vintages: [sentBack],
        draft: { values: first, savedAt: received },
      };
    const decision = { kind: "accepted" as const, at: new Date(month.accepted!), reason: null };
    const right = { ...vintageOf(base, month.truth, new Date(month.again)), remarks: [], explanations: {} };
    return { ...base, state: "locked", vintages: [sentBack, { ...right, decision }], draft: null };
  }
  // What still asks for an explanation is not accepted by itself.
  const waits = month.making && (month.making.state === "submitted" || remarks.length > 0);
  if (waits || month.accepted === null) return { ...base, state: "submitted", vintages: [one], draft: null };
  const decision = { kind: "accepted" as const, at: seen(month.accepted), reason: null };
  return {
    ...base,
    state: month.making ? "accepted" : "locked",
    vintages: [{ ...one, decision }],
    draft: null,
  };
}

function vintageOf(
  base: { organisationId: string; period: string },
  values: Values,
  received: Date,
): Pick<DemoVintage, "id" | "values" | "received" | "receipt" | "digest"> {
  const digest = createHash("sha256")
    .update(`${base.organisationId}${base.period}${JSON.stringify(values)}`)
    .digest("hex");
  return { id: uuidv7(), values, received, receipt: receiptNumber(base.period, digest), digest };
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
const WRONG: Record<string, string> = {
  "times-1000": "与上月相差约千倍，请核对单位后重报",
  "times-10000": "与上月相差约万倍，请核对单位后重报",
  yuan: "各项金额像是按元填的，本表单位为万元，请改后重报",
  swapped: "两栏的数像是填反了，请核对后重报",
  sign: "正负号请再核对：下降和亏损填负数",
};
const returnedFor = (month: DemoMonth, remarks: readonly Remark[]): string =>
  WRONG[month.mistakes[0]?.kind ?? ""] ?? RETURNED[remarks[0]?.field ?? ""] ?? RETURNED.orders!;

const pick = <T>(from: readonly T[], random: () => number): T => from[Math.floor(random() * from.length)]!;

function halfOf(values: Values, random: () => number): Values {
  const most = 3 + Math.floor(random() * 6);
  return Object.fromEntries(Object.entries(values).slice(0, most));
}
