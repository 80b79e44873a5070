// Takes the place off the front of a name or an address: province, prefecture, county.
import { COUNTIES, PREFECTURES, PROVINCES } from "./places.ts";

/** Two digits of the province, four of the prefecture, the county's name; null where the text does not say. */
export type Place = { province: string | null; city: string | null; county: string | null };
export type PlaceRead = Place & {
  rest: string;
  /** The last word was written out with 省, 市, 县 …, so it is surely a place, and which kind. */
  level: "province" | "city" | "county" | null;
};

/** 北京, 天津, 上海 and 重庆 are province and prefecture in one. */
const MUNICIPALITIES = new Set(["11", "12", "31", "50"]);
const cityOfCode = (code: string): string =>
  MUNICIPALITIES.has(code.slice(0, 2)) ? `${code.slice(0, 2)}01` : code;

const PROVINCE_TAIL = /(壮族|回族|维吾尔)?自治区$|特别行政区$|省$|市$/;
const CITY_TAIL = /([\u4e00-\u9fff]族|哈萨克|蒙古|柯尔克孜)*自治州$|地区$|盟$|市$/;

const provinces = new Map<string, { code: string; whole: boolean }>();
for (const row of PROVINCES.split(" ")) {
  const [code, name] = [row.slice(0, 2), row.slice(2)];
  provinces.set(name, { code, whole: true });
  provinces.set(name.replace(PROVINCE_TAIL, ""), { code, whole: false });
}
const cities = new Map<string, { code: string; whole: boolean }>();
for (const row of PREFECTURES.split(" ")) {
  const [code, name] = [row.slice(0, 4), row.slice(4)];
  cities.set(name, { code, whole: true });
  const short = name.replace(CITY_TAIL, "");
  if (short.length >= 2 && !cities.has(short)) cities.set(short, { code, whole: false });
}
/** A county's name → the prefectures that have one of that name. */
const counties = new Map<string, string[]>();
for (const row of COUNTIES.split(" ")) {
  for (const name of row.slice(4).split(",")) add(name, cityOfCode(row.slice(0, 4)));
}
function add(name: string, city: string): void {
  const known = counties.get(name);
  if (known) known.push(city);
  else counties.set(name, [city]);
}

const LONGEST = 11;

/** Reads as much of a place as stands at the front. `near` is what is known otherwise; it settles names that are many. */
export function readPlace(text: string, near: Place = NOWHERE): PlaceRead {
  let rest = text;
  let { province, city, county }: Place = NOWHERE;
  let level: PlaceRead["level"] = null;
  const ofProvince = longest(rest, provinces);
  if (ofProvince && !isCityName(rest, ofProvince.name, ofProvince.value.whole)) {
    province = ofProvince.value.code;
    if (MUNICIPALITIES.has(province)) city = `${province}01`;
    if (ofProvince.value.whole) level = city ? "city" : "province";
    rest = rest.slice(ofProvince.name.length);
  }
  const ofCity = longest(rest, cities);
  if (ofCity && (province === null || ofCity.value.code.startsWith(province))) {
    city = ofCity.value.code;
    province = city.slice(0, 2);
    level = ofCity.value.whole ? "city" : null;
    rest = rest.slice(ofCity.name.length);
  }
  const known: Place = { province: province ?? near.province, city: city ?? near.city, county: null };
  for (let length = Math.min(LONGEST, rest.length); length >= 2 && county === null; length--) {
    const found = countyNamed(rest.slice(0, length), known);
    if (found === null) continue;
    county = rest.slice(0, length);
    if (found !== "") city = found;
    if (found !== "") province = found.slice(0, 2);
    level = "county";
    rest = rest.slice(length);
  }
  return { province, city, county, rest, level };
}

export const NOWHERE: Place = { province: null, city: null, county: null };

/** Places that cannot both be true: another province or another prefecture. */
export function placesApart(a: Place, b: Place): boolean {
  if (a.province !== null && b.province !== null && a.province !== b.province) return true;
  return a.city !== null && b.city !== null && a.city !== b.city;
}

/** What `first` says, filled up from `second` where it says nothing and the two can both be true. */
export function joinPlaces(first: Place, second: Place): Place {
  if (placesApart(first, second)) return first;
  return {
    province: first.province ?? second.province,
    city: first.city ?? second.city,
    county: first.county ?? second.county,
  };
}

/** Province and prefecture from the first digits of a code of GB/T 2260. */
export function placeOfCode(digits: string): Place {
  if (!/^\d{4}$/.test(digits.slice(0, 4)) || !PROVINCE_CODES.has(digits.slice(0, 2))) return NOWHERE;
  const city = cityOfCode(digits.slice(0, 4));
  return { province: city.slice(0, 2), city: CITY_CODES.has(city) ? city : null, county: null };
}
const PROVINCE_CODES = new Set([...provinces.values()].map(({ code }) => code));
const CITY_CODES = new Set([
  ...[...cities.values()].map(({ code }) => code),
  ...[...MUNICIPALITIES].map((code) => `${code}01`),
]);

/** All short names of prefectures, for places in the middle of a name. */
export const cityNames = (code: string): readonly string[] => NAMES.get(code) ?? [];
const NAMES = new Map<string, string[]>();
for (const [name, { code }] of [
  ...cities,
  ...[...provinces].filter(([, { code }]) => MUNICIPALITIES.has(code)),
]) {
  const key = code.length === 2 ? `${code}01` : code;
  NAMES.set(
    key,
    [...(NAMES.get(key) ?? []), name].sort((a, b) => b.length - a.length),
  );
}

/** “吉林市” is the city of 吉林, not the beginning of a name in the province of 吉林. */
function isCityName(text: string, name: string, whole: boolean): boolean {
  return !whole && cities.get(`${name}市`) !== undefined && text.startsWith(`${name}市`);
}

function longest<V>(text: string, names: ReadonlyMap<string, V>): { name: string; value: V } | null {
  for (let length = Math.min(LONGEST, text.length); length >= 2; length--) {
    const value = names.get(text.slice(0, length));
    if (value !== undefined) return { name: text.slice(0, length), value };
  }
  return null;
}

/** The prefecture of a county of that name; "" when its kind of word is right but no such county is listed there. */
function countyNamed(name: string, near: Place): string | null {
  const all = counties.get(name);
  if (!all) return null;
  const there = all.filter(
    (city) =>
      (near.city === null || near.city === city) &&
      (near.province === null || city.startsWith(near.province)),
  );
  if (there.length === 1) return there[0] ?? null;
  return there.length === 0 ? "" : near.city === null ? "" : near.city;
}
