// The wasm kernel, in AssemblyScript: the same steps as plain.ts, the dense rounds for eight seeds at once.
// Built by `node scripts/build-kernel.ts`; the binary stands in kernel-binary.ts. Nothing is allocated here: every
// array lies where layout.ts put it, and `table` is the address of a slot's list of addresses (order of layout.ts).

// Places in the table: the network's arrays.
const S_OUT: usize = 0;
const WEIGHT: usize = 4;
const MARKET_TOTAL: usize = 8;
const DOWN_VAL: usize = 12;
const UP_VAL: usize = 16;
const MARKET: usize = 20;
const DOWN_GROUP: usize = 24;
const GROUP_END: usize = 28;
const DOWN_SRC: usize = 32;
const DOWN_PUSH_PTR: usize = 36;
const DOWN_PUSH_TO: usize = 40;
const UP_PTR: usize = 44;
const UP_SRC: usize = 48;
const UP_PUSH_PTR: usize = 52;
const UP_PUSH_TO: usize = 56;
const MEMBER_PTR: usize = 60;
const MEMBERS: usize = 64;
// And the slot's own.
const Y: usize = 68;
const F: usize = 72;
const X: usize = 76;
const SHOCK_D: usize = 80;
const SHOCK_U: usize = 84;
const FRESH: usize = 88;
const LANE_Y: usize = 92;
const LANE_F: usize = 96;
const LANE_X: usize = 100;
const LANE_V: usize = 104;
const LANE_A: usize = 108;
const DELTA: usize = 112;
const SUMS: usize = 116;
const NEXT: usize = 120;
const HEAD: usize = 124;
const MARKET_MARK: usize = 128;
const MARK: usize = 132;
const CHANGED_D: usize = 136;
const CHANGED_U: usize = 140;
const TOUCHED_D: usize = 144;
const TOUCHED_U: usize = 148;
const ROWS_D: usize = 152;
const ROWS_U: usize = 156;
const DIRTY: usize = 160;
const LANE_SEED: usize = 164;
const SCALARS: usize = 168;

// Places in the scalars (plain.ts, SCALAR).
const ESRI: usize = 0;
const DOWN: usize = 8;
const UP: usize = 16;
const ROUNDS: usize = 24;
const TOUCHED_NOW_D: usize = 32;
const TOUCHED_NOW_U: usize = 40;
const STAMP: usize = 48;
const LAST_DELTA: usize = 56;

// defaults.ts
const DEAD_MARKET: f64 = 1e-10;
const THIN_MARKET: f64 = 1e-3;

@inline function arr(table: usize, name: usize): usize { return <usize>load<u32>(table + name); }
@inline function int(base: usize, i: i32): i32 { return load<i32>(base + (<usize>i << 2)); }
@inline function put(base: usize, i: i32, value: i32): void { store<i32>(base + (<usize>i << 2), value); }
@inline function num(base: usize, i: i32): f64 { return load<f64>(base + (<usize>i << 3)); }
@inline function set(base: usize, i: i32, value: f64): void { store<f64>(base + (<usize>i << 3), value); }
@inline function missing(sOut: f64, left: f64, y: f64): f64 { return sOut >= left ? y : (sOut / left) * y; }

