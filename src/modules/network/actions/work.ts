// The work of runs: a part is taken, computed on a thread, and written in the transaction that held it.
// A process that dies loses its transaction and with it the part, which the next one takes; nothing is counted twice.
import { createHash } from "node:crypto";
import { hostname } from "node:os";
import { type Band, bands, type Prepared } from "../../../engines/cascade/index.ts";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { onThread } from "../../../platform/threads/thread.ts";
import type { DrawFigures, EsriFigures, reasonsOf } from "../compute.ts";
import type { Inputs } from "../inputs.ts";
import type { Task } from "../parts.ts";
import type { RankRow, Wish } from "../runs/contract.ts";
import { products } from "../store/catalogue.ts";
import * as store from "../store/runs.ts";
import type { Question } from "../thread.ts";

/** What a process may spend on runs when one is asked for; what is left is the jobs'. */
const AT_ONCE_MS = 2_000;
const LOOK_MS = 500;

/** One part. @returns false where there is none */
export async function workPart(ctx: Ctx): Promise<boolean> {
  const part = await store.takePart(ctx);
  if (part) await compute(ctx, part);
  return part !== undefined;
}

/** Soon after the asking: small runs are done before anybody has looked. */
export async function workAtOnce(ctx: Ctx): Promise<void> {
  const began = performance.now();
  while ((await workPart(ctx)) && performance.now() - began < AT_ONCE_MS);
}

const file = new URL("../thread.ts", import.meta.url);
export const onNetworkThread = <Answer>(question: Question): Promise<Answer> =>
  onThread<Question, Answer>(file, question);

export type About = { inputs: Inputs; wish: Wish; eps: number; industryOf: Map<string, string> };

/** The last inputs used stay in the process: the parts of a run come one after the other. */
let held: { hash: string; inputs: Promise<Inputs>; prepared: Map<string, Promise<Prepared>> } | null = null;

export async function aboutRun(
  ctx: Ctx,
  run: { inputHash: string; wish: Wish; eps: number },
): Promise<About> {
  if (held?.hash !== run.inputHash) {
    const inputs = store.readInputs(ctx, run.inputHash);
    held = { hash: run.inputHash, inputs, prepared: new Map() };
    // What could not be read is asked again.
    inputs.catch(() => {
      held = null;
    });
  }
  const inputs = await held.inputs;
  const industryOf = new Map((await products(ctx)).map((one) => [one.code, one.industry]));
  return { inputs, wish: run.wish, eps: run.eps, industryOf };
}

function laidOut(hash: string, about: About): Promise<Prepared> {
  const own = held?.hash === hash ? held.prepared : new Map<string, Promise<Prepared>>();
  const found = own.get(about.wish.variant) ?? onNetworkThread<Prepared>({ what: "prepare", ...about });
  own.set(about.wish.variant, found);
  return found;
}

/** The network laid out holds the engine's working memory as well: one part at a time, the next lays out its own. */
let lent = false;

async function compute(ctx: Ctx, part: store.TakenPart): Promise<void> {
  const borrows = part.task.kind === "esri" && !lent;
  if (borrows) lent = true;
  try {
    await computeWith(ctx, part, borrows);
  } finally {
    if (borrows) lent = false;
  }
}

async function computeWith(ctx: Ctx, part: store.TakenPart, borrows: boolean): Promise<void> {
  const began = performance.now();
  const about = await aboutRun(ctx, part);
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const prepared = borrows ? await laidOut(part.inputHash, about) : null;
  const answer = onNetworkThread<object>({ what: "part", task: part.task, prepared, stop, ...about });
  const figures = await watched(ctx, part.runId, answer, stop).catch(async (error: unknown) => {
    const fault = error instanceof Error ? error.message : String(error);
    await store.endRun(ctx, part.runId, { state: "failed", fault: fault.slice(0, 500) });
    return null;
  });
  if (figures === null) return;
  const by = { worker: `${hostname()}:${process.pid}`, seconds: (performance.now() - began) / 1000 };
  const left = await store.endPart(ctx, part, figures, by);
  if (left === 0) await finish(ctx, part, about);
}

/** Looks now and then whether the run was cancelled, and tells the thread. */
async function watched<T>(ctx: Ctx, runId: string, answer: Promise<T>, stop: Int32Array): Promise<T> {
  for (;;) {
    let timer: NodeJS.Timeout | undefined;
    const pause = new Promise<"look">((resolve) => {
      timer = setTimeout(() => resolve("look"), LOOK_MS);
    });
    const first = await Promise.race([answer, pause]).finally(() => clearTimeout(timer));
    if (first !== "look") return first;
    if ((await store.stateOf(ctx, runId)) !== "running") Atomics.store(stop, 0, 1);
  }
}

async function finish(ctx: Ctx, run: { runId: string; wish: Wish }, about: About): Promise<void> {
  const parts = await store.partFigures(ctx, run.runId);
  const resultHash = createHash("sha256")
    .update(JSON.stringify(parts.map((part) => part.figures)))
    .digest("hex");
  if (run.wish.kind === "esri") await store.insertRanks(ctx, run.runId, await ranksOf(about, parts));
  const figures = parts.map((part) => part.figures);
  const result = { esri: null, scenario: { scenarios: figures }, mitigation: { mitigation: figures[0] } }[
    run.wish.kind
  ];
  await store.endRun(ctx, run.runId, { state: "done", result, resultHash });
  const { title } = await store.readRunRow(ctx, run.runId);
  await audit(ctx, {
    ...{ action: "network.run-done", subject: "network.run", subjectId: run.runId },
    after: { title, resultHash },
  });
}

type Parts = readonly { task: Task; figures: unknown }[];

async function ranksOf(about: About, parts: Parts): Promise<RankRow[]> {
  const { firms } = about.inputs;
  const room = (): Float64Array => new Float64Array(firms.length);
  const all = { esri: room(), down: room(), up: room(), rounds: room() };
  for (const { task, figures } of parts) {
    if (task.kind !== "esri") continue;
    const own = figures as EsriFigures;
    for (const name of ["esri", "down", "up", "rounds"] as const) all[name].set(own[name], task.from);
  }
  const band = bandsOf(parts, firms.length);
  const { weight, reasons } = await onNetworkThread<ReturnType<typeof reasonsOf>>({
    ...{ what: "reasons", esri: all.esri, ...about },
  });
  const order = firms.map((_, i) => i).sort((a, b) => all.esri[b]! - all.esri[a]! || a - b);
  return order.map((firm, i) => {
    const of = band[firm];
    return {
      ...{ place: i + 1, firm, ...firms[firm]!, weight: weight[firm]!, esri: all.esri[firm]! },
      ...{ down: all.down[firm]!, up: all.up[firm]!, rounds: all.rounds[firm]!, reasons: reasons[firm]! },
      ...{
        lo: of?.lo ?? null,
        hi: of?.hi ?? null,
        placeLo: of?.placeLo ?? null,
        placeHi: of?.placeHi ?? null,
      },
    };
  });
}

function bandsOf(parts: Parts, firms: number): Band[] {
  const draws: Float64Array[] = [];
  for (const { task, figures } of parts) {
    if (task.kind !== "draws") continue;
    (figures as DrawFigures).esri.forEach((esri, i) => {
      const draw = draws[task.first + i] ?? new Float64Array(firms);
      draw.set(esri, task.from);
      draws[task.first + i] = draw;
    });
  }
  return draws.length > 0 ? bands(draws) : [];
}
