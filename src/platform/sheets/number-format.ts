// What a cell's number format says about the figure behind it.

export type NumberFormat = { date: boolean; percent: boolean; scaleUnit: string | null };

export const plainFormat: NumberFormat = { date: false, percent: false, scaleUnit: null };

/** Built-in date formats: ECMA-376 part 1, 18.8.30; 27–36 and 50–58 are those of Chinese Excel. */
const builtInDates = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54,
  55, 56, 57, 58,
]);

export function numberFormat(id: number, custom: ReadonlyMap<number, string>): NumberFormat {
  const code = custom.get(id);
  if (code === undefined)
    return { date: builtInDates.has(id), percent: id === 9 || id === 10, scaleUnit: null };
  const bare = code
    .split(";", 1)[0]!
    .replace(/"[^"]*"/g, "")
    .replace(/\[[^\]]*\]/g, "")
    .replace(/[\\_*]./g, "");
  return {
    date: /[ymdhs]/i.test(bare.replace(/general/i, "")),
    percent: bare.includes("%"),
    scaleUnit: /万|亿/.exec(code)?.[0] ?? null,
  };
}