/** The frontier phase; 1: the stop rule was met and the sums stand in the scalars, 0: the next round is too wide. */
export function sparse(table: usize, sigma: bool, dead: f64, eps: f64, maxRounds: i32, widest: i32): i32 {
  const sOut = arr(table, S_OUT), downVal = arr(table, DOWN_VAL), upVal = arr(table, UP_VAL);
  const market = arr(table, MARKET), downGroup = arr(table, DOWN_GROUP), groupEnd = arr(table, GROUP_END);
  const downSrc = arr(table, DOWN_SRC), downPushPtr = arr(table, DOWN_PUSH_PTR), downPushTo = arr(table, DOWN_PUSH_TO);
  const upPtr = arr(table, UP_PTR), upSrc = arr(table, UP_SRC);
  const upPushPtr = arr(table, UP_PUSH_PTR), upPushTo = arr(table, UP_PUSH_TO);
  const y = arr(table, Y), f = arr(table, F), x = arr(table, X);
  const shockD = arr(table, SHOCK_D), shockU = arr(table, SHOCK_U), fresh = arr(table, FRESH);
  const next = arr(table, NEXT), head = arr(table, HEAD), marketMark = arr(table, MARKET_MARK), mark = arr(table, MARK);
  const changedD = arr(table, CHANGED_D), changedU = arr(table, CHANGED_U);
  const touchedD = arr(table, TOUCHED_D), touchedU = arr(table, TOUCHED_U);
  const rowsD = arr(table, ROWS_D), rowsU = arr(table, ROWS_U), dirty = arr(table, DIRTY);
  const scalars = arr(table, SCALARS);
  let touchedNowD = <i32>load<f64>(scalars + TOUCHED_NOW_D);
  let touchedNowU = <i32>load<f64>(scalars + TOUCHED_NOW_U);
  let stamp = <i32>load<f64>(scalars + STAMP);
  let changedNowD = touchedNowD, changedNowU = touchedNowU;
  let rounds = 0;
  let delta: f64 = 0;
  let tooWide = false;
  for (let at = 0; at < touchedNowD; at++) {
    const i = int(touchedD, at);
    put(changedD, at, i);
    put(next, i, int(head, int(market, i)));
    put(head, int(market, i), i);
  }
  for (let at = 0; at < touchedNowU; at++) put(changedU, at, int(touchedU, at));
  do {
    stamp++;
    let rowsNowD = 0, rowsNowU = 0, work = 0;
    let dirtyNow = 0;
    if (sigma) {
      for (let at = 0; at < changedNowD; at++) {
        const k = int(market, int(changedD, at));
        if (int(marketMark, k) == stamp) continue;
        put(marketMark, k, stamp);
        put(dirty, dirtyNow++, k);
      }
      for (let at = 0; at < dirtyNow; at++) {
        const k = int(dirty, at);
        let lost: f64 = 0;
        for (let i = int(head, k); i >= 0; i = int(next, i)) lost += num(sOut, i) * num(y, i);
        const left = marketLeft(table, k, lost, dead);
        for (let i = int(head, k); i >= 0; i = int(next, i)) {
          const now = missing(num(sOut, i), left, num(y, i));
          if (now == num(f, i)) continue;
          set(f, i, now);
          const end = int(downPushPtr, i + 1);
          for (let e = int(downPushPtr, i); work <= widest && e < end; e++) {
            const j = int(downPushTo, e);
            if (int(mark, j) == stamp) continue;
            put(mark, j, stamp);
            put(rowsD, rowsNowD++, j);
            work += int(groupEnd, int(downGroup, j + 1)) - int(groupEnd, int(downGroup, j));
          }
        }
      }
    } else {
      for (let at = 0; at < changedNowD; at++) {
        const i = int(changedD, at);
        set(f, i, num(y, i));
        const end = int(downPushPtr, i + 1);
        for (let e = int(downPushPtr, i); work <= widest && e < end; e++) {
          const j = int(downPushTo, e);
          if (int(mark, j) == stamp) continue;
          put(mark, j, stamp);
          put(rowsD, rowsNowD++, j);
          work += int(groupEnd, int(downGroup, j + 1)) - int(groupEnd, int(downGroup, j));
        }
      }
    }
    stamp++;
    for (let at = 0; at < changedNowU; at++) {
      const j = int(changedU, at);
      const end = int(upPushPtr, j + 1);
      for (let e = int(upPushPtr, j); work <= widest && e < end; e++) {
        const i = int(upPushTo, e);
        if (int(mark, i) == stamp) continue;
        put(mark, i, stamp);
        put(rowsU, rowsNowU++, i);
        work += int(upPtr, i + 1) - int(upPtr, i);
      }
    }
    if (work > widest) {
      tooWide = true;
      break;
    }
    delta = 0;
    changedNowD = 0;
    changedNowU = 0;
    for (let at = 0; at < rowsNowD; at++) {
      const j = int(rowsD, at);
      let worst: f64 = 0;
      let g = int(downGroup, j);
      const last = int(downGroup, j + 1);
      let e = int(groupEnd, g);
      for (; g < last; g++) {
        const end = int(groupEnd, g + 1);
        let sum: f64 = 0;
        for (; e < end; e++) sum += num(downVal, e) * num(f, int(downSrc, e));
        if (sum > worst) worst = sum;
      }
      const now = max<f64>(num(shockD, j), min<f64>(1, worst));
      const before = num(y, j);
      if (now == before) continue;
      set(y, j, now);
      if (now - before > delta) delta = now - before;
      put(changedD, changedNowD++, j);
      if (int(next, j) != -2) continue;
      put(touchedD, touchedNowD++, j);
      const k = int(market, j);
      put(next, j, int(head, k));
      put(head, k, j);
    }
    for (let at = 0; at < rowsNowU; at++) {
      const i = int(rowsU, at);
      const end = int(upPtr, i + 1);
      let sum: f64 = 0;
      for (let e = int(upPtr, i); e < end; e++) sum += num(upVal, e) * num(x, int(upSrc, e));
      set(fresh, at, max<f64>(num(shockU, i), min<f64>(1, sum)));
    }
    for (let at = 0; at < rowsNowU; at++) {
      const i = int(rowsU, at);
      const now = num(fresh, at), before = num(x, i);
      if (now == before) continue;
      if (before == 0) put(touchedU, touchedNowU++, i);
      set(x, i, now);
      if (now - before > delta) delta = now - before;
      put(changedU, changedNowU++, i);
    }
    rounds++;
  } while (delta > eps && rounds < maxRounds);
  store<f64>(scalars + TOUCHED_NOW_D, touchedNowD);
  store<f64>(scalars + TOUCHED_NOW_U, touchedNowU);
  store<f64>(scalars + STAMP, stamp);
  store<f64>(scalars + ROUNDS, rounds);
  store<f64>(scalars + LAST_DELTA, delta);
  if (tooWide) return 0;
  const weight = arr(table, WEIGHT);
  let esri: f64 = 0, down: f64 = 0, up: f64 = 0;
  for (let at = 0; at < touchedNowD; at++) {
    const i = int(touchedD, at);
    down += num(weight, i) * num(y, i);
    esri += num(weight, i) * max<f64>(num(y, i), num(x, i));
  }
  for (let at = 0; at < touchedNowU; at++) {
    const i = int(touchedU, at);
    up += num(weight, i) * num(x, i);
    if (int(next, i) == -2) esri += num(weight, i) * num(x, i);
  }
  store<f64>(scalars + ESRI, esri);
  store<f64>(scalars + DOWN, down);
  store<f64>(scalars + UP, up);
  return 1;
}

