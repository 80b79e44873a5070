// Cell addresses: C7 is column 3, row 7.

export function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

export function address(column: number, row: number): string {
  return columnLetters(column) + row;
}

/** Column number of an address, 0 when it is not one. */
export function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const letter = reference.charCodeAt(i) & ~32;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column;
}

export type Area = { left: number; top: number; right: number; bottom: number };

export function areaOf(reference: string): Area | null {
  const parts = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/i.exec(reference);
  if (!parts) return null;
  const left = columnOf(parts[1]!);
  const top = Number(parts[2]);
  return {
    left,
    top,
    right: parts[3] ? columnOf(parts[3]) : left,
    bottom: parts[4] ? Number(parts[4]) : top,
  };
}
