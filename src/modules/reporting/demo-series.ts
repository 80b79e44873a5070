// Invented months of an invented enterprise: season, Spring Festival, slow growth, a little noise, planted events.
import calibration from "../../../data/demo/calibration.json" with { type: "json" };
import { daysInMonth } from "../../engines/calendar/index.ts";
import type { Effects } from "./demo-events.ts";

export type Values = Record<string, string>;
export type Series = (month: string) => Values;

/** What the registry says of the enterprise; the months add up to it. */
export type Basis = {
  industryCode: string;
  regionCode: string;
  /** 万元 in `year`. */
  revenue: number;
  employees: number;
  year: number;
};

/** 正月初一; of the years around the middle of the span in which it can lie. */
const FESTIVAL: Readonly<Record<string, string>> = {
  "2021": "02-12",
  "2022": "02-01",
  "2023": "01-22",
  "2024": "02-10",
  "2025": "01-29",
  "2026": "02-17",
  "2027": "02-06",
  "2028": "01-26",
  "2029": "02-13",
  "2030": "02-03",
};
const SEASON = [0.97, 0.96, 1.01, 1.0, 0.99, 1.02, 0.97, 0.98, 1.03, 1.01, 1.04, 1.05];
const DAY = 86_400_000;

export const festivalOf = (year: string): string => `${year}-${FESTIVAL[year] ?? "02-05"}`;

/** How much of its usual work an enterprise does that day: empty lines a week before, shut, and slowly back. */
export function paceOn(day: string): number {
  const ago = (Date.parse(day) - Date.parse(festivalOf(day.slice(0, 4)))) / DAY;
  if (ago < -12 || ago > 15) return 1;
  if (ago < -3) return 0.97;
  if (ago <= 6) return 0.4;
  return 0.7 + 0.3 * ((ago - 6) / 9);
}

const paces = new Map<string, number>();
function paceIn(month: string): number {
  const known = paces.get(month);
  if (known !== undefined) return known;
  const days = daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5)));
  let sum = 0;
  for (let d = 1; d <= days; d++) sum += paceOn(`${month}-${String(d).padStart(2, "0")}`);
  paces.set(month, sum / days);
  return sum / days;
}

const divisions = new Map(calibration.divisions.items.map((one) => [one.division, one]));
/** kWh for 10,000 yuan of output, in units of 10,000: paper, glass and metal take much, sewing little. */
const POWER: Readonly<Record<string, number>> = {
  "22": 0.062,
  "30": 0.07,
  "33": 0.045,
  "29": 0.04,
  "26": 0.034,
  "15": 0.026,
  "19": 0.016,
  "24": 0.017,
};
/** Of the labour costs; the rest is the employer's social insurance. */
const PAID_OUT = 0.8;

const index = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;

/** Months have to be asked for in order. @param random uniform in [0, 1), of this enterprise alone */
export function seriesOf(random: () => number, basis: Basis, effects: Effects = () => ({})): Series {
  const between = (low: number, high: number): number => low + random() * (high - low);
  const division = divisions.get(basis.industryCode.slice(0, 2)) ?? { exports: 0.12, wages: 0.1 };
  const trend = between(-0.0037, 0.0102);
  const middle = basis.year * 12 + 6;
  const scale = basis.revenue / 12;
  const none = division.exports < 0.06 ? 0.6 : 0.35;
  const exports = random() < none ? 0 : Math.min(0.96, (division.exports / (1 - none)) * between(0.3, 1.7));
  const margin = between(0.024, 0.114);
  const overhead = between(0.06, 0.11);
  const duty = between(0.012, 0.042);
  const power = (POWER[basis.industryCode.slice(0, 2)] ?? 0.024) * between(0.7, 1.3);
  const gas = random() < 0.35 ? 0 : between(0.002, 0.011);
  const stock = between(0.25, 0.7);
  const debt = between(0.6, 1.5);
  const backlog = between(0.9, 2.1);
  const fullness = between(64, 88);
  const cover = between(8, 40);
  const road = between(1.5, 6);
  const head = ((basis.revenue * division.wages * PAID_OUT) / 12 / basis.employees) * between(0.85, 1.15);
  const noise = (spread: number): number => 1 + between(-spread, spread);
  const bookedAt = (month: string, hit: number | undefined): number =>
    scale * (1 + trend) ** (index(month) - middle) * backlog * noise(0.05) * (hit ?? 1);
  let booked: number | null = null;
  return (month) => {
    const grown = (1 + trend) ** (index(month) - middle);
    const dip = paceIn(month);
    const quiet = dip < 0.9;
    const hit = effects(month);
    const output = scale * grown * SEASON[index(month) % 12]! * dip * noise(0.045) * (hit.output ?? 1);
    const sales = output * between(0.95, 1.03);
    const revenue = sales * between(0.98, 1.04);
    const profit = revenue * (margin + between(-0.028, 0.024)) * (quiet ? 0.5 : 1);
    const before: number = booked ?? scale * grown * backlog;
    booked = bookedAt(month, hit.orders);
    const employees = Math.max(
      3,
      Math.round(basis.employees * (1 + trend / 2) ** (index(month) - middle) * noise(0.008)),
    );
    return {
      output_value: money(output),
      sales_value: money(sales),
      export_value: money(sales * Math.min(1, exports * noise(0.08) * (hit.exports ?? 1))),
      // Signed − delivered = change of what is in hand.
      new_orders: money(Math.max(0, booked - before + sales)),
      orders: money(booked),
      capacity_use: tenth(Math.min(118, fullness * (1 - (1 - dip) * 0.7) * noise(0.04) * (hit.output ?? 1))),
      price_change: tenth(between(-1.8, 1.7) + (hit.price ?? 0)),
      revenue: money(revenue),
      operating_cost: money(Math.max(0, revenue * (1 - overhead) - profit)),
      profit: money(profit),
      taxes: money(revenue * duty * noise(0.2)),
      inventory: money(scale * stock * grown * noise(0.08) * (hit.stock ?? 1)),
      receivables: money(scale * debt * grown * noise(0.06)),
      employees: String(employees),
      // The month before the festival brings the year's bonus.
      wages: money(employees * head * noise(0.03) * (paceIn(nextMonth(month)) < 0.9 ? 1.35 : 0.97)),
      electricity: money(output * power * noise(0.035)),
      gas: money(output * gas * noise(0.05)),
      material_price: tenth(between(-1.6, 1.7) + (hit.material ?? 0)),
      material_days: tenth(cover * noise(0.12) * (hit.cover ?? 1)),
      logistics_days: tenth(road * noise(0.1) * (quiet ? 1.25 : 1) * (hit.road ?? 1)),
    };
  };
}

function nextMonth(month: string): string {
  const next = index(month) + 1;
  return `${Math.floor(next / 12)}-${String((next % 12) + 1).padStart(2, "0")}`;
}

/** At most two digits, none that say nothing. */
function money(value: number): string {
  const cents = Math.round(value * 100);
  return cents % 100 === 0
    ? String(cents / 100)
    : cents % 10 === 0
      ? (cents / 100).toFixed(1)
      : (cents / 100).toFixed(2);
}
const tenth = (value: number): string => money(Math.round(value * 10) / 10);
