// Cells of an industry: the engine's figures where nothing is withheld, and silence that cannot be undone where it is.
import { expect, test } from "vitest";
import { compute } from "../../engines/indicators/index.ts";
import { cellsOfMonth, type Expected, linkKey, type PartRow, publishedKey, wholeOfMonth } from "./cells.ts";
import type { CellRow } from "./facts.ts";
import { type Firm, monthsUpTo, returnsOf, seeded } from "./fixtures.ts";
import { indicators } from "./reference.ts";
import { type Figure, standingOf } from "./standing.ts";
import { finish } from "./turns.ts";

const months = monthsUpTo("2025-12", 15);
const firm = (id: string, industry: string, region: string, size = 100): Firm => ({
  id,
  industry,
  region,
  size,
});
const firms = [
  ...Array.from({ length: 6 }, (_, i) => firm(`a${i}`, "2221", "370100", 90 + i)),
  ...Array.from({ length: 6 }, (_, i) => firm(`b${i}`, "2231", "370100", 95 + i)),
  ...Array.from({ length: 6 }, (_, i) => firm(`c${i}`, "2221", "330100", 92 + i)),
  ...Array.from({ length: 6 }, (_, i) => firm(`d${i}`, "2231", "330100", 93 + i)),
];
const planted = returnsOf(firms, months, seeded(4));
const output = indicators.filter((i) => i.code === "output_value" || i.code === "capacity_use");

type Before = { cells: CellRow[]; parts: PartRow[] };
/** Month after month, as it is done; months before `from` come from `before`. */
function computed(
  figures: readonly Figure[] = planted.figures,
  roster: readonly Expected[] = planted.roster,
  from = months[0]!,
  before: Before = { cells: [], parts: [] },
): Before {
  const standing = standingOf(figures, months);
  const out: Before = { cells: [], parts: [] };
  let links = new Map<string, PartRow>();
  for (const [at, month] of months.entries()) {
    if (month < from) {
      links = new Map(before.parts.filter((p) => p.month === month).map((p) => [linkKey(p), p]));
      continue;
    }
    const published = new Map(
      [...before.cells, ...out.cells].flatMap((c) =>
        c.suppressed
          ? [[publishedKey(c.indicator, c.month, c.vintage, c.sector, c.region), c.suppressed] as const]
          : [],
      ),
    );
    const done = finish(
      cellsOfMonth({
        ...{ sector: "22", indicators: output, month, standing, published, links, anew: true },
        ...{ before: months[at - 1], lastYear: months[at - 12] },
        roster: roster.filter((entry) => entry.month === month),
      }),
    );
    out.cells.push(...done.cells);
    out.parts.push(...done.parts);
    links = new Map(done.parts.map((p) => [linkKey(p), p]));
  }
  return out;
}
const cells = (figures: readonly Figure[] = planted.figures): CellRow[] => computed(figures).cells;
const find = (
  list: CellRow[],
  sector: string,
  region: string,
  month: string,
  vintage = "final",
  indicator = "output_value",
) =>
  list.find(
    (c) =>
      c.sector === sector &&
      c.region === region &&
      c.month === month &&
      c.vintage === vintage &&
      c.indicator === indicator,
  )!;

test("open cells are the engine's own figures", () => {
  const rows = compute({
    reports: planted.figures
      .filter((f) => f.indicator === "output_value")
      .map((f) => ({ ...f, industry: "22", region: "00" })),
    roster: planted.roster.map((r) => ({ ...r, industry: "22", region: "00" })),
  });
  const all = cells();
  for (const row of rows) {
    const cell = find(all, "22", "00", row.month, row.vintage);
    expect(cell).toMatchObject({
      expected: row.expected,
      reported: row.reported,
      total: row.total,
      weightedTotal: row.weightedTotal,
      coverage: row.coverage,
      matchedMom: row.matchedMom,
      matchedYoy: row.matchedYoy,
    });
    if (row.growthMom !== null) expect(Number(cell.growthMom)).toBeCloseTo(Number(row.growthMom), 0);
    expect(Math.abs(Number(cell.chainIndex) - Number(row.chainIndex))).toBeLessThanOrEqual(0.0501);
  }
  expect(find(all, "222", "33", "2025-12").growthYoy).not.toBeNull();
});

test("percentages are averaged, never summed or grown", () => {
  const cell = find(cells(), "22", "00", "2025-12", "final", "capacity_use");
  expect(cell.total).toBeNull();
  expect(cell.growthMom).toBeNull();
  expect(Number(cell.mean)).toBeGreaterThan(60);
  expect(Number(cell.mean)).toBeLessThan(90);
});

test("a month that is withheld does not come back by the growth or the index after it", () => {
  const gone = new Set(["a0", "a1", "a2", "a3"]);
  const figures = planted.figures.filter((f) => !(f.month === "2025-06" && gone.has(f.enterprise)));
  const all = cells(figures);
  const shut = find(all, "222", "37", "2025-06");
  expect(shut).toMatchObject({ suppressed: "few", total: null, growthMom: null, diffusion: null });
  const next = find(all, "222", "37", "2025-07");
  expect(next.suppressed).toBeNull();
  expect(next.total).not.toBeNull();
  expect(next.growthMom).toBeNull();
  expect(next.chainIndex).toBeNull();
});

test("computing the newest month alone gives what computing everything gives", () => {
  const all = computed();
  const last = months.at(-1)!;
  expect(computed(planted.figures, planted.roster, last, all).cells).toEqual(
    all.cells.filter((c) => c.month === last),
  );
});

test("all industries together are open only where each is", () => {
  const { cells: all, parts } = computed();
  const month = months.at(-1)!;
  const whole = (withheld: CellRow[]) =>
    wholeOfMonth({
      ...{
        indicators: output,
        regions: ["37", "00"],
        month,
        before: months.at(-2),
        lastYear: months.at(-13),
      },
      parts: parts.filter((part) => part.sector === "22" && part.month === month),
      published: new Map(
        withheld.map((c) => [
          publishedKey(c.indicator, c.month, c.vintage, c.sector, c.region),
          c.suppressed!,
        ]),
      ),
      links: new Map(),
    }).cells;
  const open = find(whole([]), "*", "37", "2025-12");
  expect(open.total).toBe(find(all, "22", "37", "2025-12").total);
  const one = { ...find(all, "22", "37", "2025-12"), suppressed: "few" as const };
  expect(find(whole([one]), "*", "37", "2025-12")).toMatchObject({
    suppressed: "complementary",
    total: null,
  });
  expect(find(whole([one]), "*", "00", "2025-12").total).not.toBeNull();
});

test("a return known by its division alone is in the division and in no group", () => {
  const figures = planted.figures.map((f) => (f.enterprise.startsWith("b") ? { ...f, industry: "22" } : f));
  const roster = planted.roster.map((r) => (r.enterprise.startsWith("b") ? { ...r, industry: "22" } : r));
  const all = computed(figures, roster).cells;
  expect(new Set(all.map((c) => c.sector))).toEqual(new Set(["22", "222", "223"]));
  expect(find(all, "22", "37", "2025-12").reported).toBe(12);
});
