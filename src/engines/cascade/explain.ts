// Why a firm in a result loses what it loses: the link and the round that hit it, followed back to where it began.
import type { Operators } from "./operators.ts";
import { type Run, type RunOptions, rowsOf, run } from "./rounds.ts";
import type { Shock } from "./types.ts";

/**
 * `essential`, `other`: an input did not come from `by`; `order`: the customer `by` ordered less; `market`: `by` sells
 * the same product and fell, so that `firm` can be replaced less well.
 */
export type HopKind = "essential" | "other" | "order" | "market";
/** In `round` the loss of `firm` was felt more because of `by`; `share` of that round's rise came over this link. */
export type Hop = { firm: number; by: number; kind: HopKind; round: number; share: number };

export type Explained = Run & {
  /** From the firm back to one that the scenario itself hit, rounds falling; empty where the firm itself was hit, or nothing happened. */
  path: (firm: number) => Hop[];
  /** The round in which the firm's loss (the larger of both kinds) rose most; 0: hit by the scenario; −1: never. */
  hitIn: Int32Array;
};

/** The same end as `shock`, with the rounds kept (16 bytes a firm and round). */
export function explain(ops: Operators, given: Shock, options: RunOptions = {}): Explained {
  const rows = rowsOf(ops, options.help?.standby);
  const found = run(ops, given, { ...options, rows }, true);
  const { y, x } = found.history;
  const felt = y.map((one) => {
    const f = new Float64Array(ops.n);
    rows.felt(one, f);
    return f;
  });
  const none = new Float64Array(ops.n);
  const before = (list: readonly Float64Array[], t: number) => (t < 0 ? none : list[t]!);
  const rise = (list: readonly Float64Array[], i: number, t: number) =>
    before(list, t)[i]! - before(list, t - 1)[i]!;

  const steepest = (list: readonly Float64Array[], i: number) => {
    let best = -1;
    let most = 0;
    for (let t = 0; t < list.length; t++) {
      const now = rise(list, i, t);
      if (now > most) [best, most] = [t, now];
    }
    return best;
  };
  const side = (i: number) => (found.x[i]! > found.y[i]! ? x : y);
  const hitIn = Int32Array.from({ length: ops.n }, (_, i) => steepest(side(i), i));

  /** The input that rose most in the group that binds at round t. */
  const missingInput = (j: number, t: number): Hop => {
    const [now, then] = [before(felt, t - 1), before(felt, t - 2)];
    let [worst, at] = [0, ops.group[j]!];
    for (let g = ops.group[j]!; g < ops.group[j + 1]!; g++) {
      let sum = 0;
      for (let e = ops.ends[g]!; e < ops.ends[g + 1]!; e++) sum += ops.downVal[e]! * now[ops.downSrc[e]!]!;
      if (sum > worst) [worst, at] = [sum, g];
    }
    let [most, all, by] = [0, 0, -1];
    for (let e = ops.ends[at]!; e < ops.ends[at + 1]!; e++) {
      const i = ops.downSrc[e]!;
      const part = ops.downVal[e]! * (now[i]! - then[i]!);
      all += part;
      if (part > most) [most, by] = [part, i];
    }
    const kind = ops.groupSector[at] === -1 ? "other" : "essential";
    return { firm: j, by, kind, round: t, share: Math.min(1, most / all) };
  };

  /** Did supplier i fall itself at round t, or those who could have replaced it? */
  const competitor = (i: number, t: number): Hop | null => {
    const own = rise(y, i, t);
    const [now, then] = [before(felt, t)[i]!, before(felt, t - 1)[i]!];
    const [yNow, yThen] = [before(y, t)[i]!, before(y, t - 1)[i]!];
    const sigmaThen = yThen > 0 ? then / yThen : yNow > 0 ? now / yNow : 1;
    if (own > 0 && sigmaThen * own >= (now - then) / 2) return null;
    let [most, all, by] = [0, 0, -1];
    for (let c = 0; c < ops.n; c++) {
      if (ops.market[c] !== ops.market[i] || c === i) continue;
      const part = ops.sOut[c]! * rise(y, c, t);
      all += part;
      if (part > most) [most, by] = [part, c];
    }
    return by < 0 ? null : { firm: i, by, kind: "market", round: t, share: most / all };
  };

  const missingOrder = (i: number, t: number): Hop => {
    const { ptr, to, link } = rows.orders;
    let [most, all, by] = [0, 0, -1];
    for (let at = ptr[i]!; at < ptr[i + 1]!; at++) {
      const part = ops.table.val[link[at]!]! * rise(x, to[at]!, t - 1);
      all += part;
      if (part > most) [most, by] = [part, to[at]!];
    }
    return { firm: i, by, kind: "order", round: t, share: most / all };
  };

  const path = (firm: number): Hop[] => {
    const hops: Hop[] = [];
    const list = side(firm);
    let at = firm;
    let t = hitIn[firm]!;
    while (t > 0) {
      if (list === x) {
        const hop = missingOrder(at, t);
        if (hop.by < 0) break;
        hops.push(hop);
        at = hop.by;
        t -= 1;
        continue;
      }
      const hop = missingInput(at, t);
      // Only a standby supplier that fell itself leaves no link that rose.
      if (hop.by < 0) break;
      hops.push(hop);
      at = hop.by;
      t -= 1;
      const other = competitor(at, t);
      if (!other) continue;
      hops.push(other);
      at = other.by;
    }
    return hops;
  };
  return { ...found, path, hitIn };
}
