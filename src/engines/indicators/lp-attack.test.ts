// The attack: a reader solves a linear programme on what is published of 1,000 random tables, by a simplex that shares
// no line with the engine, and must not come within p % of any figure that was withheld for its own sake.
import { describe, expect, test } from "vitest";
import {
  attack,
  changedPlaces,
  type Entry,
  intervals,
  PROTECTION,
  type ProtectCell,
  type ProtectedCell,
  protect,
} from "./index.ts";

const generator = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 4294967296;
};

function randomTable(next: () => number): ProtectCell[] {
  const rows = 2 + Math.floor(next() * 4);
  const columns = 2 + Math.floor(next() * 4);
  return Array.from({ length: rows * columns }, (_, at) => ({
    row: `r${Math.floor(at / columns)}`,
    column: `c${at % columns}`,
    // Sizes as firms have them: a few large, many small; some cells empty.
    values: Array.from({ length: Math.floor(next() * 7) }, () => String(Math.ceil(Math.exp(next() * 6)))),
  }));
}

test("1,000 tables: no withheld figure comes within p %, and the engine's own intervals are the reader's", () => {
  const next = generator(20260301);
  const p = PROTECTION.pShare;
  let attacked = 0;
  let further = 0;
  for (let round = 0; round < 1000; round += 1) {
    const cells = randomTable(next);
    const table = protect(cells);
    const own = new Map(intervals(cells, table).map((one) => [`${one.row}|${one.column}`, one]));
    const reader = new Reader(cells, table);
    for (const cell of table) {
      if (!cell.suppressed) continue;
      const found = own.get(`${cell.row}|${cell.column}`);
      const value = Number(found?.units) / 1e6;
      const [lo, hi] = reader.bounds(cell.row, cell.column);
      expect(Number(found?.lo) / 1e6).toBeCloseTo(lo, 6);
      if (found?.hi === null) expect(hi).toBe(Number.POSITIVE_INFINITY);
      else expect(Number(found?.hi) / 1e6).toBeCloseTo(hi, 6);
      if (cell.suppressed === "complementary") {
        further += 1;
        continue;
      }
      attacked += 1;
      expect(lo, JSON.stringify(cell, text)).toBeLessThanOrEqual(value * (1 - p) + 1e-6);
      expect(hi, JSON.stringify(cell, text)).toBeGreaterThanOrEqual(value * (1 + p) - 1e-6);
    }
  }
  expect(attacked).toBeGreaterThan(5000);
  expect(further).toBeGreaterThan(300);
});

test("the reader is no fool: of tables with direct suppression alone it recovers many figures", () => {
  const next = generator(7);
  let recovered = 0;
  for (let round = 0; round < 100; round += 1) {
    const cells = randomTable(next);
    const table = protect(cells);
    const whole = new Map(intervals(cells, table).map((one) => [`${one.row}|${one.column}`, one.units]));
    const naive = table.map((cell) =>
      cell.suppressed === "complementary"
        ? { ...cell, suppressed: null, units: whole.get(`${cell.row}|${cell.column}`) ?? 0n }
        : cell,
    );
    const reader = new Reader(cells, naive);
    for (const cell of naive) {
      if (!cell.suppressed) continue;
      const [lo, hi] = reader.bounds(cell.row, cell.column);
      if (hi - lo < 1e-6) recovered += 1;
    }
  }
  expect(recovered).toBeGreaterThan(30);
});

describe("one table after another", () => {
  const entry = (enterprise: string, row: string, column: string, value: number): Entry => ({
    enterprise,
    row,
    column,
    value: String(value),
  });
  const first = ["a", "b"].flatMap((row) =>
    ["x", "y"].flatMap((column) =>
      [50, 40, 45, 55, 48].map((value, i) => entry(`${row}${column}${i}`, row, column, value)),
    ),
  );
  const cellsOf = (entries: readonly Entry[]): ProtectCell[] => {
    const cells = new Map<string, ProtectCell & { values: string[] }>();
    for (const { row, column, value } of entries) {
      const key = `${row}|${column}`;
      const cell = cells.get(key) ?? { row, column, values: [] };
      cells.set(key, cell);
      cell.values.push(value);
    }
    return [...cells.values()];
  };

  test("one late return changes a cell and its totals: none of them may be shown again with the new figure", () => {
    const before = protect(cellsOf(first));
    expect(before.every(({ suppressed }) => suppressed === null)).toBe(true);
    const now = [...first, entry("late", "a", "x", 47)];
    const also = changedPlaces(first, before, now);
    expect(also).toHaveLength(4);
    const table = protect(cellsOf(now), {}, also);
    for (const place of also) {
      const shown = table.find((cell) => cell.row === place.row && cell.column === place.column);
      expect(shown).toMatchObject({ suppressed: "few", units: null });
    }
    expect(attack(cellsOf(now), table, {}, also)).toEqual([]);
  });

  test("many late returns tell of nobody; no change tells nothing; a corrected figure is one that came late", () => {
    const before = protect(cellsOf(first));
    expect(changedPlaces(first, before, first)).toEqual([]);
    const many = ["a", "b"].flatMap((row) =>
      ["x", "y"].flatMap((column) =>
        [46, 44, 49, 51].map((v, i) => entry(`l${row}${column}${i}`, row, column, v)),
      ),
    );
    expect(changedPlaces(first, before, [...first, ...many])).toEqual([]);
    const corrected = first.map((one) => (one.enterprise === "ax0" ? { ...one, value: "70" } : one));
    expect(changedPlaces(first, before, corrected)).toHaveLength(4);
    const moved = first.map((one) => (one.enterprise === "ax0" ? { ...one, column: "y" } : one));
    // The move leaves the row's total as it was.
    expect(changedPlaces(first, before, moved)).toHaveLength(4);
    expect(changedPlaces(first, before, moved)).not.toContainEqual({ row: "a", column: null });
  });
});