/** What is left of a market; `dead` is what a dead one counts as. */
function marketLeft(table: usize, k: i32, lost: f64, dead: f64): f64 {
  const total = num(arr(table, MARKET_TOTAL), k);
  let left = total - lost;
  if (left < THIN_MARKET * total) {
    const members = arr(table, MEMBERS), ptr = arr(table, MEMBER_PTR), sOut = arr(table, S_OUT), y = arr(table, Y);
    const end = int(ptr, k + 1);
    left = 0;
    for (let at = int(ptr, k); at < end; at++) {
      const i = int(members, at);
      left += num(sOut, i) * (1 - num(y, i));
    }
  }
  return left > DEAD_MARKET ? left : dead;
}

/** Empties the frontier phase's arrays. */
export function reset(table: usize): void {
  const y = arr(table, Y), f = arr(table, F), x = arr(table, X), next = arr(table, NEXT), head = arr(table, HEAD);
  const shockD = arr(table, SHOCK_D), shockU = arr(table, SHOCK_U), market = arr(table, MARKET);
  const touchedD = arr(table, TOUCHED_D), touchedU = arr(table, TOUCHED_U), scalars = arr(table, SCALARS);
  const nD = <i32>load<f64>(scalars + TOUCHED_NOW_D), nU = <i32>load<f64>(scalars + TOUCHED_NOW_U);
  for (let at = 0; at < nD; at++) {
    const i = int(touchedD, at);
    set(y, i, 0);
    set(f, i, 0);
    set(shockD, i, 0);
    put(next, i, -2);
    put(head, int(market, i), -1);
  }
  for (let at = 0; at < nU; at++) {
    const i = int(touchedU, at);
    set(x, i, 0);
    set(shockU, i, 0);
  }
  store<f64>(scalars + TOUCHED_NOW_D, 0);
  store<f64>(scalars + TOUCHED_NOW_U, 0);
}

