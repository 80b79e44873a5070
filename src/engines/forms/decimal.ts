// Exact decimals: a fraction of two whole numbers, so that no comparison turns on a binary rounding.

export type Fraction = { num: bigint; den: bigint };

const PLAIN = /^-?\d{1,18}(\.\d{1,12})?$/;

/** @returns null where the text is not a plain decimal. */
export function fraction(text: string): Fraction | null {
  if (!PLAIN.test(text)) return null;
  const [whole = "0", part = ""] = text.split(".");
  return { num: BigInt(whole + part), den: 10n ** BigInt(part.length) };
}

const made = (num: bigint, den: bigint): Fraction => (den < 0n ? { num: -num, den: -den } : { num, den });

export const add = (a: Fraction, b: Fraction): Fraction => made(a.num * b.den + b.num * a.den, a.den * b.den);
export const subtract = (a: Fraction, b: Fraction): Fraction => add(a, negate(b));
export const multiply = (a: Fraction, b: Fraction): Fraction => made(a.num * b.num, a.den * b.den);
export const negate = (a: Fraction): Fraction => ({ num: -a.num, den: a.den });
export const absolute = (a: Fraction): Fraction => (a.num < 0n ? negate(a) : a);

/** @returns null when divided by nothing. */
export function divide(a: Fraction, b: Fraction): Fraction | null {
  return b.num === 0n ? null : made(a.num * b.den, a.den * b.num);
}

export function compare(a: Fraction, b: Fraction): -1 | 0 | 1 {
  const left = a.num * b.den;
  const right = b.num * a.den;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Rounded half away from zero, as a statistician does by hand; trailing zeros stay. */
export function format(a: Fraction, decimals: number): string {
  const scale = 10n ** BigInt(decimals);
  const positive = a.num < 0n ? -a.num : a.num;
  const rounded = (2n * positive * scale + a.den) / (2n * a.den);
  const digits = rounded.toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const sign = a.num < 0n && rounded !== 0n ? "-" : "";
  return decimals === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-decimals)}`;
}
