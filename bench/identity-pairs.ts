// Invented enterprises and pairs of them whose truth is known, for the matcher's tests and bench. Nothing here is taken from
// the published sample but the kinds of trouble: other 字号, trades and roads, and some trades the engine has no list of.
import {
  creditCheckCharacter,
  type EnterpriseRecord,
  orgCheckCharacter,
} from "../src/engines/identity/index.ts";

export type LabelledPair = { a: EnterpriseRecord; b: EnterpriseRecord; same: boolean; kind: string };
type Random = () => number;
type Firm = {
  city: (typeof CITIES)[number];
  brand: string;
  trade: string;
  form: string;
  style: number;
  code: string;
  county: string;
  road: string;
  number: number;
  building: number;
};

const CITIES = [
  ["浙江省", "绍兴市", "3306", "柯桥区 诸暨市 嵊州市"],
  ["广东省", "汕头市", "4405", "澄海区 潮阳区 金平区"],
  ["福建省", "厦门市", "3502", "同安区 集美区 翔安区"],
  ["江苏省", "宿迁市", "3213", "沭阳县 泗阳县 宿城区"],
  ["山东省", "烟台市", "3706", "福山区 莱州市 牟平区"],
  ["河南省", "许昌市", "4101", "长葛市 禹州市 建安区"],
  ["湖南省", "长沙市", "4301", "浏阳市 宁乡市 望城区"],
  ["四川省", "德阳市", "5106", "什邡市 广汉市 罗江区"],
  ["江西省", "宜春市", "3609", "樟树市 高安市 丰城市"],
  ["安徽省", "芜湖市", "3402", "无为市 鸠江区 繁昌区"],
  ["河北省", "沧州市", "1309", "河间市 任丘市 青县"],
  ["辽宁省", "大连市", "2102", "普兰店区 庄河市 金州区"],
  ["湖北省", "宜昌市", "4205", "枝江市 当阳市 夷陵区"],
  ["贵州省", "安顺市", "5204", "西秀区 平坝区 普定县"],
] as const;
const BRAND =
  "恒昌德邦佳美雅兰康泰欣荣宝利凯旋星河蓝天金山玉龙飞马海鸥双喜红枫云帆青禾若水明珠锦程万里启航华彩正元同心永固银河三友百灵长青".match(
    /../g,
  ) ?? [];
const BRAND_CHARACTERS = [...new Set(BRAND.join(""))];
const TRADES =
  "家具 塑料制品 玩具 日用陶瓷 纸业 洗涤用品 食品 灯饰 鞋业 箱包 文具 乐器 钟表 自行车 厨具 锁业 电池 乳业 酒业 调味品 玻璃制品 不锈钢制品 工艺品 服饰 香精 眼镜 线缆 炭黑 香薰 竹炭 宣纸 铅笔 卫浴 童车 蓄电池".split(
    " ",
  );
const ROADS =
  "建设 人民 朝阳 迎宾 文昌 解放 滨江 科技 学府 兴隆 五一 纬二 经三 环城东 工业 龙腾 望海 胜利".split(" ");
const ROAD_KINDS = ["路", "大道", "街", "东路"];
const FORMS = ["有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司", "集团有限公司", "厂"];
const ALIKE = ["司可", "有冇", "业亚", "品晶", "限很", "公么", "具县", "料科", "机杭", "木本"];
const SOUND =
  "恒衡 昌猖 德得 佳嘉 美镁 雅亚 康慷 泰太 欣心 荣蓉 宝保 利力 凯铠 星兴 金今 玉钰 飞非 海诲 双霜 红宏 青清 明铭 珠朱 锦景 万卍 启起 华桦 元源 同桐 永勇 银垠 友有 长常".split(
    " ",
  );
const TRADITIONAL: Readonly<Record<string, string>> = {
  业: "業",
  东: "東",
  龙: "龍",
  马: "馬",
  华: "華",
  宝: "寶",
  兴: "興",
  长: "長",
  万: "萬",
  飞: "飛",
  号: "號",
  区: "區",
  鸥: "鷗",
  银: "銀",
  蓝: "藍",
  锦: "錦",
  纸: "紙",
  责: "責",
  众: "眾",
  苏: "蘇",
  广: "廣",
};
const NUMERALS = [..."零一二三四五六七八九"];

export function* labelledPairs(seed: number, count: number): Generator<LabelledPair> {
  const random = generator(seed);
  const kinds = Object.keys(KINDS);
  for (let at = 0; at < count; at++) {
    const kind = kinds[at % kinds.length] ?? "";
    const make = KINDS[kind];
    if (!make) continue;
    const firm = firmOf(random);
    const [a, b, same] = make(firm, random);
    yield random() < 0.5 ? { a, b, same, kind } : { a: b, b: a, same, kind };
  }
}

