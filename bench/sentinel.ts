// The early-warning benchmarks and the speed of the engine, on one core.
// Run: node bench/sentinel.ts [folder of the benchmarks] ; parts: --only m3,outbreaks,china,employment,nowcast,speed
// Series come from the folder beside the project; without it only speed is measured. Settings are those of the engine;
// where one is chosen, it is chosen on one half of the series and judged on the other, and both halves are printed.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  breadth,
  cusum,
  downturns,
  ears,
  episodes,
  ewma,
  FARRINGTON,
  farringtonOf,
  METHODS,
  type Method,
  oneStepOf,
  peltOf,
  rollingNowcasts,
  stlDefaults,
  stlOf,
  surpriseOf,
  THRESHOLDS,
  watchOf,
} from "../src/engines/sentinel/index.ts";
import { csvReader } from "../src/platform/sheets/read-csv.ts";
import { type Injected, scoreInjected, scoreOutbreaks } from "./sentinel-scorers.ts";

const args = process.argv.slice(2);
const only = args.includes("--only") ? (args[args.indexOf("--only") + 1] ?? "").split(",") : null;
const given = args.find((arg, i) => !arg.startsWith("--") && args[i - 1] !== "--only");
const folder = given ?? join(import.meta.dirname, "../../shared/benchmarks/sentinel");
const parts: Record<string, () => void> = {
  m3: injected,
  outbreaks: outbreaksOfCounts,
  china: chinese,
  employment,
  nowcast: dengue,
  speed,
};
for (const [name, part] of Object.entries(parts)) {
  if (only && !only.includes(name)) continue;
  if (name !== "speed" && !existsSync(folder)) console.log(`${name}: no benchmarks at ${folder}`);
  else part();
}
console.log(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);

function table(name: string): Record<string, string>[] {
  const reader = csvReader();
  const [header, ...rows] = [...reader.push(readFileSync(join(folder, name), "utf8")), ...reader.end()];
  return rows.map(({ fields }) =>
    Object.fromEntries((header?.fields ?? []).map((column, i) => [column, fields[i] ?? ""])),
  );
}

function seriesOf(rows: Record<string, string>[], value: string): Map<string, Float64Array> {
  const found = new Map<string, number[]>();
  for (const row of rows) {
    const own = found.get(row.series ?? "") ?? [];
    found.set(row.series ?? "", own);
    const text = row[value] ?? "";
    own[Number(row.t) - 1] = text === "" || text === "NA" ? Number.NaN : Number(text);
  }
  return new Map([...found].map(([name, own]) => [name, Float64Array.from(own, (v) => v ?? Number.NaN)]));
}

function injected(): void {
  const series = seriesOf(table("m3inj_data.csv"), "value");
  const labels: Injected[] = table("m3inj_labels.csv").map((row) => ({
    series: row.series ?? "",
    type: row.type ?? "",
    onset: Number(row.onset),
    n: Number(row.n),
  }));
  const anchors: Partial<Record<Method, number>> = {
    ensemble: 0.674,
    airline: 0.653,
    stl: 0.636,
    ets: 0.622,
    "ears-c2": 0.549,
    cusum: 0.336,
  };
  console.log("m3inj: mean share of events found at 0.25, 0.5, 1 false episodes a series-year (anchor)");
  for (const method of METHODS) {
    if (method === "farrington") continue;
    const scored = new Map(
      [...series].map(([name, y]) => [
        name,
        Float64Array.from(watchOf(y.length, { method, period: 12 })(y).score),
      ]),
    );
    const found = scoreInjected(labels, scored);
    const power = found.budgets
      .map(({ pod, threshold }) => `${pod.toFixed(2)} at ${threshold.toFixed(2)}`)
      .join(", ");
    const quarter = found.byType.get(0.25) ?? {};
    console.log(
      `  ${method} ${found.headline.toFixed(3)} (${anchors[method] ?? "—"}); by budget ${power}; ` +
        `spikes ${quarter.spike10?.toFixed(2)}, units ${quarter.unit1000?.toFixed(2)} at 0.25`,
    );
  }
  chosenOnOthers(series, labels);
}

