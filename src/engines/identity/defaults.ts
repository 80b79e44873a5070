// Constants of the two standards behind a 统一社会信用代码, and of GB/T 4754, with their sources.

/** GB 32100-2015: digits and capitals without I O S V Z; the place in this text is the value of a character. */
export const CREDIT_CODE_CHARSET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
export const CREDIT_CODE_LENGTH = 18;
/** GB 32100-2015: weight of place i is 3^(i-1) mod 31. */
export const CREDIT_CODE_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;
/** GB 11714-1997, places 9 to 16 of the code; the check character is place 17. */
export const ORG_CODE_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const;

/** First two characters: registering department and kind (GB 32100-2015 and later notices; recalled, so: warn only). */
export const REGISTRARS = new Set(
  "11 12 13 19 21 29 31 32 33 34 35 39 41 49 51 52 53 59 61 62 69 71 72 79 81 89 91 92 93 A1 A9 N1 N2 N3 N9 Y1".split(
    " ",
  ),
);
/** GB/T 2260 provinces; 10 is used by the national registers. Districts come and go, so only these are looked at. */
export const REGION_PREFIXES = new Set(
  "10 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82".split(
    " ",
  ),
);
/** Letters the standard leaves out, and what was probably meant. */
export const LOOK_ALIKES: Readonly<Record<string, string>> = { O: "0", I: "1", S: "5", Z: "2", V: "U" };

/** GB/T 4754-2017: the divisions (two digits) of each section, first and last. */
export const SECTIONS: readonly (readonly [section: string, first: number, last: number])[] = [
  ["A", 1, 5],
  ["B", 6, 12],
  ["C", 13, 43],
  ["D", 44, 46],
  ["E", 47, 50],
  ["F", 51, 52],
  ["G", 53, 60],
  ["H", 61, 62],
  ["I", 63, 65],
  ["J", 66, 69],
  ["K", 70, 70],
  ["L", 71, 72],
  ["M", 73, 75],
  ["N", 76, 79],
  ["O", 80, 82],
  ["P", 83, 83],
  ["Q", 84, 85],
  ["R", 86, 90],
  ["S", 91, 96],
  ["T", 97, 97],
];