/** Moves the frontier phase's state into a lane. */
export function toLane(table: usize, lane: i32): void {
  const y = arr(table, Y), x = arr(table, X), scalars = arr(table, SCALARS);
  const touchedD = arr(table, TOUCHED_D), touchedU = arr(table, TOUCHED_U);
  const laneY = arr(table, LANE_Y), laneX = arr(table, LANE_X);
  const nD = <i32>load<f64>(scalars + TOUCHED_NOW_D), nU = <i32>load<f64>(scalars + TOUCHED_NOW_U);
  for (let at = 0; at < nD; at++) {
    const i = int(touchedD, at);
    set(laneY, (i << 3) + lane, num(y, i));
  }
  for (let at = 0; at < nU; at++) {
    const i = int(touchedU, at);
    set(laneX, (i << 3) + lane, num(x, i));
  }
  reset(table);
}

@inline function keep(mask: i32, lane: i32): v128 {
  const even: u64 = (mask >> lane) & 1 ? 0 : <u64>-1, odd: u64 = (mask >> (lane + 1)) & 1 ? 0 : <u64>-1;
  return i64x2.replace_lane(i64x2.splat(even), 1, odd);
}

/** Empties the lanes whose bit is set. */
export function clear(table: usize, n: i32, mask: i32): void {
  const k0 = keep(mask, 0), k1 = keep(mask, 2), k2 = keep(mask, 4), k3 = keep(mask, 6);
  for (let which = 0; which < 2; which++) {
    let at = arr(table, which == 0 ? LANE_Y : LANE_X);
    const end = at + (<usize>n << 6);
    for (; at < end; at += 64) {
      v128.store(at, v128.and(v128.load(at), k0));
      v128.store(at, v128.and(v128.load(at, 16), k1), 16);
      v128.store(at, v128.and(v128.load(at, 32), k2), 32);
      v128.store(at, v128.and(v128.load(at, 48), k3), 48);
    }
  }
}

@inline function lacking(s: v128, left: v128, y: v128): v128 {
  return v128.bitselect(y, f64x2.mul(f64x2.div(s, left), y), f64x2.ge(s, left));
}