const text = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);

/** What can be said of the withheld figures: x ≥ 0, rows and columns add up. */
class Reader {
  private readonly names: string[] = [];
  private readonly a: number[][] = [];
  private readonly b: number[] = [];

  constructor(cells: readonly ProtectCell[], table: readonly ProtectedCell[]) {
    const shown = new Map(table.map((cell) => [`${cell.row}|${cell.column}`, cell]));
    const rows = [...new Set(cells.map(({ row }) => row)), null];
    const columns = [...new Set(cells.map(({ column }) => column)), null];
    this.names = table.filter(({ suppressed }) => suppressed).map(({ row, column }) => `${row}|${column}`);
    const equation = (places: string[]) => {
      // All but the last add up to the last.
      const line = this.names.map((name) => {
        const at = places.indexOf(name);
        return at < 0 ? 0 : at === places.length - 1 ? -1 : 1;
      });
      let right = 0;
      for (const [at, place] of places.entries()) {
        const cell = shown.get(place);
        if (!cell || cell.suppressed) continue;
        right -= (Number(cell.units) / 1e6) * (at === places.length - 1 ? -1 : 1);
      }
      if (line.some((v) => v !== 0)) {
        this.a.push(line);
        this.b.push(right);
      }
    };
    for (const row of rows) equation(columns.map((column) => `${row}|${column}`));
    for (const column of columns) equation(rows.map((row) => `${row}|${column}`));
  }

  bounds(row: string | null, column: string | null): [number, number] {
    const at = this.names.indexOf(`${row}|${column}`);
    const cost = this.names.map((_, i) => (i === at ? 1 : 0));
    return [
      -maximum(
        this.a,
        this.b,
        cost.map((c) => -c),
      ),
      maximum(this.a, this.b, cost),
    ];
  }
}

/** max c·x with A x = b, x ≥ 0: two phases, Bland's rule; +∞ when there is no bound. */
function maximum(a: number[][], b: number[], c: number[]): number {
  const [m, n] = [a.length, c.length];
  const width = n + m + 1;
  const tableau = a.map((line, i) => {
    const sign = (b[i] ?? 0) < 0 ? -1 : 1;
    const artificial = Array.from({ length: m }, (_, j) => (i === j ? 1 : 0));
    return [...line.map((v) => v * sign), ...artificial, Math.abs(b[i] ?? 0)];
  });
  const basis = tableau.map((_, i) => n + i);
  const solve = (cost: number[], usable: number): boolean => {
    for (;;) {
      let enter = -1;
      for (let j = 0; j < usable && enter < 0; j += 1) {
        let gain = cost[j] ?? 0;
        for (let i = 0; i < m; i += 1) gain -= (cost[basis[i] ?? 0] ?? 0) * (tableau[i]?.[j] ?? 0);
        if (gain > 1e-9) enter = j;
      }
      if (enter < 0) return true;
      let leave = -1;
      let least = Number.POSITIVE_INFINITY;
      for (let i = 0; i < m; i += 1) {
        const v = tableau[i]?.[enter] ?? 0;
        if (v < 1e-9) continue;
        const ratio = (tableau[i]?.[width - 1] ?? 0) / v;
        if (ratio < least - 1e-12 || (ratio <= least + 1e-12 && (basis[i] ?? 0) < (basis[leave] ?? 0))) {
          least = ratio;
          leave = i;
        }
      }
      if (leave < 0) return false;
      const pivot = tableau[leave] as number[];
      const size = pivot[enter] as number;
      for (let j = 0; j < width; j += 1) pivot[j] = (pivot[j] as number) / size;
      for (let i = 0; i < m; i += 1) {
        const line = tableau[i] as number[];
        const factor = line[enter] as number;
        if (i === leave || factor === 0) continue;
        for (let j = 0; j < width; j += 1) line[j] = (line[j] as number) - factor * (pivot[j] as number);
      }
      basis[leave] = enter;
    }
  };
  solve([...new Array<number>(n).fill(0), ...new Array<number>(m).fill(-1)], n + m);
  // Artificial variables that stayed at zero leave the basis where they can, so that they never move again.
  for (let i = 0; i < m; i += 1) {
    if ((basis[i] ?? 0) < n) continue;
    const line = tableau[i] as number[];
    const enter = line.findIndex((v, j) => j < n && Math.abs(v) > 1e-9);
    if (enter < 0) continue;
    const size = line[enter] as number;
    for (let j = 0; j < width; j += 1) line[j] = (line[j] as number) / size;
    for (let k = 0; k < m; k += 1) {
      const other = tableau[k] as number[];
      const factor = other[enter] as number;
      if (k === i || factor === 0) continue;
      for (let j = 0; j < width; j += 1) other[j] = (other[j] as number) - factor * (line[j] as number);
    }
    basis[i] = enter;
  }
  const cost = [...c, ...new Array<number>(m).fill(0)];
  if (!solve(cost, n)) return Number.POSITIVE_INFINITY;
  return basis.reduce((sum, j, i) => sum + (cost[j] ?? 0) * (tableau[i]?.[width - 1] ?? 0), 0);
}
