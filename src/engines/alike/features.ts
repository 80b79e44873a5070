// Two appeals set beside each other: what speaks for one trouble and what against it, as numbers of about the same size.
import { type Corpus, type Kind, termsOf } from "./corpus.ts";
import { gapOf } from "./dates.ts";
import { familyOf, isLocalThing, isLocalTrouble, type Reading } from "./reading.ts";

/** What each feature says, in the words of whoever reads the proposal; the order is that of the weights. */
export const FEATURES = {
  "same-type": { zh: "同一类型", en: "of one type" },
  "same-industry": { zh: "同一行业", en: "of one industry" },
  words: { zh: "用词相近", en: "alike in words" },
  phrases: { zh: "说法相近", en: "alike in phrasing" },
  "same-trouble": { zh: "遇到的情况相同", en: "the same trouble" },
  "other-trouble": { zh: "遇到的情况不同", en: "another trouble" },
  "other-family": { zh: "不是一类事", en: "another kind of matter" },
  "same-thing": { zh: "涉及同一物资或事项", en: "about the same thing" },
  "other-thing": { zh: "涉及的物资或事项不同", en: "about other things" },
  "same-cause": { zh: "指向同一政策、文件或事件", en: "the same policy, paper or event" },
  "other-cause": { zh: "指向不同的政策、文件或事件", en: "another policy, paper or event" },
  "same-site": { zh: "同一道路、港口、园区或单位", en: "the same road, port, park or body" },
  "other-site": { zh: "不是同一道路、港口、园区或单位", en: "another road, port, park or body" },
  "same-county": { zh: "同一县区", en: "in one county" },
  "same-city": { zh: "同一城市", en: "in one city" },
  "same-province": { zh: "同一省份", en: "in one province" },
  "other-province": { zh: "省份不同", en: "in other provinces" },
  "local-elsewhere": { zh: "只在当地发生的事，地点不同", en: "a local matter, elsewhere" },
  "local-here": { zh: "只在当地发生的事，地点相同", en: "a local matter, at one place" },
  "sent-apart": { zh: "反映时间相隔较久", en: "sent long apart" },
  "local-later": { zh: "只在当地发生的事，时间相隔较久", en: "a local matter, long apart" },
  "same-days": { zh: "说到的时间相同", en: "the days named agree" },
  "other-days": { zh: "说到的时间不同", en: "the days named differ" },
  "same-matter": { zh: "说的基本是一件事", en: "much the same matter" },
  "same-matter-here": { zh: "同一时间同一地点的一件事", en: "one matter at one time and place" },
  "title-agrees": { zh: "标题说的情况相同", en: "the titles tell the same" },
  "title-differs": { zh: "标题说的情况不同", en: "the titles tell different things" },
  "thing-unsaid": { zh: "只有一方说到具体物资或事项", en: "only one names a thing" },
  "named-elsewhere": { zh: "说到的县区不同", en: "other counties are named" },
  "thing-near": { zh: "时间相近，物资或事项相同", en: "the same thing, close in time" },
  "cause-near": { zh: "时间相近，原因相同", en: "the same cause, close in time" },
  "cause-unsaid": { zh: "只有一方说到原因", en: "only one names a cause" },
  "same-figures": { zh: "提到相同的数字", en: "the same figures" },
} as const;
export type FeatureCode = keyof typeof FEATURES;
export const FEATURE_CODES = Object.keys(FEATURES) as FeatureCode[];

export type Compared = { values: number[]; found: Partial<Record<FeatureCode, readonly string[]>> };

/** How much agreement of one kind counts at most: three rare terms say all there is to say. */
const ENOUGH = 3;

