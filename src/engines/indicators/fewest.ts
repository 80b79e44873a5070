// The fewest further cells of a small table to withhold, so that no withheld cell follows exactly from the totals:
// every withheld cell must lie on a cycle of rows and columns (a bridge can be worked out by subtraction).
// Only for showing how near the fast way of `protect` comes; exact recovery alone is not yet safe within p %.

/** Places (row · columns + column). `values` row by row; `primary` places already withheld; at most 20 open cells. */
export function fewestFurther(
  values: readonly number[],
  columns: number,
  primary: readonly number[],
): number[] {
  const open = [...values.keys()].filter((place) => !primary.includes(place));
  if (open.length > 20)
    throw new RangeError("fewestFurther: the table is too large for an exhaustive search");
  let best: { places: number[]; value: number } | null = null;
  for (let size = 0; size <= open.length && !best; size += 1) {
    for (const places of choose(open, size)) {
      const value = places.reduce((sum, place) => sum + (values[place] ?? 0), 0);
      if (best && value >= best.value) continue;
      if (bridgeless([...primary, ...places], columns)) best = { places, value };
    }
  }
  return best?.places ?? open;
}

function* choose(from: readonly number[], size: number, start = 0): Generator<number[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let i = start; i <= from.length - size; i += 1) {
    for (const rest of choose(from, size - 1, i + 1)) yield [from[i] as number, ...rest];
  }
}

function bridgeless(places: readonly number[], columns: number): boolean {
  return places.every((skipped) => {
    const goal = -1 - (skipped % columns);
    const seen = new Set([Math.floor(skipped / columns)]);
    for (const node of seen) {
      for (const place of places) {
        if (place === skipped) continue;
        const row = Math.floor(place / columns);
        const column = -1 - (place % columns);
        if (node === row) seen.add(column);
        if (node === column) seen.add(row);
      }
    }
    return seen.has(goal);
  });
}
