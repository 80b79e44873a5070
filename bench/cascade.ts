// Systemic risk of all firms: processor time per seed, by size of network and kernel, threads and peak memory.
// Run: node bench/cascade.ts [5k,20k,100k/500k,100k/1M] [seeds at most]
// Each row runs in a process of its own; the plain kernel of the same run is the baseline.
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { type Work, work } from "../src/commands/cascade-thread.ts";
import { scaleFree } from "../src/engines/cascade/fixtures.ts";
import { prepare } from "../src/engines/cascade/index.ts";
import { onThread } from "../src/platform/threads/thread.ts";

const SIZES: Record<string, [firms: number, meanLinks: number, sectors: number]> = {
  "5k": [5_000, 5, 60],
  "20k": [20_000, 5, 100],
  "100k/500k": [100_000, 5, 100],
  "100k/1M": [100_000, 10, 100],
};
/** CPU ms per seed of the published implementation, where its authors gave it. */
const PUBLISHED: Record<string, number> = { "20k": 257, "100k/1M": 801 };

if (process.argv[2] === "--row") await row(process.argv.slice(3));
else {
  const wanted = (process.argv[2] ?? Object.keys(SIZES).join(",")).split(",");
  const most = process.argv[3] ?? "2000";
  for (const size of wanted) {
    let plain = 0;
    for (const [kernel, threads] of [
      ["js", 1],
      ["wasm", 1],
      ["wasm", Math.min(2, availableParallelism())],
    ] as const) {
      const seeds = kernel === "js" ? Math.min(200, Number(most)) : Number(most);
      const args = [import.meta.filename, "--row", size, kernel, String(threads), String(seeds)];
      const run = spawnSync(process.execPath, args, { encoding: "utf8" });
      if (run.status !== 0) throw new Error(run.stderr);
      const found = JSON.parse(run.stdout) as Record<string, number>;
      plain ||= found.cpuMs!;
      const published = PUBLISHED[size];
      console.log(
        `${size} ${kernel} ${threads}t: ${found.cpuMs!.toFixed(3)} ms CPU/seed (plain × ${(plain / found.cpuMs!).toFixed(1)}` +
          `${published ? `, published elsewhere ${published} ms × ${(published / found.cpuMs!).toFixed(0)}` : ""}), ` +
          `${found.wallMs!.toFixed(3)} ms wall/seed over ${found.seeds} seeds, prepare ${found.prepareMs!.toFixed(0)} ms, ` +
          `${found.rounds!.toFixed(1)} rounds, peak ${found.peakMb} MB (${found.beforeMb} MB before preparing)`,
      );
    }
  }
}

async function row([size = "", kernel = "", count = "", most = ""]: string[]): Promise<void> {
  const [n, mean, sectors] = SIZES[size]!;
  const network = scaleFree(n, mean, sectors, 1);
  const threads = Number(count);
  const beforeMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const began = performance.now();
  const prepared = prepare(network, { kernel: kernel as "wasm" | "js", threads });
  const prepareMs = performance.now() - began;
  const amount = Math.min(n, Number(most));
  // Evenly from all firms: their order is that of no size.
  const seeds = Uint32Array.from({ length: amount }, (_, at) => Math.floor((at * n) / amount));
  const job: Work = {
    prepared,
    seeds,
    counter: new Int32Array(new SharedArrayBuffer(8)),
    figures: new Float64Array(new SharedArrayBuffer(24 * amount)),
    rounds: new Int32Array(new SharedArrayBuffer(4 * amount)),
    options: process.env.DENSE ? { denseShare: Number(process.env.DENSE) } : {},
  };
  const cpu = process.cpuUsage();
  const start = performance.now();
  if (threads === 1) work(job);
  else {
    const file = new URL("../src/commands/cascade-thread.ts", import.meta.url);
    await Promise.all(
      Array.from({ length: threads }, (_, slot) =>
        onThread<Work, true>(file, { ...job, options: { ...job.options, slot } }),
      ),
    );
  }
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  const rounds = job.rounds.reduce((sum, one) => sum + Math.abs(one), 0) / amount;
  console.log(
    JSON.stringify({
      ...{ cpuMs: (user + system) / 1000 / amount, wallMs: wall / amount, seeds: amount, prepareMs, rounds },
      ...{ beforeMb, peakMb: Math.round(process.resourceUsage().maxRSS / 1024) },
    }),
  );
}
