// Disclosure control is believed only after it has been attacked: tables by flows and by brute force, bands by
// everyone who knows one value.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  attack,
  band,
  type ProtectCell,
  type ProtectedCell,
  protect,
  sensitivity,
  toUnits,
} from "./index.ts";

const cell = (row: string, column: string, ...values: number[]): ProtectCell => ({
  row,
  column,
  values: values.map(String),
});
const look = (table: ProtectedCell[], row: string | null, column: string | null) =>
  table.find((candidate) => candidate.row === row && candidate.column === column);

describe("one figure", () => {
  test("too few, dominated by one, by two, or by what the second could work out", () => {
    const why = (...values: number[]) => sensitivity(values.map((value) => toUnits(String(value))));
    expect(why(5, 5)).toBe("few");
    expect(why(80, 10, 10)).toBe("dominated");
    expect(why(60, 35, 5)).toBe("dominated");
    expect(why(40, 30, 30)).toBeNull();
    expect(why()).toBeNull();
  });
});

describe("a table with totals", () => {
  const cells = ["1411", "2110", "3761"].flatMap((row, r) =>
    ["11", "31", "44"].map((column, c) => cell(row, column, 10 + r, 12 + c, 14, 11)),
  );
  test("nothing sensitive, nothing withheld", () => {
    expect(protect(cells).every(({ suppressed }) => suppressed === null)).toBe(true);
    expect(look(protect(cells), null, null)?.count).toBe(36);
  });
  test("a cell of one takes others with it, so that no subtraction gives it away", () => {
    const [, ...rest] = cells;
    const risky = [cell("1411", "11", 30), ...rest];
    const table = protect(risky);
    expect(look(table, "1411", "11")).toMatchObject({ suppressed: "few", units: null });
    expect(table.filter(({ suppressed }) => suppressed === "complementary").length).toBeGreaterThanOrEqual(3);
    expect(attack(risky, table)).toEqual([]);
  });
  test("the attack finds what primary suppression alone would give away", () => {
    const [, ...rest] = cells;
    const risky = [cell("1411", "11", 30), ...rest];
    const naive = protect(risky).map((at) =>
      at.suppressed === "complementary" ? { ...at, suppressed: null, units: 0n } : at,
    );
    expect(attack(risky, naive)).toEqual([{ row: "1411", column: "11" }]);
  });
  test("a single cell alone in its table is withheld with its totals", () => {
    const table = protect([cell("1411", "11", 30)]);
    expect(table.every(({ units }) => units === null)).toBe(true);
  });

  const values = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 5 });
  const grid = fc.array(fc.array(values, { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 4 });
  test("any table: flows find no way in, and the same table twice is the same", () => {
    fc.assert(
      fc.property(grid, (rows) => {
        const all = rows.flatMap((columns, r) => columns.map((list, c) => cell(`r${r}`, `c${c}`, ...list)));
        const table = protect(all);
        expect(attack(all, table)).toEqual([]);
        expect(protect(all)).toEqual(table);
      }),
      { numRuns: 150 },
    );
  });

  test("brute force agrees: every withheld sensitive cell has another table that shows the same figures", () => {
    const small = fc.array(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }), {
      minLength: 4,
      maxLength: 4,
    });
    fc.assert(
      fc.property(small, (lists) => {
        const all = lists.map((list, at) => cell(`r${at >> 1}`, `c${at & 1}`, ...list));
        const table = protect(all);
        const sums = lists.map((list) => list.reduce((sum, value) => sum + value, 0));
        const found = completions(table, sums);
        for (const [at, list] of lists.entries()) {
          if (sensitivity(list.map((value) => toUnits(String(value)))) === null) continue;
          const possible = new Set(found.map((completion) => completion[at]));
          expect(possible.size, `${JSON.stringify(lists)} at ${at}`).toBeGreaterThan(1);
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** All tables (2 × 2, whole numbers to 20) that agree with everything published and with which cells are empty. */
function completions(table: ProtectedCell[], sums: number[]): number[][] {
  const shown = (row: string | null, column: string | null) => {
    const at = look(table, row, column);
    return at?.units == null ? null : Number(at.units / 1_000_000n);
  };
  const fits = (known: number | null, value: number) => known === null || known === value;
  const choices = sums.map((sum, at) => {
    const known = shown(`r${at >> 1}`, `c${at & 1}`);
    return known !== null ? [known] : sum === 0 ? [0] : Array.from({ length: 21 }, (_, value) => value);
  });
  const found: number[][] = [];
  for (const a of choices[0] ?? [])
    for (const b of choices[1] ?? []) {
      if (!fits(shown("r0", null), a + b)) continue;
      for (const c of choices[2] ?? []) {
        if (!fits(shown(null, "c0"), a + c)) continue;
        for (const d of choices[3] ?? []) {
          if (!fits(shown("r1", null), c + d) || !fits(shown(null, "c1"), b + d)) continue;
          if (fits(shown(null, null), a + b + c + d)) found.push([a, b, c, d]);
        }
      }
    }
  return found;
}

describe("the band beside one's own curve", () => {
  test("worked by hand: averages of neighbours around ranks 2, 4 and 6", () => {
    expect(band(["1", "3", "4", "8", "9", "14", "16"])).toEqual({
      n: 7,
      p25: "2.67",
      median: "7.00",
      p75: "13.00",
      suppressed: null,
    });
  });
  test("too few, one that towers over its quartile, and all alike: no band", () => {
    expect(band(["1", "2", "3", "4", "5", "6"])).toEqual({ n: 6, suppressed: "few" });
    expect(band(["1", "2", "4", "5", "7", "8", "1000000"])).toEqual({ n: 7, suppressed: "dominated" });
    expect(band(Array.from({ length: 20 }, () => "5"))).toEqual({ n: 20, suppressed: "alike" });
    expect(band(["1", "2", "3", "4"], { minCount: 2 })).toMatchObject({ suppressed: "few" });
  });

  const tenths = fc.integer({ min: -300, max: 3000 }).map((value) => (value / 10).toFixed(1));
  test("never the value of a single member, never beyond them, always in order", () => {
    fc.assert(
      fc.property(fc.array(tenths, { minLength: 7, maxLength: 40 }), (values) => {
        const result = band(values, { places: 1 });
        if (result.suppressed) return;
        const figures = [result.p25, result.median, result.p75];
        const numbers = values.map(Number);
        for (const figure of figures) {
          const holders = values.filter((value) => Number(value) === Number(figure)).length;
          expect(holders === 0 || (holders >= 3 && values.length >= 12)).toBe(true);
          expect(Number(figure)).toBeGreaterThan(Math.min(...numbers) - 0.05);
          expect(Number(figure)).toBeLessThan(Math.max(...numbers) + 0.05);
        }
        expect([...figures].sort((a, b) => Number(a) - Number(b))).toEqual(figures);
      }),
    );
  });

  test("at the smallest size, nobody who knows one value can tell another's", () => {
    let attacked = 0;
    for (const group of multisets(7, 6)) {
      const shown = printed(group);
      if (!shown) continue;
      attacked++;
      const alike = neighbours(group).filter((other) => printed(other) === shown);
      for (const own of new Set(group)) {
        const others = alike.filter((other) => other.includes(own)).map((other) => without(other, own));
        const certain = without(group, own).filter((value) => others.every((rest) => rest.includes(value)));
        expect(certain, `${group} seen by ${own}`).toEqual([]);
      }
    }
    expect(attacked).toBeGreaterThan(20);
  });
});

function printed(values: number[]): string | null {
  const result = band(values.map(String), { places: 4 });
  return result.suppressed ? null : `${result.p25} ${result.median} ${result.p75}`;
}

/** Groups close to a sorted group of seven whose three averages are the same (the directions that keep them). */
function neighbours(group: number[]): number[][] {
  const ways = [
    [1, -1, 0, 0, 0, 0, 0],
    [0, -1, 1, -1, 0, 0, 0],
    [0, 0, 0, 1, -1, 1, 0],
    [0, 0, 0, 0, 0, 1, -1],
  ];
  const steps = [-2, -1, 0, 1, 2];
  const found: number[][] = [];
  for (const a of steps)
    for (const b of steps)
      for (const c of steps)
        for (const d of steps) {
          const hundredths = group.map((value, at) => {
            const move = [a, b, c, d].reduce((sum, step, way) => sum + step * (ways[way]?.[at] ?? 0), 0);
            return value * 100 + move;
          });
          if (hundredths.every((value, at) => at === 0 || value >= (hundredths[at - 1] ?? 0))) {
            found.push(hundredths.map((value) => value / 100));
          }
        }
  return found;
}

function without(group: number[], own: number): number[] {
  const rest = [...group];
  rest.splice(rest.indexOf(own), 1);
  return rest;
}

/** All sorted groups of `size` numbers from 0 to `range - 1`. */
function multisets(size: number, range: number, least = 0): number[][] {
  if (size === 0) return [[]];
  const groups: number[][] = [];
  for (let value = least; value < range; value++) {
    for (const rest of multisets(size - 1, range, value)) groups.push([value, ...rest]);
  }
  return groups;
}
