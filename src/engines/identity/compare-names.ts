// What two names say of each other, part by part: 字号, trade, legal form, group, branch and plant.
import { isFunction, isTrade, type NameParts } from "./name-parts.ts";
import { cityNames } from "./region.ts";
import { slips } from "./spelling.ts";
import { SAME_TRADE } from "./trades.ts";

export type NameRelation = {
  /** `slip`: one character, taken for a look-alike. `one`: one character, otherwise. `none`: one has no 字号. */
  brand: "equal" | "slip" | "one" | "other" | "none";
  /** `part`: one says less. `function`: one adds design, sales … `none`: one says none. */
  trade: "equal" | "part" | "function" | "other" | "none";
  form: "equal" | "changed" | "unsaid";
  group: "equal" | "one-sided";
  branch: "none" | "equal" | "one-sided" | "other";
  site: boolean;
  /** Both write out what their name's place is, and one means the province, the other a city of the same name. */
  namesake: boolean;
};

export function compareNames(a: NameParts, b: NameParts): NameRelation {
  const [coreA, coreB] = [withoutPlace(a, b), withoutPlace(b, a)];
  const [splitA, splitB] = splits(coreA, coreB, a, b);
  const brand = compareBrands(coreA.slice(0, splitA), coreB.slice(0, splitB));
  const trade = compareTrades(coreA.slice(splitA), coreB.slice(splitB));
  return {
    brand,
    trade,
    form: compareForms(a, b),
    group: a.group === b.group ? "equal" : "one-sided",
    branch: compareBranches(a, b),
    site: (a.site ?? "") !== (b.site ?? ""),
    namesake:
      a.place.province !== null &&
      a.place.province === b.place.province &&
      ((a.level === "province" && a.place.city === null && b.place.city !== null && sameWord(b)) ||
        (b.level === "province" && b.place.city === null && a.place.city !== null && sameWord(a))),
  };
}

/** 吉林市 in 吉林省: the one prefecture that bears its province's name. */
const sameWord = (name: NameParts): boolean => name.place.city === "2202";

/** A place in the middle of a name (甲佛山家具有限公司) is taken out where the other name shows that it is one. */
function withoutPlace(of: NameParts, other: NameParts): string {
  const city = of.place.city === null ? other.place.city : of.place.city;
  if (city === null) return of.core;
  for (const name of cityNames(city)) {
    const at = of.core.indexOf(name);
    if (at < 1 || of.core.length - name.length < 2) continue;
    const core = of.core.slice(0, at) + of.core.slice(at + name.length);
    if (core.length < of.core.length && slips(core, other.core, 2) < slips(of.core, other.core, 2))
      return core;
  }
  // A slip in the place itself (黄右市…) leaves it standing before the 字号.
  for (const name of cityNames(city)) {
    const head = of.core.slice(0, name.length);
    if (of.place.city === null && of.core.length > name.length + 1 && slips(head, name, 1) <= 1) {
      const core = of.core.slice(name.length);
      if (slips(core, other.core, 1) <= 1) return core;
    }
  }
  return of.core;
}

/** Where the trade begins in each, by the list of trades where it knows them, else by what the two names share. */
function splits(a: string, b: string, from: NameParts, other: NameParts): [number, number] {
  const [x, y] = [ownSplit(a, from), ownSplit(b, other)];
  if (a === b) {
    const cut = x ?? Math.min(2, a.length);
    return [cut, cut];
  }
  // A function (设计, 电子商务) stands behind a trade; alone it does not show where that begins.
  const [weakX, weakY] = [x === null || isFunction(a.slice(x)), y === null || isFunction(b.slice(y))];
  if (x === null || y === null) {
    if (x !== null && !weakX) return [x, cutLike(b, a.slice(0, x), a.slice(x))];
    if (y !== null && !weakY) return [cutLike(a, b.slice(0, y), b.slice(y)), y];
    return unlisted(a, b);
  }
  if (slips(a.slice(0, x), b.slice(0, y), 1) <= 1) return [x, y];
  // A slip inside a trade hides half of it from the list: the other name's cut is tried.
  for (const [p, q] of [
    [x, cutLike(b, a.slice(0, x), a.slice(x))],
    [cutLike(a, b.slice(0, y), b.slice(y)), y],
  ] as const) {
    if (p >= 2 && q >= 2 && slips(a.slice(0, p), b.slice(0, q), 1) < 1) return [p, q];
  }
  return [x, y];
}

/** No list knows either trade: what both end with is it, but two characters are left for the 字号. */
function unlisted(a: string, b: string): [number, number] {
  const shortest = Math.min(a.length, b.length);
  let common = 0;
  while (common < shortest && a.at(-1 - common) === b.at(-1 - common)) common++;
  const cut = (core: string) => Math.min(core.length, Math.max(2, common >= 2 ? core.length - common : 2));
  return [cut(a), cut(b)];
}

function ownSplit(core: string, parts: NameParts): number | null {
  if (parts.split === null || core === parts.core) return parts.split;
  return Math.max(0, parts.split - (parts.core.length - core.length));
}

function cutLike(core: string, brand: string, trade: string): number {
  let best = Math.min(brand.length, core.length);
  let least = Number.POSITIVE_INFINITY;
  for (let at = Math.max(0, brand.length - 1); at <= Math.min(core.length, brand.length + 1); at++) {
    const rest = core.slice(at);
    const cost =
      slips(core.slice(0, at), brand, 3) + (rest === "" ? 0.5 : Math.min(slips(rest, trade, 3), 2));
    if (cost < least) [best, least] = [at, cost];
  }
  return best;
}

function compareBrands(a: string, b: string): NameRelation["brand"] {
  if (a === b) return a === "" ? "none" : "equal";
  if (a === "" || b === "") return "other";
  const apart = slips(a, b, 2);
  const longest = Math.max(a.length, b.length);
  if (apart < 0.5) return "slip";
  // Two slips may both be of the eye in a long 字号; in one of two characters one wrong character is half of it.
  if (apart <= 1) return longest === 1 ? "other" : "one";
  return "other";
}

function compareTrades(a: string, b: string): NameRelation["trade"] {
  if (a === b) return a === "" ? "none" : "equal";
  if (a === "" || b === "") return "none";
  const [x, y] = [root(a), root(b)];
  if (x === y) return "equal";
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const more = long.startsWith(short) ? long.slice(short.length) : "";
  if (isFunction(more)) return "function";
  const apart = slips(a, b, 2);
  if (apart < 0.7) return "equal";
  // A slip makes a word that is none; two words that both are trades are two trades.
  const slipped = !isTrade(a) || !isTrade(b);
  if (slipped && apart <= (long.length >= 5 ? 2 : long.length >= 3 ? 1.4 : 1)) return "equal";
  if (long.startsWith(short) || long.endsWith(short)) return "part";
  return "other";
}

const root = (trade: string): string => SAME_TRADE.get(trade) ?? trade;

function compareForms(a: NameParts, b: NameParts): NameRelation["form"] {
  if (a.form === b.form) return "equal";
  const unsaid = (name: NameParts) => name.form === "none" || name.form === "company";
  return unsaid(a) || unsaid(b) ? "unsaid" : "changed";
}

function compareBranches(a: NameParts, b: NameParts): NameRelation["branch"] {
  if (a.branch === b.branch && a.plant === b.plant)
    return a.branch === null && a.plant === null ? "none" : "equal";
  if (
    (a.branch !== null && b.branch !== null && a.branch !== b.branch) ||
    (a.plant !== null && b.plant !== null && a.plant !== b.plant)
  )
    return "other";
  return "one-sided";
}
