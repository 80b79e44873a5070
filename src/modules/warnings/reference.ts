// Names of industries, provinces and figures as a warning says them, from the reference facts.
import codes from "../../../data/codes.json" with { type: "json" };
import form from "../../../data/forms/monthly-operation-2.json" with { type: "json" };
import industries from "../../../data/industries.json" with { type: "json" };
import type { Text } from "./contract.ts";

export type Figure = { code: string; label: Text; unit: Text; rate: boolean };

const fields = form.sections
  .flatMap((section) => section.fields as { code: string; label: Text; unit: Text; type?: string }[])
  .filter((field) => field.type !== "text");
export const figures: ReadonlyMap<string, Figure> = new Map(
  fields.map(({ code, label, unit }) => [
    code,
    {
      code,
      label: { zh: label.zh.replace(/^其中：/, "").replace(/（.*）$/, ""), en: label.en },
      unit,
      // Averaged, not added up: percentages and days.
      rate: unit.zh === "%" || unit.zh === "天",
    },
  ]),
);

const sectors = new Map<string, Text>(
  industries.industries.map((line) => [line.code, { zh: line.name_zh, en: line.name_en }]),
);
export const sectorName = (code: string): Text =>
  code === "*"
    ? { zh: "全部轻工行业", en: "all light industry" }
    : (sectors.get(code) ??
      sectors.get(code.replace(/0$/, "")) ?? { zh: `行业 ${code}`, en: `industry ${code}` });
export const sectorKnown = (code: string): boolean => code === "*" || sectors.has(code);
export const industryOptions: readonly { code: string; name: Text }[] = [...sectors]
  .filter(([code]) => code.length === 2)
  .map(([code, name]) => ({ code, name }));

const regions = new Map<string, Text>(
  codes.provinces.items.map((line) => [
    line.short,
    { zh: line.name_zh.replace(/(壮族|回族|维吾尔)?自治区$|特别行政区$|省$|市$/, ""), en: line.name_en },
  ]),
);
export const regionName = (code: string): Text =>
  code === "00"
    ? { zh: "全国", en: "China" }
    : (regions.get(code) ?? { zh: `地区 ${code}`, en: `region ${code}` });
export const regionKnown = (code: string): boolean => code === "00" || regions.has(code);
