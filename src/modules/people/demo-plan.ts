// The invented federation: the same on every machine, every name marked （演示）, every code with right check digits.
import { creditCheckCharacter, orgCheckCharacter } from "../../engines/identity/index.ts";
import type { Role } from "./contract.ts";
import { wideAssociations, wideEnterprises } from "./demo-wide.ts";

export type DemoAssociation = {
  key: string;
  name: string;
  shortName: string;
  creditCode: string;
  share: number;
};
export type DemoEnterprise = {
  name: string;
  creditCode: string;
  /** GB/T 4754, four digits. */
  industry: string;
  /** GB/T 2260, six digits. */
  region: string;
  /** Keys of its associations, its own trade first; consent for each. */
  associations: readonly { key: string; consent: boolean }[];
  /** 0 the smallest, 1 the largest of its trade: others draw figures from it. */
  scale: number;
  clerk: string;
  owner: string;
};
export type DemoPersonPlan = { name: string; role: Role; at: string; title: { zh: string; en: string } };
export type DemoPlan = {
  federation: { name: string; shortName: string; creditCode: string };
  experts: { name: string; shortName: string; creditCode: string };
  associations: readonly DemoAssociation[];
  enterprises: readonly DemoEnterprise[];
  /** `at`: "federation", "experts", an association's key, or "enterprise" for the first paper maker. */
  persons: readonly DemoPersonPlan[];
};

const trades: Readonly<
  Record<string, { name: string; shortName: string; share: number; classes: [string, string][] }>
> = {
  APPL: {
    name: "中国家用电器协会（演示）",
    shortName: "家电协会（演示）",
    share: 40,
    classes: [
      ["3851", "制冷电器"],
      ["3852", "空调设备"],
      ["3854", "厨房电器"],
      ["3855", "清洁电器"],
      ["3856", "个护电器"],
      ["3857", "电器配件"],
    ],
  },
  PAPER: {
    name: "中国造纸协会（演示）",
    shortName: "造纸协会（演示）",
    share: 44,
    classes: [
      ["2221", "纸业"],
      ["2221", "造纸"],
      ["2223", "特种纸"],
      ["2231", "纸包装"],
      ["2239", "生活用纸"],
      ["2212", "纸浆"],
    ],
  },
  LEATHER: {
    name: "中国皮革协会（演示）",
    shortName: "皮革协会（演示）",
    share: 28,
    classes: [
      ["1910", "制革"],
      ["1922", "箱包"],
      ["1952", "鞋业"],
      ["1929", "皮具"],
    ],
  },
  PLASTIC: {
    name: "中国塑料加工工业协会（演示）",
    shortName: "塑料加工协会（演示）",
    share: 40,
    classes: [
      ["2921", "薄膜"],
      ["2922", "管材"],
      ["2926", "塑料包装"],
      ["2927", "日用塑料"],
      ["2929", "塑料制品"],
    ],
  },
  BIKE: {
    name: "中国自行车协会（演示）",
    shortName: "自行车协会（演示）",
    share: 24,
    classes: [
      ["3761", "自行车"],
      ["3770", "电动自行车"],
    ],
  },
  BAKE: {
    name: "中国焙烤食品糖制品工业协会（演示）",
    shortName: "焙烤糖制品协会（演示）",
    share: 24,
    classes: [
      ["1411", "烘焙食品"],
      ["1419", "饼干食品"],
      ["1421", "糖果食品"],
    ],
  },
};

/** Trades cluster: spread thinly over the country, almost every figure of the table would have to be withheld. */
const cities: Readonly<Record<string, readonly [string, string][]>> = Object.fromEntries(
  Object.entries({
    APPL: "440600佛山 442000中山 330200宁波 370200青岛 340100合肥",
    PAPER: "330400嘉兴 330100杭州 441900东莞 440700江门 370700潍坊 370100济南",
    LEATHER: "330300温州 440100广州 350500泉州",
    PLASTIC: "331000台州 440600佛山 371300临沂 320500苏州",
    BIKE: "120100天津 320200无锡 330700金华",
    BAKE: "350600漳州 350500泉州 310100上海 440100广州",
  }).map(([key, text]) => [key, text.split(" ").map((city) => [city.slice(0, 6), city.slice(6)])]),
);

const first = [..."云禾澄启砚朴霁沐翊铭瑾泽恒隆昱宸晟谷穗淳"];
const second = [..."岫川原岚桥溪屿桐舟泰源柏悦航森"];
const surnames = [..."李张刘杨黄赵吴徐孙马朱胡郭何高罗郑梁谢宋唐韩曹许邓萧冯曾程蔡"];
const given =
  "文静 建国 晓燕 志强 雨桐 海涛 丽娟 国平 思远 春梅 立新 佳慧 永康 秀兰 子涵 明辉 玉洁 振华".split(" ");

/** Same seed, same numbers (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Registrar and kind of body, place, a serial number that starts with MAD, and both check characters. */
const demoCode = (head: string, region: string, serial: number): string =>
  withChecks(head, region, `MAD${String(serial).padStart(5, "0")}`);