/** @returns one number a feature, in the order of FEATURE_CODES, and the terms behind it */
export function compare(a: Reading, b: Reading, corpus: Corpus): Compared {
  const found: Compared["found"] = {};
  const at: Partial<Record<FeatureCode, number>> = {};
  const note = (code: FeatureCode, value: number, terms: readonly string[] = []): void => {
    if (value === 0) return;
    at[code] = value;
    found[code] = terms;
  };

  note("same-type", Number(a.type !== "" && a.type === b.type), [a.type]);
  note("same-industry", Number(a.industry !== "" && a.industry === b.industry), [a.industry]);
  const words = cosine(a, b, "words", corpus);
  note("words", words.value, words.shared);
  note("phrases", cosine(a, b, "bigrams", corpus).value);

  const troubles = shared(a, b, "troubles", corpus);
  note("same-trouble", troubles.value, troubles.terms);
  const told = a.troubles.length > 0 && b.troubles.length > 0;
  note("other-trouble", Number(told && troubles.terms.length === 0));
  note("other-family", Number(told && !meet(a.troubles.map(familyOf), b.troubles.map(familyOf))));
  agreement("things", "same-thing", "other-thing");
  agreement("causes", "same-cause", "other-cause");
  agreement("sites", "same-site", "other-site");

  const places = placesOf(a, b);
  note("same-county", Number(places === "county"));
  note("same-city", Number(places === "city"));
  note("same-province", Number(places === "province"));
  note("other-province", Number(places === "apart"));
  const local = localness(a, b);
  const near = places === "county" || places === "city";
  const site = (at["same-site"] ?? 0) > 0;
  note("local-elsewhere", near || site ? 0 : local);
  note("local-here", near || site ? local : 0);

  const apart = a.sent === null || b.sent === null ? 0 : Math.log1p(Math.abs(a.sent - b.sent) / 7) / 4;
  note("sent-apart", apart);
  note("local-later", local * apart);
  const gap = gapOf(a.times, b.times);
  note("same-days", Number(gap !== null && gap <= 3));
  note("other-days", gap === null ? 0 : Math.min(1, Math.max(0, gap - 10) / 30));
  const figures = shared(a, b, "figures", corpus);
  note("same-figures", figures.value, figures.terms);
  const matter = matterOf(a, b, corpus);
  note("same-matter", matter);
  note("same-matter-here", matter * Math.exp(-apart * 2) * (near || site ? 1 : 1 - local));
  const heads = [...a.heads].filter((code) => b.heads.includes(code));
  note("title-agrees", Number(heads.length > 0), heads);
  note("title-differs", Number(a.heads.length > 0 && b.heads.length > 0 && heads.length === 0));
  const onlyOne = (kind: "things" | "causes"): number =>
    Number((a[kind].length === 0) !== (b[kind].length === 0));
  note("thing-unsaid", onlyOne("things"));
  const named = a.place.counties.length > 0 && b.place.counties.length > 0;
  note("named-elsewhere", named && places !== "county" && !site ? local : 0);
  const recent = Math.exp(-apart * 2);
  note("thing-near", (at["same-thing"] ?? 0) * recent);
  note("cause-near", (at["same-cause"] ?? 0) * recent);
  note("cause-unsaid", onlyOne("causes"));
  return { values: FEATURE_CODES.map((code) => at[code] ?? 0), found };

  function agreement(kind: Kind, same: FeatureCode, other: FeatureCode): void {
    const both = shared(a, b, kind, corpus);
    note(same, both.value, both.terms);
    const named = termsOf(a, kind).length > 0 && termsOf(b, kind).length > 0;
    note(other, Number(named && both.terms.length === 0), [...termsOf(a, kind), ...termsOf(b, kind)]);
  }
}

function shared(a: Reading, b: Reading, kind: Kind, corpus: Corpus): { value: number; terms: string[] } {
  const others = new Set(termsOf(b, kind));
  const terms = termsOf(a, kind).filter((term) => others.has(term));
  const sum = terms.reduce((total, term) => total + corpus.idf(kind, term), 0);
  return { value: Math.min(ENOUGH, sum), terms };
}

/** Cosine of the two sets of terms, each weighed by its idf. */
function cosine(a: Reading, b: Reading, kind: Kind, corpus: Corpus): { value: number; shared: string[] } {
  const weight = (term: string): number => corpus.idf(kind, term) ** 2;
  const size = (reading: Reading): number =>
    termsOf(reading, kind).reduce((total, term) => total + weight(term), 0);
  const others = new Set(termsOf(b, kind));
  const both = termsOf(a, kind).filter((term) => others.has(term));
  const common = both.reduce((total, term) => total + weight(term), 0);
  const whole = Math.sqrt(size(a) * size(b));
  return { value: whole === 0 ? 0 : common / whole, shared: both };
}

/** Cosine over troubles, things and causes together: what only one side speaks of counts against. */
function matterOf(a: Reading, b: Reading, corpus: Corpus): number {
  let common = 0;
  let [left, right] = [0, 0];
  for (const kind of ["troubles", "things", "causes"] as const) {
    for (const term of a[kind]) left += corpus.idf(kind, term) ** 2;
    for (const term of b[kind]) right += corpus.idf(kind, term) ** 2;
    for (const term of a[kind]) if (b[kind].includes(term)) common += corpus.idf(kind, term) ** 2;
  }
  return left * right === 0 ? 0 : common / Math.sqrt(left * right);
}

const meet = (a: readonly (string | undefined)[], b: readonly (string | undefined)[]): boolean =>
  a.some((one) => one !== undefined && b.includes(one));

type Nearness = "county" | "city" | "province" | "apart";

/** The nearest that the places of two appeals come to each other: named in the text, and where their authors are. */
function placesOf(a: Reading, b: Reading): Nearness {
  if (meet(a.place.counties, b.place.counties)) return "county";
  const cities = (one: Reading): string[] => [...one.place.cities, one.home.city].filter(Boolean);
  const provinces = (one: Reading): string[] => [...one.place.provinces, one.home.province].filter(Boolean);
  if (meet(cities(a), cities(b))) return "city";
  return meet(provinces(a), provinces(b)) ? "province" : "apart";
}

/** The share of what both speak of that can only be the same at the same place; of either where they share nothing. */
function localness(a: Reading, b: Reading): number {
  const others = new Set([...b.troubles, ...b.things]);
  const both = [...a.troubles, ...a.things].filter((code) => others.has(code));
  const all = both.length > 0 ? both : [...a.troubles, ...b.troubles, ...a.things, ...b.things];
  if (all.length === 0) return 0;
  return all.filter((code) => isLocalTrouble(code) || isLocalThing(code)).length / all.length;
}
