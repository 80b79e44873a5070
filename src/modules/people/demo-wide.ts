// The rest of the invented federation: all associations, 330 clusters, and as many enterprises as are asked for.
import industries from "../../../data/industries.json" with { type: "json" };

export type DemoCluster = {
  code: string;
  name: string;
  association: string;
  /** GB/T 4754, four digits; GB/T 2260, six. */
  industry: string;
  region: string;
  city: string;
};
export type WideEnterprise = { name: string; industry: string; region: string; key: string; scale: number };

const CLUSTERS = 330;
const CITIES = (
  "440600佛山 442000中山 330200宁波 370200青岛 340100合肥 330400嘉兴 330100杭州 441900东莞 440700江门 370700潍坊 " +
  "370100济南 330300温州 440100广州 350500泉州 331000台州 371300临沂 320500苏州 120100天津 320200无锡 330700金华 " +
  "350600漳州 320100南京 320600南通 330600绍兴 370600烟台 441300惠州 440300深圳 350200厦门"
)
  .split(" ")
  .map((city): [string, string] => [city.slice(0, 6), city.slice(6)]);

const BRAND_FIRST = [..."锦瑞嘉盛弘景卓越华茂汇祥利德福兴永佳顺达新科"];
const BRAND_SECOND = [..."晖然谦诺森途朗维曼奥凯麟峰逸轩博宁雅辉洋"];
const BRAND_THIRD = ["", ..."光星月竹松梅荷桂枫棠"];

/** Two associations have no code of their own in the list; their members stand under the nearest one. */
const NEAREST: Readonly<Record<string, readonly [string, string]>> = {
  DECOR: ["3372", "装饰材料"],
  GIFT: ["2439", "礼仪用品"],
};

type Class = readonly [industry: string, word: string];

/** What each association's members make: classes of the standard, a group without classes as its code and 0. */
function classesByAssociation(): Map<string, Class[]> {
  const parents = new Set(industries.industries.filter((i) => i.level === "class").map((i) => i.parent));
  const out = new Map<string, Class[]>(industries.associations.map(({ key }) => [key, []]));
  for (const { code, level, name_zh, associations } of industries.industries) {
    if (level === "division" || (level === "group" && parents.has(code))) continue;
    for (const key of associations) out.get(key)?.push([code.padEnd(4, "0"), wordOf(name_zh)]);
  }
  for (const [key, nearest] of Object.entries(NEAREST)) if (!out.get(key)?.length) out.set(key, [nearest]);
  return out;
}

/** 其他日用杂品制造 → 日用杂品 */
const wordOf = (name: string): string =>
  name
    .replace(/（.*?）/g, "")
    .replace(/^其他/, "")
    .replace(/未列明|及类似制品|及类似品/g, "")
    .split(/[、和及]/)[0]!
    .replace(/专用设备制造$/, "机械")
    .replace(/(制造|加工|业)$/, "")
    .slice(0, 8);

export const wideAssociations = industries.associations.map(({ key, name_zh }) => ({
  key,
  name: `${name_zh}（演示）`,
  shortName: `${name_zh.replace(/^中国/, "").replace(/工业协会$/, "协会")}（演示）`,
}));

/** Each association has seven or eight, in cities of its own choosing; the same on every machine. */
export function demoClusters(): DemoCluster[] {
  const classes = classesByAssociation();
  const keys = [...classes.keys()];
  return Array.from({ length: CLUSTERS }, (_, i) => {
    const association = keys[i % keys.length]!;
    const round = Math.floor(i / keys.length);
    const of = classes.get(association)!;
    const [industry, word] = of[round % of.length]!;
    const [region, city] = CITIES[((i % keys.length) * 7 + round * 11) % CITIES.length]!;
    return {
      code: `DC${String(i + 1).padStart(3, "0")}`,
      name: `${city}${word}产业集群（演示）`,
      association,
      industry,
      region,
      city,
    };
  });
}

/**
 * The first of many are the same however many are asked for.
 * @param random uniform in [0, 1); @param taken names that may not stand twice, added to.
 */
export function wideEnterprises(count: number, random: () => number, taken: Set<string>): WideEnterprise[] {
  const classes = classesByAssociation();
  const keys = [...classes.keys()];
  const clusters = Map.groupBy(demoClusters(), (cluster) => cluster.association);
  const out: WideEnterprise[] = [];
  while (out.length < count) {
    const i = out.length;
    const key = keys[i % keys.length]!;
    const near = clusters.get(key)!;
    // They lie close together and make few things: a table with two enterprises a cell shows nothing.
    const cluster = near[Math.floor(random() ** 2 * Math.min(near.length, count > 5000 ? 8 : 3))]!;
    const of = classes.get(key)!;
    const [industry, word] = of[random() < 0.65 ? 0 : Math.min(1, of.length - 1)]!;
    const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)]!;
    const scale = Math.round(random() ** 2.2 * 1000) / 1000;
    let name = "";
    do {
      const brand = pick(BRAND_FIRST) + pick(BRAND_SECOND) + (count > 5000 ? pick(BRAND_THIRD) : "");
      name = `${cluster.city}${brand}${word}有限公司（演示）`;
    } while (taken.has(name));
    taken.add(name);
    out.push({ name, industry, region: cluster.region, key, scale });
  }
  return out;
}
