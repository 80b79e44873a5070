// The arithmetic of one part of a run; pure, so that any thread of any process gives the same figures.
import {
  byDay,
  chokepoints,
  choose,
  explain,
  type FirmFacts,
  inputDays,
  type Network,
  type Operators,
  operators,
  type Prepared,
  prepare,
  protectionFloor,
  protectionLoss,
  redrawn,
  run,
  type Shock,
  scenarioLosses,
  solve,
} from "../../engines/cascade/index.ts";
import { uniform } from "./dice.ts";
import type { Inputs } from "./inputs.ts";
import type { Task } from "./parts.ts";
import type { MitigationResult, Reason, Scenario, ScenarioResult, Wish } from "./runs/contract.ts";
import { numbered, provincesOf } from "./scenario.ts";

export type Ask = {
  inputs: Inputs;
  wish: Wish;
  eps: number;
  /** industry of whoever makes a product, by the product's code */
  industryOf: ReadonlyMap<string, string>;
  /** Asked now and then; true: give up. */
  stopped: () => boolean;
};
export type EsriFigures = {
  esri: number[];
  down: number[];
  up: number[];
  rounds: number[];
  converged: number;
};
/** One list a draw, in the order of the draws. */
export type DrawFigures = { esri: number[][] };
export type Figures = EsriFigures | DrawFigures | ScenarioResult | MitigationResult;

const SHOWN_FIRMS = 500;
const SHOWN_CURVES = 12;
/** Firms tried one by one before the best ten are sought among them. */
const CANDIDATES = 60;

export const networkOf = (inputs: Inputs): Network => ({
  ...{ sector: inputs.sector, sectors: inputs.sectors.length, essential: inputs.essential },
  ...{ supplier: inputs.supplier, customer: inputs.customer, value: inputs.value },
});
export const preparedOf = (inputs: Inputs, wish: Wish): Prepared =>
  prepare(networkOf(inputs), { variant: wish.variant });

/** @param prepared the network laid out before, so that the parts of one run share it; null: laid out here */
export function figuresOf(ask: Ask, task: Task, prepared: Prepared | null): Figures {
  if (task.kind === "esri") return esri(ask, task, prepared ?? preparedOf(ask.inputs, ask.wish));
  if (task.kind === "draws") return draws(ask, task);
  if (task.kind === "scenario" && ask.wish.kind === "scenario")
    return scenarioFigures(ask, ask.wish.scenarios[task.at]!, ask.wish.days);
  if (task.kind === "mitigation" && ask.wish.kind === "mitigation") return mitigation(ask, ask.wish);
  throw new RangeError(`a run of ${ask.wish.kind} has no part ${task.kind}`);
}

const seeds = (from: number, to: number): Uint32Array =>
  Uint32Array.from({ length: to - from }, (_, i) => from + i);

function esri({ eps }: Ask, { from, to }: { from: number; to: number }, prepared: Prepared): EsriFigures {
  const risk = solve(prepared, seeds(from, to), { eps });
  return {
    ...{ esri: [...risk.esri], down: [...risk.down], up: [...risk.up], rounds: [...risk.rounds] },
    converged: risk.converged.reduce((sum, one) => sum + one, 0),
  };
}

function draws({ inputs, wish, eps, stopped }: Ask, task: Task & { kind: "draws" }): DrawFigures {
  const found: number[][] = [];
  for (let draw = task.first; draw < task.last && !stopped(); draw++) {
    const prepared = prepare(redrawn(networkOf(inputs), inputs, uniform(draw)), { variant: wish.variant });
    found.push([...solve(prepared, seeds(task.from, task.to), { eps }).esri]);
  }
  return { esri: found };
}

type Struck = ReturnType<typeof scenarioLosses>;

function struckBy({ inputs, industryOf }: Pick<Ask, "inputs" | "industryOf">, scenario: Scenario): Struck {
  const facts: FirmFacts = { sector: inputs.sector, region: provincesOf(inputs).of };
  return scenarioLosses(numbered(scenario, inputs, industryOf), facts);
}

/** Everything at its fullest at once: what the equations without days are asked. */
function fullForce(struck: Struck, n: number, days: number): Shock {
  const [loss, lossUpstream] = [new Float64Array(n), new Float64Array(n)];
  const [down, up] = [new Float64Array(n), new Float64Array(n)];
  for (let day = 0; day < days; day++) {
    struck.at(day, down, up);
    for (let i = 0; i < n; i++) {
      loss[i] = Math.max(loss[i]!, down[i]!);
      lossUpstream[i] = Math.max(lossUpstream[i]!, up[i]!);
    }
  }
  return { loss, lossUpstream };
}

/** Stocks as reported, another supplier after the days reported; where nobody said, no stock and no other supplier. */
function daily(
  { inputs, stopped }: Ask,
  ops: Operators,
  struck: Struck,
  days: number,
  protect: readonly number[],
) {
  const provinces = provincesOf(inputs);
  return byDay(ops, {
    ...{ days, shock: struck.at, protect },
    cover: inputDays(ops, inputs.cover),
    switchAfter: inputDays(ops, inputs.switchAfter, Number.POSITIVE_INFINITY),
    curves: [
      { of: inputs.sector, count: inputs.sectors.length },
      { of: provinces.of, count: provinces.codes.length + 1 },
    ],
    onDay: stopped,
  });
}

