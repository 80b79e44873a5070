// One round of the method on plain rows, firm by firm as numbered: slower than the kernels and open to what they do not
// know (protected firms, standby suppliers, the history of the rounds). Held to `shock` by tests.
import { EPS, MAX_ROUNDS } from "./defaults.ts";
import { type Operators, transpose } from "./operators.ts";
import { counted, missing } from "./plain.ts";
import { NetworkFault, type Shock } from "./types.ts";

/** A supplier that stands by: able to give `share` of what the customer normally buys of the supplier's product. */
export type Standby = { supplier: number; customer: number; share: number };

/** `protect`: firms kept running whatever happens, their own shock included. */
export type Help = { protect?: readonly number[]; standby?: readonly Standby[] };

/** Orders by supplier: row i is `ptr[i]…ptr[i + 1]` of customers `to` and entries `link` of W. */
export type Orders = { ptr: Uint32Array; to: Uint32Array; link: Uint32Array };

export function ordersOf({ n, table }: Operators): Orders {
  const ptr = new Uint32Array(n + 1);
  const to = new Uint32Array(table.src.length);
  const link = transpose(n, (j) => [table.ptr[j]!, table.ptr[j + 1]!], table.src, ptr, to);
  return { ptr, to, link };
}

/** f of every firm: its loss y, softened where its market has others (σ). */
export function feltOf({ n, sOut, market, markets, sigma, quirk }: Operators) {
  const left = new Float64Array(markets);
  return (y: Float64Array, f: Float64Array): void => {
    if (!sigma) {
      f.set(y);
      return;
    }
    left.fill(0);
    for (let i = 0; i < n; i++) left[market[i]!]! += sOut[i]! * (1 - y[i]!);
    for (let k = 0; k < markets; k++) left[k] = counted(left[k]!, quirk === "one");
    for (let i = 0; i < n; i++) f[i] = missing(sOut[i]!, left[market[i]!]!, y[i]!);
  };
}

export type Rows = {
  orders: Orders;
  felt: (y: Float64Array, f: Float64Array) => void;
  /** Loss of firm j for want of inputs: the worst of its groups. */
  down: (f: Float64Array, y: Float64Array, j: number) => number;
  /** Loss of firm i for want of orders. */
  up: (x: Float64Array, i: number) => number;
};

/** @throws NetworkFault for a standby supplier that is no firm or a share that is not 0…1 */
export function rowsOf(ops: Operators, standby: readonly Standby[] = []): Rows {
  const { ends, group, downSrc, downVal, table, revenue } = ops;
  const orders = ordersOf(ops);
  const waiting = standbyRows(ops, standby);
  return {
    orders,
    felt: feltOf(ops),
    down(f, y, j) {
      let worst = 0;
      for (let g = group[j]!; g < group[j + 1]!; g++) {
        let sum = 0;
        for (let e = ends[g]!; e < ends[g + 1]!; e++) sum += downVal[e]! * f[downSrc[e]!]!;
        for (const one of waiting.get(g) ?? []) sum -= one.relief(f, y);
        if (sum > worst) worst = sum;
      }
      return Math.min(1, worst);
    },
    up(x, i) {
      let sum = 0;
      for (let at = orders.ptr[i]!; at < orders.ptr[i + 1]!; at++)
        sum += table.val[orders.link[at]!]! * x[orders.to[at]!]!;
      return Math.min(1, sum / (revenue[i]! || 1));
    },
  };
}

type Relief = { relief: (f: Float64Array, y: Float64Array) => number };

