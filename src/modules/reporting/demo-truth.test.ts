// The file of the truth beside the demo is what the generator plants, and a planted mistake is one that could be sent.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import truth from "../../../data/demo/truth.json" with { type: "json" };
import { check, prepare, readDefinition } from "../../engines/forms/index.ts";
import { demoHistories, demoTruth } from "./actions/demo-truth.ts";
import { reportedIn } from "./demo-history.ts";

const now = new Date(`${truth.day}T04:00:00Z`);
const file = new URL("../../../data/forms/monthly-operation-2.json", import.meta.url);
const form = prepare(readDefinition(JSON.parse(readFileSync(file, "utf8"))));
const histories = [...(await demoHistories(now, truth.enterprises))];
const months = new Map(histories.map(({ code, history }) => [code, history]));
const monthOf = (code: string, ago: number) => months.get(code)!.at(ago - 1)!;

test("the file is what the generator plants, row by row", async () => {
  const { title, source, confidence, enterprises, day, columns, ...lists } = truth;
  expect(lists).toEqual(JSON.parse(JSON.stringify(await demoTruth(now, enterprises))));
  expect([title, source, confidence, day, columns].every(Boolean)).toBe(true);
});

test("every kind of mistake is there, found and standing, some in the newest month", () => {
  const kinds = Map.groupBy(truth.mistakes, (row) => row[3]);
  expect([...kinds.keys()].sort()).toEqual(["sign", "swapped", "times-1000", "times-10000", "yuan"]);
  for (const [kind, rows] of kinds) expect(rows.length, String(kind)).toBeGreaterThan(30);
  const outcomes = new Set(truth.mistakes.map((row) => row[6]));
  expect(outcomes).toEqual(new Set(["found", "standing", "open"]));
  // A unit a thousandfold wrong that stands for ever would drown every total: somebody has looked.
  const gross = truth.mistakes.filter((row) =>
    ["times-1000", "times-10000", "yuan"].includes(String(row[3])),
  );
  expect(gross.filter((row) => row[6] === "standing")).toEqual([]);
});

test("what the file calls true and reported is what the months hold", () => {
  for (const [code, ago, indicator, , right, reported] of truth.mistakes as [
    string,
    number,
    string,
    string,
    string,
    string,
  ][]) {
    const month = monthOf(code, ago);
    expect([month.truth[indicator], reportedIn(month)[indicator]]).toEqual([right, reported]);
  }
  for (const [code, ago, days] of truth.late as [string, number, number][])
    expect(monthOf(code, ago).daysLate).toBe(days);
  for (const [code, ago] of truth.missing as [string, number][])
    expect(monthOf(code, ago).received).toBeNull();
});

test("nothing that was sent breaks a hard check; what is right seldom has to be explained", () => {
  let filed = 0;
  let explained = 0;
  for (const { history } of histories.filter((_, i) => i % 7 === 0)) {
    for (const [i, month] of history.entries()) {
      if (month.received === null) continue;
      const earlier = { previous: history[i - 1]?.truth ?? {}, lastYear: history[i - 12]?.truth ?? {} };
      const { remarks, values } = check(form, reportedIn(month), earlier);
      expect(remarks.filter((one) => one.severity === "hard")).toEqual([]);
      for (const [code, value] of Object.entries(month.truth)) {
        if (!month.mistakes.length && !month.making?.unusual) expect(values[code]).toBe(value);
      }
      if (month.mistakes.length || month.making?.unusual) continue;
      filed += 1;
      if (remarks.length) explained += 1;
    }
  }
  expect(filed).toBeGreaterThan(9000);
  expect(explained / filed).toBeLessThan(0.12);
});

test("a gross mistake is remarked on by the form", () => {
  const missed: string[] = [];
  for (const { code, history } of histories) {
    for (const [i, month] of history.entries()) {
      if (i === 0 || !month.mistakes.some(({ kind }) => kind.startsWith("times") || kind === "yuan"))
        continue;
      const earlier = { previous: history[i - 1]!.truth, lastYear: history[i - 12]?.truth ?? {} };
      const said = check(form, reportedIn(month), earlier).remarks.map((one) => one.field);
      if (!month.mistakes.some(({ indicator }) => said.includes(indicator)))
        missed.push(`${code} ${month.period}`);
    }
  }
  expect(missed).toEqual([]);
});
