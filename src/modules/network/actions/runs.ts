// What is asked of the engine: runs begun, cancelled and repeated; what came out, and why a firm fell.
import { createHash } from "node:crypto";
import type { z } from "zod";
import { shanghaiDay } from "../../../engines/calendar/index.ts";
import engine from "../../../engines/cascade/package.json" with { type: "json" };
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import { enterpriseCards } from "../../enterprises/index.ts";
import type { PathOf, pathOf } from "../compute.ts";
import { type Inputs, inputsOf } from "../inputs.ts";
import { oneEach } from "../link.ts";
import { tasksOf } from "../parts.ts";
import type * as contract from "../runs/contract.ts";
import { runWords } from "../runs/words.ts";
import { idlePart, numbered } from "../scenario.ts";
import * as catalogue from "../store/catalogue.ts";
import { everyLink } from "../store/links.ts";
import * as store from "../store/runs.ts";
import { aboutRun, onNetworkThread } from "./work.ts";

export const RUN_ASKED = "network.run-asked";
const subject = "network.run";
const engineName = `cascade ${engine.version}`;

export async function askRun(ctx: Ctx, input: z.output<typeof contract.askRun.input>) {
  const inputs = await inputsNow(ctx);
  if (inputs.value.length === 0) refuse("network.nothing-to-run");
  const { wish } = input;
  const products = await catalogue.products(ctx);
  const industryOf = new Map(products.map((one) => [one.code, one.industry]));
  const scenarios =
    wish.kind === "scenario" ? wish.scenarios : wish.kind === "mitigation" ? [wish.scenario] : [];
  for (const scenario of scenarios) {
    const part = idlePart(numbered(scenario, inputs, industryOf), inputs);
    if (part !== null) refuse("network.scenario-hits-nobody", { name: scenario.name, part });
  }
  const inputHash = createHash("sha256").update(JSON.stringify(inputs)).digest("hex");
  await store.keepInputs(ctx, inputHash, inputs);
  const id = await begin(ctx, { title: input.title, wish, eps: input.eps, inputHash, repeats: null }, inputs);
  await audit(ctx, {
    action: "network.run-asked",
    subject,
    subjectId: id,
    after: { title: input.title, kind: wish.kind },
  });
  return { id };
}

async function begin(
  ctx: Ctx,
  run: Omit<store.NewRun, "id" | "engine">,
  { firms, value }: { firms: ArrayLike<unknown>; value: ArrayLike<unknown> },
): Promise<string> {
  const id = uuidv7();
  await store.insertRun(
    ctx,
    { ...run, id, engine: engineName },
    tasksOf(run.wish, firms.length, value.length),
  );
  await ctx.announce(RUN_ASKED, { id });
  return id;
}

/** The network as it is known today. */
async function inputsNow(ctx: Ctx): Promise<Inputs> {
  const day = shanghaiDay(ctx.now.getTime());
  const links = oneEach(await everyLink(ctx), day);
  const ids = [...new Set(links.flatMap((link) => [link.supplierId, link.customerId]))].filter(
    (id) => id !== null,
  );
  const cards = await enterpriseCards(ctx, ids);
  const table = (await catalogue.essentialPairs(ctx)) ?? { version: 0, pairs: [] };
  return inputsOf(links, cards, await catalogue.products(ctx), table, day);
}

export async function repeatRun(ctx: Ctx, input: { id: string }) {
  const run = await store.readRunRow(ctx, input.id);
  const { title, wish, eps, inputHash } = run;
  const sizes = { firms: { length: run.firms }, value: { length: run.links } };
  const id = await begin(ctx, { title, wish, eps, inputHash, repeats: run.repeats ?? run.id }, sizes);
  await audit(ctx, {
    action: "network.run-repeated",
    subject,
    subjectId: id,
    after: { title, repeats: run.id },
  });
  return { id };
}

export async function cancelRun(ctx: Ctx, input: { id: string }) {
  const run = await store.readRunRow(ctx, input.id);
  if (!(await store.endRun(ctx, input.id, { state: "cancelled" })))
    refuse("network.run-over", { state: runWords[ctx.who.language][`state_${run.state}`] });
  await audit(ctx, {
    action: "network.run-cancelled",
    subject,
    subjectId: input.id,
    after: { title: run.title },
  });
  return {};
}

export async function readRun(ctx: Ctx, input: { id: string }) {
  const { result, ...run } = await store.readRunRow(ctx, input.id);
  const { inputs } = await aboutRun(ctx, run);
  const found = result as {
    scenarios?: contract.ScenarioResult[];
    mitigation?: contract.MitigationResult;
  } | null;
  return {
    ...run,
    known: { day: inputs.day, essentialVersion: inputs.essentialVersion, ...inputs.known },
    scenarios: found?.scenarios ?? null,
    mitigation: found?.mitigation ?? null,
  };
}

export async function readPath(ctx: Ctx, input: z.output<typeof contract.readPath.input>) {
  const run = await store.readRunRow(ctx, input.id);
  const about = await aboutRun(ctx, run);
  const { firm, seed } = input;
  const n = about.inputs.firms.length;
  if (firm >= n || (seed !== undefined && seed >= n)) refuse("network.no-such-firm");
  const of = pathQuestion(run.wish, input.scenario, seed) ?? refuse("network.no-such-firm");
  return onNetworkThread<ReturnType<typeof pathOf>>({ what: "path", of, firm, ...about });
}

function pathQuestion(wish: contract.Wish, at: number, seed: number | undefined): PathOf | null {
  if (seed !== undefined) return { seed };
  if (wish.kind === "mitigation") return { scenario: wish.scenario, days: wish.days };
  const scenario = wish.kind === "scenario" ? wish.scenarios[at] : undefined;
  return scenario && wish.kind === "scenario" ? { scenario, days: wish.days } : null;
}

export async function readGraph(ctx: Ctx, input: { id: string }) {
  const run = await store.readRunRow(ctx, input.id);
  if (run.state !== "done" || run.kind !== "esri") refuse("network.run-unfinished");
  const { inputs } = await aboutRun(ctx, run);
  const ranks = new Map((await store.everyRank(ctx, run.id)).map((row) => [row.firm, row]));
  return {
    firms: inputs.firms.map((firm, i) => {
      const rank = ranks.get(i);
      return {
        ...firm,
        esri: rank?.esri ?? 0,
        weight: rank?.weight ?? 0,
        chokepoint: (rank?.reasons.length ?? 0) > 0,
      };
    }),
    ...{ supplier: inputs.supplier, customer: inputs.customer, inferred: inputs.inferred },
  };
}
