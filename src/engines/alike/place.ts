// Where a trouble is: provinces, cities and counties named in a text, and roads, ports, stations, towns and works by their names.
import { PLACES } from "./places.ts";

export type Where = {
  provinces: readonly string[];
  cities: readonly string[];
  counties: readonly string[];
  /** Names of roads, ports, stations, towns and works, without the word for what they are: 滦河 of 滦河大桥. */
  sites: readonly string[];
};

type Entry = { province: string; city: string | null; county: string | null };

/** Towns and works known by name alone in light industry, with the place they lie in; written from general knowledge. */
const TOWNS =
  "保定:白沟 廊坊:胜芳 天津:王庆坨,东疆,滨海新区,塘沽 佛山:北滘,乐从,龙江镇,容桂,陈村,南庄,石湾 中山:古镇,小榄,横栏,东凤,南头镇,黄圃,沙溪 东莞:大朗,虎门,厚街,长安镇,大岭山,常平,樟木头 广州:狮岭,南沙,琶洲 深圳:蛇口,盐田港,横岗 汕头:莲下,岭亭,谷饶 温州:鹿城,藤桥,瓯海,桥下镇 台州:泽国,大溪,黄岩,路桥 宁波:梅山,北仑,余姚,慈溪,观海卫,镇海 金华:义乌,永康,横店 苏州:盛泽,昆山 常州:横林,邹区 南通:川姜,叠石桥 嘉兴:洪合,濮院,王江泾 湖州:织里,南浔 泉州:陈埭,石狮,晋江 临沂:探沂 聊城:茌平 遵义:茅台镇,茅台 长春:九台 郑州:航空港区,圃田 绍兴:柯桥,上虞,嵊州 景德镇:陶溪川 上海:洋山,外高桥,浦东,金山区,嘉定,松江,青浦 崇左:凭祥,友谊关 博尔塔拉:阿拉山口 伊犁:霍尔果斯 呼伦贝尔:满洲里 牡丹江:绥芬河 锡林郭勒:二连浩特";
/** One-character names of provinces as they stand in names of roads and in colloquial talk: 入沪, 出省到浙. */
const SHORT: Readonly<Record<string, string>> = {
  沪: "上海",
  渝: "重庆",
  津: "天津",
  蓉: "成都",
  穗: "广州",
  甬: "宁波",
  深: "深圳",
};

const table = new Map<string, Entry>();
for (const line of PLACES) {
  const [province = "", rest = ""] = line.split("|");
  table.set(province, { province, city: null, county: null });
  for (const part of rest.split(" ")) {
    const [city = "", counties = ""] = part.split(":");
    if (city !== province) table.set(city, { province, city, county: null });
    else table.set(city, { province, city, county: null });
    for (const county of counties.split(",")) if (county) table.set(county, { province, city, county });
  }
}
for (const part of TOWNS.split(" ")) {
  const [city = "", names = ""] = part.split(":");
  const province = table.get(city)?.province;
  if (province) for (const name of names.split(",")) table.set(name, { province, city, county: name });
}
const LONGEST = 5;

const ROADS: Readonly<Record<string, string>> = {
  G1: "京哈",
  G2: "京沪",
  G3: "京台",
  G4: "京港澳",
  G5: "京昆",
  G6: "京藏",
  G7: "京新",
  G15: "沈海",
  G1511: "日兰",
  G20: "青银",
  G22: "青兰",
  G25: "长深",
  G30: "连霍",
  G35: "济广",
  G36: "宁洛",
  G40: "沪陕",
  G42: "沪蓉",
  G45: "大广",
  G50: "沪渝",
  G55: "二广",
  G56: "杭瑞",
  G60: "沪昆",
  G65: "包茂",
  G70: "福银",
  G72: "泉南",
  G75: "兰海",
  G76: "厦蓉",
  G80: "广昆",
};

/** Words for works and places that follow a name of their own, longest first. */
const KINDS =
  "集中污水处理厂|污水处理厂|污水厂|高速公路|收费站|服务区|检查站|查验点|检测点|高速口|高速|国道|省道|道口|卡口|卡点|收费口|匝道|互通|大桥|大道|隧道|港区|码头|货运站|火车站|铁路口岸|口岸|堆场|机场|港(?!币|元|澳|务)|海关|经开区|开发区|高新区|工业园|产业园|园区|保税区|工业点|镇区?|街道|片区|村(?!镇|民)|热电|燃气|电厂|农商行|银行|支行|热力|供电局|大桥|桥(?!墩|头)|(?<!收费|车|油|网|总)站";
