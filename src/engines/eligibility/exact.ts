// Exact decimals: fractions of whole numbers, rounded once and half up.
import { RuleFault } from "./types.ts";

export type Fraction = { num: bigint; den: bigint };

const NUMBER = /^([+-]?)(\d{1,30})(?:\.(\d{1,30}))?(?:[eE]([+-]?\d{1,2}))?$/;

/** @returns null where the text is not a decimal number. 1.5e7 is read as well. */
export function fraction(text: string | number): Fraction | null {
  const match = NUMBER.exec(String(text).trim());
  if (!match) return null;
  const [, sign, whole = "0", part = "", exponent = "0"] = match;
  const power = Number(exponent) - part.length;
  const digits = BigInt(whole + part) * (sign === "-" ? -1n : 1n);
  return power >= 0
    ? { num: digits * 10n ** BigInt(power), den: 1n }
    : { num: digits, den: 10n ** BigInt(-power) };
}

export const whole = (value: number): Fraction => ({ num: BigInt(value), den: 1n });
export const add = (a: Fraction, b: Fraction): Fraction =>
  a.den === b.den
    ? { num: a.num + b.num, den: a.den }
    : { num: a.num * b.den + b.num * a.den, den: a.den * b.den };
export const subtract = (a: Fraction, b: Fraction): Fraction => add(a, { num: -b.num, den: b.den });
export const multiply = (a: Fraction, b: Fraction): Fraction => ({ num: a.num * b.num, den: a.den * b.den });
/** @returns null when divided by nothing. */
export function divide(a: Fraction, b: Fraction): Fraction | null {
  if (b.num === 0n) return null;
  const sign = b.num < 0n ? -1n : 1n;
  return { num: a.num * b.den * sign, den: a.den * b.num * sign };
}
export function compare(a: Fraction, b: Fraction): number {
  const left = a.num * b.den;
  const right = b.num * a.den;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Two decimals, half up (away from zero below zero). */
export function cents(a: Fraction): string {
  const positive = a.num < 0n ? -a.num : a.num;
  const rounded = (200n * positive + a.den) / (2n * a.den);
  const text = rounded.toString().padStart(3, "0");
  return `${a.num < 0n && rounded > 0n ? "-" : ""}${text.slice(0, -2)}.${text.slice(-2)}`;
}

/** Days since 1970-01-01; refuses a day that is not in the calendar. */
export function dayNumber(text: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const time = match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : Number.NaN;
  if (!match || new Date(time).toISOString().slice(0, 10) !== text) {
    throw new RuleFault(
      `“${text}”不是日期，应如 2026-05-31`,
      `“${text}” is not a date; write it as 2026-05-31`,
    );
  }
  return time / 86_400_000;
}
