// Each stage of the pipeline seen to bark: the fault is planted, and what it left out and why is read.
import { describe, expect, test } from "vitest";
import type { Facts, OpenWarning } from "./batch.ts";
import type { Candidate } from "./detect.ts";
import { runPipeline, stages } from "./pipeline.ts";

const now = Date.UTC(2026, 10, 24, 2);
const facts = (more: Partial<Facts> = {}): Facts => ({
  now,
  newest: "2026-10",
  today: "2026-11-24",
  known: new Set(),
  warnings: [],
  silences: [],
  budget: { most: 4, used: new Map() },
  associations: [{ id: "paper", sectors: ["22", "221"] }],
  nameOf: ({ sector, region, indicator }) => ({ zh: `${sector} ${region} ${indicator}`, en: "x" }),
  ...more,
});
const signal = (more: Partial<Candidate> = {}): Candidate => {
  const one: Candidate = {
    key: "",
    source: "statistics",
    rule: "r",
    sector: "22",
    region: "00",
    indicator: "output_value",
    month: "2026-10",
    direction: "down",
    value: 80,
    expected: 100,
    lo: 95,
    hi: 105,
    score: -8,
    threshold: 4,
    q: 0.01,
    effect: -0.2,
    periods: 1,
    baseline: 30,
    coverage: 0.95,
    reported: 40,
    recent: [99, 101, 100, 102],
    method: "peers",
    reason: "SHOCK",
    contributions: [],
    title: null,
    ...more,
  };
  return {
    ...one,
    key:
      more.key ?? `${one.source} ${one.sector} ${one.region} ${one.indicator} ${one.month} ${one.direction}`,
  };
};
const warning = (more: Partial<OpenWarning> = {}): OpenWarning => ({
  id: "w1",
  kind: "industry",
  sectors: ["22"],
  region: "00",
  stage: "signalled",
  severity: "yellow",
  first: "2026-09",
  last: "2026-09",
  since: now,
  closedAt: null,
  acknowledged: false,
  escalated: 0,
  ...more,
});
const run = (signals: Candidate[], more: Partial<Facts> = {}) => {
  const { batch, log } = runPipeline(signals, facts(more));
  const dropped = (stage: string) => log.find((one) => one.stage === stage)!.dropped.map(({ why }) => why.zh);
  return { routed: batch.routed, batch, log, dropped };
};

test("the stages stand in the order of the method, and a plain signal passes them all", () => {
  expect(stages.map(({ name }) => name)).toEqual([
    "quality",
    "dedupe",
    "group",
    "inhibit",
    "quiet",
    "budget",
    "severity",
    "route",
    "escalate",
  ]);
  const { routed, log } = run([signal()]);
  expect(routed).toMatchObject([
    { kind: "industry", sectors: ["22"], severity: "orange", associations: ["paper"] },
  ]);
  expect(log.map(({ in: before, out }) => [before, out])).toEqual(Array(9).fill([1, 1]));
});

describe("quality", () => {
  test.each([
    ["a month that has not come", { month: "2027-01" }, "还没有到"],
    ["all months missing", { value: Number.NaN, score: Number.NaN }, "没有可用的数值"],
    ["a constant past", { recent: [5, 5, 5, 5] }, "完全相同"],
    ["a unit error ×10000", { value: 1_000_000 }, "疑似单位错误（×10000）"],
    ["a unit error of one among many", { value: 50_000 }, "20 倍以上"],
    ["a cell of one enterprise", { reported: 1 }, "只有 1 家"],
    ["less than half reported", { coverage: 0.4 }, "不足一半"],
    ["no past", { recent: [100] }, "不足三期"],
  ])("%s raises nothing", (_, more, why) => {
    const { routed, dropped } = run([signal(more)]);
    expect(routed).toEqual([]);
    expect(dropped("quality").join()).toContain(why);
  });
});

test("dedupe: two rules, and a signal on record, are one", () => {
  const { routed, dropped } = run([signal(), signal({ rule: "other", score: -6 })]);
  expect(routed[0]!.signals).toHaveLength(1);
  expect(dropped("dedupe")).toEqual(["同一情况被多条规则发现，只留最强的一条"]);
  expect(run([signal()], { known: new Set([signal().key]) }).routed).toEqual([]);
});

describe("group", () => {
  test("one industry in several provinces and figures is one cause", () => {
    const { routed } = run([
      signal(),
      signal({ region: "37" }),
      signal({ region: "33", indicator: "orders" }),
    ]);
    expect(routed).toHaveLength(1);
    expect(routed[0]).toMatchObject({ kind: "industry", region: "00" });
  });
  test("three industries of one province are the province's trouble, with what the country shows of it", () => {
    const here = ["13", "22", "38"].map((sector) => signal({ sector, region: "44" }));
    const country = signal({ sector: "38", contributions: [{ member: "44", points: -40 }] });
    const { routed } = run([...here, country]);
    expect(routed).toMatchObject([{ kind: "region", region: "44", sectors: ["13", "22", "38"] }]);
    expect(routed[0]!.signals).toHaveLength(4);
  });
  test("but not where the same industries are upset elsewhere too", () => {
    const everywhere = ["13", "22", "38"].flatMap((sector) =>
      ["44", "33", "37"].map((region) => signal({ sector, region })),
    );
    expect(run(everywhere).routed).toMatchObject([
      { kind: "industries", sectors: ["13", "22", "38"], region: "00" },
    ]);
  });
});

