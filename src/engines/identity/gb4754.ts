// The shape of GB/T 4754-2017 codes: section letter, division (2 digits), group (3), class (4).
import { SECTIONS } from "./defaults.ts";

export type IndustryLevel = "section" | "division" | "group" | "class";
export type IndustryCode = { code: string; level: IndustryLevel; section: string; division: string | null };

/** Reads "C", "13", "1331", "C1331" and full-width forms; null when it is no such code. Whether the class exists in
 * the standard's list is a question for reference data, not for the shape. */
export function parseIndustryCode(text: string): IndustryCode | null {
  const match = /^([A-T])?(\d{2,4})?$/.exec(text.normalize("NFKC").trim().toUpperCase());
  const [, letter, digits] = match ?? [];
  if (digits === undefined)
    return letter ? { code: letter, level: "section", section: letter, division: null } : null;
  const division = digits.slice(0, 2);
  const section = sectionOfDivision(division);
  if (section === null || (letter !== undefined && letter !== section)) return null;
  const level = digits.length === 2 ? "division" : digits.length === 3 ? "group" : "class";
  return { code: digits, level, section, division };
}

/** The section letter of a two-digit division; null when the standard has no such division. */
export function sectionOfDivision(division: string): string | null {
  const number = Number(division);
  return SECTIONS.find(([, first, last]) => number >= first && number <= last)?.[0] ?? null;
}

/** True when `code` lies in `scope`: a section letter, or the beginning of a code. */
export function isWithinIndustry(code: IndustryCode, scope: string): boolean {
  return /^[A-T]$/.test(scope) ? code.section === scope : code.code.startsWith(scope);
}
