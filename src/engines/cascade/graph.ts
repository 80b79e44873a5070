// The shape of a network: firms and links without which it falls apart, and firms most paths lead through.
import type { Operators } from "./operators.ts";

export type Cuts = {
  /** Firms whose loss parts the network: how many other firms are then cut off from the largest rest. 0: none. */
  cutsOff: Uint32Array;
  /** Links (pairs of firms, the smaller first) whose loss parts it, with the firms on the smaller side. */
  bridges: { a: number; b: number; cutsOff: number }[];
};

/** Undirected, without double links and loops: `ptr`, `to`. */
function neighbours({ n, table }: Operators): { ptr: Uint32Array; to: Uint32Array } {
  const { ptr, src } = table;
  const seen = new Int32Array(n).fill(-1);
  const lists: Uint32Array[] = [];
  const customers = new Uint32Array(n + 1);
  for (const i of src) customers[i + 1]!++;
  for (let i = 0; i < n; i++) customers[i + 1]! += customers[i]!;
  const fill = customers.slice();
  const byFirm = new Uint32Array(src.length);
  for (let j = 0; j < n; j++) for (let e = ptr[j]!; e < ptr[j + 1]!; e++) byFirm[fill[src[e]!]!++] = j;
  const out = new Uint32Array(n + 1);
  const own: number[] = [];
  for (let i = 0; i < n; i++) {
    own.length = 0;
    const add = (k: number) => {
      if (k === i || seen[k] === i) return;
      seen[k] = i;
      own.push(k);
    };
    for (let e = ptr[i]!; e < ptr[i + 1]!; e++) add(src[e]!);
    for (let at = customers[i]!; at < customers[i + 1]!; at++) add(byFirm[at]!);
    lists.push(Uint32Array.from(own));
    out[i + 1] = out[i]! + own.length;
  }
  const to = new Uint32Array(out[n]!);
  for (const [i, list] of lists.entries()) to.set(list, out[i]!);
  return { ptr: out, to };
}

/** Articulation points and bridges in one walk. Tarjan, SIAM J. Comput. 1, 1972; Hopcroft & Tarjan, CACM 16, 1973. */
export function cuts(ops: Operators): Cuts {
  const { n } = ops;
  const { ptr, to } = neighbours(ops);
  const found = new Int32Array(n).fill(-1);
  const low = new Int32Array(n);
  const size = new Uint32Array(n).fill(1);
  const parent = new Int32Array(n).fill(-1);
  const next = ptr.slice(0, n);
  /** Firms in parts that fall away with a firm, and the largest of these parts. */
  const away = new Uint32Array(n);
  const largest = new Uint32Array(n);
  const bridges: { a: number; b: number; below: number; root: number }[] = [];
  const rootOf = new Int32Array(n);
  const cutsOff = new Uint32Array(n);
  let time = 0;
  const stack: number[] = [];
  for (let root = 0; root < n; root++) {
    if (found[root] !== -1) continue;
    stack.push(root);
    found[root] = low[root] = time++;
    rootOf[root] = root;
    while (stack.length > 0) {
      const at = stack.at(-1)!;
      if (next[at]! < ptr[at + 1]!) {
        const other = to[next[at]!++]!;
        if (found[other] === -1) {
          parent[other] = at;
          rootOf[other] = root;
          found[other] = low[other] = time++;
          stack.push(other);
        } else if (other !== parent[at]) low[at] = Math.min(low[at]!, found[other]!);
        continue;
      }
      stack.pop();
      const up = parent[at]!;
      if (up === -1) continue;
      low[up] = Math.min(low[up]!, low[at]!);
      size[up]! += size[at]!;
      if (low[at]! >= found[up]!) {
        away[up]! += size[at]!;
        largest[up] = Math.max(largest[up]!, size[at]!);
      }
      if (low[at]! > found[up]!)
        bridges.push({ a: Math.min(at, up), b: Math.max(at, up), below: size[at]!, root });
    }
  }
  for (let i = 0; i < n; i++) {
    const whole = size[rootOf[i]!]!;
    const rest = whole - 1 - away[i]!;
    // Without firm i: its fallen parts and the rest above; all but the largest of them are cut off.
    cutsOff[i] = whole - 1 - Math.max(rest, largest[i]!);
  }
  return {
    cutsOff,
    bridges: bridges
      .map(({ a, b, below, root }) => ({ a, b, cutsOff: Math.min(below, size[root]! - below) }))
      .sort((p, q) => q.cutsOff - p.cutsOff || p.a - q.a || p.b - q.b),
  };
}

