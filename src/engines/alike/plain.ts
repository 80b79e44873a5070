// One way to write a text: plain forms, plain digits, no decoration; long pastes are read as far as an appeal goes.

/** Characters of title and text that are read; the longest form for an appeal asks for 2,000. */
export const READ_AT_MOST = 4000;

const DIGITS = "零一二三四五六七八九";
const LOOSE: Readonly<Record<string, string>> = {
  〇: "零",
  两: "二",
  俩: "二",
  仨: "三",
  廿: "二十",
  卅: "三十",
};

/** Full-width to half-width, traditional quotation marks to plain, white space to one blank. */
export function plain(text: string): string {
  return text.slice(0, READ_AT_MOST).normalize("NFKC").replace(/[​-‏﻿]/gu, "").replace(/\s+/gu, " ").trim();
}

/** 十四 → 14, 三百五 → 350, 二点五 → 2.5; null where it is no number. */
export function numeral(text: string): number | null {
  if (/^\d+(?:\.\d+)?$/u.test(text)) return Number(text);
  const plainText = [...text].map((char) => LOOSE[char] ?? char).join("");
  const [whole = "", part] = plainText.split("点");
  if (part !== undefined) {
    const before = numeral(whole);
    const after = [...part].map((char) => DIGITS.indexOf(char));
    return before === null || after.includes(-1) ? null : Number(`${before}.${after.join("")}`);
  }
  let sum = 0;
  let section = 0;
  let last = 0;
  let unit = 1;
  for (const char of whole) {
    const digit = DIGITS.indexOf(char);
    if (digit >= 0) {
      last = last > 0 && unit === 1 ? last * 10 + digit : digit;
      if (digit === 0) unit = 1;
      continue;
    }
    const size = { 十: 10, 百: 100, 千: 1000, 万: 10_000 }[char];
    if (size === undefined) return null;
    if (size === 10_000) {
      sum = (sum + section + last) * size;
      section = 0;
    } else section += (last || 1) * size;
    unit = size;
    last = 0;
  }
  return whole === "" ? null : sum + section + (unit > 1 ? (last * unit) / 10 : last);
}
