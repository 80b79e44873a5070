// Slips of pen, keyboard and scanner: which characters are taken for each other, and how far apart two writings are.
import { TRADITIONAL } from "./traditional.ts";

const SIMPLE = new Map<string, string>();
for (let at = 0; at + 1 < TRADITIONAL.length; at += 2)
  SIMPLE.set(TRADITIONAL[at] ?? "", TRADITIONAL[at + 1] ?? "");

/** Half-width, simplified, without blanks and marks between: what stays is what was meant to be read. */
export function plain(text: string): string {
  let out = "";
  for (const character of text.normalize("NFKC").toUpperCase()) out += SIMPLE.get(character) ?? character;
  return out.replace(/[\s\p{Cf}·・‧•.,，。、'"“”‘’_*]/gu, "");
}

/**
 * Characters a scanner or a tired eye takes for each other, and those one input method offers for the same syllables in
 * names of firms. Collected from the shapes themselves; a pair that is missing only costs a full slip instead of a third.
 */
const LOOK_ALIKE_GROUPS =
  "司可|有冇|石右|品晶|业亚|鞋鞍|人入八|己已巳|未末|土士|日曰目|大太犬|木本术|干千于|天夭|王玉主|几凡|刀力|贝见|今令|厂广|田由甲申电|白自|鸟乌|刃刀|折拆析|侯候|即既|茶荼|村材|料科|机杭|限根|责贵|份分|具真县|纸低|胶校|器嚣|食良|钢铜|铝锅|瑞端|洋详祥|浩皓|旗旌祺棋|砾烁|东车|车东|玻坡|璃漓|陶淘|瓷资|塑朔|包句|装袋|家象|电龟|灯打|饰饼|池地|源原|能熊|科料|技枝|械诫|设没|备各|五王|金全|制剂|纺仿|织识|皮度|革苹|羽习|绒戎|乳孔|酒洒|盐监|调凋|味昧|粮粗|油抽|饮钦|自白|行仃|具其|文丈|教数|用甩|玩坑|钟种|表丧|眼服|镜境|锁销|厨橱|洗冼|涤条|日目|化代|妆壮|香杳|限银|公么|集隻|团困|股般|莳时|兴光|盛晟胜|泰秦|华桦骅|鑫金|宏弘洪|达大|佳家嘉|成诚城|瑞锐|永水|丰半|利立力|通道|和禾合|祥详翔|隆降|顺须|茂贸|森林|辰晨|韶绍邵|辉晖|博搏|翊翌|苇伟|绣秀|桥乔|恒桓|安按|源元|0OQD|1IL|5S|8B3|2Z|6G|UV|CG|MN|7T";
const ALIKE = new Set<string>();
for (const group of LOOK_ALIKE_GROUPS.split("|")) {
  for (const a of group) for (const b of group) if (a !== b) ALIKE.add(a + b);
}

export const lookAlike = (a: string, b: string): boolean => ALIKE.has(a + b);

/** What one character taken for another costs: a third when they look or sound alike. */
export const LOOK_ALIKE_COST = 1 / 3;

/**
 * How many slips lie between two writings: a character wrong, missing, too many, or two exchanged (Damerau, optimal string
 * alignment), look-alikes at a third. Answers `limit + 1` as soon as it must be more than `limit`.
 */
export function slips(a: string, b: string, limit = 3): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const [x, y] = [a[i - 1] ?? "", b[j - 1] ?? ""];
      const change = x === y ? 0 : lookAlike(x, y) ? LOOK_ALIKE_COST : 1;
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + change);
      if (i > 1 && j > 1 && x === b[j - 2] && y === a[i - 2]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

const DIGITS = "零一二三四五六七八九";

/** 五四零 → 540, 一百二十三 → 123, 十二 → 12, 〇 as 零; what is no numeral stays. */
export function numerals(text: string): string {
  return text.replace(/[〇零一二两三四五六七八九十百千]+/gu, (run) =>
    String(numberOf(run.replace(/〇/g, "零").replace(/两/g, "二"))),
  );
}

function numberOf(run: string): string | number {
  if (!/[十百千]/.test(run)) return [...run].map((digit) => DIGITS.indexOf(digit)).join("");
  let total = 0;
  let digit = 0;
  for (const character of run) {
    const unit = { 十: 10, 百: 100, 千: 1000 }[character];
    if (unit === undefined) digit = DIGITS.indexOf(character);
    else {
      total += (digit || 1) * unit;
      digit = 0;
    }
  }
  return total + digit;
}
