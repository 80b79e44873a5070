// Days of an invented region: back to work after the Spring Festival, and through the standstill of its lockdown.
import { addDays, firstDayOf, lastDayOf } from "../../engines/calendar/index.ts";
import { plantedEvents } from "./demo-events.ts";
import { type Basis, festivalOf, paceOn, type Values } from "./demo-series.ts";

/** Beginning of GB/T 2260: the region whose panel reports by day. */
export const DAILY_REGION = "4406";
export const DAILY_MOST = 40;

export type Span = { code: "festival" | "lockdown"; from: string; to: string };

/** A week before the newest Spring Festival until four weeks after it; in the demo of three years the standstill too. */
export function dailySpans(months: readonly string[]): Span[] {
  const newest = months.at(-1)!;
  const festival = months
    .map((month) => festivalOf(month.slice(0, 4)))
    .filter((day) => addDays(day, 27) <= lastDayOf(newest) && day >= firstDayOf(months[0]!))
    .at(-1);
  const lockdown = plantedEvents.find((event) => event.code === "lockdown");
  const out: Span[] = [];
  if (lockdown && months.length >= 36) {
    const at = (ago: number): string => months.at(ago - 1)!;
    out.push({
      code: "lockdown",
      from: firstDayOf(at(lockdown.from)),
      to: lastDayOf(at(lockdown.to)),
    });
  }
  if (festival) out.push({ code: "festival", from: addDays(festival, -7), to: addDays(festival, 27) });
  return out.sort((a, b) => (a.from < b.from ? -1 : 1));
}

export function daysIn({ from, to }: Span): string[] {
  const out: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) out.push(day);
  return out;
}

/** Shut to a quarter, then slowly back: 0.55 on average, which is what the months say of it. */
export function standstill(at: number, days: number): number {
  const gone = at / days;
  return gone < 0.2 ? 0.25 : 0.25 + 0.75 * ((gone - 0.2) / 0.8);
}

export type DemoDay = { period: string; values: Values; received: "same" | "next" | "never" };

/** @param random uniform in [0, 1), of this enterprise alone */
export function daysOf(plan: Basis, span: Span, random: () => number): DemoDay[] {
  const between = (low: number, high: number): number => low + random() * (high - low);
  const days = daysIn(span);
  const cover = between(6, 25);
  const lorries = 1 + Math.round(plan.revenue / 20_000);
  return days.map((period, i) => {
    const shut = span.code === "lockdown" ? standstill(i, days.length) : 1;
    const pace = paceOn(period) * shut;
    const back = Math.min(1, pace * 0.9 + 0.1);
    const held = span.code === "lockdown" ? (1 - shut) * 3 * lorries : (1 - pace) * 0.4 * lorries;
    const lot = random();
    return {
      period,
      values: {
        on_duty: String(Math.round(plan.employees * back * between(0.93, 1))),
        reached: figure(pace * between(92, 102)),
        shipped: figure((plan.revenue / 365) * pace * between(0.8, 1.2)),
        held_up: String(Math.round(held * between(0.6, 1.4))),
        material_left: figure(Math.max(0.5, cover * (0.4 + 0.6 * shut) * between(0.9, 1.1))),
      },
      received: lot < 0.04 ? "never" : lot < 0.1 ? "next" : "same",
    };
  });
}

const figure = (value: number): string => String(Math.round(value * 10) / 10);
