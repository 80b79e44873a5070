// `wenlian cascade esri` and `cascade shock`: systemic risk of firms, and scenarios, from CSV files.
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import {
  hasSimd,
  type PrepareOptions,
  prepare,
  type Quirk,
  type SolveOptions,
  shock as solveShock,
  type Variant,
} from "../engines/cascade/index.ts";
import manifest from "../engines/cascade/package.json" with { type: "json" };
import { csvLine } from "../platform/sheets/read-csv.ts";
import { onThread } from "../platform/threads/thread.ts";
import { readFigures, readNetwork, readSeeds, readShocks } from "./cascade-files.ts";
import { type Work, work } from "./cascade-thread.ts";
import { type Command, options, Refusal, writeWhole } from "./command.ts";

const FILES = ["firms", "links", "essential"] as const;
const CHOICES = [
  ...["eps", "variant", "weights", "revenue-factor", "costs-factor", "revenue", "costs"],
  ...["threads", "kernel", "quirk"],
] as const;
type Given = Record<(typeof FILES)[number], string> & Partial<Record<string, string>>;

/** One line a firm: its share of the network's whole weight that is lost when it stops. */
export const esri: Command = async (args) => {
  const given = options(args, [...FILES, "out"], [...CHOICES, "seeds"]) as Given & { out: string };
  const threads =
    given.threads === undefined ? availableParallelism() : whole(given.threads, "threads", 1, 256);
  const started = performance.now();
  const { read, setting, solving } = await load(given);
  const seeds =
    given.seeds === undefined
      ? Uint32Array.from(read.ids.keys())
      : await readSeeds(given.seeds, read, existsSync(given.seeds));
  const loaded = performance.now();
  const used = Math.max(1, Math.min(threads, seeds.length));
  const prepared = prepare(read.network, { ...setting, threads: used });
  const ready = performance.now();
  const cpu = process.cpuUsage();
  const { figures, rounds } = await solveOn(used, prepared, seeds, solving);
  const solved = performance.now();
  const spent = process.cpuUsage(cpu);
  const lines = Array.from(seeds, (firm, at) => {
    const row = [0, 1, 2].map((which) => digits(figures[3 * at + which]!));
    return csvLine([read.ids[firm]!, ...row, String(Math.abs(rounds[at]!))]);
  });
  await writeWhole(given.out, ["firm,esri,esri_d,esri_u,iterations", ...lines, ""].join("\n"));
  const unfinished = rounds.reduce((count, one) => count + (one < 0 ? 1 : 0), 0);
  say(
    { prepared, seeds: seeds.length, threads: used, unfinished, eps: solving.eps },
    started,
    loaded,
    ready,
    solved,
    {
      solve_cpu_ms: Math.round((spent.user + spent.system) / 1000),
    },
  );
};

/** One line a scenario; with --h-out the loss of every firm beside it. */
export const shock: Command = async (args) => {
  const given = options(args, [...FILES, "shock", "out"], [...CHOICES, "h-out"]) as Given & {
    out: string;
    shock: string;
  };
  if (given.threads !== undefined) whole(given.threads, "threads", 1, 256);
  const started = performance.now();
  const { read, setting, solving } = await load(given);
  const { names, columns } = await readShocks(given.shock, read);
  const loaded = performance.now();
  // Partial losses go through the plain kernel, whichever was asked for; the answers are the same.
  const prepared = prepare(read.network, { ...setting, kernel: "js" });
  const ready = performance.now();
  const results = columns.map((loss) => solveShock(prepared, { loss }, solving));
  const solved = performance.now();
  const lines = results.map((one, at) =>
    csvLine([names[at]!, digits(one.esri), digits(one.down), digits(one.up), String(one.rounds)]),
  );
  await writeWhole(given.out, ["scenario,esri,esri_d,esri_u,iterations", ...lines, ""].join("\n"));
  if (given["h-out"] !== undefined) {
    const head = csvLine(["firm", ...names.flatMap((name) => [`loss_d_${name}`, `loss_u_${name}`])]);
    const rows = read.ids.map((id, i) =>
      csvLine([id, ...results.flatMap((one) => [digits(one.lossDown[i]!), digits(one.lossUp[i]!)])]),
    );
    await writeWhole(given["h-out"], [head, ...rows, ""].join("\n"));
  }
  const unfinished = results.filter((one) => !one.converged).length;
  say(
    { prepared, seeds: names.length, threads: 1, unfinished, eps: solving.eps },
    started,
    loaded,
    ready,
    solved,
    {},
  );
};