/** How much of the ensemble's figure is choice: its two settings taken from one half of the series, judged on the other. */
function chosenOnOthers(series: Map<string, Float64Array>, labels: readonly Injected[]): void {
  const halves = [0, 1].map((half) => labels.filter((_, i) => i % 2 === half));
  const grid = [1.5, 2, 2.5].flatMap((clip) => [0.97, 0.985, 1].map((forget) => ({ clip, forget })));
  const scored = grid.map((settings) => {
    const all = new Map<string, Float64Array>();
    for (const [name, y] of series) {
      const n = y.length;
      const { error } = oneStepOf(n, { period: 12, models: "both", ...settings })(y.map(Math.log));
      const score = new Float64Array(n);
      surpriseOf(n, { from: 36, learn: 24 })(error, score, new Float64Array(n));
      all.set(name, score);
    }
    return halves.map((own) => scoreInjected(own, all).headline);
  });
  for (const half of [0, 1]) {
    const other = 1 - half;
    const best = scored.reduce((at, now, i) => ((now[other] ?? 0) > (scored[at]?.[other] ?? 0) ? i : at), 0);
    console.log(
      `  half ${half + 1} judged with clip ${grid[best]?.clip}, forget ${grid[best]?.forget} chosen on the other half: ` +
        `${scored[best]?.[half]?.toFixed(3)} (with the engine's own: ${scored[4]?.[half]?.toFixed(3)})`,
    );
  }
}

function outbreaksOfCounts(): void {
  const rows = table("sim_outbreaks.csv");
  const series = [...seriesOf(rows, "count")];
  const states = seriesOf(rows, "state");
  const judge = (method: Method, threshold?: number) =>
    series.map(([name, y]) => {
      const options = { method, period: 52, ...(threshold === undefined ? {} : { threshold }) };
      const out = watchOf(y.length, options)(y);
      const alarm = Float64Array.from(out.alarm, (on, t) => (on && (out.score[t] ?? 0) > 0 ? 1 : 0));
      return { score: Float64Array.from(out.score), alarm, state: states.get(name) ?? [] };
    });
  const anchors: Partial<Record<Method, string>> = { farrington: "0.622 at 0.6", "ears-c2": "0.383" };
  console.log(
    "outbreaks: F1 by week and false weeks a year, weeks 157–209 (anchor; best known 0.632) | 157–364",
  );
  const cut = (all: ReturnType<typeof judge>, to: number) =>
    scoreOutbreaks(
      all.map(({ alarm, state }) => ({ alarm: alarm.slice(156, to), state: [...state].slice(156, to) })),
    );
  for (const method of ["ensemble", "farrington", "ears-c1", "ears-c2"] as const) {
    const all = judge(method);
    const [year, whole] = [cut(all, 209), cut(all, 364)];
    console.log(
      `  ${method} F1 ${year.f1.toFixed(3)} at ${year.falseAYear.toFixed(2)}, found ${year.pod.toFixed(2)} of ${year.episodes} ` +
        `(${anchors[method] ?? "—"}) | F1 ${whole.f1.toFixed(3)} at ${whole.falseAYear.toFixed(2)}, ${whole.pod.toFixed(2)} of ${whole.episodes}`,
    );
    if (method !== "ensemble") continue;
    // The limit for each quarter of the series from the other three; their weeks judged together.
    const chosen: typeof all = [];
    const limits = Array.from({ length: 25 }, (_, i) => 0.7 + i * 0.025);
    const used: string[] = [];
    for (const quarter of [0, 1, 2, 3]) {
      const at = (limit: number, mine: boolean) =>
        all
          .filter((_, i) => (i % 4 === quarter) === mine)
          .map((one) => ({ ...one, alarm: one.score.map((v) => (v >= limit ? 1 : 0)) }));
      const good = limits.filter((limit) => cut(at(limit, false), 364).falseAYear <= 0.3);
      const best = good.reduce(
        (x, y) => (cut(at(y, false), 364).f1 > cut(at(x, false), 364).f1 ? y : x),
        good[0] ?? 1,
      );
      used.push(best.toFixed(3));
      chosen.push(...at(best, true));
    }
    const [short, long] = [cut(chosen, 209), cut(chosen, 364)];
    console.log(
      `    limits ${used.join(", ")} chosen on the other series: F1 ${short.f1.toFixed(3)} at ${short.falseAYear.toFixed(2)} | ` +
        `F1 ${long.f1.toFixed(3)} at ${long.falseAYear.toFixed(2)}`,
    );
  }
}

