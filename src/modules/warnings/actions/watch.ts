// Judging what monitoring shows: live rules over every series of the newest months, and what came back to the usual.
import { setImmediate as nextTurn } from "node:timers/promises";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { FORM } from "../../monitoring/contract.ts";
import { protectedSeries } from "../../monitoring/index.ts";
import { type Candidate, detect, inScope, type Rule } from "../detect.ts";
import { figures } from "../reference.ts";
import { ruleRows, type StoredRule } from "../store/rules.ts";
import { markFallen, takeDue } from "../store/signals.ts";
import { addStep, anyStandingLeft } from "../store/warnings.ts";
import { firstJudged, type Judged, judge, newestShown, type Panel, panelOf } from "../watching.ts";
import { takeIn } from "./take-in.ts";

/** Late returns still move a month: the newest and the one before are judged. */
const MONTHS_JUDGED = 2;

export async function loadPanel(ctx: Ctx, digits: 2 | 3 = 2): Promise<Panel> {
  const points = await protectedSeries(ctx, { formCode: FORM, digits });
  return panelOf(points, (code) => figures.get(code)?.rate ?? false);
}

export const ruleOf = (stored: StoredRule): Rule => ({
  ...{
    id: stored.id,
    name: stored.name,
    method: stored.method,
    threshold: stored.threshold,
    direction: stored.direction,
  },
  ...{ indicators: stored.indicators, sectors: stored.sectors, regions: stored.regions },
});
export const digitsOf = (rules: readonly { sectors: readonly string[] }[]): 2 | 3 =>
  rules.some(({ sectors }) => sectors.some((code) => code.length > 2)) ? 3 : 2;

/** Everything a rule looks at, judged over all months. */
export const judgedBy = (rule: Rule, panel: Panel): Judged[] =>
  judge(
    rule.method,
    panel.series.filter((one) => inScope(rule, one)),
    panel.months.length,
  );

/** Signals of the months from `from` on, month by month; others get their turn in between. */
export async function candidatesOf(
  rules: readonly Rule[],
  panel: Panel,
  from: number,
  until = panel.months.length - 1,
): Promise<{ byMonth: Map<string, Candidate[]>; judged: number }> {
  const byMonth = new Map<string, Candidate[]>();
  let judged = 0;
  for (const rule of rules) {
    const series = judgedBy(rule, panel);
    for (let t = Math.max(from, firstJudged(rule.method)); t <= until; t += 1) {
      const month = panel.months[t]!;
      byMonth.set(month, [
        ...(byMonth.get(month) ?? []),
        ...detect(rule, series, panel.months, t, panel.behind),
      ]);
      for (const { score } of series) if (!Number.isNaN(score[t]!)) judged += 1;
      await nextTurn();
    }
  }
  return { byMonth, judged };
}

export type Watched = { month: string | null; signals: number; opened: number; continued: number };

/** As the system: judges now, whether or not anything has changed. */
export async function watch(
  ctx: Ctx,
  of: { demo: boolean; quietly?: boolean } = { demo: false },
): Promise<Watched> {
  await takeDue(ctx);
  const rules = (await ruleRows(ctx, "live")).map(ruleOf);
  const panel = await loadPanel(ctx, digitsOf(rules));
  const newest = newestShown(panel);
  const { byMonth, judged } = await candidatesOf(rules, panel, newest - MONTHS_JUDGED + 1, newest);
  const signals = [...byMonth.values()].flat();
  for (const [month, found] of byMonth) {
    for (const id of await markFallen(
      ctx,
      month,
      found.map(({ key }) => key),
    ))
      await noteRestated(ctx, id);
  }
  const month = panel.months[newest] ?? null;
  const taken = await takeIn(ctx, signals, { source: "statistics", judged, month, ...of });
  return { month, signals: signals.length, opened: taken.opened.length, continued: taken.continued.length };
}

/** Figures were restated and nothing is out of the ordinary any more: said in the steps; a person decides. */
async function noteRestated(ctx: Ctx, warningId: string): Promise<void> {
  if (await anyStandingLeft(ctx, warningId)) return;
  await addStep(ctx, {
    ...{ warningId, kind: "restated", organisation: "预警流水线" },
    note: {
      zh: "数字更新后，原来的信号已回到预期区间。请核实是否结束这条预警。",
      en: "With the figures as they are now, nothing is out of the expected band. Please see whether this warning can end.",
    },
  });
}

export async function watchIfDue(ctx: Ctx): Promise<void> {
  if (await takeDue(ctx)) await watch(ctx);
  else
    await takeIn(ctx, [], { source: "statistics", judged: 0, month: null, demo: false, onlyEscalate: true });
}

/** Asked for by a person. */
export async function runNow(ctx: Ctx): Promise<Watched> {
  const done = await watch(ctx);
  await audit(ctx, { action: "warnings.run", subject: "warnings.run", after: done });
  return done;
}
