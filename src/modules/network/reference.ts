// Names of industries and provinces, and the catalogue a federation begins with, from the reference facts.
import codes from "../../../data/codes.json" with { type: "json" };
import industryFacts from "../../../data/industries.json" with { type: "json" };
import essential from "../../../data/network/essential.json" with { type: "json" };
import catalogue from "../../../data/network/products.json" with { type: "json" };
import type { EssentialPair, Named } from "./contract.ts";

export const industries: readonly Named[] = industryFacts.industries.map((line) => ({
  ...{ code: line.code, zh: line.name_zh, en: line.name_en },
}));
export const provinces: readonly Named[] = codes.provinces.items.map((line) => ({
  ...{ code: line.short, zh: shortName(line.name_zh), en: line.name_en },
}));

const industryNames = new Map(industries.map((one) => [one.code, one.zh]));
const provinceNames = new Map(provinces.map((one) => [one.code, one.zh]));

/** The industry itself or the nearest one above it that has a name. */
export function industryName(code: string | null): string | null {
  for (let length = code?.length ?? 0; length >= 2; length--) {
    const name = industryNames.get(code!.slice(0, length));
    if (name) return name;
  }
  return code;
}
/** The province of a code of two or six digits. */
export const provinceName = (code: string | null): string | null =>
  code === null ? null : (provinceNames.get(code.slice(0, 2)) ?? null);

export const firstProducts = catalogue.products.map((line) => ({
  ...{ code: line.code, zh: line.name_zh, en: line.name_en, industry: line.industry_code },
  ...{ source: catalogue.source, confidence: catalogue.confidence },
}));
export const firstEssential = { pairs: essential.pairs as EssentialPair[], note: essential.source };

function shortName(name: string): string {
  return name.replace(/(壮族|回族|维吾尔)?自治区$|特别行政区$|省$|市$/, "");
}
