// Own curve and band: the same measure for large and small, and no member's value in the band.
import { expect, test } from "vitest";
import { bandsOfSector, curveOf, measuresOf } from "./curve.ts";
import { monthsUpTo, returnsOf, seeded } from "./fixtures.ts";
import { indicatorOf } from "./reference.ts";
import { sayOwn } from "./say.ts";
import { standingOf } from "./standing.ts";
import { finish } from "./turns.ts";

const months = monthsUpTo("2025-12", 14);
const output = indicatorOf("output_value")!;
const constant = (value: string) => new Map(months.map((month) => [month, value]));

test("the index is the same for a large and a small firm that move alike", () => {
  const large = curveOf("index", new Map([...constant("5000"), ["2025-12", "6000"]]), new Map(), months);
  const small = curveOf("index", new Map([...constant("50"), ["2025-12", "60"]]), new Map(), months);
  expect([...large]).toEqual([...small]);
  expect(large.get("2025-12")).toBe("120.00");
});

test("what cannot be said is left out, never zero", () => {
  const short = new Map(months.slice(-4).map((month) => [month, "10"]));
  expect(curveOf("index", short, new Map(), months).size).toBe(0);
  expect(curveOf("yoy", constant("0"), new Map(), months).size).toBe(0);
  expect(curveOf("per_head", constant("10"), new Map(), months).size).toBe(0);
  expect(curveOf("per_head", constant("10"), constant("4"), months).get("2025-12")).toBe("2.50");
  expect(curveOf("yoy", constant("10"), new Map(), months).get(months[0]!)).toBeUndefined();
});

test("percentages are laid side by side as they are", () => {
  expect(measuresOf(indicatorOf("capacity_use")!)).toEqual(["level"]);
  expect(measuresOf(output)).toEqual(["index", "yoy", "per_head"]);
  expect(measuresOf(indicatorOf("employees")!)).toEqual(["index", "yoy"]);
});

test("a band needs seven, and shows no member", () => {
  const firms = Array.from({ length: 14 }, (_, i) => ({
    id: `e${i}`,
    industry: i < 6 ? "2221" : "2231",
    region: "370100",
    size: 50 + i * 30,
  }));
  const { figures } = returnsOf(firms, months, seeded(8));
  const standing = standingOf(figures, months);
  const bands = finish(
    bandsOfSector({ indicators: [output], standing, months, wanted: new Set(["2025-12"]), bases: null }),
  ).filter((b) => b.measure === "index");
  expect(bands.find((b) => b.sector === "222")).toMatchObject({ n: 6, suppressed: "few", median: null });
  const whole = bands.find((b) => b.sector === "22")!;
  expect(whole).toMatchObject({ n: 14, suppressed: null });
  const own = firms.map((firm) => {
    const series = new Map(
      figures
        .filter((f) => f.enterprise === firm.id && f.indicator === "output_value")
        .map((f) => [f.month, f.value]),
    );
    return Number(curveOf("index", series, new Map(), months).get("2025-12"));
  });
  expect(Number(whole.p25)).toBeGreaterThan(Math.min(...own));
  expect(Number(whole.p75)).toBeLessThan(Math.max(...own));
  for (const quartile of [whole.p25, whole.median, whole.p75]) {
    expect(own.map((value) => value.toFixed(1))).not.toContain(quartile);
  }
});

test("the sentence says where one lies, or that the band is not shown", () => {
  const point = {
    month: "2025-12",
    value: "1",
    n: 9,
    p25: "90.0",
    median: "100.0",
    p75: "110.0",
    suppressed: null,
  };
  const name = { zh: "造纸", en: "Paper" };
  expect(sayOwn(output, "index", name, [{ ...point, own: "80.00" }]).zh).toContain("低于造纸");
  expect(sayOwn(output, "index", name, [{ ...point, own: "100.00" }]).zh).toContain("处于造纸");
  expect(sayOwn(output, "index", name, [{ ...point, own: "120.00" }]).zh).toContain("高于造纸");
  const bare = { ...point, own: "120.00", p25: null, median: null, p75: null, suppressed: "few" as const };
  expect(sayOwn(output, "index", null, [bare]).zh).toContain("可比企业不足");
  expect(sayOwn(output, "index", name, []).zh).toContain("提交报表后");
});
