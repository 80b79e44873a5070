// 大中小微型: the statistical size class of an enterprise, from its industry and up to three indicators, with the
// threshold behind every step. Missing facts leave it open only where they could change the answer.
import {
  type IndustryCode,
  isWithinIndustry,
  parseIndustryCode,
  SECTIONS,
} from "../../engines/identity/index.ts";

export type SizeTier = "large" | "medium" | "small" | "micro";
export type SizeClass = SizeTier | "unknown";
export type SizeIndicator = "employees" | "revenue" | "assets";
type Amount = string | number | null | undefined;

/** Money in 元 (the thresholds are in 万元); decimals as text stay exact. */
export type SizeFacts = { industry_code?: string | null } & { [K in SizeIndicator]?: Amount };

export type SizeRow = {
  industry: string;
  gb4754: readonly string[];
  scope_note: string;
  indicators: readonly {
    key: string;
    unit: string;
    large_min: number;
    medium_min: number;
    small_min: number;
  }[];
  source: string;
  confidence: string;
};
/** data/size_class.json, as far as the rule reads it. */
export type SizeTable = { standard: { title: string; number: string }; rows: readonly SizeRow[] };

/** One indicator: its value, the tier it reaches alone and the least value of that tier; null where missing. */
export type SizeEvidence = {
  indicator: SizeIndicator;
  value: string | null;
  tier: SizeTier | null;
  /** Least value of the tier, in `unit` as the rule states it; null for micro, which has none. */
  threshold: number | null;
  unit: string;
};

export type SizeVerdict = {
  sizeClass: SizeClass;
  /** The row applied; null when the industry leaves more than one row open. */
  row: string | null;
  evidence: SizeEvidence[];
  /** Indicators still to be asked for. */
  missing: string[];
  /** What staff should know beside the answer. */
  notes: string[];
  rule: string;
  source: string | null;
  confidence: string | null;
};

const TIERS: readonly SizeTier[] = ["micro", "small", "medium", "large"];
const YUAN_PER_WAN = 10_000n;
/**
 * The rule's note leaves these out of “其他未列明行业”: railways, finance, letting of own property, education,
 * health, public and international bodies. They are sized by that row all the same, and marked so.
 */
const OUTSIDE = ["53", "J", "7040", "P", "84", "S", "T"];

export function sizeClass(facts: SizeFacts, table: SizeTable): SizeVerdict {
  const rule = `${table.standard.title}（${table.standard.number}）`;
  const text = facts.industry_code ?? "";
  const code = text === "" ? null : parseIndustryCode(text);
  if (text !== "" && !code) {
    const notes = [`行业代码“${text}”不符合 GB/T 4754-2017，无法划型`];
    return {
      sizeClass: "unknown",
      row: null,
      evidence: [],
      missing: ["industry_code"],
      notes,
      rule,
      source: null,
      confidence: null,
    };
  }
  const rows = code ? rowsFor(code, table.rows) : [...table.rows];
  const outcomes = new Set(rows.flatMap((row) => possibleTiers(facts, row)));
  const [only] = outcomes;
  const [row] = rows;
  const settled = outcomes.size === 1 && only !== undefined;
  return {
    sizeClass: settled ? only : "unknown",
    row: rows.length === 1 && row ? row.industry : null,
    evidence: rows.length === 1 && row ? evidenceOf(facts, row) : [],
    missing: settled ? [] : missingOf(facts, rows, code),
    notes: code && isOutside(code) ? ["该行业不在划型办法适用范围内，参照“其他未列明行业”，仅供参考"] : [],
    rule,
    source: rows.length === 1 && row ? row.source : null,
    confidence: rows.length === 1 && row ? row.confidence : null,
  };
}

