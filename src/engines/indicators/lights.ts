// 景气灯: indicators scored 1…5 by their own history, added up to 0…100, and one of five lights that does not flicker.
// After the warning-light systems of the national 宏观经济景气 (five lights) and of Taiwan's NDC (scores by quantiles).
import { quantileSorted } from "./quantile.ts";

/** From cold to hot. */
export const LIGHTS = ["blue", "light-blue", "green", "yellow", "red"] as const;
export type Light = (typeof LIGHTS)[number];
/** `score` 0…100, null while fewer than `least` values of history; `light` as shown, `raw` as the score alone says. */
export type LightRow = { score: number | null; raw: Light | null; light: Light | null };

/** Quantiles of an indicator's own past between the scores 1…5. */
const CUTS = [0.1, 0.3, 0.7, 0.9];

/**
 * Lights of every period. `indicators`: series of equal length (NaN: missing), each such that more is hotter;
 * quantiles come from the periods before. A light changes when the score says so for `hold` periods running and, where
 * the standard errors of the score are given (points), has moved by 1.64 of them since it last changed.
 */
export function lights(
  indicators: readonly ArrayLike<number>[],
  { least = 24, hold = 2, se }: { least?: number; hold?: number; se?: ArrayLike<number> } = {},
): LightRow[] {
  const n = indicators[0]?.length ?? 0;
  const pasts = indicators.map(() => [] as number[]);
  const rows: LightRow[] = [];
  let light: Light | null = null;
  let since: number | null = null;
  let wanted: Light | null = null;
  let times = 0;
  for (let t = 0; t < n; t += 1) {
    let points = 0;
    let known = 0;
    for (const [i, series] of indicators.entries()) {
      const value = series[t] as number;
      const past = pasts[i] as number[];
      if (Number.isNaN(value)) continue;
      if (past.length >= least) {
        points += 1 + CUTS.filter((cut) => value > quantileSorted(past, cut)).length;
        known += 1;
      }
      insert(past, value);
    }
    if (known === 0) {
      rows.push({ score: null, raw: null, light });
      continue;
    }
    const score = ((points / known - 1) / 4) * 100;
    const raw = LIGHTS[Math.min(4, Math.floor(score / 20))] as Light;
    times = raw === wanted ? times + 1 : 1;
    wanted = raw;
    const error = se?.[t] ?? 0;
    if (
      light === null ||
      (raw !== light && times >= hold && Math.abs(score - (since ?? score)) >= 1.64 * error)
    ) {
      light = raw;
      since = score;
    }
    rows.push({ score, raw, light });
  }
  return rows;
}

function insert(sorted: number[], value: number): void {
  let at = sorted.length;
  while (at > 0 && (sorted[at - 1] as number) > value) at -= 1;
  sorted.splice(at, 0, value);
}