function scenarioFigures(ask: Ask, scenario: Scenario, days: number): ScenarioResult {
  const { inputs, eps } = ask;
  const ops = operators(networkOf(inputs), { variant: ask.wish.variant });
  const struck = struckBy(ask, scenario);
  const before = daily(ask, ops, struck, days, []);
  const safe = placesOf(inputs, scenario.protect);
  const end = run(ops, fullForce(struck, ops.n, days), { eps });
  const lost = Array.from(end.y, (y, i) => Math.max(y, end.x[i]!));
  const hit = lost.flatMap((loss, firm) => (loss > 0 ? [{ firm, loss, weight: ops.weight[firm]! }] : []));
  hit.sort((a, b) => b.weight * b.loss - a.weight * a.loss || b.loss - a.loss || a.firm - b.firm);
  return {
    ...{
      name: scenario.name,
      before: [...before.loss],
      end: end.loss,
      rounds: end.rounds,
      converged: end.converged,
    },
    after: safe.length > 0 ? [...daily(ask, ops, struck, days, safe).loss] : null,
    industries: worst(inputs.sectors, before.curves[0]!),
    provinces: worst([...provincesOf(inputs).codes, ""], before.curves[1]!, Number.POSITIVE_INFINITY),
    hit: hit.length,
    firms: hit.slice(0, SHOWN_FIRMS).map(({ firm, loss, weight }) => ({
      ...{ firm, ...inputs.firms[firm]!, loss, weight },
      ...{ survives: before.survives[firm]!, recovers: before.recovers[firm]! },
    })),
  };
}

const placesOf = (inputs: Inputs, ids: readonly string[]): number[] => {
  const wanted = new Set(ids);
  return inputs.firms.flatMap((firm, i) => (firm.id !== null && wanted.has(firm.id) ? [i] : []));
};

/** The groups that lose most at their worst. */
function worst(codes: readonly string[], curves: readonly Float64Array[], most = SHOWN_CURVES) {
  return curves
    .map((curve, k) => ({
      code: codes[k]!,
      loss: [...curve],
      peak: curve.reduce((a, b) => Math.max(a, b), 0),
    }))
    .filter((one) => one.peak > 0)
    .sort((a, b) => b.peak - a.peak || (a.code < b.code ? -1 : 1))
    .slice(0, most)
    .map(({ code, loss }) => ({ code, loss }));
}

function mitigation(ask: Ask, wish: Wish & { kind: "mitigation" }): MitigationResult {
  const { inputs, stopped } = ask;
  const ops = operators(networkOf(inputs), { variant: wish.variant });
  const struck = struckBy(ask, wish.scenario);
  const threats = [fullForce(struck, ops.n, wish.days)];
  const end = run(ops, threats[0]!);
  const worth = Float64Array.from(end.y, (y, i) => ops.weight[i]! * Math.max(y, end.x[i]!));
  // A small firm that was struck may carry many: those struck are tried first, then those that lose most.
  const struckShare = Float64Array.from(threats[0]!.loss, (loss, i) =>
    Math.max(loss, threats[0]!.lossUpstream![i]!),
  );
  const firms = [...worth.keys()]
    .filter((i) => worth[i]! > 0 || struckShare[i]! > 0)
    .sort((a, b) => worth[b]! - worth[a]! || struckShare[b]! - struckShare[a]! || a - b)
    .slice(0, CANDIDATES);
  const { k } = wish;
  const found = choose({
    ...{ k, candidates: firms.length, loss: protectionLoss(ops, threats, firms) },
    ...{ floor: protectionFloor(ops, threats, k), onRun: stopped },
  });
  const chosen = found.chosen.map((at) => firms[at]!);
  return {
    chosen: chosen.map((firm, i) => ({
      ...{ firm, id: inputs.firms[firm]!.id, name: inputs.firms[firm]!.name, left: found.left[i]! },
    })),
    ...{
      loss: found.before,
      exact: found.exact,
      floor: found.floor,
      tried: found.runs,
      candidates: firms.length,
    },
    before: [...daily(ask, ops, struck, wish.days, []).loss],
    after: [...daily(ask, ops, struck, wish.days, chosen).loss],
  };
}

/** Reasons by firm; empty where it is no chokepoint. */
export function reasonsOf(
  inputs: Inputs,
  wish: Wish,
  esri: ArrayLike<number>,
): { weight: number[]; reasons: Reason[][] } {
  const ops = operators(networkOf(inputs), { variant: wish.variant });
  const reasons = inputs.firms.map((): Reason[] => []);
  // A firm without sales has no weight of its own; how many times it falls is then not a number.
  for (const one of chokepoints(ops, esri))
    reasons[one.firm] = one.reasons.map((reason) =>
      reason.kind === "risk"
        ? { ...reason, times: Number.isFinite(reason.times) ? reason.times : null }
        : reason,
    );
  return { weight: [...ops.weight], reasons };
}

/** What the path question needs to know of a run: a scenario of it, or a firm that fails. */
export type PathOf = { scenario: Scenario; days: number } | { seed: number };

export function pathOf(ask: Pick<Ask, "inputs" | "industryOf" | "eps" | "wish">, of: PathOf, firm: number) {
  const ops = operators(networkOf(ask.inputs), { variant: ask.wish.variant });
  const given =
    "seed" in of
      ? { loss: Float64Array.from({ length: ops.n }, (_, i) => (i === of.seed ? 1 : 0)) }
      : fullForce(struckBy(ask, of.scenario), ops.n, of.days);
  const found = explain(ops, given, { eps: ask.eps });
  const name = (i: number): string => ask.inputs.firms[i]!.name;
  return {
    ...{ name: name(firm), loss: Math.max(found.y[firm]!, found.x[firm]!), hitIn: found.hitIn[firm]! },
    hops: found.path(firm).map((hop) => ({ ...hop, name: name(hop.firm), byName: name(hop.by) })),
  };
}
