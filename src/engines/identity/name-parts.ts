// A firm's name taken apart as the register composes it: place + 字号 + trade + legal form, and marks of branches and plants.

import { type Place, type PlaceRead, readPlace } from "./region.ts";
import { numerals, plain, slips } from "./spelling.ts";
import { FUNCTION_WORDS, TRADE_WORDS } from "./trades.ts";

export type LegalForm = "limited" | "shares" | "works" | "company" | "cooperative" | "none";
export type NameParts = {
  place: Place;
  /** 省 / 市 / 县 written out, or null. */
  level: PlaceRead["level"];
  /** 字号 and trade together, as written. */
  core: string;
  /** Where the trade begins in `core` by the list of trades; null when no listed trade ends it. */
  split: number | null;
  form: LegalForm;
  group: boolean;
  /** 第二分厂, 沈阳分公司 …: another holder of a licence. */
  branch: string | null;
  /** 一厂, 东厂, 第四…厂: which works. */
  plant: string | null;
  /** 老厂区, 二车间: a place of the same enterprise. */
  site: string | null;
  former: string[];
};

const FORMER =
  /[（(]\s*(?:曾用名|原名称?|原|更名前|旧名|前身)\s*[:：为是]?\s*([^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)]/gu;
const SITE_WORDS = "(?:厂区|园区|生产基地|基地|仓库|车间|厂房|生产线)";
const SITE = new RegExp(`^.{0,4}${SITE_WORDS}$`, "u");
const SITE_AFTER = new RegExp(`^(.{4,}?(?:公司|厂|集团))(.{0,4}${SITE_WORDS})$`, "u");
const SITE_SHORT = new RegExp(
  `^(.{4,})((?:[东南西北中老新总主]|第?[一二三四五六七八九十\\d]+号?)${SITE_WORDS})$`,
  "u",
);
const PLANT_END = /(第?[一二三四五六七八九十]+|[东南西北中新老总]|第?\d+)厂$/u;
const PLANT_MIDDLE = /第([一二三四五六七八九十\d]+)(?=.+厂$)/u;

const FORMS: readonly (readonly [text: string, form: LegalForm])[] = [
  ["股份有限责任公司", "shares"],
  ["有限责任公司", "limited"],
  ["股份有限公司", "shares"],
  ["股份合作公司", "shares"],
  ["有限公司", "limited"],
  ["股份公司", "shares"],
  ["专业合作社", "cooperative"],
  ["合作社", "cooperative"],
  ["公司", "company"],
];

export function readName(text: string, near: Place): NameParts {
  const former: string[] = [];
  let name = plain(text).replace(FORMER, (_, old: string) => {
    former.push(old);
    return "";
  });
  name = name.replace(/[([{〔【「『〈]/gu, "（").replace(/[)\]}〕】」』〉]/gu, "）");
  let site: string | null = null;
  let bracketed: PlaceRead | null = null;
  name = name.replace(/（([^（）]*)）/gu, (_, inside: string) => {
    if (SITE.test(inside)) {
      site = inside;
      return "";
    }
    const place = readPlace(inside, near);
    if (inside !== "" && place.rest === "" && bracketed === null) {
      bracketed = place;
      return "";
    }
    return /^(集团|控股|中国)$/u.test(inside) ? (inside === "中国" ? "" : inside) : inside;
  });
  name = name.replace(/[（）\-‐—－:：]/gu, "");
  // A branch follows the whole name of its head office; only then is 分公司 more than a part of the name.
  let branch: string | null = null;
  const head =
    /^(.+?(?:公司|厂|集团))(.{0,8}(?:分公司|分厂|分店|支公司|办事处|营业部|门市部|销售部|经营部|项目部|代表处|工厂))$/u.exec(
      name,
    );
  if (head) [name, branch] = [head[1] ?? name, numerals(head[2] ?? "").replace(/^第/, "")];
  else {
    const short = /^(.{4,}?)((?:第?[一二三四五六七八九十\d]+)分厂|分公司|分厂)$/u.exec(name) ?? null;
    if (short) [name, branch] = [short[1] ?? name, numerals(short[2] ?? "").replace(/^第/, "")];
  }
  const atSite = SITE_AFTER.exec(name) ?? SITE_SHORT.exec(name);
  if (atSite) [name, site] = [atSite[1] ?? name, atSite[2] ?? site];
  const ahead = readPlace(name, near);
  const lead = ahead.rest.length >= 2 ? ahead : readPlace("", near);
  if (lead === ahead) name = ahead.rest;
  const place: PlaceRead = bracketed ?? lead;
  let plant: string | null = null;
  const middle = PLANT_MIDDLE.exec(name);
  if (middle) [name, plant] = [name.replace(middle[0], ""), numerals(middle[1] ?? "")];
  const end = PLANT_END.exec(name);
  if (end) [name, plant] = [`${name.slice(0, end.index)}厂`, numerals((end[1] ?? "").replace("第", ""))];
  const { form, rest } = readForm(name);
  const group = /集团$/u.test(rest);
  const core = rest.replace(/(企业)?集团$/u, "");
  return {
    place: { province: place.province, city: place.city, county: place.county },
    level: place.level,
    core,
    split: tradeStart(core),
    form,
    group,
    branch,
    plant,
    site,
    former,
  };
}

/** The legal form at the end, also when one character of it is wrong or missing. */
function readForm(name: string): { form: LegalForm; rest: string } {
  if (name.endsWith("厂") && name.length > 1)
    return { form: "works", rest: name.slice(0, -1).replace(/总$/u, "") };
  for (const [text, form] of FORMS) {
    if (name.endsWith(text) && name.length > text.length) {
      return { form, rest: name.slice(0, -text.length) };
    }
    if (text.length < 4) continue;
    for (const length of [text.length, text.length - 1, text.length + 1]) {
      const tail = name.slice(-length);
      // A cut form must still be told from a trade: its 公 or its 司 stands.
      if (name.length <= length + 1 || slips(tail, text, 1) > 1) continue;
      if (lookRight(tail, text)) return { form, rest: name.slice(0, -length) };
    }
  }
  return { form: "none", rest: name };
}

const lookRight = (tail: string, form: string): boolean => {
  const cut = tail.length < form.length;
  return cut ? tail.includes("公") || tail.endsWith("司") : slips(tail.slice(-3), form.slice(-3), 1) <= 1;
};

/** The earliest place from which only words of the list of trades follow; a 字号 of two characters is left whole. */
export function tradeStart(core: string): number | null {
  const good = new Array<boolean>(core.length + 1).fill(false);
  good[core.length] = true;
  let first: number | null = null;
  for (let at = core.length - 1; at >= 0; at--) {
    for (let length = 1; length <= 6 && at + length <= core.length; length++) {
      if (good[at + length] && TRADE_WORDS.has(core.slice(at, at + length))) good[at] = true;
    }
    if (good[at] && (at >= 2 || at === 0)) first = at;
  }
  return first;
}

export const isTrade = (text: string): boolean => text !== "" && tradeStart(`甲乙${text}`) === 2;
/** Words that say what a sister company does beside the same trade: design, sales, logistics … */
export const isFunction = (text: string): boolean => FUNCTION_WORDS.has(text);
