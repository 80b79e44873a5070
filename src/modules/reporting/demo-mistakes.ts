// Mistakes as clerks make them, planted in invented returns: each is known afterwards with what it should have been.
import type { Values } from "./demo-series.ts";

export type MistakeKind = "times-1000" | "times-10000" | "yuan" | "swapped" | "sign";
export type Mistake = { indicator: string; kind: MistakeKind; truth: string; reported: string };

/** Rated in kilowatt-hours, cubic metres or thousands where ten thousand were asked for. */
const THOUSANDS = ["electricity", "gas", "wages", "taxes"];
const TEN_THOUSANDS = ["inventory", "receivables", "orders", "electricity", "gas"];
const MONEY = ["revenue", "operating_cost", "profit", "taxes", "inventory", "receivables"];
const NEIGHBOURS = [
  ["inventory", "receivables"],
  ["new_orders", "orders"],
  ["material_days", "logistics_days"],
  ["price_change", "material_price"],
] as const;
const SIGNED = ["profit", "price_change", "material_price"];

/** Seen by anybody who looks at the return: it is sent back and comes again, right. */
export const isGross = (kind: MistakeKind): boolean =>
  kind === "times-1000" || kind === "times-10000" || kind === "yuan";

const times = (value: string | undefined, factor: number): string =>
  String(Math.round(Number(value ?? 0) * factor * 100) / 100);

/** One cause in one return; nothing where the figures leave no room for it. @param random uniform in [0, 1) */
export function mistakesIn(values: Values, random: () => number): Mistake[] {
  const lot = random();
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const change = (kind: MistakeKind, wrong: Values): Mistake[] =>
    Object.entries(wrong).flatMap(([indicator, reported]) => {
      const truth = values[indicator] ?? "0";
      return truth === reported ? [] : [{ indicator, kind, truth, reported }];
    });
  const by = (kind: MistakeKind, codes: readonly string[], factor: number): Mistake[] =>
    change(kind, Object.fromEntries(codes.map((code) => [code, times(values[code], factor)])));
  if (lot < 0.2) return by("times-1000", [pick(THOUSANDS)], 1000);
  if (lot < 0.45) return by("times-10000", [pick(TEN_THOUSANDS)], 10_000);
  if (lot < 0.6) return by("yuan", MONEY, 10_000);
  if (lot < 0.82) {
    const [one, other] = pick(NEIGHBOURS);
    return change("swapped", { [one]: values[other] ?? "0", [other]: values[one] ?? "0" });
  }
  return by("sign", [pick(SIGNED)], -1);
}

/** What came in: the right values with these mistakes in them. */
export const withMistakes = (values: Values, mistakes: readonly Mistake[]): Values => ({
  ...values,
  ...Object.fromEntries(mistakes.map(({ indicator, reported }) => [indicator, reported])),
});