/** One round for the eight lanes; `delta` and `sums` (esri, down, up) are those of the new state. */
export function sweep(table: usize, n: i32, markets: i32, sigma: bool, dead: f64): void {
  const one = f64x2.splat(1), zero = f64x2.splat(0);
  const sOut = arr(table, S_OUT), market = arr(table, MARKET);
  const laneY = arr(table, LANE_Y), laneF = arr(table, LANE_F);
  const laneX = arr(table, LANE_X), laneV = arr(table, LANE_V), laneA = arr(table, LANE_A);
  if (sigma) {
    memory.fill(laneA, 0, <usize>markets << 6);
    for (let i = 0; i < n; i++) {
      const s = v128.load_splat<f64>(sOut + (<usize>i << 3));
      const from = laneY + (<usize>i << 6), to = laneA + (<usize>int(market, i) << 6);
      v128.store(to, f64x2.add(v128.load(to), f64x2.mul(s, f64x2.sub(one, v128.load(from)))));
      v128.store(to, f64x2.add(v128.load(to, 16), f64x2.mul(s, f64x2.sub(one, v128.load(from, 16)))), 16);
      v128.store(to, f64x2.add(v128.load(to, 32), f64x2.mul(s, f64x2.sub(one, v128.load(from, 32)))), 32);
      v128.store(to, f64x2.add(v128.load(to, 48), f64x2.mul(s, f64x2.sub(one, v128.load(from, 48)))), 48);
    }
    for (let k = 0; k < markets << 3; k++) if (!(num(laneA, k) > DEAD_MARKET)) set(laneA, k, dead);
    for (let i = 0; i < n; i++) {
      const s = v128.load_splat<f64>(sOut + (<usize>i << 3));
      const from = laneY + (<usize>i << 6), left = laneA + (<usize>int(market, i) << 6);
      const to = laneF + (<usize>i << 6);
      const y0 = v128.load(from), y1 = v128.load(from, 16), y2 = v128.load(from, 32), y3 = v128.load(from, 48);
      if (!v128.any_true(v128.or(v128.or(y0, y1), v128.or(y2, y3)))) {
        v128.store(to, zero);
        v128.store(to, zero, 16);
        v128.store(to, zero, 32);
        v128.store(to, zero, 48);
        continue;
      }
      v128.store(to, lacking(s, v128.load(left), y0));
      v128.store(to, lacking(s, v128.load(left, 16), y1), 16);
      v128.store(to, lacking(s, v128.load(left, 32), y2), 32);
      v128.store(to, lacking(s, v128.load(left, 48), y3), 48);
    }
  } else memory.copy(laneF, laneY, <usize>n << 6);

  let d0 = zero, d1 = zero, d2 = zero, d3 = zero;
  const downGroup = arr(table, DOWN_GROUP), groupEnd = arr(table, GROUP_END);
  const downSrc = arr(table, DOWN_SRC), downVal = arr(table, DOWN_VAL);
  let e = 0, g = 0;
  for (let j = 0; j < n; j++) {
    const last = int(downGroup, j + 1);
    let m0 = zero, m1 = zero, m2 = zero, m3 = zero;
    for (; g < last; g++) {
      const end = int(groupEnd, g + 1);
      let s0 = zero, s1 = zero, s2 = zero, s3 = zero;
      for (; e < end; e++) {
        const v = v128.load_splat<f64>(downVal + (<usize>e << 3));
        const from = laneF + (<usize>int(downSrc, e) << 6);
        s0 = f64x2.add(s0, f64x2.mul(v, v128.load(from)));
        s1 = f64x2.add(s1, f64x2.mul(v, v128.load(from, 16)));
        s2 = f64x2.add(s2, f64x2.mul(v, v128.load(from, 32)));
        s3 = f64x2.add(s3, f64x2.mul(v, v128.load(from, 48)));
      }
      m0 = f64x2.pmax(m0, s0);
      m1 = f64x2.pmax(m1, s1);
      m2 = f64x2.pmax(m2, s2);
      m3 = f64x2.pmax(m3, s3);
    }
    const at = laneY + (<usize>j << 6);
    m0 = f64x2.pmin(one, m0);
    m1 = f64x2.pmin(one, m1);
    m2 = f64x2.pmin(one, m2);
    m3 = f64x2.pmin(one, m3);
    d0 = f64x2.pmax(d0, f64x2.sub(m0, v128.load(at)));
    d1 = f64x2.pmax(d1, f64x2.sub(m1, v128.load(at, 16)));
    d2 = f64x2.pmax(d2, f64x2.sub(m2, v128.load(at, 32)));
    d3 = f64x2.pmax(d3, f64x2.sub(m3, v128.load(at, 48)));
    v128.store(at, m0);
    v128.store(at, m1, 16);
    v128.store(at, m2, 32);
    v128.store(at, m3, 48);
  }
  const seeds = arr(table, LANE_SEED);
  for (let lane = 0; lane < 8; lane++) {
    const seed = int(seeds, lane);
    if (seed >= 0) set(laneY, (seed << 3) + lane, 1);
  }

  const upPtr = arr(table, UP_PTR), upSrc = arr(table, UP_SRC), upVal = arr(table, UP_VAL);
  const weight = arr(table, WEIGHT);
  let a0 = zero, a1 = zero, a2 = zero, a3 = zero;
  let b0 = zero, b1 = zero, b2 = zero, b3 = zero;
  let c0 = zero, c1 = zero, c2 = zero, c3 = zero;
  e = 0;
  for (let i = 0; i < n; i++) {
    const end = int(upPtr, i + 1);
    let s0 = zero, s1 = zero, s2 = zero, s3 = zero;
    for (; e < end; e++) {
      const v = v128.load_splat<f64>(upVal + (<usize>e << 3));
      const from = laneX + (<usize>int(upSrc, e) << 6);
      s0 = f64x2.add(s0, f64x2.mul(v, v128.load(from)));
      s1 = f64x2.add(s1, f64x2.mul(v, v128.load(from, 16)));
      s2 = f64x2.add(s2, f64x2.mul(v, v128.load(from, 32)));
      s3 = f64x2.add(s3, f64x2.mul(v, v128.load(from, 48)));
    }
    s0 = f64x2.pmin(one, s0);
    s1 = f64x2.pmin(one, s1);
    s2 = f64x2.pmin(one, s2);
    s3 = f64x2.pmin(one, s3);
    const old = laneX + (<usize>i << 6), at = laneV + (<usize>i << 6), down = laneY + (<usize>i << 6);
    d0 = f64x2.pmax(d0, f64x2.sub(s0, v128.load(old)));
    d1 = f64x2.pmax(d1, f64x2.sub(s1, v128.load(old, 16)));
    d2 = f64x2.pmax(d2, f64x2.sub(s2, v128.load(old, 32)));
    d3 = f64x2.pmax(d3, f64x2.sub(s3, v128.load(old, 48)));
    v128.store(at, s0);
    v128.store(at, s1, 16);
    v128.store(at, s2, 32);
    v128.store(at, s3, 48);
    const w = v128.load_splat<f64>(weight + (<usize>i << 3));
    const y0 = v128.load(down), y1 = v128.load(down, 16), y2 = v128.load(down, 32), y3 = v128.load(down, 48);
    b0 = f64x2.add(b0, f64x2.mul(w, y0));
    b1 = f64x2.add(b1, f64x2.mul(w, y1));
    b2 = f64x2.add(b2, f64x2.mul(w, y2));
    b3 = f64x2.add(b3, f64x2.mul(w, y3));
    c0 = f64x2.add(c0, f64x2.mul(w, s0));
    c1 = f64x2.add(c1, f64x2.mul(w, s1));
    c2 = f64x2.add(c2, f64x2.mul(w, s2));
    c3 = f64x2.add(c3, f64x2.mul(w, s3));
    a0 = f64x2.add(a0, f64x2.mul(w, f64x2.pmax(y0, s0)));
    a1 = f64x2.add(a1, f64x2.mul(w, f64x2.pmax(y1, s1)));
    a2 = f64x2.add(a2, f64x2.mul(w, f64x2.pmax(y2, s2)));
    a3 = f64x2.add(a3, f64x2.mul(w, f64x2.pmax(y3, s3)));
  }
  const sums = arr(table, SUMS), delta = arr(table, DELTA);
  v128.store(sums, a0);
  v128.store(sums, a1, 16);
  v128.store(sums, a2, 32);
  v128.store(sums, a3, 48);
  v128.store(sums, b0, 64);
  v128.store(sums, b1, 80);
  v128.store(sums, b2, 96);
  v128.store(sums, b3, 112);
  v128.store(sums, c0, 128);
  v128.store(sums, c1, 144);
  v128.store(sums, c2, 160);
  v128.store(sums, c3, 176);
  v128.store(delta, d0);
  v128.store(delta, d1, 16);
  v128.store(delta, d2, 32);
  v128.store(delta, d3, 48);
  for (let lane = 0; lane < 8; lane++) {
    const seed = int(seeds, lane);
    if (seed < 0) continue;
    const rest = num(weight, seed) * (1 - num(laneV, (seed << 3) + lane));
    set(sums, 16 + lane, num(sums, 16 + lane) + rest);
    set(laneV, (seed << 3) + lane, 1);
  }
  // The new state becomes the current one: the two names of the table change places.
  store<u32>(table + LANE_X, <u32>laneV);
  store<u32>(table + LANE_V, <u32>laneX);
}
