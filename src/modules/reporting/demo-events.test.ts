// Planted events: the truth beside the data says what the generator does, and the figures show it.
import { expect, test } from "vitest";
import truth from "../../../data/demo/truth.json" with { type: "json" };
import { demoWorld, diceOf } from "../../platform/demo/demo.ts";
import { effectsOn, plantedEvents, touches } from "./demo-events.ts";
import { seriesOf } from "./demo-series.ts";

const now = new Date("2026-11-24T02:00:00Z");
const { months } = demoWorld(now, 2000);
const at = (ago: number): string => months[months.length - 1 + ago]!;
const foshan = { industryCode: "3851", regionCode: "440600" };
const elsewhere = { industryCode: "1411", regionCode: "370100" };
const figures = (one: typeof foshan, planted: boolean) => {
  const basis = { ...one, revenue: 12_000, employees: 140, year: 2025 };
  const series = seriesOf(diceOf("one"), basis, planted ? effectsOn(one, months) : undefined);
  // Asked for in order, as the generator does.
  const all = new Map(months.map((month) => [month, series(month)]));
  return (month: string) => all.get(month)!;
};

test("the ground truth is what the generator plants", () => {
  expect(truth.events).toEqual(plantedEvents);
});

test("every event lies within the 36 months and touches somebody", () => {
  for (const event of plantedEvents) {
    expect(event.from).toBeGreaterThan(-36);
    expect(event.to).toBeLessThanOrEqual(0);
    expect(event.from).toBeLessThanOrEqual(event.to);
    const one = { industryCode: event.industries[0] ?? "1411", regionCode: event.regions[0] ?? "370100" };
    expect(touches(event, one)).toBe(true);
  }
});

test("a standstill takes 45 % of the output of its region in its months, and nothing before", () => {
  const [with_, without] = [figures(foshan, true), figures(foshan, false)];
  const ratios = months.map(
    (month) => Number(with_(month).output_value) / Number(without(month).output_value),
  );
  const of = (ago: number): number => ratios[months.length - 1 + ago]!;
  expect(of(-20)).toBe(1);
  expect(of(-19)).toBeCloseTo(0.55, 3);
  expect(of(-18)).toBeCloseTo(0.55, 3);
  expect(of(-17)).toBe(1);
  expect(of(0)).toBeCloseTo(0.93, 3);
});

test("whom no event touches has the figures he would have had", () => {
  const [with_, without] = [figures(elsewhere, true), figures(elsewhere, false)];
  for (const month of months) expect(with_(month)).toEqual(without(month));
});

test("dearer pulp lifts the price of paper; the small demo of two years has no events", () => {
  const paper = { industryCode: "2221", regionCode: "370700" };
  expect(effectsOn(paper, months)(at(-13))).toMatchObject({
    price: 4.5,
    output: 0.84,
    material: 7,
    cover: 0.45,
  });
  expect(effectsOn(paper, demoWorld(now, 200).months)(at(-13))).toEqual({});
});