/** Invented enterprises of one register: names, codes and addresses as they should be written. */
export function register(seed: number, count: number): EnterpriseRecord[] {
  const random = generator(seed);
  return Array.from({ length: count }, () => {
    const firm = firmOf(random);
    if (random() < 0.8)
      firm.brand =
        pick(BRAND_CHARACTERS, random) +
        pick(BRAND_CHARACTERS, random) +
        (random() < 0.4 ? pick(BRAND_CHARACTERS, random) : "");
    return written(firm);
  });
}

/** The same enterprise as a tired clerk would write it. */
export function careless(record: EnterpriseRecord, random: Random): EnterpriseRecord {
  const out = { ...record };
  if (random() < 0.4) out.code = "";
  else if (random() < 0.1) out.code = slipCode(out.code, random);
  if (random() < 0.3) out.name = scan(out.name, random);
  if (random() < 0.2) out.name = out.name.replace(/有限(责任)?公司$/, "");
  if (random() < 0.3) out.address = writeAddress(out.address, random);
  if (random() < 0.2) out.region = out.region.replace(/[省市]/g, "");
  return out;
}

const KINDS: Record<string, (firm: Firm, random: Random) => [EnterpriseRecord, EnterpriseRecord, boolean]> = {
  unrelated: (firm, random) => [noisy(firm, random), noisy(firmOf(random), random), false],
  "same trade and city": (firm, random) => [
    noisy(firm, random),
    noisy(
      {
        ...firmOf(random),
        city: firm.city,
        brand: freshBrand(firm.brand, random),
        trade: firm.trade,
        style: firm.style,
        county: county(firm.city, random),
      },
      random,
    ),
    false,
  ],
  "one character apart": (firm, random) => [
    noisy(firm, random),
    noisy({ ...other(firm, random), brand: changeOne(firm.brand, random) }, random),
    false,
  ],
  "same name elsewhere": (firm, random) => {
    let city = pick(CITIES, random);
    while (city === firm.city) city = pick(CITIES, random);
    return [
      noisy(firm, random),
      noisy(
        {
          ...firmOf(random),
          city,
          county: county(city, random),
          brand: firm.brand,
          trade: firm.trade,
          form: firm.form,
          style: random() < 0.4 ? 3 : firm.style,
        },
        random,
      ),
      false,
    ];
  },
  "same address": (firm, random) => [
    noisy(firm, random, false),
    noisy(
      {
        ...firm,
        brand: freshBrand(firm.brand, random),
        code: codeOf(firm.city[2], random),
        trade: random() < 0.5 ? firm.trade : pick(TRADES, random),
        form: pick(FORMS, random),
      },
      random,
      false,
    ),
    false,
  ],
  "sister firm": (firm, random) => {
    const trade =
      random() < 0.4
        ? firm.trade + pick(["设计", "销售", "贸易", "电子商务"], random)
        : pick(
            TRADES.filter((word) => word !== firm.trade),
            random,
          );
    const sister = {
      ...(random() < 0.6 ? firm : other(firm, random)),
      trade,
      code: codeOf(firm.city[2], random),
    };
    return [noisy(firm, random, false), noisy(sister, random, false), false];
  },
  group: (firm, random) => {
    const base = { ...firm, form: "有限公司" };
    const group = {
      ...(random() < 0.5 ? base : other(base, random)),
      form: "集团有限公司",
      trade: pick([base.trade, "控股", "实业"], random),
      code: codeOf(firm.city[2], random),
    };
    return [noisy(base, random, false), noisy(group, random, false), false];
  },
  branch: (firm, random) => {
    const head = noisy({ ...firm, form: "有限公司" }, random, false);
    const place = random() < 0.5 ? firm : other(firm, random);
    const branch = noisy({ ...place, form: "有限公司", code: codeOf(firm.city[2], random) }, random, false);
    branch.name =
      written({ ...firm, form: "有限公司" }).name +
      pick(
        ["第二分厂", "一分厂", "分厂", "城东分公司", `${pick(CITIES, random)[1].slice(0, -1)}分公司`],
        random,
      );
    return [head, branch, false];
  },
  "plants one and two": (firm, random) => {
    const name = (mark: string) => firm.city[1] + (random() < 0.7 ? firm.brand : "") + firm.trade + mark;
    const [x, y] = pick(
      [
        ["一厂", "二厂"],
        ["东厂", "西厂"],
        ["二厂", "三厂"],
        ["新厂", "一厂"],
      ] as const,
      random,
    );
    const [a, b] = [
      noisy(firm, random),
      noisy({ ...(random() < 0.5 ? firm : other(firm, random)), code: codeOf(firm.city[2], random) }, random),
    ];
    return [{ ...a, name: name(x) }, { ...b, name: name(y) }, false];
  },
  "limited and shares": (firm, random) => {
    const base = { ...firm, form: "有限公司" };
    const [a, b] = [noisy(base, random), noisy({ ...other(base, random), form: "股份有限公司" }, random)];
    return [{ ...a, code: base.code }, { ...b, code: codeOf(firm.city[2], random) }, false];
  },
  "copied code": (firm, random) => {
    const wrong = noisy(
      {
        ...other(firm, random),
        brand: freshBrand(firm.brand, random),
        trade: pick(
          TRADES.filter((word) => word !== firm.trade),
          random,
        ),
        style: 0,
        form: "有限公司",
      },
      random,
    );
    return [{ ...noisy(firm, random), code: firm.code }, { ...wrong, code: firm.code }, false];
  },
  "same, written alike": (firm, random) => [noisy(firm, random), noisy(firm, random), true],
  "same, scanned": (firm, random) => {
    const [a, b] = [noisy(firm, random), noisy(firm, random)];
    return [a, { ...b, name: scan(b.name, random) }, true];
  },
  "same, misspelt": (firm, random) => {
    const b = noisy({ ...firm, brand: changeOne(firm.brand, random) }, random);
    return [
      { ...noisy(firm, random), address: written(firm).address },
      { ...b, address: written(firm).address },
      true,
    ];
  },
  "same, traditional": (firm, random) => {
    const b = noisy(firm, random);
    const convert = (text: string) => [...text].map((one) => TRADITIONAL[one] ?? one).join("");
    return [noisy(firm, random), { ...b, name: convert(b.name), address: convert(b.address) }, true];
  },
  "same, short name": (firm, random) => {
    const b = noisy(firm, random);
    const name = pick(
      [
        firm.brand + firm.trade,
        firm.city[1].slice(0, -1) + firm.brand + firm.trade,
        `${firm.brand + firm.trade}公司`,
      ],
      random,
    );
    return [noisy(firm, random), { ...b, name, address: written(firm).address }, true];
  },
  "same, place elsewhere in the name": (firm, random) => [
    noisy({ ...firm, style: 0 }, random),
    noisy({ ...firm, style: pick([2, 4, 5], random) }, random),
    true,
  ],
  "same, code mistyped": (firm, random) => [
    { ...noisy(firm, random), code: firm.code },
    { ...noisy(firm, random), code: slipCode(firm.code, random) },
    true,
  ],
  "same, renamed": (firm, random) => {
    const renamed =
      random() < 0.5
        ? { ...firm, brand: freshBrand(firm.brand, random) }
        : { ...firm, trade: pick(TRADES, random) };
    return [
      { ...noisy(firm, random, false), code: firm.code },
      { ...noisy(renamed, random, false), code: firm.code },
      true,
    ];
  },
  "same, former name told": (firm, random) => {
    const renamed = { ...firm, brand: freshBrand(firm.brand, random) };
    const b = noisy(renamed, random, false);
    return [
      noisy(firm, random, false),
      {
        ...b,
        name: `${written(renamed).name}（${pick(["原名", "曾用名", "原"], random)}：${written(firm).name}）`,
        code: "",
      },
      true,
    ];
  },
  "same, moved": (firm, random) => [
    { ...noisy(firm, random), code: firm.code },
    { ...noisy({ ...other(firm, random), code: firm.code }, random), code: firm.code },
    true,
  ],
  "same, site": (firm, random) => {
    const b = noisy(firm, random, false);
    return [
      noisy(firm, random, false),
      { ...b, name: written(firm).name + pick(["老厂区", "二车间", "（北厂区）", "东厂区"], random) },
      true,
    ];
  },
  "same, converted": (firm, random) => [
    noisy({ ...firm, form: "有限责任公司" }, random, false),
    noisy({ ...firm, form: "股份有限公司" }, random, false),
    true,
  ],
};

