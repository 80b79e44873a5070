// Planted events of the larger demo: what happened, whom it touched, and what it did to their figures.
export type Hit = {
  output?: number;
  exports?: number;
  orders?: number;
  stock?: number;
  /** Days the raw material lasts, days on the road. */
  cover?: number;
  road?: number;
  /** Percentage points on the month. */
  price?: number;
  material?: number;
};

export type PlantedEvent = {
  code: string;
  title: { zh: string; en: string };
  /** Months counted back from the newest one, which is 0. */
  from: number;
  to: number;
  /** Beginnings of GB/T 2260 and GB/T 4754 codes; empty: all. */
  regions: readonly string[];
  industries: readonly string[];
  /** Factors, and percentage points for the prices. */
  hit: Hit;
};

/** month → factors, all events together. */
export type Effects = (month: string) => Hit;

const YEARS_NEEDED = 36;

export const plantedEvents: readonly PlantedEvent[] = [
  {
    code: "lockdown",
    title: { zh: "佛山停工停产两个月（演示）", en: "Two months of standstill in Foshan (demo)" },
    from: -19,
    to: -18,
    regions: ["4406"],
    industries: [],
    hit: { output: 0.55, orders: 0.9, exports: 0.9, road: 2.2 },
  },
  {
    code: "pulp-shortage",
    title: {
      zh: "纸浆短缺，纸价连涨四个月（演示）",
      en: "Pulp runs short, paper dearer for four months (demo)",
    },
    from: -15,
    to: -12,
    regions: [],
    industries: ["22"],
    hit: { output: 0.84, price: 4.5, stock: 0.8, material: 7, cover: 0.45 },
  },
  {
    code: "port-closure",
    title: { zh: "宁波港停航，货压在库里（演示）", en: "Ningbo's port closed, goods held in stock (demo)" },
    from: -9,
    to: -8,
    regions: ["3302", "3307", "3310"],
    industries: [],
    hit: { exports: 0.3, stock: 1.35, road: 1.8 },
  },
  {
    code: "export-slump",
    title: { zh: "家电皮革文体出口订单下滑（演示）", en: "Export orders slump in three trades (demo)" },
    from: -4,
    to: 0,
    regions: [],
    industries: ["38", "19", "24"],
    hit: { exports: 0.72, orders: 0.82, output: 0.93 },
  },
];

const starts = (code: string, heads: readonly string[]): boolean =>
  heads.length === 0 || heads.some((head) => code.startsWith(head));

export const touches = (event: PlantedEvent, one: { industryCode: string; regionCode: string }): boolean =>
  starts(one.industryCode, event.industries) && starts(one.regionCode, event.regions);

/** @param months oldest first; the small demo of two years has no events. */
export function effectsOn(
  one: { industryCode: string; regionCode: string },
  months: readonly string[],
): Effects {
  const felt = months.length < YEARS_NEEDED ? [] : plantedEvents.filter((event) => touches(event, one));
  return (month) => {
    const ago = months.indexOf(month) - (months.length - 1);
    const out: Hit = {};
    for (const { from, to, hit } of felt) {
      if (ago < from || ago > to) continue;
      for (const key of ["output", "exports", "orders", "stock", "cover", "road"] as const) {
        const factor = hit[key];
        if (factor !== undefined) out[key] = (out[key] ?? 1) * factor;
      }
      for (const key of ["price", "material"] as const) {
        const points = hit[key];
        if (points !== undefined) out[key] = (out[key] ?? 0) + points;
      }
    }
    return out;
  };
}
