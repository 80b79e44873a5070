// What goes into the arithmetic of a supply network, and what comes out.

/** Firms are 0…n−1, sectors 0…m−1. Arrays may be plain or typed; nothing given is changed. */
export type Network = {
  /** p: sector (product) of each firm; its length is n. */
  sector: ArrayLike<number>;
  /** How many sectors there are (m). */
  sectors: number;
  /** Links as three columns of one length: money value a supplier sells to a customer in a period, ≥ 0. */
  supplier: ArrayLike<number>;
  customer: ArrayLike<number>;
  value: ArrayLike<number>;
  /** E, m × m by rows (row: supplier's sector, column: customer's): 2 essential, 1 non-essential, 0 irrelevant. */
  essential: ArrayLike<number>;
};

export type Variant = "gl" | "nosub" | "lin" | "leo";
/** `reference`: a dead market counts as one currency unit (quirk Q1); `one`: nobody of it can be replaced (σ = 1). */
export type Quirk = "reference" | "one";

export type PrepareOptions = {
  /** gl: as E says; lin: everything non-essential; leo: everything essential; nosub: as gl, nobody can be replaced. */
  variant?: Variant;
  /** q: the market a firm's share is measured in; its sector unless given, `null`: σ = 1. Markets are 0…max. */
  market?: ArrayLike<number> | null;
  /** Weights of the index, ≥ 0, normalised here; sales (s_out) unless given. */
  weights?: ArrayLike<number> | "equal";
  /** Total revenue and total material cost of each firm in currency units, where the network sees only part. */
  revenue?: ArrayLike<number>;
  costs?: ArrayLike<number>;
  /** Instead of figures: so many times what the network shows (s_out, s_in). */
  revenueFactor?: number;
  costsFactor?: number;
  quirk?: Quirk;
  /** How many threads may solve at the same time (each has working memory of its own). 1 unless given. */
  threads?: number;
  /** wasm where the machine has SIMD, js everywhere, with the same answers; `auto` takes the quicker. */
  kernel?: "auto" | "wasm" | "js";
};

export type SolveOptions = {
  /** Stop when no firm's loss grows by more than this in one round. 0.01 unless given; keep it with the result. */
  eps?: number;
  maxRounds?: number;
  /** Which of the prepared working memories to use, 0…threads−1. */
  slot?: number;
  /** Share of all links one round may touch before the seed goes into a dense lane. */
  denseShare?: number;
  /** Called now and then with the number of seeds done. */
  onProgress?: (done: number) => void;
};

/** One scenario: shares of production lost at the start, 0…1, by firm; upstream the same unless given. */
export type Shock = { loss: ArrayLike<number>; lossUpstream?: ArrayLike<number> };

/** Results by position of the seed or scenario: shares of the whole weight, 0…1. */
export type Risk = {
  esri: Float64Array;
  down: Float64Array;
  up: Float64Array;
  rounds: Int32Array;
  /** 1 where the stop rule was met, 0 where `maxRounds` came first. */
  converged: Uint8Array;
};

/** The end of one scenario, firm by firm: shares of production lost. */
export type ShockResult = {
  esri: number;
  down: number;
  up: number;
  rounds: number;
  converged: boolean;
  lossDown: Float64Array;
  lossUp: Float64Array;
};

/** A network that cannot be computed, with the place that is wrong. */
export class NetworkFault extends Error {
  readonly part: string;
  readonly at: number;
  constructor(part: string, at: number, message: string) {
    super(`${part}[${at}]: ${message}`);
    this.part = part;
    this.at = at;
  }
}
