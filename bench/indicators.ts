// How long the exact figures of 200,000 returns take, beside the same figures in plain floating point.
// Run: node bench/indicators.ts
import {
  compute,
  nextMonth,
  protect,
  type Report,
  type RosterEntry,
} from "../src/engines/indicators/index.ts";

const ENTERPRISES = 9_000;
const MONTHS = Array.from(
  { length: 24 },
  (_, at) => `${2024 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`,
);

const random = generator(20260115);
const { reports, roster } = synthetic();
naive(reports, roster);
const exact = fastest(() => compute({ reports, roster }));
const floating = fastest(() => naive(reports, roster));
const values = Array.from({ length: 43 * 31 }, (_, at) => ({
  row: `i${at % 43}`,
  column: `p${Math.floor(at / 43)}`,
  values: Array.from({ length: Math.floor(random() * 12) }, () => (random() * 1e4).toFixed(1)),
}));
const table = fastest(() => protect(values));

console.log(`returns ${reports.length}, roster ${roster.length}, rows ${exact.result.length}`);
console.log(
  `exact ${exact.ms.toFixed(0)} ms, floating point ${floating.ms.toFixed(0)} ms, ratio ${(exact.ms / floating.ms).toFixed(2)}`,
);
const withheld = table.result.filter(({ suppressed }) => suppressed).length;
console.log(
  `protect 43 × 31 with totals: ${table.ms.toFixed(0)} ms, ${withheld} of ${table.result.length} withheld`,
);

function synthetic(): { reports: Report[]; roster: RosterEntry[] } {
  const reports: Report[] = [];
  const roster: RosterEntry[] = [];
  for (let at = 0; at < ENTERPRISES; at++) {
    const enterprise = `P${at}`;
    const industry = String(1300 + (at % 43));
    const region = String(11 + (at % 7));
    const weight = ["1.00", "1.25", "2.50", "4.80"][at % 4] ?? "1.00";
    for (const month of MONTHS) {
      roster.push({ enterprise, month, industry, region, weight });
      if (random() < 0.08) continue;
      const received = `${nextMonth(month)}-${random() < 0.8 ? "10" : "20"}`;
      reports.push({
        enterprise,
        industry,
        region,
        month,
        value: (random() * 50_000).toFixed(1),
        weight,
        received,
      });
    }
  }
  return { reports, roster };
}

/** The baseline: the same figures with Number, unrounded, and wrong at the edges. */
function naive(all: readonly Report[], list: readonly RosterEntry[]): number[] {
  const out: number[] = [];
  for (const vintage of ["first", "final"]) {
    const force = new Map<string, Report>();
    for (const report of all) {
      if (!report.value || (vintage === "first" && report.received.slice(8) > "15")) continue;
      const key = `${report.month} ${report.enterprise}`;
      const other = force.get(key);
      if (!other || report.received > other.received) force.set(key, report);
    }
    const cells = new Map<
      string,
      { expected: Map<string, number>; filed: Map<string, Map<string, [number, number]>> }
    >();
    const cell = (industry: string, region: string) => {
      const key = `${industry} ${region}`;
      const found = cells.get(key) ?? { expected: new Map(), filed: new Map() };
      cells.set(key, found);
      return found;
    };
    for (const { industry, region, month, weight } of list) {
      const { expected } = cell(industry, region);
      expected.set(month, (expected.get(month) ?? 0) + Number(weight));
    }
    for (const { enterprise, industry, region, month, value, weight } of force.values()) {
      const { filed } = cell(industry, region);
      const at = filed.get(month) ?? new Map<string, [number, number]>();
      filed.set(month, at.set(enterprise, [Number(value), Number(weight)]));
    }
    for (const { expected, filed } of cells.values()) {
      let index = 100;
      for (const [at, month] of MONTHS.entries()) {
        const now = filed.get(month) ?? new Map<string, [number, number]>();
        let total = 0;
        let weighted = 0;
        let weights = 0;
        for (const [value, weight] of now.values()) {
          total += value;
          weighted += value * weight;
          weights += weight;
        }
        out.push(total, weighted, weights / (expected.get(month) ?? 0));
        for (const back of [1, 12]) {
          const then = filed.get(MONTHS[at - back] ?? "");
          if (!then) continue;
          let sum = 0;
          let before = 0;
          let up = 0;
          let matched = 0;
          for (const [enterprise, [value, weight]] of now) {
            const earlier = then.get(enterprise)?.[0];
            if (earlier === undefined) continue;
            matched++;
            sum += weight * value;
            before += weight * earlier;
            up += Math.abs(value - earlier) <= 0.01 * earlier ? 0.5 : value > earlier ? 1 : 0;
          }
          if (back === 1 && before > 0) index *= sum / before;
          out.push((sum / before - 1) * 100, (up / matched) * 100, index);
        }
      }
    }
  }
  return out;
}

function fastest<T>(run: () => T): { ms: number; result: T } {
  let best = Number.POSITIVE_INFINITY;
  let result = run();
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    result = run();
    best = Math.min(best, performance.now() - start);
  }
  return { ms: best, result };
}

/** mulberry32, so that every run measures the same figures. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
