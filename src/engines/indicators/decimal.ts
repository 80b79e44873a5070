// Exact decimals for statistics: text to whole units, and fractions rounded once at the end.
import { DEFAULTS } from "./defaults.ts";
import type { DecimalText, Ratio } from "./types.ts";

const SHAPE = /^([+-]?)(\d+)(?:\.(\d+))?$/;
const UNIT = 10n ** BigInt(DEFAULTS.scale);

/** "12.5" becomes 12500000n (six decimals). Throws for anything that is not a plain decimal. */
export function toUnits(text: DecimalText): bigint {
  const match = SHAPE.exec(text);
  const fraction = match?.[3]?.replace(/0+$/, "") ?? "";
  if (!match || fraction.length > DEFAULTS.scale) {
    throw new RangeError(`“${text}” is not a decimal of at most ${DEFAULTS.scale} places, such as 1234.5`);
  }
  const units = BigInt(match[2] + fraction.padEnd(DEFAULTS.scale, "0"));
  return match[1] === "-" ? -units : units;
}

/** True when `toUnits` accepts the text. */
export function isDecimal(text: string): boolean {
  const match = SHAPE.exec(text);
  return match !== null && (match[3]?.replace(/0+$/, "").length ?? 0) <= DEFAULTS.scale;
}

/** A sum of values, as a fraction. */
export const ofUnits = (units: bigint): Ratio => ({ num: units, den: UNIT });
/** A sum of weight × value, as a fraction. */
export const ofSquareUnits = (units: bigint): Ratio => ({ num: units, den: UNIT * UNIT });

/** Rounds half away from zero to `places` decimals; minus zero prints as zero. */
export function roundRatio({ num, den }: Ratio, places: number): DecimalText {
  const scaled = (num < 0n ? -num : num) * 10n ** BigInt(places);
  const rounded = (2n * scaled + den) / (2n * den);
  const digits = rounded.toString().padStart(places + 1, "0");
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return num < 0n && rounded !== 0n ? `-${text}` : text;
}