describe("inhibit", () => {
  test("a detail and a figure that follows stand behind the main one", () => {
    const { routed, dropped } = run([
      signal(),
      signal({ region: "37" }),
      signal({ indicator: "electricity" }),
    ]);
    expect(routed[0]!.leads).toHaveLength(1);
    expect(dropped("inhibit")).toHaveLength(2);
  });
  test("an open warning of the same cause takes it in", () => {
    expect(run([signal()], { warnings: [warning()] }).routed).toMatchObject([{ continues: "w1" }]);
    expect(run([signal()], { warnings: [warning({ stage: "reviewed" })] }).routed).toMatchObject([
      { continues: null },
    ]);
    expect(
      run([signal()], { warnings: [warning({ last: "2026-05", first: "2026-05" })] }).routed[0]!.continues,
    ).toBeNull();
  });
});

describe("quiet", () => {
  const silence = {
    id: "s",
    sector: "22",
    region: null,
    indicator: null,
    until: "2026-12-01",
    owner: "周值班",
  };
  test("a silence holds what it names, until it ends", () => {
    const { routed, dropped, batch } = run([signal()], { silences: [silence] });
    expect(routed).toEqual([]);
    expect(dropped("quiet")).toEqual(["周值班 设置了静默，至 2026-12-01"]);
    expect(batch.held.get("s")).toBe(1);
    expect(run([signal({ sector: "38" })], { silences: [silence] }).routed).toHaveLength(1);
    expect(run([signal()], { silences: [{ ...silence, until: "2026-11-23" }] }).routed).toHaveLength(1);
  });
  test("flapping is held, unless it comes clearly stronger; what was found false is held however loud", () => {
    const ended = warning({ stage: "lifted", closedAt: now - 10 * 86_400_000 });
    expect(run([signal({ score: -5 })], { warnings: [ended] }).routed).toEqual([]);
    expect(run([signal({ score: -9 })], { warnings: [ended] }).routed).toHaveLength(1);
    expect(run([signal({ score: -9 })], { warnings: [{ ...ended, stage: "dismissed" }] }).routed).toEqual([]);
    expect(
      run([signal({ score: -5 })], { warnings: [{ ...ended, closedAt: now - 70 * 86_400_000 }] }).routed,
    ).toHaveLength(1);
  });
});

test("budget: the weakest wait when a month has brought enough; what goes on costs nothing", () => {
  const many = ["13", "15", "19", "22"].map((sector, i) =>
    signal({ sector, indicator: `i${i}`, score: -5 - i }),
  );
  const { routed, dropped } = run(many, { budget: { most: 2, used: new Map() } });
  expect(routed.map(({ sectors }) => sectors[0])).toEqual(["22", "19"]);
  expect(dropped("budget")).toHaveLength(2);
  expect(
    run([signal()], { budget: { most: 0, used: new Map() }, warnings: [warning()] }).routed,
  ).toHaveLength(1);
  expect(run([signal({ score: -40 })], { budget: { most: 0, used: new Map() } }).routed).toHaveLength(1);
});

test("severity: from blue to red, and what is neither certain nor large falls out", () => {
  const grade = (more: Partial<Candidate>, also: Candidate[] = []) =>
    run([signal(more), ...also]).routed[0]?.severity;
  expect(grade({ q: 0.3 })).toBeUndefined();
  expect(grade({ q: 0.15 })).toBe("blue");
  expect(grade({ q: 0.09, effect: -0.05 })).toBe("yellow");
  expect(grade({ q: 0.04, effect: -0.12 })).toBe("orange");
  expect(grade({ q: 0.005, effect: -0.3, periods: 2 })).toBe("red");
  expect(grade({ q: 0.005, effect: -0.3, periods: 2, coverage: 0.6 })).toBe("orange");
});

test("people: one word is blue, two voices yellow, and with figures at least what the figures say", () => {
  const told = (key: string): Candidate =>
    signal({
      key,
      source: "people",
      indicator: null,
      direction: null,
      score: 1,
      threshold: 1,
      title: { zh: "停线", en: "line stopped" },
    });
  expect(run([told("a")]).routed).toMatchObject([{ kind: "place", severity: "blue" }]);
  expect(run([told("a"), told("b")]).routed).toMatchObject([{ kind: "place", severity: "yellow" }]);
  expect(run([told("a"), signal()]).routed).toMatchObject([{ kind: "industry", severity: "orange" }]);
  expect(run([told("a")], { warnings: [warning({ last: "2026-10" })] }).routed).toMatchObject([
    { continues: "w1" },
  ]);
});

test("route: an industry without an association is the federation's alone", () => {
  const { routed, dropped } = run([signal({ sector: "41" })]);
  expect(routed[0]!.associations).toEqual([]);
  expect(dropped("route")).toEqual(["没有对应的行业协会，只由联合会值班核实"]);
});

test("escalate: nobody looked in time, and once somebody is at it it is only asked for again", () => {
  const late = (more: Partial<OpenWarning>) =>
    run([], { warnings: [warning({ severity: "red", since: now - 5 * 3_600_000, ...more })] }).batch
      .escalations;
  expect(late({})).toEqual([{ warningId: "w1", level: 2 }]);
  expect(late({ acknowledged: true })).toEqual([{ warningId: "w1", level: 1 }]);
  expect(late({ since: now - 3_600_000 })).toEqual([]);
  expect(late({ escalated: 3 })).toEqual([]);
});