function written(firm: Firm): EnterpriseRecord {
  const [province, city] = firm.city;
  const short = city.slice(0, -1);
  const name =
    firm.style === 0
      ? city + firm.brand + firm.trade + firm.form
      : firm.style === 1
        ? province + firm.brand + firm.trade + firm.form
        : firm.style === 2
          ? `${firm.brand}（${short}）${firm.trade}${firm.form}`
          : firm.style === 3
            ? firm.brand + firm.trade + firm.form
            : firm.style === 4
              ? short + firm.brand + firm.trade + firm.form
              : province.slice(0, -1) + short + firm.brand + firm.trade + firm.form;
  const building = firm.building > 0 ? `${firm.building}栋` : "";
  return {
    name,
    code: firm.code,
    region: province + city,
    address: `${firm.county}${firm.road}${firm.number}号${building}`,
  };
}

/** As it stands in somebody's list: code or region left out, region shortened, address written in its own way. */
function noisy(firm: Firm, random: Random, mayLoseAddress = true): EnterpriseRecord {
  const out = written(firm);
  if (random() < 0.4) out.code = "";
  const draw = random();
  if (draw < 0.1) out.region = "";
  else if (draw < 0.3) out.region = firm.city[1];
  else if (draw < 0.45) out.region = firm.city[0].slice(0, -1) + firm.city[1].slice(0, -1);
  else if (draw < 0.55) out.region = firm.city[0];
  out.address = random() < 0.3 ? writeAddress(out.address, random) : out.address;
  if (mayLoseAddress && random() < 0.05) out.address = "";
  if (random() < 0.1) out.name = out.name.replace("（", "(").replace("）", ")");
  return out;
}

