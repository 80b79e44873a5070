// A small industry for tests: enterprises with a year and more of returns, planted where reporting keeps them.

import type { Expected } from "./cells.ts";
import { indicators } from "./reference.ts";
import type { Figure } from "./standing.ts";

export type Firm = { id: string; industry: string; region: string; size: number };

/** Same figures on every machine. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

export function monthsUpTo(last: string, count: number): string[] {
  const [year = 0, month = 0] = last.split("-").map(Number);
  return Array.from({ length: count }, (_, i) => {
    const at = year * 12 + month - 1 - (count - 1 - i);
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
  });
}

/** On time: the 8th of the following month; late: the 20th. */
export function receivedOn(month: string, day = 8): string {
  const [next = ""] = monthsUpTo(month, 1).map((at) => {
    const [year = 0, number = 0] = at.split("-").map(Number);
    return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
  });
  return `${next}-${String(day).padStart(2, "0")}`;
}

export function returnsOf(
  firms: readonly Firm[],
  months: readonly string[],
  random: () => number,
): { figures: Figure[]; roster: Expected[] } {
  const figures: Figure[] = [];
  const roster: Expected[] = [];
  for (const month of months) {
    for (const { id, industry, region, size } of firms) {
      roster.push({ enterprise: id, month, industry, region, weight: "1" });
      for (const { code, kind } of indicators) {
        const value = kind === "rate" ? 60 + random() * 30 : size * (0.8 + random() * 0.4);
        figures.push({
          enterprise: id,
          indicator: code,
          month,
          industry,
          region,
          value: value.toFixed(kind === "rate" ? 1 : 2),
          weight: "1",
          received: receivedOn(month),
          provisional: false,
        });
      }
    }
  }
  return { figures, roster };
}

export type Together = Omit<Figure, "indicator" | "value"> & { figures: Record<string, string> };

/** The figures of each return in one row, as reporting keeps them. */
export function together(figures: readonly Figure[]): Together[] {
  const out = new Map<string, Together>();
  for (const { indicator, value, ...rest } of figures) {
    const key = `${rest.enterprise} ${rest.month} ${rest.received}`;
    const one = out.get(key) ?? { ...rest, figures: {} };
    one.figures[indicator] = value;
    out.set(key, one);
  }
  return [...out.values()];
}
