// Names of industries, regions and figures, from the reference facts.
import codes from "../../../data/codes.json" with { type: "json" };
import form from "../../../data/forms/monthly-operation-2.json" with { type: "json" };
import industries from "../../../data/industries.json" with { type: "json" };

type Text = { zh: string; en: string };

const industryNames = new Map(industries.industries.map((line) => [line.code, line.name_zh]));
const regionNames = new Map(codes.provinces.items.map((line) => [line.short, line.name_zh]));
const fields = form.sections.flatMap(
  (section) => section.fields as { code: string; label: Text; unit: Text; type?: string }[],
);

/** A group without classes is its own class: 377 is also written 3770. */
export const industryName = (code: string): string | null =>
  industryNames.get(code) ?? industryNames.get(code.replace(/0$/, "")) ?? null;
/** The province of a six-digit code. */
export const regionName = (code: string): string | null => regionNames.get(code.slice(0, 2)) ?? null;

export const formTitle: string = form.title.zh;
/** Figures of a return that may be quoted. */
export const indicators = fields.filter((field) => field.type !== "text");
export const indicatorOf = (code: string) => indicators.find((field) => field.code === code);
