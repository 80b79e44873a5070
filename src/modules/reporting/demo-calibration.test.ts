// The demo's totals lie where the facts put them: margin, growth, exports, wages, the Spring Festival, late and missing.
import { expect, test } from "vitest";
import facts from "../../../data/demo/calibration.json" with { type: "json" };
import miit from "../../../data/miit_68.json" with { type: "json" };
import { demoWorld, diceOf } from "../../platform/demo/demo.ts";
import { demoHistories } from "./actions/demo-truth.ts";
import { demoPlans } from "./actions/neighbours.ts";
import { festivalOf, seriesOf } from "./demo-series.ts";

const now = new Date("2026-11-24T04:00:00Z");
const { months } = demoWorld(now, 2000);
const plans = [...demoPlans(2000, now)];
const histories = [...(await demoHistories(now, 2000))];

/** Without any event: sums over all enterprises, month by month. */
const plain = months.map(() => new Map<string, number>());
const byDivision = new Map<string, Map<string, number>>();
for (const { code, plan } of plans) {
  const series = seriesOf(diceOf(`${code} months`), plan);
  const division = plan.industryCode.slice(0, 2);
  const sums = byDivision.get(division) ?? new Map<string, number>();
  byDivision.set(division, sums);
  for (const [i, month] of months.entries()) {
    for (const [indicator, value] of Object.entries(series(month))) {
      plain[i]!.set(indicator, (plain[i]!.get(indicator) ?? 0) + Number(value));
      sums.set(indicator, (sums.get(indicator) ?? 0) + Number(value));
    }
  }
}
const sum = (indicator: string, from = 0, to = months.length): number =>
  plain.slice(from, to).reduce((all, month) => all + month.get(indicator)!, 0);

test("the figures taken from the facts are those of the facts", () => {
  const said = miit.interpretations.map((one) => one.fact).join("\n");
  const [, revenue, profit] = /2022年规上轻工营收([\d.]+)万亿元、利润([\d.]+)万亿元/.exec(said)!;
  expect(facts.profitMargin.value).toBeCloseTo(Number(profit) / Number(revenue), 4);
  const [, growth] = /增加值年均增速(\d+)%左右/.exec(said)!;
  expect(facts.growth.value).toBeCloseTo(Number(growth) / 100, 6);
});

test("profit over revenue", () =>
  expect(Math.abs(sum("profit") / sum("revenue") - facts.profitMargin.value)).toBeLessThan(
    facts.profitMargin.within,
  ));

test("growth over two years, a year on the year before", () => {
  const growth = (sum("output_value", 24, 36) / sum("output_value", 0, 12)) ** 0.5 - 1;
  expect(Math.abs(growth - facts.growth.value)).toBeLessThan(facts.growth.within);
});

test("exports and wages, industry by industry", () => {
  for (const { division, exports, wages } of facts.divisions.items) {
    const sums = byDivision.get(division)!;
    // Few enterprises make much of an industry: one large exporter moves it.
    expect(Math.abs(sums.get("export_value")! / sums.get("sales_value")! - exports), division).toBeLessThan(
      0.03 + 0.4 * exports,
    );
    expect(Math.abs(sums.get("wages")! / sums.get("output_value")! / 0.8 - wages), division).toBeLessThan(
      0.25 * wages,
    );
  }
});

test("the month of the Spring Festival against two months on either side", () => {
  for (const [i, month] of months.entries()) {
    if (i < 2 || i > months.length - 3 || festivalOf(month.slice(0, 4)).slice(0, 7) !== month) continue;
    const around =
      [i - 2, i - 1, i + 1, i + 2].reduce((all, at) => all + plain[at]!.get("output_value")!, 0) / 4;
    const ratio = plain[i]!.get("output_value")! / around;
    expect(ratio, month).toBeGreaterThan(facts.festival.low);
    expect(ratio, month).toBeLessThan(facts.festival.high);
  }
});

test("late, missing and mistaken returns in the shares they are meant to have", () => {
  const past = histories.flatMap(({ history }) => history.slice(0, -1));
  const filed = past.filter((month) => month.received !== null);
  const share = (some: number, all: number, of: { value: number; within: number }): void =>
    expect(Math.abs(some / all - of.value)).toBeLessThan(of.within);
  share(filed.filter((month) => month.daysLate > 0).length, filed.length, facts.late);
  share(past.length - filed.length, past.length, facts.missing);
  share(filed.filter((month) => month.mistakes.length > 0).length, filed.length, facts.mistaken);
});

test("sizes: most stand above the line from which an enterprise is counted, and the months add up to the registered year", () => {
  const counted = plans.filter(({ plan }) => plan.revenue >= facts.smallest.value).length;
  expect(counted / plans.length).toBeGreaterThan(0.8);
  const year = plans[0]!.plan.year;
  const from = months.indexOf(`${year}-01`);
  const registered = plans.reduce((all, { plan }) => all + plan.revenue, 0);
  expect(sum("revenue", from, from + 12) / registered).toBeGreaterThan(0.9);
  expect(sum("revenue", from, from + 12) / registered).toBeLessThan(1.1);
});

test("signed less delivered is what is in hand more", () => {
  const { history } = histories[0]!;
  for (const [i, { truth }] of history.entries()) {
    if (i === 0 || truth.new_orders === "0") continue;
    const before = Number(history[i - 1]!.truth.orders);
    expect(Number(truth.new_orders) - Number(truth.sales_value)).toBeCloseTo(
      Number(truth.orders) - before,
      1,
    );
  }
});