function withChecks(head: string, region: string, organisation: string): string {
  const body = `${head}${region}${organisation}${orgCheckCharacter(organisation)}`;
  return body + creditCheckCharacter(body);
}

/** The tour: six trades, 200 enterprises. */
export const SMALL_DEMO = 200;

/** @param count enterprises: the tour's 200 alone, or these first and others of all associations after them. */
export function demoPlan(count = SMALL_DEMO): DemoPlan {
  const random = dice(20_221_024);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const person = (): string => pick(surnames) + pick(given);
  const enterprises: DemoEnterprise[] = [];
  for (const [key, trade] of Object.entries(trades)) {
    for (let i = 0; i < trade.share; i++) {
      const serial = enterprises.length + 1;
      const [industry, word] = trade.classes[i % trade.classes.length]!;
      const [region, city] = pick(cities[key]!);
      const brand =
        first[serial % first.length]! + second[Math.floor(serial / first.length) % second.length]!;
      // Packaging stands between paper and plastic: such firms belong to both associations.
      const other = industry === "2231" ? "PLASTIC" : industry === "2926" && i % 2 === 0 ? "PAPER" : null;
      const associations = [{ key, consent: random() < 0.85 }];
      if (other) associations.push({ key: other, consent: random() < 0.85 });
      enterprises.push({
        name: `${city}${brand}${word}有限公司（演示）`,
        creditCode: demoCode("91", region, serial),
        industry,
        region,
        associations,
        // Few large, many small, as in life.
        scale: Math.round(random() ** 2.2 * 1000) / 1000,
        clerk: person(),
        owner: person(),
      });
    }
  }
  makeLeading(enterprises);
  const wide = count > enterprises.length;
  if (wide) enterprises.push(...more(count - enterprises.length, enterprises, person));
  return {
    federation: {
      name: "中国轻工业联合会（演示）",
      shortName: "轻工联合会（演示）",
      creditCode: demoCode("51", "100000", 90_001),
    },
    experts: {
      name: "轻工行业评审专家组（演示）",
      shortName: "评审专家组（演示）",
      creditCode: demoCode("51", "100000", 90_002),
    },
    associations: [
      ...Object.entries(trades).map(([key, { name, shortName, share }]) => ({ key, name, shortName, share })),
      ...(wide
        ? wideAssociations.filter(({ key }) => !trades[key]).map((one) => ({ ...one, share: 0 }))
        : []),
    ].map((one, i) => ({ ...one, creditCode: demoCode("51", "100000", 90_010 + i) })),
    enterprises,
    persons: [
      person5("周值班", "duty_officer", "federation", "联合会值班", "Duty officer of the federation"),
      person5("林秘书", "secretary", "PAPER", "造纸协会秘书", "Secretary of the paper association"),
      person5("王填报", "clerk", "enterprise", "企业填报员", "Clerk of a paper maker"),
      person5("陈老板", "owner", "enterprise", "企业负责人", "Owner of the same paper maker"),
      person5("许专家", "expert", "experts", "评审专家", "Expert"),
      person5("赵管理", "administrator", "federation", "平台管理员", "Administrator"),
      person5("沈秘书", "secretary", "APPL", "家电协会秘书", "Secretary of the appliance association"),
      person5("顾秘书", "secretary", "LEATHER", "皮革协会秘书", "Secretary of the leather association"),
      person5("陆秘书", "secretary", "PLASTIC", "塑料加工协会秘书", "Secretary of the plastics association"),
      person5("姚秘书", "secretary", "BIKE", "自行车协会秘书", "Secretary of the bicycle association"),
      person5("方秘书", "secretary", "BAKE", "焙烤糖制品协会秘书", "Secretary of the bakery association"),
    ],
  };
}

function more(
  count: number,
  known: readonly DemoEnterprise[],
  person: () => string,
): readonly DemoEnterprise[] {
  const random = dice(20_250_330);
  return wideEnterprises(count, random, new Set(known.map((e) => e.name))).map(({ key, ...made }, i) => ({
    ...made,
    creditCode: withChecks("91", made.region, `MB${String(i + 1).padStart(6, "0")}`),
    associations: [{ key, consent: random() < 0.85 }],
    clerk: person(),
    owner: person(),
  }));
}

const person5 = (name: string, role: Role, at: string, zh: string, en: string): DemoPersonPlan => ({
  name,
  role,
  at,
  title: { zh, en },
});

/** The first paper maker is where the clerk and the owner of the tour work. */
function makeLeading(enterprises: DemoEnterprise[]): void {
  const at = enterprises.findIndex((e) => e.industry === "2221");
  const leading = enterprises[at]!;
  enterprises[at] = {
    ...leading,
    associations: [
      { key: "PAPER", consent: true },
      { key: "PLASTIC", consent: false },
    ],
    scale: 0.62,
    clerk: "王填报",
    owner: "陈老板",
  };
}

/** Who is offered on the sign-in page, in this order. */
export const offered: readonly string[] = ["周值班", "林秘书", "王填报", "陈老板", "许专家", "赵管理"];
