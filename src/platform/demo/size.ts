// How large the demo is: the least it may be, and what a first start makes when nothing else is said.

/** What tests and the tour need; fewer enterprises there never are. */
export const LEAST_ENTERPRISES = 200;
/** Raise this one figure to make every first start larger. */
export const DEFAULT_ENTERPRISES = 200;
