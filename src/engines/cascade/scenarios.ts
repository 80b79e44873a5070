// Scenarios as data: what is struck, where, how hard and for how long, turned into losses by firm and day.

/** What kind of trouble it is decides whom it strikes: through inputs (down), through orders (up) or both. */
export const SCENARIO_KINDS = ["lockdown", "firms", "energy", "port", "import", "export", "demand"] as const;
export type ScenarioKind = (typeof SCENARIO_KINDS)[number];

export type ScenarioPart = {
  kind: ScenarioKind;
  /** Only firms of these regions, sectors, and this list; what is not given does not narrow. */
  regions?: readonly number[];
  sectors?: readonly number[];
  firms?: readonly number[];
  /** 0…1 of production (or of imports, exports, energy, orders) lost. */
  share: number;
  /** First day (0 unless given), days at full force (for ever unless given), days of even restoration after (0). */
  from?: number;
  days?: number;
  restore?: number;
};
export type Scenario = { name: string; parts: readonly ScenarioPart[] };

/** What is known of the firms. Shares are 0…1 and 1 where not given, so that nothing is played down for want of data. */
export type FirmFacts = {
  sector: ArrayLike<number>;
  region?: ArrayLike<number>;
  /** Share of inputs from abroad, of sales abroad, of production that needs the energy in question. */
  imports?: ArrayLike<number>;
  exports?: ArrayLike<number>;
  energy?: ArrayLike<number>;
};

type Way = { down: keyof FirmFacts | "whole" | null; up: keyof FirmFacts | "whole" | null };
const WAYS: Record<ScenarioKind, Way> = {
  lockdown: { down: "whole", up: "whole" },
  firms: { down: "whole", up: "whole" },
  energy: { down: "energy", up: "energy" },
  port: { down: "imports", up: "exports" },
  import: { down: "imports", up: null },
  export: { down: null, up: "exports" },
  demand: { down: null, up: "whole" },
};

/** @throws RangeError for a share, day or list that makes no sense, with the name of the scenario and the part's number */
export function scenarioLosses(
  { name, parts }: Scenario,
  facts: FirmFacts,
): { at: (day: number, down: Float64Array, up: Float64Array) => void; lasts: number } {
  const n = facts.sector.length;
  const struck = parts.map((part, at) => {
    const fault = faultOf(part, facts);
    if (fault) throw new RangeError(`${name}, part ${at + 1}: ${fault}`);
    const sets = [part.regions, part.sectors, part.firms].map((list) => list && new Set(list));
    const [regions, sectors, firms] = sets;
    const hit: number[] = [];
    for (let i = 0; i < n; i++)
      if (
        (!regions || regions.has(facts.region![i]!)) &&
        (!sectors || sectors.has(facts.sector[i]!)) &&
        (!firms || firms.has(i))
      )
        hit.push(i);
    return { part, hit, way: WAYS[part.kind] };
  });
  const exposure = (way: keyof FirmFacts | "whole", i: number) =>
    way === "whole" ? 1 : (facts[way]?.[i] ?? 1);
  const ends = parts.map(({ from = 0, days, restore = 0 }) =>
    days === undefined ? Number.POSITIVE_INFINITY : from + days + restore,
  );
  return {
    lasts: Math.max(0, ...ends),
    at(day, down, up) {
      down.fill(0, 0, n);
      up.fill(0, 0, n);
      for (const { part, hit, way } of struck) {
        const share = part.share * forceOn(day, part);
        if (share === 0) continue;
        for (const [list, by] of [
          [down, way.down],
          [up, way.up],
        ] as const) {
          if (!by) continue;
          // Two troubles at once leave what the one leaves of what the other leaves.
          for (const i of hit) list[i] = list[i]! + (1 - list[i]!) * share * exposure(by, i);
        }
      }
    },
  };
}

/** 1 at full force, then evenly down to 0. */
function forceOn(day: number, { from = 0, days, restore = 0 }: ScenarioPart): number {
  if (day < from) return 0;
  if (days === undefined || day < from + days) return 1;
  const since = day - (from + days);
  return since < restore ? 1 - (since + 1) / (restore + 1) : 0;
}

function faultOf(part: ScenarioPart, facts: FirmFacts): string | null {
  if (!(part.share >= 0 && part.share <= 1)) return `share ${part.share} is not 0…1`;
  for (const name of ["from", "days", "restore"] as const) {
    const value = part[name];
    if (value !== undefined && !(Number.isInteger(value) && value >= 0))
      return `${name} ${value} is not a whole number of days`;
  }
  if (part.regions && !facts.region) return "regions are named, but no region of the firms is known";
  const n = facts.sector.length;
  const stray = part.firms?.find((i) => !(Number.isInteger(i) && i >= 0 && i < n));
  return stray === undefined ? null : `${stray} is not one of the ${n} firms`;
}
