// Names of the industries, provinces and figures, from the reference facts; and how each figure is added up.
import codes from "../../../data/codes.json" with { type: "json" };
import form from "../../../data/forms/monthly-operation-2.json" with { type: "json" };
import industries from "../../../data/industries.json" with { type: "json" };
import { ALL_SECTORS, COUNTRY, type Indicator } from "./contract.ts";

type Text = { zh: string; en: string };

/** Standing at the end of the month; a sum over months would mean nothing. */
const STOCKS = new Set(["orders", "inventory", "receivables", "employees"]);
const AVERAGED = new Set(["%", "天"]);

export const indicators: readonly Indicator[] = form.sections
  .flatMap((section) => section.fields as { code: string; label: Text; unit: Text; type?: string }[])
  .filter((field) => field.type !== "text")
  .map(({ code, label, unit }) => ({
    code,
    label: { zh: short(label.zh), en: label.en },
    unit,
    // Percentages and days are averaged; adding them up means nothing.
    kind: AVERAGED.has(unit.zh) ? "rate" : STOCKS.has(code) ? "stock" : "amount",
  }));

const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]));
export const indicatorOf = (code: string): Indicator | undefined => byCode.get(code);

/** 四类重点对象: codes as the registry's key lists have them, behind "@". */
export const keyGroups: readonly { code: string; list: string; name: Text }[] = [
  group("cluster", "重点产业集群企业", "Enterprises of key clusters"),
  group("chain", "产业链关键企业", "Key enterprises of supply chains"),
  group("giant", "专精特新“小巨人”企业", "Little giants"),
  group("exporter", "重点外贸企业", "Key exporters"),
];
function group(list: string, zh: string, en: string): { code: string; list: string; name: Text } {
  return { code: `@${list}`, list, name: { zh, en } };
}

const sectorNames = new Map<string, Text>(
  industries.industries.map((line) => [line.code, { zh: line.name_zh, en: line.name_en }]),
);
export const sectorName = (code: string): Text =>
  code === ALL_SECTORS
    ? { zh: "全部轻工行业", en: "All light industry" }
    : (keyGroups.find((one) => one.code === code)?.name ??
      sectorNames.get(code) ?? { zh: `行业 ${code}`, en: `Industry ${code}` });

const regionNames = new Map<string, Text>(
  codes.provinces.items.map((line) => [line.short, { zh: shortRegion(line.name_zh), en: line.name_en }]),
);
/** Every province, also where nobody reports. */
export const provinces: readonly { code: string; name: Text }[] = [...regionNames].map(([code, name]) => ({
  code,
  name,
}));
export const regionName = (code: string): Text =>
  code === COUNTRY
    ? { zh: "全国", en: "China" }
    : (regionNames.get(code) ?? { zh: `地区 ${code}`, en: `Region ${code}` });

/** "其中：出口交货值" stands alone in a list of figures. */
function short(label: string): string {
  return label.replace(/^其中：/, "").replace(/（.*）$/, "");
}

function shortRegion(name: string): string {
  return name.replace(/(壮族|回族|维吾尔)?自治区$|特别行政区$|省$|市$/, "");
}
