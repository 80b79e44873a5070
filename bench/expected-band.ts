// How often the 90 % interval of the monitoring curves holds, and what it costs: real monthly series cut into windows of
// 72 months, each foretold point by point. Run: node bench/expected-band.ts [folder of the benchmarks]
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { foretold } from "../src/engines/sentinel/index.ts";

const WINDOW = 72;
const folder = process.argv[2] ?? new URL("../../shared/benchmarks/sentinel", import.meta.url).pathname;

/** Series of a file of lines "group, …, month, value", one after another in time. */
function seriesOf(file: string): number[][] {
  const lines = readFileSync(join(folder, file), "utf8").trim().split("\n").slice(1);
  const out = new Map<string, number[]>();
  for (const line of lines) {
    const cut = line.lastIndexOf(",");
    const key = line.slice(0, line.lastIndexOf(",", cut - 1));
    const value = Number(line.slice(cut + 1).replaceAll('"', ""));
    if (Number.isFinite(value)) out.set(key, [...(out.get(key) ?? []), value]);
  }
  return [...out.values()];
}

const ages = [
  ["months 20–24", 19, 24],
  ["months 25–36", 24, 36],
  ["months 37–48", 36, 48],
  ["months 49–72", 48, 72],
] as const;

for (const file of ["aus_retail_state_industry.csv", "us_employment_nsa.csv"]) {
  if (!existsSync(join(folder, file))) {
    console.log(`${file}: not there, nothing measured`);
    continue;
  }
  const windows = seriesOf(file).flatMap((series) =>
    Array.from({ length: Math.floor(series.length / WINDOW) }, (_, i) =>
      series.slice(i * WINDOW, (i + 1) * WINDOW),
    ),
  );
  const started = performance.now();
  const bands = windows.map((values) => foretold(values, "index"));
  const took = performance.now() - started;
  console.log(
    `${file}: ${windows.length} windows of ${WINDOW} months, ${(took / windows.length).toFixed(2)} ms each`,
  );
  for (const [name, from, to] of ages) {
    let inside = 0;
    let all = 0;
    const widths: number[] = [];
    for (const [i, values] of windows.entries()) {
      for (let t = from; t < to; t++) {
        const point = bands[i]?.[t];
        const value = values[t];
        if (!point || value === undefined) continue;
        all += 1;
        inside += value >= point.lo && value <= point.hi ? 1 : 0;
        widths.push((point.hi - point.lo) / 2 / point.expected);
      }
    }
    widths.sort((a, b) => a - b);
    const half = widths[widths.length >> 1] ?? Number.NaN;
    console.log(
      `  ${name}: ${((100 * inside) / all).toFixed(1)} % of ${all} inside (90 said), half width ${(100 * half).toFixed(1)} % of the expected value`,
    );
  }
}