async function load(given: Given) {
  const eps = given.eps === undefined ? 0.01 : amount(given.eps, "eps", true);
  const variant = choice(given.variant ?? "gl", "variant", ["gl", "nosub", "lin", "leo"]) as Variant;
  const kernel = choice(given.kernel ?? "auto", "kernel", ["auto", "wasm", "js"]) as "auto" | "wasm" | "js";
  const quirk = choice(given.quirk ?? "reference", "quirk", ["reference", "one"]) as Quirk;
  if (kernel === "wasm" && !hasSimd())
    throw new Refusal(
      "本机不支持 WebAssembly SIMD，请改用 --kernel js",
      "No WebAssembly SIMD here: use --kernel js",
      2,
    );
  for (const name of ["revenue", "costs"])
    if (given[name] !== undefined && given[`${name}-factor`] !== undefined)
      throw new Refusal(
        `--${name} 与 --${name}-factor 只能用一个`,
        `Only one of --${name} and --${name}-factor may be given`,
        2,
      );
  const revenueFactor = factor(given["revenue-factor"], "revenue-factor");
  const costsFactor = factor(given["costs-factor"], "costs-factor");
  const read = await readNetwork(given.firms, given.links, given.essential);
  const setting: PrepareOptions = {
    variant,
    quirk,
    kernel,
    ...(revenueFactor === undefined ? {} : { revenueFactor }),
    ...(costsFactor === undefined ? {} : { costsFactor }),
    ...(given.revenue === undefined ? {} : { revenue: await readFigures(given.revenue, read) }),
    ...(given.costs === undefined ? {} : { costs: await readFigures(given.costs, read) }),
  };
  if (given.weights === "equal") setting.weights = "equal";
  else if (given.weights !== undefined) setting.weights = await readFigures(given.weights, read);
  return { read, setting, solving: { eps } };
}

/** All seeds on so many threads; alone and unwatched on this one. */
async function solveOn(
  threads: number,
  prepared: Work["prepared"],
  seeds: Uint32Array,
  solving: SolveOptions,
): Promise<{ figures: Float64Array; rounds: Int32Array }> {
  const shared = (bytes: number) => new SharedArrayBuffer(bytes);
  const job: Omit<Work, "options"> = {
    prepared,
    seeds,
    counter: new Int32Array(shared(8)),
    figures: new Float64Array(shared(24 * seeds.length)),
    rounds: new Int32Array(shared(4 * seeds.length)),
  };
  const watched = process.stderr.isTTY === true;
  if (threads === 1 && !watched) work({ ...job, options: solving });
  else {
    const began = performance.now();
    const watch = watched
      ? setInterval(() => draw(Atomics.load(job.counter, 1), seeds.length, performance.now() - began), 250)
      : undefined;
    const file = new URL("./cascade-thread.ts", import.meta.url);
    try {
      await Promise.all(
        Array.from({ length: threads }, (_, slot) =>
          onThread<Work, true>(file, { ...job, options: { ...solving, slot } }),
        ),
      );
    } finally {
      clearInterval(watch);
      if (watched) process.stderr.write("\r\u001b[K");
    }
  }
  return job;
}

function draw(done: number, all: number, elapsedMs: number): void {
  const share = all === 0 ? 1 : done / all;
  const left = share > 0 ? Math.ceil((elapsedMs * (1 - share)) / share / 1000) : null;
  const bar = "█".repeat(Math.round(share * 30)).padEnd(30, "░");
  const time = left === null ? "—" : `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  process.stderr.write(`\r\u001b[K${bar} ${(share * 100).toFixed(1)}% ${done}/${all} 剩余 left ${time}`);
}

function say(
  run: { prepared: Work["prepared"]; seeds: number; threads: number; unfinished: number; eps: number },
  started: number,
  loaded: number,
  ready: number,
  solved: number,
  more: Record<string, number>,
): void {
  const line = {
    engine: `${manifest.name} ${manifest.version}`,
    firms: run.prepared.n,
    links: run.prepared.links,
    seeds: run.seeds,
    eps: run.eps,
    kernel: run.prepared.kernel,
    threads: run.threads,
    not_converged: run.unfinished,
    load_ms: Math.round(loaded - started),
    prepare_ms: Math.round(ready - loaded),
    solve_ms: Math.round(solved - ready),
    ...more,
    peak_memory_mb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

/** Seventeen significant digits, as few characters as that takes. */
function digits(value: number): string {
  const [mantissa = "", exponent] = value.toPrecision(17).split("e");
  const short = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  return exponent === undefined ? short : `${short}e${exponent}`;
}

function amount(text: string, name: string, zero: boolean): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value) && (zero ? value >= 0 : value > 0)) return value;
  const [zh, en] = zero ? ["不小于 0 的数", "a number of 0 or more"] : ["大于 0 的数", "a number above 0"];
  throw new Refusal(`--${name} 应为${zh}，而不是“${text}”`, `--${name} should be ${en}, not “${text}”`, 2);
}
const factor = (text: string | undefined, name: string): number | undefined =>
  text === undefined ? undefined : amount(text, name, false);

function whole(text: string, name: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new Refusal(
    `--${name} 应为 ${least} 到 ${most} 的整数，而不是“${text}”`,
    `--${name} should be a whole number from ${least} to ${most}, not “${text}”`,
    2,
  );
}

function choice(text: string, name: string, known: readonly string[]): string {
  if (known.includes(text)) return text;
  throw new Refusal(
    `--${name} 可用：${known.join("、")}，没有“${text}”`,
    `--${name} may be ${known.join(", ")}; there is no “${text}”`,
    2,
  );
}