const CANDIDATE = new RegExp(`([一-龥]{1,6}?)(${KINDS})`, "gu");
/** What cannot be part of a name, so that a name begins after it. */
const BEFORE =
  /.*(?:[从到在走往经日个条家张台双于至由过的和与及去下上进是了被把给为向用让将对还再也都就每各这那某该本新旧只说因叫请有没要等后前内外里改发送拉回停约离出入]|我们|我司|月|号|天|人家|收费|车辆|司机|公司|位于|附近|公里|关于|协调|以及|因为|小时|今天|昨天|反映|发现|镇上)/u;
const NO_NAME =
  /^(?:高速|外地|国内|省际|各地|工业|产业|集中|自家|本地|省界|交界|沿线|公路|铁路|快递|中转|物流|集装箱|保税|国际|跨境|航空|货运|民营|国营|园区|城市|全国|多个|地方|政府|商业|合作|贷款|天然|管道|城镇|乡镇|小型|中小|村镇|出口|进口|停靠|夜间|智能|经济|高新|技术|大型|开户|人民|国有|集体|县里|当地|对方|上游|下游|那个|这个|加油|民用|省级|国家|县城|农村|卸货|装货|外贸|内贸|海上|口岸|道口|收费|污水|企业|我市|我县|我区|全县|全市|化工|皮革|玩具|老工业|旧工业|小微|环保|热电|安全|全域|边境|陆路|电商|卡口|冷链|沪苏|货柜|韩国|两条|开装|空运|海运)$/u;

const cut = (stem: string): string => stem.replace(BEFORE, "");

/** The places a text names; where it names none, the trouble is where its author is (`home`). */
export function where(text: string): Where {
  const provinces = new Set<string>();
  const cities = new Set<string>();
  const counties = new Set<string>();
  const sites = new Set<string>();
  const add = ({ province, city, county }: Entry) => {
    provinces.add(province);
    if (city) cities.add(city);
    if (county) counties.add(county);
  };
  for (let at = 0; at < text.length; at++) {
    for (let size = LONGEST; size > 1; size--) {
      const name = text.slice(at, at + size);
      const entry = name.length === size ? table.get(name) : undefined;
      if (!entry) continue;
      add(entry);
      at += size - 1;
      break;
    }
  }
  for (const [, at, name = ""] of text.matchAll(
    /(入|进|出|到|去|在|返|抵|离)([沪渝津蓉穗甬])(?!昆|蓉|渝|杭)/gu,
  )) {
    const entry = at ? table.get(SHORT[name] ?? "") : undefined;
    if (entry) add(entry);
  }
  for (const [, code = ""] of text.matchAll(/(?<![A-Z0-9])(G\d{1,4})(?!\d)/gu)) {
    const road = ROADS[code];
    if (road) sites.add(road);
  }
  for (const [, before = "", kind = ""] of text.matchAll(CANDIDATE)) {
    const stem = withoutPlace(cut(before).slice(-5));
    if (stem.length < 2 || NO_NAME.test(stem)) continue;
    if (!table.has(stem)) sites.add(stem.slice(-4));
    else if (/港|机场|桥|热电|燃气|行/u.test(kind)) sites.add(`${stem}${kind.slice(0, 2)}`);
  }
  return { provinces: [...provinces], cities: [...cities], counties: [...counties], sites: [...sites] };
}

/** Province and city as filled in, in the short form of the table; unknown names stay as they are. */
export function home(province: string, city: string): { province: string; city: string } {
  const short = city.replace(/(?:市|地区|盟)$/u, "");
  return {
    province: province.replace(/(?:省|市|维吾尔自治区|壮族自治区|回族自治区|自治区)$/u, ""),
    city: table.get(short)?.city ?? table.get(city)?.city ?? short,
  };
}

/** 费县探沂 → 探沂: a town is named by itself, with or without its county before it. */
function withoutPlace(stem: string): string {
  for (let size = Math.min(LONGEST, stem.length - 2); size > 1; size--) {
    if (table.has(stem.slice(0, size))) return stem.slice(size).replace(/^[市县区省]/u, "");
  }
  return stem;
}
