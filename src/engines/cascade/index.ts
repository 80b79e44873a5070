// The door of the cascade engine: systemic risk of every firm of a supply network.
export { type Band, bands, type LinkKnowledge, redrawn } from "./bands.ts";
export {
  CHOKEPOINT_LIMITS,
  CHOKEPOINT_REASONS,
  type Chokepoint,
  type ChokepointReason,
  chokepoints,
  concentration,
  type InputConcentration,
} from "./chokepoints.ts";
export { byDay, type Daily, type DailyOptions, type InputFact, inputDays } from "./days.ts";
export { DENSE_SHARE, EPS, MAX_ROUNDS } from "./defaults.ts";
export { type Explained, explain, type Hop, type HopKind } from "./explain.ts";
export { type Betweenness, betweenness, type Cuts, cuts } from "./graph.ts";
export type { Prepared } from "./layout.ts";
export {
  type Choice,
  type ChooseOptions,
  choose,
  protectionFloor,
  protectionLoss,
  standbyLoss,
  type Threat,
} from "./mitigation.ts";
export { type Operators, operators } from "./operators.ts";
export { prepare } from "./prepare.ts";
export { type Help, type Run, type RunOptions, run, type Standby } from "./rounds.ts";
export {
  type FirmFacts,
  SCENARIO_KINDS,
  type Scenario,
  type ScenarioKind,
  type ScenarioPart,
  scenarioLosses,
} from "./scenarios.ts";
export { type Found, shock, solve, solveEach } from "./solve.ts";
export {
  type Network,
  NetworkFault,
  type PrepareOptions,
  type Quirk,
  type Risk,
  type Shock,
  type ShockResult,
  type SolveOptions,
  type Variant,
} from "./types.ts";
export { hasSimd } from "./wasm.ts";
