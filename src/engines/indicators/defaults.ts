// Every constant of the indicators engine, with its unit and where it comes from.

export const DEFAULTS = {
  /** Decimals kept of a value or weight; more is refused, not cut. Six covers 元 stated in 亿 to the cent. */
  scale: 6,
  /** Last day (of the following month) on which a return still counts for the first vintage. Format of the returns. */
  deadlineDay: 15,
  /** Band of "same" in the diffusion index, percent of the earlier value, bound included. */
  sameBandPercent: 1n,
  /** Decimals printed: totals and diffusion; coverage, growth and index. Rounded once, half away from zero. */
  totalPlaces: 2,
  ratioPlaces: 4,
} as const;

export const PROTECTION = {
  /**
   * A cell of fewer enterprises is not published. Three is the floor of official statistics: with two, each
   * knows the other (Hundepool et al., Statistical Disclosure Control, Wiley 2012, §4.2).
   */
  minCount: 3,
  /** A cell is not published when its largest enterprise holds more than this share of it ((n,k) rule, n = 1). */
  dominanceTop1: 0.7,
  /** … nor when its two largest hold more than this share ((n,k) rule, n = 2; 0.85–0.9 is usual). */
  dominanceTop2: 0.85,
  /**
   * p % rule: from the total, the second largest must not be able to estimate the largest closer than this share;
   * also the least width an attack on the finished table must leave around a withheld cell (same source, 10–20 %).
   */
  pShare: 0.15,
  /**
   * Fewest enterprises in a band. With seven, the three averages are centred on ranks 2, 4 and 6: one enterprise
   * that knows its own value faces six unknowns and three equations.
   */
  bandMinCount: 7,
  /** Below this many members a figure of the band may not equal any member's value; above, not that of 1 or 2. */
  bandStrictBelow: 12,
  /** A quartile is not published when one enterprise makes up more than this share of the values averaged for it. */
  bandDominance: 0.6,
} as const;
