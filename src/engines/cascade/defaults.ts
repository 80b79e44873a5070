// Every constant of the method, with its source.

/** Stop rule ε: share of production. Diem et al. 2022, Methods; a result without its ε cannot be compared. */
export const EPS = 0.01;
/** The published code has no bound; ours says `converged: false` instead of running for ever. */
export const MAX_ROUNDS = 10_000;
/** Quirk Q1: a market with no more than this left (currency units) counts as `DEAD_MARKET_UNITS`. */
export const DEAD_MARKET = 1e-10;
export const DEAD_MARKET_UNITS = 1;
/** Below this share of its sales, a market is added up anew instead of by subtraction (keeps 13 digits). */
export const THIN_MARKET = 1e-3;
/** Seeds a dense sweep carries at once: eight float64 fill one cache line of 64 bytes. */
export const LANES = 8;
/** A round that would touch more than this share of all links is done as a dense sweep; measured by bench/cascade. */
export const DENSE_SHARE = 0.01;