function chinese(): void {
  const events = JSON.parse(readFileSync(join(folder, "china_events.json"), "utf8")) as {
    id: string;
    window: [string, string];
  }[];
  const monthOf = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  const found = new Map<string, [number, number][]>();
  for (const row of table("china_macro.csv")) {
    const own = found.get(row.series ?? "") ?? [];
    found.set(row.series ?? "", own);
    own.push([
      monthOf(row.month ?? ""),
      row.value === "" || row.value === "NA" ? Number.NaN : Number(row.value),
    ]);
  }
  console.log(
    "china: event × series pairs found at most one false episode a year (anchor EWMA 1.0, EARS 1.0)",
  );
  for (const method of ["ensemble", "ewma", "cusum", "ears-c2"] as const) {
    const all = [...found].map(([, points]) => {
      const first = Math.min(...points.map(([month]) => month));
      const y = new Float64Array(Math.max(...points.map(([month]) => month)) - first + 1).fill(Number.NaN);
      for (const [month, value] of points) y[month - first] = value;
      const score = Float64Array.from(watchOf(y.length, { method, period: 12 })(y).score);
      const windows = events
        .map(({ window }) => window.map((month) => monthOf(month) - first) as [number, number])
        .filter(([from, to]) => from >= 0 && score.slice(from, to + 1).some((v) => !Number.isNaN(v)));
      return { score, windows, years: score.filter((v) => !Number.isNaN(v)).length / 12 };
    });
    const years = all.reduce((sum, one) => sum + one.years, 0);
    // Found: an alarm that begins within the event. False: one that begins in neither it nor the year after; a long
    // one costs again every half year.
    const judge = (limit: number) => {
      let [hits, wrong] = [0, 0];
      for (const { score, windows } of all) {
        const alarms = episodes(score, limit);
        hits += windows.filter(([a, b]) => alarms.some(({ from }) => from >= a && from <= b)).length;
        for (const { from, to } of alarms) {
          if (!windows.some(([a, b]) => from >= a && from <= b + 12))
            wrong += 1 + Math.floor((to - from) / 6);
        }
      }
      return { hits, aYear: wrong / years };
    };
    const pairs = all.reduce((sum, { windows }) => sum + windows.length, 0);
    const limits = Array.from({ length: 100 }, (_, i) => 10 - i * 0.1);
    const within = limits.filter((limit) => judge(limit).aYear <= 1);
    const best = within.reduce((x, y) => (judge(y).hits > judge(x).hits ? y : x), 10);
    const own = method.startsWith("ears")
      ? THRESHOLDS.count
      : method === "cusum" || method === "ewma"
        ? THRESHOLDS[method]
        : THRESHOLDS.level;
    const told = [best, own].map((limit) => {
      const { hits, aYear } = judge(limit);
      return `${hits} of ${pairs} and ${aYear.toFixed(2)} false a year at |score| ${limit.toFixed(1)}`;
    });
    console.log(`  ${method} ${told[0]}; with its own limit ${told[1]}`);
  }
}

