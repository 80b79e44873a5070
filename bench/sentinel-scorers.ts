// The scorers of the early-warning benchmarks, giving the same numbers as the published ones (score_m3inj.py,
// score_simoutbreak.py): power at matched false-alarm rates, weekly F1 of outbreaks, WAPE of nowcasts.

export type Injected = { series: string; type: string; onset: number; n: number };
/** Score of each period, from 1: `scores[t - 1]`. */
export type Scored = ReadonlyMap<string, ArrayLike<number>>;
export type Power = {
  budget: number;
  threshold: number;
  falseAYear: number;
  pod: number;
  delay: number | null;
};
export type M3Result = { headline: number; budgets: Power[]; byType: Map<number, Record<string, number>> };

/** Mean share of injected events found within three periods at 0.25, 0.5 and 1 false episodes per series-year. */
export function scoreInjected(labels: readonly Injected[], scored: Scored): M3Result {
  const all: number[] = [];
  for (const scores of scored.values()) {
    for (let i = 0; i < scores.length; i += 1) {
      const a = sizeOf(scores[i] as number);
      if (a > 0) all.push(a);
    }
  }
  const sorted = Float64Array.from(all).sort();
  const cuts = Array.from({ length: 400 }, (_, i) => quantile(sorted, 0.5 + (i * (0.9999 - 0.5)) / 399));
  const thresholds = [...new Set(cuts)].sort((a, b) => a - b);
  const runs = thresholds.map((threshold) => run(labels, scored, threshold));
  const budgets: Power[] = [];
  const byType = new Map<number, Record<string, number>>();
  for (const budget of [0.1, 0.25, 0.5, 1]) {
    let i = runs.length - 1;
    while (i > 0 && (runs[i - 1]?.rate ?? 0) <= budget) i -= 1;
    const { rate, found, delays } = runs[i] as Run;
    const reached = rate <= budget;
    const types = [...found].map(([type, hits]) => [type, reached ? mean(hits) : 0] as const);
    byType.set(budget, Object.fromEntries(types));
    budgets.push({
      budget,
      threshold: thresholds[i] as number,
      falseAYear: rate,
      pod: reached ? mean([...found.values()].flat()) : 0,
      delay: reached && delays.length > 0 ? quantile(Float64Array.from(delays).sort(), 0.5) : null,
    });
  }
  const headline = mean(budgets.slice(1).map(({ pod }) => pod));
  return { headline, budgets, byType };
}

type Run = { rate: number; found: Map<string, number[]>; delays: number[] };

function run(labels: readonly Injected[], scored: Scored, threshold: number): Run {
  let wrong = 0;
  let years = 0;
  const found = new Map<string, number[]>();
  const delays: number[] = [];
  for (const { series, type, onset, n } of labels) {
    const scores = scored.get(series) ?? [];
    const none = type === "none";
    years += (none ? n - 36 : n - 36 - Math.min(12, n - onset + 1)) / 12;
    const last = type === "spike10" || type === "unit1000" ? onset : onset + 2;
    let hit = 0;
    let first = -1;
    let from = -1;
    let to = -1;
    const close = () => {
      if (from >= 0 && (none || from < onset || from > onset + 11)) wrong += 1 + Math.floor((to - from) / 6);
    };
    for (let t = 1; t <= scores.length; t += 1) {
      if (!(sizeOf(scores[t - 1] as number) >= threshold)) continue;
      if (from < 0 || t - to > 2) {
        close();
        from = t;
      }
      to = t;
      if (none || from < onset || t < onset) continue;
      if (t <= last) hit = 1;
      if (t <= onset + 11 && first < 0) first = t;
    }
    close();
    if (none) continue;
    found.set(type, [...(found.get(type) ?? []), hit]);
    if (first >= 0) delays.push(first - onset);
  }
  return { rate: wrong / years, found, delays };
}

export type Outbreaks = {
  episodes: number;
  pod: number;
  delay: number | null;
  falseAYear: number;
  precision: number;
  sensitivity: number;
  f1: number;
};
export type Weeks = { alarm: ArrayLike<number>; state: ArrayLike<number> };

/** Weekly alarms against simulated outbreaks; both arrays hold the tested weeks alone. */
export function scoreOutbreaks(all: readonly Weeks[]): Outbreaks {
  let [tp, fp, fn, episodes, hit, calm] = [0, 0, 0, 0, 0, 0];
  const delays: number[] = [];
  for (const { alarm, state } of all) {
    let start = -1;
    let first = -1;
    const close = () => {
      if (start < 0) return;
      episodes += 1;
      if (first >= 0) {
        hit += 1;
        delays.push(first - start);
      }
    };
    for (let i = 0; i < state.length; i += 1) {
      const on = alarm[i] === 1;
      if (state[i] !== 1) {
        calm += 1;
        if (on) fp += 1;
        close();
        start = -1;
        first = -1;
        continue;
      }
      if (on) tp += 1;
      else fn += 1;
      if (start < 0) start = i;
      if (on && first < 0) first = i;
    }
    close();
  }
  return {
    episodes,
    pod: hit / Math.max(episodes, 1),
    delay: delays.length > 0 ? quantile(Float64Array.from(delays).sort(), 0.5) : null,
    falseAYear: (fp / calm) * 52,
    precision: tp / Math.max(tp + fp, 1),
    sensitivity: tp / Math.max(tp + fn, 1),
    f1: (2 * tp) / Math.max(2 * tp + fp + fn, 1),
  };
}

const sizeOf = (x: number) => (Number.isNaN(x) ? 0 : Number.isFinite(x) ? Math.abs(x) : 1e9);
const mean = (x: readonly number[]) => x.reduce((sum, v) => sum + v, 0) / x.length;

function quantile(sorted: Float64Array, p: number): number {
  const at = (sorted.length - 1) * p;
  const low = Math.floor(at);
  const a = sorted[low] as number;
  const b = sorted[Math.min(low + 1, sorted.length - 1)] as number;
  return a + (b - a) * (at - low);
}