/** The rows a code may fall under: one, unless the code is too short to tell (70 or K: three rows). */
function rowsFor(code: IndustryCode, rows: readonly SizeRow[]): SizeRow[] {
  // A group without classes of its own is its only class: 701 is 7010.
  const exact = rows.filter((row) =>
    row.gb4754.some(
      (scope) => isWithinIndustry(code, scope) || (code.level === "group" && scope === `${code.code}0`),
    ),
  );
  if (exact.length > 0) return exact.slice(0, 1);
  const narrower = rows.filter((row) => row.gb4754.some((scope) => isNarrower(scope, code)));
  return isCovered(code, narrower)
    ? narrower
    : [...narrower, ...rows.filter((row) => row.gb4754.includes("*"))];
}

/** True when the rows name every division of a section, so that nothing of it falls under the last row. */
function isCovered(code: IndustryCode, rows: readonly SizeRow[]): boolean {
  const [, first, last] =
    SECTIONS.find(([section]) => code.level === "section" && section === code.section) ?? [];
  if (first === undefined || last === undefined) return false;
  const named = new Set(rows.flatMap((row) => row.gb4754));
  for (let division = first; division <= last; division++) {
    if (!named.has(String(division).padStart(2, "0"))) return false;
  }
  return true;
}

function isNarrower(scope: string, code: IndustryCode): boolean {
  const parsed = parseIndustryCode(scope);
  if (!parsed || parsed.level === "section") return false;
  return code.level === "section" ? parsed.section === code.section : parsed.code.startsWith(code.code);
}

/** Every tier some completion of the missing indicators gives: the lowest tier over the row's indicators. */
function possibleTiers(facts: SizeFacts, row: SizeRow): SizeTier[] {
  let highest = TIERS.length - 1;
  let open = false;
  for (const { tier } of evidenceOf(facts, row)) {
    if (tier === null) open = true;
    else highest = Math.min(highest, TIERS.indexOf(tier));
  }
  return open ? TIERS.slice(0, highest + 1) : TIERS.slice(highest, highest + 1);
}

function evidenceOf(facts: SizeFacts, row: SizeRow): SizeEvidence[] {
  return row.indicators.map(({ key, unit, large_min, medium_min, small_min }) => {
    const indicator = key as SizeIndicator;
    const value = decimal(facts[indicator]);
    if (value === null) return { indicator, value, tier: null, threshold: null, unit };
    const steps = [
      ["large", large_min],
      ["medium", medium_min],
      ["small", small_min],
    ] as const;
    const reached = steps.find(([, least]) =>
      atLeast(value, BigInt(least) * (unit === "万元" ? YUAN_PER_WAN : 1n)),
    );
    return { indicator, value, tier: reached?.[0] ?? "micro", threshold: reached?.[1] ?? null, unit };
  });
}

function missingOf(facts: SizeFacts, rows: readonly SizeRow[], code: IndustryCode | null): string[] {
  const keys = rows.flatMap((row) => row.indicators.map(({ key }) => key));
  const missing = [...new Set(keys)].filter((key) => decimal(facts[key as SizeIndicator]) === null);
  return code && rows.length === 1 ? missing : ["industry_code", ...missing];
}

const isOutside = (code: IndustryCode) => OUTSIDE.some((scope) => isWithinIndustry(code, scope));

/** Thresholds are whole 元, so only the digits before the point decide. */
function atLeast(value: string, least: bigint): boolean {
  return !value.startsWith("-") && BigInt(value.split(".")[0] ?? "0") >= least;
}

/** A plain decimal as text; null when missing or not a number. 1.5e7 is written out. */
function decimal(amount: Amount): string | null {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(String(amount ?? "").trim());
  if (!match) return null;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const point = whole.length + Number(exponent);
  const digits = (whole + fraction).padEnd(point, "0");
  const left = point > 0 ? digits.slice(0, point) : "0";
  const right = point > 0 ? digits.slice(point) : "0".repeat(-point) + digits;
  return `${sign === "-" ? "-" : ""}${left.replace(/^0+(?=\d)/, "")}${right === "" ? "" : `.${right}`}`;
}