function employment(): void {
  const rows = table("us_employment_nsa.csv");
  const months = [...new Set(rows.map((row) => row.month ?? ""))].sort();
  const found = new Map<string, Float64Array>();
  for (const row of rows) {
    const own = found.get(row.Series_ID ?? "") ?? new Float64Array(months.length).fill(Number.NaN);
    found.set(row.Series_ID ?? "", own);
    own[months.indexOf(row.month ?? "")] = Math.log(Number(row.Employed));
  }
  const all = [...found.values()];
  const { recessions } = JSON.parse(readFileSync(join(folder, "nber.json"), "utf8")) as {
    recessions: { peak: string; trough: string }[];
  };
  console.log("employment: months from peak to call, false calls (anchor 8 and 5, 0)");
  const judge = (name: string, series: Float64Array[]) => {
    const starts = downturns(breadth(series, { period: 12 })).map((t) => months[t] ?? "");
    const late = recessions.map(({ peak, trough }) => {
      const hit = starts.find((month) => month >= shifted(peak, -6) && month <= trough);
      return hit === undefined ? "missed" : String(monthsFrom(peak, hit));
    });
    const inside = starts.filter((month) =>
      recessions.some(({ peak, trough }) => month >= shifted(peak, -6) && month <= trough),
    );
    console.log(
      `  ${name}: ${late.join(" and ")}, ${starts.length - inside.length} false (${starts.join(", ")})`,
    );
  };
  judge(`${all.length} series`, all);
  for (const half of [0, 1])
    judge(
      `half ${half + 1}`,
      all.filter((_, i) => i % 2 === half),
    );
}

function monthsFrom(a: string, b: string): number {
  return (Number(b.slice(0, 4)) - Number(a.slice(0, 4))) * 12 + Number(b.slice(5)) - Number(a.slice(5));
}
function shifted(month: string, by: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
}

function dengue(): void {
  const week = (day: string | undefined) => Math.round(Date.parse(`${day}T00:00:00Z`) / 604_800_000);
  const events = table("dengue_linelist.csv").map(
    (row) => [week(row.onset_week), week(row.report_week)] as const,
  );
  const first = Math.min(...events.map(([onset]) => onset));
  const periods = Math.max(...events.map(([onset]) => onset)) - first + 1;
  const maxDelay = 10;
  const counts = new Float64Array(periods * (maxDelay + 1));
  const final = new Float64Array(periods);
  for (const [onset, report] of events) {
    const t = onset - first;
    const at = t * (maxDelay + 1) + Math.min(maxDelay, report - onset);
    counts[at] = (counts[at] as number) + 1;
    final[t] = (final[t] as number) + 1;
  }
  const now = periods - 1 - maxDelay;
  const found = rollingNowcasts({ counts, periods, maxDelay, now }, 60, { lags: [0, 1, 2] });
  const anchors = ["0.33; chain ladder 0.58; interval 0.81", "0.17; chain ladder 0.19", "—"];
  console.log("nowcast: error ÷ sum, share in the 90 % interval (anchor)");
  for (const lag of [0, 1, 2]) {
    const own = found.filter((row) => row.lag === lag);
    let [error, sum, inside, raw] = [0, 0, 0, 0];
    for (const row of own) {
      const truth = final[row.period] as number;
      error += Math.abs(row.mean - truth);
      raw += Math.abs(row.observed - truth);
      sum += truth;
      if (truth >= row.lo && truth <= row.hi) inside += 1;
    }
    console.log(
      `  lag ${lag}: ${(error / sum).toFixed(3)}, ${(inside / own.length).toFixed(3)} (${anchors[lag]}); as reported ${(raw / sum).toFixed(2)}`,
    );
  }
}

