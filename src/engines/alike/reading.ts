// An appeal taken apart: trouble, thing, named cause, place, time, telling words and figures.
import { CAUSES, NAMED } from "./causes.ts";
import { type Span, sentOn, times } from "./dates.ts";
import { home, type Where, where } from "./place.ts";
import { numeral, plain } from "./plain.ts";
import { THINGS } from "./things.ts";
import { TROUBLES } from "./troubles.ts";
import type { Appeal } from "./types.ts";

export type Reading = {
  id: string;
  type: string;
  industry: string;
  home: { province: string; city: string };
  /** Day of sending since 1970-01-01; null where the time is none. */
  sent: number | null;
  times: readonly Span[];
  /** Troubles and things that the title alone tells of. */
  heads: readonly string[];
  troubles: readonly string[];
  things: readonly string[];
  causes: readonly string[];
  place: Where;
  words: readonly string[];
  figures: readonly string[];
  /** Pairs of neighbouring characters: what is left of a name after a slip of the keyboard. */
  bigrams: readonly string[];
};

const TYPE_OF = new Map(TROUBLES.map((trouble) => [trouble.code, trouble]));
export const isLocalTrouble = (code: string): boolean => TYPE_OF.get(code)?.local ?? false;
export const familyOf = (code: string): string | undefined => TYPE_OF.get(code)?.family;
const LOCAL_THINGS = new Set(THINGS.filter(({ local }) => local).map(({ code }) => code));
export const isLocalThing = (code: string): boolean => LOCAL_THINGS.has(code);

/** Words every appeal is full of: courtesies, particles, the firm itself. */
const SAID_BY_ALL = new Set(
  "我们 我司 我厂 公司 企业 单位 厂里 这个 那个 什么 怎么 怎么办 现在 已经 目前 可以 能否 能不能 是否 请问 请求 恳请 希望 盼望 盼复 领导 协调 解决 部门 有关 有关部门 政府 帮忙 帮助 反映 情况 关于 问题 因为 由于 所以 但是 可是 没有 不能 一个 一直 一下 今年 去年 今天 昨天 之前 以后 以来 老板 工人 员工 生产 影响 要求 需要 通知 说是 就是 还是 都是 全部 严重 到底 多少 怎样 如何 谁来 急急 无法 不到 出来 起来 进行 相关 造成 导致 我公司 我单位 主要 从事 至今 上述 以及 其中 其他 一天 每天 左右 万元 小时 公里".split(
    " ",
  ),
);
const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

/** Never throws: what is missing is read as not said. */
export function read(appeal: Appeal): Reading {
  const title = plain(appeal.title);
  const text = plain(appeal.text);
  const whole = `${title}。${text}`;
  const sent = sentOn(appeal.time);
  return {
    id: appeal.id,
    type: plain(appeal.type),
    industry: plain(appeal.industry),
    home: home(plain(appeal.province), plain(appeal.city)),
    sent,
    times: sent === null ? [] : times(whole, sent),
    heads: [...codes(TROUBLES, title), ...codes(THINGS, title)],
    troubles: codes(TROUBLES, whole),
    things: codes(THINGS, whole),
    causes: [...codes(CAUSES, whole), ...named(whole)],
    place: where(whole),
    words: words(whole),
    figures: figures(whole),
    bigrams: bigrams(whole),
  };
}

const codes = (table: readonly { code: string; pattern: RegExp }[], text: string): string[] =>
  table.filter(({ pattern }) => pattern.test(text)).map(({ code }) => code);

const named = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(NAMED)]
      .map(([name]) => name.replace(/[《》“”"()[\]〔〕（）\s]/gu, ""))
      .filter((name) => name.length > 2),
  ),
];

function words(text: string): string[] {
  const found = new Set<string>();
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    if (!isWordLike || segment.length < 2 || SAID_BY_ALL.has(segment) || /^[\d.,%]+$/u.test(segment))
      continue;
    if ([...segment].every((char) => "零一二三四五六七八九十百千万两多几个".includes(char))) continue;
    found.add(segment);
  }
  return [...found];
}

/** Prices and amounts of three digits or with a decimal point, however they are written: 四块八毛八, 4.88, 两万三. */
function figures(text: string): string[] {
  const found = new Set<number>();
  const DIGIT = "[零一二两三四五六七八九]";
  for (const [, yuan = "", jiao = "", fen = ""] of text.matchAll(
    new RegExp(`(${DIGIT}{1,2})(?:块|元)(${DIGIT})(?:毛|角)?(${DIGIT})?`, "gu"),
  )) {
    const value = (numeral(yuan) ?? 0) + (numeral(jiao) ?? 0) / 10 + (fen ? (numeral(fen) ?? 0) / 100 : 0);
    found.add(Math.round(value * 100) / 100);
  }
  for (const [digits] of text.matchAll(/(?<![\d.A-Za-z])\d+(?:\.\d+)?(?![\d.]|年|月|日|号公告)/gu))
    found.add(Number(digits));
  for (const [digits] of text.matchAll(/[一二两三四五六七八九十百千万零]{2,}/gu)) {
    const value = numeral(digits);
    if (value !== null) found.add(value);
  }
  return [...found].filter((value) => !Number.isInteger(value) || value > 100).map(String);
}

function bigrams(text: string): string[] {
  const found = new Set<string>();
  const letters = text.replace(/[^\p{Script=Han}A-Za-z0-9]+/gu, " ");
  for (let at = 0; at + 1 < letters.length; at++) {
    const two = letters.slice(at, at + 2);
    if (/^\p{Script=Han}{2}$/u.test(two)) found.add(two);
  }
  return [...found];
}
