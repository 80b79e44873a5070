// What the cascade engine answers beyond the index: days, scenarios, chokepoints, protection, bands; time by size of network.
// Run: node bench/cascade-questions.ts [5k,20k,100k/500k]
// The baseline of each row is one run of the equations on the same rows in the same process (`run`).
import { scaleFree, uniform } from "../src/engines/cascade/fixtures.ts";
import {
  bands,
  byDay,
  chokepoints,
  choose,
  explain,
  inputDays,
  operators,
  prepare,
  protectionLoss,
  redrawn,
  run,
  scenarioLosses,
  solve,
} from "../src/engines/cascade/index.ts";

const SIZES: Record<string, [firms: number, meanLinks: number, sectors: number]> = {
  "5k": [5_000, 5, 60],
  "20k": [20_000, 5, 100],
  "100k/500k": [100_000, 5, 100],
};
const DAYS = 90;
/** So many sets that the choice is the greedy one, as for any real network. */
const CANDIDATES = 30;
const PROTECTED = 5;
const DRAWS = 3;
/** Bands ask all firms of every draw: beyond this they are the work of many parts. */
const BANDS_UP_TO = 5_000;

for (const size of (process.argv[2] ?? "5k,20k").split(",")) {
  const [n, mean, sectors] = SIZES[size]!;
  const network = scaleFree(n, mean, sectors, 1);
  const began = performance.now();
  const ops = operators(network);
  const layMs = performance.now() - began;
  const next = uniform(7);
  const region = Array.from({ length: n }, () => Math.floor(next() * 31));
  const scenario = {
    name: "lockdown",
    parts: [{ kind: "lockdown" as const, regions: [4], share: 1, days: 14, restore: 7 }],
  };
  const struck = scenarioLosses(scenario, { sector: network.sector, region });
  const loss = new Float64Array(n);
  struck.at(0, loss, new Float64Array(n));
  const base = timed(() => run(ops, { loss }));
  console.log(
    `${size}: rows laid out in ${layMs.toFixed(0)} ms; one run ${base.ms.toFixed(1)} ms, ${base.value.rounds} rounds`,
  );
  const row = (name: string, ms: number, more = "") =>
    console.log(
      `  ${name.padEnd(28)} ${ms.toFixed(0).padStart(8)} ms  run × ${(ms / base.ms).toFixed(1)}  ${more}`,
    );

  const out = [new Float64Array(n), new Float64Array(n)] as const;
  row("scenario, one day", timed(() => struck.at(3, ...out)).ms);
  const cover = inputDays(ops, [], 10);
  const daily = timed(() =>
    byDay(ops, { days: DAYS, shock: struck.at, cover, curves: [{ of: region, count: 31 }] }),
  );
  row(`${DAYS} days with stocks`, daily.ms, `${(daily.ms / DAYS).toFixed(1)} ms a day`);
  const why = timed(() => explain(ops, { loss }));
  const firm = why.value.hitIn.findIndex((round) => round > 1);
  row("why, all rounds kept", why.ms);
  if (firm >= 0) row("  path of one firm", timed(() => why.value.path(firm)).ms);
  row("chokepoints", timed(() => chokepoints(ops, ops.weight)).ms);
  const firms = [...loss.keys()].filter((i) => loss[i]! > 0).slice(0, CANDIDATES);
  const chosen = timed(() =>
    choose({ k: PROTECTED, candidates: firms.length, loss: protectionLoss(ops, [{ loss }], firms) }),
  );
  row(
    `protect ${PROTECTED} of ${firms.length}`,
    chosen.ms,
    `${chosen.value.runs} runs, exact: ${chosen.value.exact}`,
  );
  if (n > BANDS_UP_TO) continue;
  const knowledge = {
    confidence: Array.from(network.supplier, () => 0.9),
    spread: Array.from(network.supplier, () => 0.3),
  };
  const seeds = Uint32Array.from({ length: n }, (_, i) => i);
  const banded = timed(() =>
    bands(
      Array.from(
        { length: DRAWS },
        (_, draw) => solve(prepare(redrawn(network, knowledge, uniform(draw))), seeds).esri,
      ),
    ),
  );
  row(`bands of ${n} firms, ${DRAWS} draws`, banded.ms, `${(banded.ms / DRAWS / 1000).toFixed(1)} s a draw`);
}

function timed<T>(work: () => T): { value: T; ms: number } {
  const began = performance.now();
  const value = work();
  return { value, ms: performance.now() - began };
}
