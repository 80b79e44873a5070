// Many tests at once: p-values made comparable, signals joined, and false alarms kept to a share.
// Benjamini & Hochberg 1995; Benjamini & Yekutieli 2001; Holm 1979; Liu & Xie, JASA 115, 2020 (Cauchy combination).

/** p-values adjusted so that p ≤ q can be read off; NaN stays NaN and does not count. */
export function adjust(p: ArrayLike<number>, method: "BH" | "BY" | "holm"): Float64Array {
  const order = Array.from({ length: p.length }, (_, i) => i).filter((i) => !Number.isNaN(p[i] as number));
  order.sort((a, b) => (p[a] as number) - (p[b] as number));
  const m = order.length;
  const out = new Float64Array(p.length).fill(Number.NaN);
  if (method === "holm") {
    let largest = 0;
    for (const [rank, i] of order.entries()) {
      largest = Math.max(largest, (m - rank) * (p[i] as number));
      out[i] = Math.min(1, largest);
    }
    return out;
  }
  let factor = 1;
  if (method === "BY") for (let k = 2; k <= m; k += 1) factor += 1 / k;
  let smallest = 1;
  for (let rank = m - 1; rank >= 0; rank -= 1) {
    const i = order[rank] as number;
    smallest = Math.min(smallest, (factor * m * (p[i] as number)) / (rank + 1));
    out[i] = smallest;
  }
  return out;
}

/** One p-value out of several, valid however they hang together. Weights sum to anything positive. */
export function cauchy(p: ArrayLike<number>, weights?: ArrayLike<number>): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < p.length; i += 1) {
    const value = p[i] as number;
    if (Number.isNaN(value)) continue;
    const weight = weights ? (weights[i] as number) : 1;
    sum += weight * Math.tan((0.5 - Math.min(Math.max(value, 1e-15), 1 - 1e-15)) * Math.PI);
    total += weight;
  }
  return total > 0 ? 0.5 - Math.atan(sum / total) / Math.PI : Number.NaN;
}

export type Family = { p: number; children: readonly number[] };
/** Hierarchical BH: parents at q; children of rejected parents at q·R/m. Places of what is rejected. */
export function hierarchical(
  families: readonly Family[],
  q: number,
): { parent: number; children: number[] }[] {
  const adjusted = adjust(
    families.map(({ p }) => p),
    "BH",
  );
  const rejected = families.map((_, i) => i).filter((i) => (adjusted[i] as number) <= q);
  const level = (q * rejected.length) / families.length;
  return rejected.map((parent) => {
    const own = adjust(families[parent]?.children ?? [], "BH");
    return { parent, children: [...own.keys()].filter((i) => (own[i] as number) <= level) };
  });
}
