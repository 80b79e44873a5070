// An address taken apart: place, road, number, building, floor; and what two addresses say of each other.
import { joinPlaces, NOWHERE, type Place, placesApart, readPlace } from "./region.ts";
import { numerals, plain, slips } from "./spelling.ts";

export type Address = {
  place: Place;
  /** District, county or town as written, for places no list names. */
  district: string | null;
  road: string | null;
  number: string | null;
  building: string | null;
};
/** `near`: the number or the road one slip away. `street`: same road, other number. `unknown`: one does not say enough. */
export type AddressRelation = "same" | "near" | "street" | "other" | "unknown";

export function readAddress(text: string, near: Place = NOWHERE): Address {
  const { rest, ...place } = readPlace(plain(text).replace(/[（(][^（）()]*[）)]/gu, ""), near);
  const found =
    /^(.*?)((?:大道|大街|公路|胡同|路|街|巷|弄|道)(?:[东南西北中]段?)?)(?=[\d零〇一二三四五六七八九十]|$|[^大街路巷道])/u.exec(
      rest,
    );
  if (!found)
    return { place: { ...place }, district: place.county, road: null, number: null, building: null };
  const ahead = found[1] ?? "";
  // District, town and park stand before the road; the road is what is left.
  const parts =
    /^(.*(?:园区|开发区|工业区|集中区|产业园|工业园|科技园|智造园|经济园|园|区|县|市|旗|镇|乡|街道|村))(.+)$/u.exec(
      ahead,
    );
  const town = /^(.{1,6}?(?:区|县|市|旗|镇|乡|街道))/u.exec(ahead)?.[1];
  const digits = numerals(rest.slice(found[0].length)).replace(/之/g, "-");
  const numbers = /^(\d+)号?(?:院?内)?(?:[-第]?(\d+)(?:栋|幢|#|号楼|座|号)?)?/u.exec(digits);
  const building = /^\d+(?:号|-)(?:第)?(\d+)(?:栋|幢|#|号楼|座|$)/u.exec(digits)?.[1];
  return {
    place: { ...place },
    district: place.county ?? town ?? null,
    road: (parts?.[2] ?? ahead) + (found[2] ?? ""),
    number: numbers?.[1] ?? null,
    building: building ?? null,
  };
}

export function compareAddresses(a: Address, b: Address): AddressRelation {
  if (a.road === null || b.road === null) {
    return a.district !== null && b.district !== null && a.district !== b.district && !unlike(a, b)
      ? "other"
      : "unknown";
  }
  if (placesApart(a.place, b.place)) return "other";
  const sameDistrict = a.district === null || b.district === null || slips(a.district, b.district, 1) <= 1;
  const road = slips(a.road, b.road, 1);
  if (road > 1 || (road === 1 && Math.min(a.road.length, b.road.length) < 3)) return "other";
  if (a.number === null || b.number === null) return sameDistrict ? "unknown" : "other";
  if (a.number === b.number) return sameDistrict && road === 0 ? "same" : "near";
  if (!sameDistrict) return "other";
  return road === 0 &&
    a.number.length > 1 &&
    slips(a.number, b.number, 1) <= 1 &&
    a.building === b.building &&
    a.building !== null
    ? "near"
    : road === 0
      ? "street"
      : "other";
}

/** One says a town, the other a county: that they differ says nothing. */
const unlike = (a: Address, b: Address): boolean => a.district?.at(-1) !== b.district?.at(-1);

/** Where a record lies: its region, filled up from its address. */
export const placeOf = (region: Place, address: Address): Place => joinPlaces(region, address.place);