/** Share of all ordered pairs whose shortest paths lead through a firm, and its standard error. */
export type Betweenness = { value: Float64Array; error: Float64Array; pivots: number };

/**
 * Along supplier → customer, each link one step. All firms are sources when `pivots` ≥ n (error 0); else that many drawn
 * without repetition by `uniform` (0…1); the error says little for firms that few of these paths lead through. Brandes, J. Math. Sociol. 25, 2001; Brandes & Pich, IJBC 17, 2007.
 */
export function betweenness(ops: Operators, pivots: number, uniform: () => number): Betweenness {
  const { n, table } = ops;
  const count = Math.min(n, pivots);
  const firms = Uint32Array.from({ length: n }, (_, i) => i);
  for (let at = 0; at < count && count < n; at++) {
    const other = at + Math.floor(uniform() * (n - at));
    [firms[at], firms[other]] = [firms[other]!, firms[at]!];
  }
  const out = new Uint32Array(n + 1);
  for (const i of table.src) out[i + 1]!++;
  for (let i = 0; i < n; i++) out[i + 1]! += out[i]!;
  const fill = out.slice();
  const to = new Uint32Array(table.src.length);
  for (let j = 0; j < n; j++)
    for (let e = table.ptr[j]!; e < table.ptr[j + 1]!; e++) to[fill[table.src[e]!]!++] = j;

  const distance = new Int32Array(n).fill(-1);
  const paths = new Float64Array(n);
  const through = new Float64Array(n);
  const queue = new Uint32Array(n);
  const sum = new Float64Array(n);
  const squares = new Float64Array(n);
  for (let p = 0; p < count; p++) {
    const source = firms[p]!;
    let [head, tail] = [0, 0];
    queue[tail++] = source;
    distance[source] = 0;
    paths[source] = 1;
    while (head < tail) {
      const i = queue[head++]!;
      for (let e = out[i]!; e < out[i + 1]!; e++) {
        const j = to[e]!;
        if (distance[j] === -1) {
          distance[j] = distance[i]! + 1;
          queue[tail++] = j;
        }
        if (distance[j] === distance[i]! + 1) paths[j]! += paths[i]!;
      }
    }
    for (let at = tail - 1; at >= 0; at--) {
      const i = queue[at]!;
      for (let e = out[i]!; e < out[i + 1]!; e++) {
        const j = to[e]!;
        if (distance[j] === distance[i]! + 1) through[i]! += (paths[i]! / paths[j]!) * (1 + through[j]!);
      }
    }
    for (let at = 0; at < tail; at++) {
      const i = queue[at]!;
      if (i !== source) {
        sum[i]! += through[i]!;
        squares[i]! += through[i]! ** 2;
      }
      distance[i] = -1;
      paths[i] = 0;
      through[i] = 0;
    }
  }
  const pairs = (n - 1) * (n - 2) || 1;
  const value = sum.map((one) => ((one / count) * n) / pairs);
  const error = new Float64Array(n);
  if (count < n)
    for (let i = 0; i < n; i++) {
      const variance = Math.max(0, squares[i]! - sum[i]! ** 2 / count) / Math.max(1, count - 1);
      // Drawn without repetition: the more were drawn, the less is left to chance.
      error[i] = (n * Math.sqrt((variance / count) * (1 - count / n))) / pairs;
    }
  return { value, error, pivots: count };
}
