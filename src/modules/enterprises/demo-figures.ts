// Invented figures of the demo enterprises: plausible for their trade and size, the same on every machine.
import type { RowFacts } from "./merge.ts";

/** 万元 of revenue a head, as a trade roughly earns it. */
const revenueAHead: Readonly<Record<string, number>> = {
  "22": 138,
  "38": 128,
  "29": 82,
  "19": 46,
  "37": 74,
  "14": 92,
};

/** @param scale 0 the smallest, 1 the largest of its trade; newest year first. */
export function demoFacts(
  industry: string,
  scale: number,
  years: readonly number[],
  random: () => number,
): RowFacts[] {
  const head = (revenueAHead[industry.slice(0, 2)] ?? 80) * (0.7 + 0.6 * random());
  // Most of them stand above the 2,000 万元 a year from which an industrial enterprise is counted.
  const newest = 22 * 120 ** scale;
  let employees = newest;
  return years.map((year) => {
    const own = Math.max(3, Math.round(employees));
    const revenue = Math.round(own * head * (0.94 + 0.12 * random())) * 10_000;
    const assets = Math.round((revenue / 10_000) * (0.55 + 0.7 * random())) * 10_000;
    // The year before was a little smaller, or now and then larger.
    employees = employees / (0.97 + 0.1 * random());
    return { year, employees: own, revenue: String(revenue), assets: String(assets) };
  });
}

export type DemoTier = { code: string; validFrom: string; validTo: string };

/** One in three of the middle and larger ones is 专精特新, some of those 小巨人, few 单项冠军; some have run out. */
export function demoTiers(scale: number, newestYear: number, random: () => number): DemoTier[] {
  const term = (code: string, age: number): DemoTier => ({
    code,
    validFrom: `${newestYear - age}-07-01`,
    validTo: `${newestYear - age + 3}-06-30`,
  });
  const out: DemoTier[] = [];
  const luck = random();
  const age = Math.floor(random() * 5);
  if (scale > 0.15 && luck < 0.34) out.push(term("SRDI", age));
  if (scale > 0.3 && luck < 0.14) out.push(term("LITTLE_GIANT", Math.max(0, age - 1)));
  if (scale > 0.7 && luck > 0.8) out.push(term("CHAMPION", Math.floor(random() * 3)));
  return out;
}

export type DemoListing = { listCode: string; reason: string };

export function demoKeyLists(scale: number, tiers: readonly DemoTier[], random: () => number): DemoListing[] {
  const out: DemoListing[] = [];
  if (scale > 0.45 && random() < 0.4) out.push({ listCode: "chain", reason: "产业链上下游配套企业多" });
  if (random() < 0.08) out.push({ listCode: "cluster", reason: "所在产业集群的骨干企业" });
  if (tiers.some((t) => t.code === "LITTLE_GIANT")) out.push({ listCode: "giant", reason: "“小巨人”企业" });
  if (scale > 0.35 && random() < 0.22) out.push({ listCode: "exporter", reason: "出口占销售三成以上" });
  return out;
}

/** 私营有限责任公司 mostly, then other companies, joint-stock companies, joint ventures and foreign ones. */
export function demoRegistration(random: () => number): string {
  const luck = random();
  if (luck < 0.62) return "173";
  if (luck < 0.8) return "159";
  if (luck < 0.9) return "160";
  return luck < 0.95 ? "310" : "330";
}