function writeAddress(address: string, random: Random): string {
  const draw = random();
  if (draw < 0.3)
    return address.replace(/\d+(?=号)/, (digits) =>
      [...digits].map((digit) => NUMERALS[Number(digit)]).join(""),
    );
  if (draw < 0.5) return address.replace(/号$/, "");
  if (draw < 0.7) return address.replace(/号(\d+)栋/, "-$1幢");
  if (draw < 0.85)
    return address.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  return `${address}${pick(["东侧", "院内", "附近", "（老厂区）"], random)}`;
}

function scan(name: string, random: Random): string {
  const places = [...name].flatMap((one, at) =>
    ALIKE.filter(([from]) => from === one).map(([, to]) => [at, to ?? ""] as const),
  );
  if (places.length === 0) return name.slice(0, -1);
  const [at, to] = pick(places, random);
  return name.slice(0, at) + to + name.slice(at + 1);
}

function slipCode(code: string, random: Random): string {
  const at = 8 + Math.floor(random() * 9);
  if (random() < 0.5 && code[at] !== code[at + 1])
    return code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2);
  const wrong = pick(
    [..."0123456789ABCDEFGHJKLMNPQRTUWXY"].filter((one) => one !== code[at]),
    random,
  );
  return code.slice(0, at) + wrong + code.slice(at + 1);
}

function changeOne(brand: string, random: Random): string {
  const at = Math.floor(random() * brand.length);
  const sound = SOUND.find((pair) => pair.includes(brand[at] ?? ""));
  const to =
    sound && random() < 0.5
      ? sound[0] === brand[at]
        ? sound[1]
        : sound[0]
      : pick(
          BRAND_CHARACTERS.filter((one) => one !== brand[at]),
          random,
        );
  return brand.slice(0, at) + (to ?? "") + brand.slice(at + 1);
}

function firmOf(random: Random): Firm {
  const city = pick(CITIES, random);
  return {
    city,
    brand: pick(BRAND, random) + (random() < 0.25 ? pick(BRAND_CHARACTERS, random) : ""),
    trade: pick(TRADES, random),
    form: pick(FORMS, random),
    style: pick([0, 0, 0, 1, 2, 4, 5], random),
    code: codeOf(city[2], random),
    county: county(city, random),
    road: pick(ROADS, random) + pick(ROAD_KINDS, random),
    number: 1 + Math.floor(random() * 900),
    building: random() < 0.3 ? 1 + Math.floor(random() * 20) : 0,
  };
}

/** A second firm of the same name pattern at another address of the same city. */
const other = (firm: Firm, random: Random): Firm => {
  const { road, number, building } = firmOf(random);
  return {
    ...firm,
    county: county(firm.city, random),
    road,
    number,
    building,
    code: codeOf(firm.city[2], random),
  };
};

const freshBrand = (not: string, random: Random): string => {
  let brand = pick(BRAND, random);
  while ([...brand].some((one) => not.includes(one))) brand = pick(BRAND, random);
  return brand;
};
const county = (city: Firm["city"], random: Random): string => pick(city[3].split(" "), random);

function codeOf(region: string, random: Random): string {
  const body =
    random() < 0.5
      ? `MA${draw("0123456789ABCDEFGHJKLMNPQRTUWXY", 6, random)}`
      : draw("0123456789", 8, random);
  const code = `91${region}${pick(["02", "21", "83"], random)}${body}`;
  const withOrg = code + orgCheckCharacter(body);
  return withOrg + creditCheckCharacter(withOrg);
}
const draw = (from: string, length: number, random: Random): string =>
  Array.from({ length }, () => from[Math.floor(random() * from.length)]).join("");

const pick = <T>(list: readonly T[], random: Random): T => {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new RangeError("nothing to pick from");
  return found;
};

/** mulberry32, so that every run looks at the same pairs. */
export function generator(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
