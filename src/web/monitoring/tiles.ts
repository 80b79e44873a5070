// Where each province stands in the tile map: one tile each, roughly where it lies, no borders. Codes of GB/T 2260.
export type Tile = { code: string; column: number; row: number };

const rows: readonly (readonly [row: number, from: Readonly<Record<number, string>>])[] = [
  [1, { 8: "23" }],
  [2, { 6: "15", 8: "22" }],
  [3, { 1: "65", 3: "62", 4: "64", 5: "14", 6: "13", 7: "11", 8: "21" }],
  [4, { 2: "63", 4: "61", 5: "41", 6: "37", 7: "12" }],
  [5, { 1: "54", 3: "51", 4: "50", 5: "42", 6: "34", 7: "32", 8: "31" }],
  [6, { 3: "53", 4: "52", 5: "43", 6: "36", 7: "33" }],
  [7, { 4: "45", 5: "44", 6: "35", 8: "71" }],
  [8, { 4: "46", 5: "82", 6: "81" }],
];

export const COLUMNS = 8;
export const tiles: readonly Tile[] = rows.flatMap(([row, line]) =>
  Object.entries(line).map(([column, code]) => ({ code, column: Number(column), row })),
);