function speed(): void {
  const next = generator(1);
  const series = Array.from({ length: 64 }, () =>
    Float64Array.from({ length: 120 }, (_, t) => 8 + 0.003 * t + 0.1 * Math.sin(t / 1.9) + 0.05 * next()),
  );
  console.log("speed on one core (aim)");
  const decompose = stlOf(120, stlDefaults(120, 12));
  rate("robust STL, n = 120", "series/s", 1, 1500, (i) => decompose(series[i % 64] as Float64Array));
  const months = 120;
  const out = new Float64Array(months);
  const counts = series.map((y) => y.map((v) => Math.floor(v)));
  const plain = rate("plain EARS C1, every window summed anew", "series-months/s", months, 0, (i) => {
    const y = counts[i % 64] as Float64Array;
    for (let t = 7; t < months; t += 1) {
      const window = [...y.slice(t - 7, t)];
      const mean = window.reduce((a, b) => a + b, 0) / 7;
      out[t] = mean + 3.09 * Math.sqrt(window.reduce((a, b) => a + (b - mean) ** 2, 0) / 6);
    }
  });
  const fast = rate("EARS C1", "series-months/s", months, 10e6, (i) =>
    ears(counts[i % 64] as Float64Array, { method: "C1", alpha: 0.001, baseline: 7, minSigma: 0.5 }, out),
  );
  console.log(`    × ${(fast / plain).toFixed(0)} of the plain one`);
  rate("EWMA", "series-months/s", months, 10e6, (i) => ewma(series[i % 64] as Float64Array, 0.3, out));
  const weekly = Array.from({ length: 16 }, () =>
    Float64Array.from({ length: 312 }, (_, t) => Math.floor(4 + 2 * Math.sin(t / 8) + 4 * next())),
  );
  const judge = farringtonOf({ ...FARRINGTON, frequency: 52, b: 3, noPeriods: 10 });
  rate("Farrington, three years of weeks, ten seasons", "points/s", 1, 50e3, (i) =>
    judge(weekly[i % 16] as Float64Array, 200 + (i % 100)),
  );
  const monthly = farringtonOf({ ...FARRINGTON, frequency: 12, b: 3, w: 1, noPeriods: 1 });
  rate("Farrington, three years of months, no seasons", "points/s", 1, 50e3, (i) =>
    monthly(weekly[i % 16] as Float64Array, 60 + (i % 100)),
  );
  // Noise of one with one break of three, and the penalty the method asks for: 3 log n.
  const broken = Array.from({ length: 64 }, (_, k) =>
    Float64Array.from({ length: 120 }, (_, t) => 3.46 * (next() - 0.5) + (t > 40 + k / 2 ? 3 : 0)),
  );
  const segment = peltOf(120, { model: "mean", minLength: 3, penalty: 3 * Math.log(120) });
  rate("PELT, n = 120, one break", "series/s", 1, 50e3, (i) => segment(broken[i % 64] as Float64Array));
  const watch = watchOf(120, { method: "ensemble", period: 12 });
  rate("ensemble of 30 models, n = 120", "series/s", 1, 0, (i) => watch(series[i % 64] as Float64Array));
  sweep();
}

/** A million enterprises, ten indicators, two years each: EWMA and CUSUM over ten million series. */
function sweep(): void {
  const next = generator(2);
  const months = 24;
  const stock = Float64Array.from({ length: 4096 * months }, () => next() * 2 - 1);
  const out = new Float64Array(months);
  let alarms = 0;
  const began = performance.now();
  for (let i = 0; i < 10_000_000; i += 1) {
    const z = stock.subarray((i % 4096) * months, ((i % 4096) + 1) * months);
    ewma(z, 0.3, out);
    if (Math.abs(out[months - 1] as number) > 3) alarms += 1;
    cusum(z, 0.5, 5, out);
    if (Math.abs(out[months - 1] as number) > 5) alarms += 1;
  }
  const seconds = (performance.now() - began) / 1000;
  console.log(
    `  1,000,000 enterprises × 10 indicators × 24 months: ${seconds.toFixed(1)} s (60), ${alarms} alarms`,
  );
}

function rate(name: string, unit: string, each: number, aim: number, deed: (i: number) => unknown): number {
  for (let i = 0; i < 200; i += 1) deed(i);
  let best = 0;
  for (let round = 0; round < 3; round += 1) {
    const began = process.cpuUsage();
    let done = 0;
    let used = 0;
    while (used < 300_000) {
      for (let i = 0; i < 50; i += 1) deed(done + i);
      done += 50;
      const { user, system } = process.cpuUsage(began);
      used = user + system;
    }
    best = Math.max(best, (done * each) / (used / 1e6));
  }
  console.log(
    `  ${name}: ${Math.round(best).toLocaleString("en")} ${unit}${aim ? ` (${aim.toLocaleString("en")})` : ""}`,
  );
  return best;
}

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}
