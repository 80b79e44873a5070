// Invented months of an invented enterprise: season, Spring Festival dip, slow growth, a little noise, planted events.
import type { Effects } from "./demo-events.ts";

export type Series = (month: string) => Record<string, string>;

/** The month in which most of the Spring Festival holiday lies; others of the years around are taken as February. */
const FESTIVAL: Record<string, string> = {
  "2023": "01",
  "2024": "02",
  "2025": "01",
  "2026": "02",
  "2027": "02",
  "2028": "01",
  "2029": "02",
};
const SEASON = [0.93, 0.9, 1.02, 1.01, 1.0, 1.03, 0.98, 0.99, 1.04, 1.02, 1.05, 1.06];

/** @param first month 0 of the trend, 'YYYY-MM'; @param size 0 small … 1 large; @param effects what planted events do to it */
export function seriesOf(
  random: () => number,
  first: string,
  size: number,
  effects: Effects = () => ({}),
): Series {
  const between = (low: number, high: number): number => low + random() * (high - low);
  const scale = Math.exp(6.2 + 3.6 * size + between(-0.15, 0.15));
  const trend = between(-0.004, 0.011);
  const exports = random() < 0.35 ? 0 : between(0.05, 0.6);
  const margin = between(0.015, 0.085);
  const power = between(0.02, 0.075);
  const perHead = between(5.5, 11);
  const stock = between(0.25, 0.7);
  const debt = between(0.6, 1.5);
  const backlog = between(0.9, 2.1);
  const fullness = between(64, 88);
  const staff = Math.max(20, Math.round(scale / perHead));
  return (month) => {
    const year = month.slice(0, 4);
    const index = Number(month.slice(5)) - 1;
    const age = (Number(year) - Number(first.slice(0, 4))) * 12 + index - (Number(first.slice(5)) - 1);
    const dip = (FESTIVAL[year] ?? "02") === month.slice(5) ? between(0.72, 0.84) : 1;
    const pace = (1 + trend) ** age * SEASON[index]! * dip;
    const noise = (spread: number): number => 1 + between(-spread, spread);
    const hit = effects(month);
    const output = scale * pace * noise(0.045) * (hit.output ?? 1);
    const sales = output * between(0.94, 1.03);
    const revenue = sales * between(0.98, 1.04);
    return {
      output_value: money(output),
      sales_value: money(sales),
      export_value: money(sales * exports * noise(0.08) * (hit.exports ?? 1)),
      orders: money(scale * (1 + trend) ** age * backlog * noise(0.1) * (hit.orders ?? 1)),
      capacity_use: Math.min(
        118,
        fullness * (dip === 1 ? 1 : 0.84) * noise(0.04) * (hit.output ?? 1),
      ).toFixed(1),
      price_change: (between(-1.8, 1.7) + (hit.price ?? 0)).toFixed(1),
      revenue: money(revenue),
      profit: money(revenue * (margin + between(-0.035, 0.02)) * (dip === 1 ? 1 : 0.4)),
      inventory: money(scale * stock * (1 + trend) ** age * noise(0.08) * (hit.stock ?? 1)),
      receivables: money(scale * debt * (1 + trend) ** age * noise(0.06)),
      employees: String(Math.round(staff * (1 + trend / 2) ** age * noise(0.012))),
      electricity: money(output * power * noise(0.035)),
    };
  };
}

const money = (value: number): string => value.toFixed(2).replace(/\.?0+$/, "");
