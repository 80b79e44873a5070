// The door of the cascade engine: systemic risk of every firm of a supply network.
export { DENSE_SHARE, EPS, MAX_ROUNDS } from "./defaults.ts";
export type { Prepared } from "./layout.ts";
export { prepare } from "./prepare.ts";
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