/** By input group: how much of the shortage of one product the standby suppliers can make good. */
function standbyRows(ops: Operators, standby: readonly Standby[]): Map<number, Relief[]> {
  const { n, group, ends, groupSector, downSrc, downVal, productOf } = ops;
  const byGroup = new Map<number, Map<number, Standby[]>>();
  for (const [at, one] of standby.entries()) {
    for (const firm of [one.supplier, one.customer])
      if (!(Number.isInteger(firm) && firm >= 0 && firm < n))
        throw new NetworkFault("standby", at, `${firm} is not one of the ${n} firms`);
    if (!(one.share >= 0 && one.share <= 1))
      throw new NetworkFault("standby", at, `${one.share} is not a share of 0…1`);
    const product = productOf(one.supplier);
    for (let g = group[one.customer]!; g < group[one.customer + 1]!; g++) {
      if (groupSector[g] !== product && groupSector[g] !== -1) continue;
      const own = byGroup.get(g) ?? new Map<number, Standby[]>();
      byGroup.set(g, own);
      own.set(product, [...(own.get(product) ?? []), one]);
    }
  }
  const found = new Map<number, Relief[]>();
  for (const [g, products] of byGroup) {
    const list = [...products].flatMap(([product, waiting]) => {
      const entries: number[] = [];
      for (let e = ends[g]!; e < ends[g + 1]!; e++) if (productOf(downSrc[e]!) === product) entries.push(e);
      if (entries.length === 0) return [];
      const whole = entries.reduce((sum, e) => sum + downVal[e]!, 0);
      const relief = (f: Float64Array, y: Float64Array) => {
        let short = 0;
        for (const e of entries) short += downVal[e]! * f[downSrc[e]!]!;
        let able = 0;
        for (const { supplier, share } of waiting) able += share * (1 - y[supplier]!);
        return Math.min(short, whole * able);
      };
      return [{ relief }];
    });
    if (list.length > 0) found.set(g, list);
  }
  return found;
}

export type RunOptions = { eps?: number; maxRounds?: number; help?: Help; rows?: Rows };
/** Losses by firm, 0…1. `history`: y and x of every round from 0, where asked for. */
export type Run = {
  y: Float64Array;
  x: Float64Array;
  rounds: number;
  converged: boolean;
  /** Σ weight · max(y, x). */
  loss: number;
  history: { y: Float64Array[]; x: Float64Array[] };
};

/**
 * A scenario to its end, as `shock` but with help and, with `keep`, the history.
 * @throws NetworkFault for a loss that is not 0…1 or not one a firm
 */
export function run(ops: Operators, given: Shock, options: RunOptions = {}, keep = false): Run {
  const { eps = EPS, maxRounds = MAX_ROUNDS, help = {} } = options;
  const { n, weight } = ops;
  const rows = options.rows ?? rowsOf(ops, help.standby);
  const { loss, lossUpstream = loss } = given;
  const [shockD, shockU] = [checkedLoss("loss", loss, n), checkedLoss("lossUpstream", lossUpstream, n)];
  const safe = new Uint8Array(n);
  for (const i of help.protect ?? []) {
    safe[i] = 1;
    shockD[i] = shockU[i] = 0;
  }
  let [y, x] = [shockD.slice(), shockU.slice()];
  let [nextY, nextX] = [new Float64Array(n), new Float64Array(n)];
  const f = new Float64Array(n);
  const history = { y: keep ? [y.slice()] : [], x: keep ? [x.slice()] : [] };
  let rounds = 0;
  let delta = 0;
  do {
    rows.felt(y, f);
    delta = 0;
    for (let j = 0; j < n; j++) {
      const down = safe[j] ? 0 : Math.max(shockD[j]!, rows.down(f, y, j));
      const up = safe[j] ? 0 : Math.max(shockU[j]!, rows.up(x, j));
      delta = Math.max(delta, down - y[j]!, up - x[j]!);
      nextY[j] = down;
      nextX[j] = up;
    }
    [y, nextY, x, nextX] = [nextY, y, nextX, x];
    rounds++;
    if (keep) {
      history.y.push(y.slice());
      history.x.push(x.slice());
    }
  } while (delta > eps && rounds < maxRounds);
  let total = 0;
  for (let i = 0; i < n; i++) total += weight[i]! * Math.max(y[i]!, x[i]!);
  return { y, x, rounds, converged: !(delta > eps), loss: total, history };
}

/** @throws NetworkFault where there is not one figure of 0…1 for each firm */
export function checkedLoss(part: string, list: ArrayLike<number>, n: number): Float64Array {
  if (list.length !== n) throw new NetworkFault(part, list.length, `${n} figures are needed`);
  return Float64Array.from({ length: n }, (_, i) => {
    const one = list[i]!;
    if (!(one >= 0 && one <= 1)) throw new NetworkFault(part, i, `${one} is not 0…1`);
    return one;
  });
}
