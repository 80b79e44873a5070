// `wenlian sentinel case FILE.json`: computes what a file of reference figures asks for and compares.
import { readFile } from "node:fs/promises";
import {
  diagonal,
  fewestFurther,
  pmi,
  reconcile,
  sensitivity,
  shrunk,
  toUnits,
} from "../engines/indicators/index.ts";
import {
  adjust,
  completeness,
  developmentFactors,
  ears,
  etsAna,
  FARRINGTON,
  farringtonOf,
  hidiroglouBerthelot,
  hodrickPrescott,
  holtWinters,
  lawlessMedian,
  median,
  modifiedZ,
  observedOf,
  olsCusum,
  pelt,
  segments,
  stlDefaults,
  stlOf,
  tukey,
} from "../engines/sentinel/index.ts";
import { type Command, Refusal, reason } from "./command.ts";

// The files are foreign data of many shapes: read by name, and a wrong shape ends as a refusal.
type Json = { [key: string]: Json } & { length: number };
type Difference = { what: string; size: number };

export const sentinelCase: Command = async (args) => {
  const [path] = args;
  if (!path || args.length !== 1)
    throw new Refusal("用法：wenlian sentinel case 案例.json", "One file is needed", 2);
  let worst: Difference;
  try {
    worst = compareCase(JSON.parse(await readFile(path, "utf8")));
  } catch (fault) {
    if (fault instanceof Refusal) throw fault;
    throw new Refusal(
      `无法读取案例 ${path}：${reason(fault)}`,
      `Cannot read the case ${path}: ${reason(fault)}`,
    );
  }
  if (worst.size <= 1) console.log("ok");
  else {
    const size = worst.size.toPrecision(4);
    throw new Refusal(
      `${worst.what} 超出容差 ${size} 倍`,
      `largest difference: ${worst.what}, ${size} times its tolerance`,
    );
  }
};

/** The largest difference in units of its tolerance: at most 1 is right. */
export function compareCase(file: Json): Difference {
  const fn = String(file.fn);
  const found = cases.find(([start]) => fn.startsWith(start));
  if (!found) throw new Refusal(`不认识的案例：${fn}`, `Unknown case: ${fn}`);
  const out = new Compare();
  found[1](file as never, out);
  if (out.compared === 0) throw new Refusal("案例中没有可比较的结果", "The case holds nothing to compare");
  return out.worst;
}

class Compare {
  worst: Difference = { what: "", size: 0 };
  compared = 0;

  /** Largest |got − expected| ÷ tolerance; `rel` of |expected|, plus `abs`. Missing must meet missing. */
  near(
    what: string,
    got: unknown,
    expected: unknown,
    { rel = 0, abs = 0 }: { rel?: number; abs?: number },
  ): void {
    const [a, b] = [flat(got), flat(expected)];
    if (a.length !== b.length) this.take(`${what} (${a.length} ≠ ${b.length})`, Number.POSITIVE_INFINITY);
    for (const [i, e] of b.entries()) {
      const g = a[i] as number;
      const both = Number.isNaN(e) && Number.isNaN(g);
      const allowed = Math.max(rel * Math.abs(e), abs, 1e-12);
      const size = both ? 0 : Math.abs(g - e) / allowed;
      this.take(`${what}[${i}] ${g} ≠ ${e}`, Number.isNaN(size) ? Number.POSITIVE_INFINITY : size);
    }
  }
  private take(what: string, size: number): void {
    this.compared += 1;
    if (size > this.worst.size) this.worst = { what, size };
  }
}

const flat = (x: unknown): number[] =>
  x === null || x === undefined || x === "NA" || x === "NaN"
    ? [Number.NaN]
    : typeof x === "object"
      ? Array.from(x as ArrayLike<unknown>).flatMap(flat)
      : [Number(x)];
const array = (x: unknown) => Float64Array.from(flat(x));
const list = (x: Json) => Array.from(x as ArrayLike<Json>);
const matrix = (x: Json) => list(x).map(flat);

const cases: readonly (readonly [string, (file: never, out: Compare) => void])[] = [
  ["stats::stl", stl],
  ["surveillance::earsC", earsCase],
  ["surveillance::farringtonFlexible", farrington],
  ["surveillance::nowcast", nowcastCase],
  ["stats::p.adjust", fdr],
  ["univOutl::HBmethod", hb],
  ["mFilter::hpfilter", hp],
  ["stats::HoltWinters", hw],
  ["forecast::ets", ets],
  ["MinT", mint],
  ["changepoint::cpt", peltCase],
  ["strucchange", strucchange],
  ["base R: z", outliers],
  ["NBS PMI", pmiCase],
  ["primary k=3", disclosure],
] as never;

function stl(file: Json, out: Compare): void {
  const x = array(file.x);
  const robust = Boolean(file.args?.robust);
  const asked = file.statsmodels_args as unknown as Record<string, number>;
  const defaults = stlDefaults(x.length, Number(file.frequency));
  const got = stlOf(x.length, {
    ...defaults,
    seasonal: Number(asked.seasonal),
    trend: Number(asked.trend),
    lowPass: Number(asked.low_pass),
    seasonalDegree: asked.seasonal_deg as 0,
    trendDegree: asked.trend_deg as 1,
    lowPassDegree: asked.low_pass_deg as 1,
    seasonalJump: Number(asked.seasonal_jump),
    trendJump: Number(asked.trend_jump),
    lowPassJump: Number(asked.low_pass_jump),
    inner: robust ? 1 : 2,
    outer: robust ? 15 : 0,
    fixed: String(file.args?.["s.window"]) === "periodic",
  })(x);
  const expected = (robust ? file.expected_statsmodels : file.expected) as Json;
  const mean = x.reduce((s, v) => s + v, 0) / x.length;
  const sd = Math.sqrt(x.reduce((s, v) => s + (v - mean) ** 2, 0) / (x.length - 1));
  const tolerance = robust ? { abs: 1e-8 * sd } : { abs: 1e-6, rel: 1e-8 };
  for (const part of ["seasonal", "trend", "remainder"] as const) {
    out.near(part, got[part], expected[part], tolerance);
  }
}

function earsCase(file: Json, out: Compare): void {
  const y = array(file.observed);
  const upper = new Float64Array(y.length);
  ears(y, file.control as never, upper);
  const range = flat(file.expected?.range);
  out.near(
    "upperbound",
    range.map((t) => upper[t - 1]),
    file.expected?.upperbound,
    tolerance(file),
  );
  const alarm = range.map((t) => Number((y[t - 1] ?? 0) > (upper[t - 1] ?? 0)));
  out.near("alarm", alarm, file.expected?.alarm, {});
}

const tolerance = (file: Json) => ({ rel: Number(file.tolerance?.rel) });

function farrington(file: Json, out: Compare): void {
  const y = array(file.observed);
  const asked = file.control as unknown as Record<string, number>;
  const limit = file.control?.limit54 ? flat(file.control.limit54) : [5, 4];
  const judge = farringtonOf({
    ...FARRINGTON,
    ...(file.control as unknown as object),
    frequency: Number(file.frequency),
    cases: limit[0] ?? 5,
    periods: limit[1] ?? 4,
    pastNotIncluded: asked.pastWeeksNotIncluded ?? asked.w ?? 3,
    threshold: (file.control?.thresholdMethod as never) ?? "delta",
  });
  const points = flat(file.expected?.range).map((k) => judge(y, k - 1));
  const names = {
    upperbound: "upper",
    expected: "expected",
    score: "score",
    pvalue: "p",
    phi: "phi",
  } as const;
  for (const [name, field] of Object.entries(names)) {
    out.near(
      name,
      points.map((p) => p[field]),
      file.expected?.[name],
      tolerance(file),
    );
  }
  out.near(
    "alarm",
    points.map((p) => Number(p.alarm)),
    flat(file.expected?.alarm),
    {},
  );
  out.near(
    "trend",
    points.map((p) => Number(p.trend)),
    flat(file.expected?.trend),
    {},
  );
}

function nowcastCase(file: Json, out: Compare): void {
  const maxDelay = 15;
  const day = (text: unknown) => Date.parse(`${text}T00:00:00Z`) / 86400000;
  const events = list(file.linelist as Json).map((row) => [day(row.event), day(row.report)] as const);
  const first = Math.min(...events.map(([event]) => event));
  const now = day(file.now) - first;
  const width = maxDelay + 1;
  const counts = new Float64Array((now + 1) * width);
  for (const [event, report] of events) {
    const t = event - first;
    const d = report - event;
    if (t <= now && d >= 0 && d <= maxDelay && t + d <= now) counts[t * width + d]! += 1;
  }
  const triangle = { counts, periods: now + 1, maxDelay, now };
  const factors = developmentFactors(triangle);
  out.near("dev_factors", factors, file.expected?.dev_factors, { rel: 1e-9 });
  const days = list(file.event_days as Json).map((text) => day(text) - first);
  const observed = days.map((t) => observedOf(triangle, t));
  out.near("observed", observed, file.expected?.observed, {});
  const full = days.map((t, i) => (observed[i] ?? 0) / completeness(factors, now - t));
  out.near("chain_ladder", full, file.expected?.chain_ladder, { rel: 1e-9 });
  const median = days.map((t, i) => lawlessMedian(observed[i] ?? 0, completeness(factors, now - t)));
  out.near("lawless", median, file.expected?.lawless, { rel: 0.05 });
}

function fdr(file: Json, out: Compare): void {
  for (const method of ["BH", "BY", "holm"] as const) {
    out.near(method, adjust(array(file.p), method), file.expected?.[method], tolerance(file));
  }
  const rejected = adjust(array(file.p), "BH").filter((p) => p <= 0.05).length;
  out.near("n_reject_BH_05", rejected, file.expected?.n_reject_BH_05, {});
}

function hb(file: Json, out: Compare): void {
  const [u, a, c] = [Number(file.U), Number(file.A), Number(file.C)];
  const got = hidiroglouBerthelot(array(file.yt1), array(file.yt2), { u, a, c });
  out.near("quartiles_E", got.quartiles, file.expected?.quartiles_E, tolerance(file));
  out.near("bounds_E", got.bounds, file.expected?.bounds_E, tolerance(file));
  out.near("E", got.e, file.expected?.E, tolerance(file));
  const places = flat(file.expected?.outliers_1based).sort((x, y) => x - y);
  out.near(
    "outliers",
    got.outliers.map((i) => i + 1),
    places,
    {},
  );
}

function hp(file: Json, out: Compare): void {
  const x = array(file.x);
  const trend = hodrickPrescott(x, 14400);
  out.near("trend", trend, file.expected?.trend, tolerance(file));
  out.near(
    "cycle",
    x.map((v, i) => v - (trend[i] ?? 0)),
    file.expected?.cycle,
    { rel: 1e-7, abs: 1e-9 },
  );
}

function hw(file: Json, out: Compare): void {
  const asked = { alpha: Number(file.alpha), beta: Number(file.beta), gamma: Number(file.gamma) };
  const got = holtWinters(array(file.x), Number(file.frequency), asked);
  out.near("fitted", got.fitted, file.expected?.fitted, tolerance(file));
  out.near("SSE", got.sse, file.expected?.SSE, tolerance(file));
  out.near("level", got.level, file.expected?.["l.start"], tolerance(file));
  const forecast = Array.from({ length: 12 }, (_, h) => got.forecast(h + 1));
  out.near("forecast12", forecast, file.expected?.forecast12, tolerance(file));
}

function ets(file: Json, out: Compare): void {
  const got = etsAna(array(file.x), Number(file.frequency), 12);
  const least = Number(file.expected?.loglik) - Number(file.tolerance?.loglik_not_worse_by);
  out.near("loglik", Math.min(got.logLikelihood, least), least, {});
  out.near("mean", got.mean, file.expected?.mean, { rel: Number(file.tolerance?.mean_rel) });
}

function mint(file: Json, out: Compare): void {
  const [s, residuals, base] = [
    matrix(file.S as Json),
    matrix(file.residuals as Json),
    matrix(file.base as Json),
  ];
  const { lambda, covariance } = shrunk(residuals);
  const expected = file.expected as Json;
  out.near("lambda", lambda, expected.lambda, tolerance(file));
  out.near("ols", reconcile(s, base, diagonal("ols", s, residuals)), expected.ols, tolerance(file));
  out.near("struct", reconcile(s, base, diagonal("struct", s, residuals)), expected.struct, tolerance(file));
  out.near("wls_var", reconcile(s, base, diagonal("var", s, residuals)), expected.wls_var, tolerance(file));
  out.near("mint_shrink", reconcile(s, base, covariance), expected.mint_shrink, tolerance(file));
}

function peltCase(file: Json, out: Compare): void {
  const model = String(file.fn).endsWith("meanvar") ? "meanvar" : "mean";
  const got = pelt(array(file.x), { model, minLength: Number(file.minseglen) });
  out.near("changes", got, flat(file.expected?.cpts_1based_last_index_of_segment), {});
}

function strucchange(file: Json, out: Compare): void {
  const x = array(file.x);
  const got = segments(x, Number(file.h));
  out.near("RSS", got.rss, file.expected?.RSS, tolerance(file));
  out.near("BIC", got.bic, file.expected?.BIC, tolerance(file));
  out.near("breakpoints", got.breaks, flat(file.expected?.breakpoints_1based), {});
  const { statistic, p } = olsCusum(x);
  out.near("olscusum_stat", statistic, file.expected?.olscusum_stat, tolerance(file));
  out.near("olscusum_p", p, file.expected?.olscusum_p, tolerance(file));
}

function outliers(file: Json, out: Compare): void {
  const x = array(file.x);
  const n = x.length;
  const mean = x.reduce((s, v) => s + v, 0) / n;
  const sd = Math.sqrt(x.reduce((s, v) => s + (v - mean) ** 2, 0) / (n - 1));
  const robust = modifiedZ(x);
  const [near, far] = [tukey(x, 1.5), tukey(x, 3)];
  const got = {
    mean,
    sd,
    z: x.map((v) => (v - mean) / sd),
    median: median(x),
    mad_raw: robust.mad,
    modz: robust.z,
    q1: near.q1,
    q3: near.q3,
    fence15: near.fence,
    fence3: far.fence,
  };
  for (const [name, value] of Object.entries(got))
    out.near(name, value, file.expected?.[name], tolerance(file));
}

function pmiCase(file: Json, out: Compare): void {
  const got = list(file.rows as Json).map((row) =>
    pmi({
      newOrders: Number(row.new_orders),
      production: Number(row.production),
      employment: Number(row.employment),
      delivery: Number(row.delivery),
      inventory: Number(row.raw_inventory),
    }),
  );
  out.near("composite", got, file.expected?.composite_unrounded, { abs: 1e-9 });
  out.near("published", got, file.expected?.published, { abs: 0.15 });
}

function disclosure(file: Json, out: Compare): void {
  const rules = file.rules as unknown as Record<"k" | "dom1" | "dom2" | "p", number>;
  const columns = flat(file.shape)[1] ?? 0;
  const options = {
    minCount: rules.k,
    dominanceTop1: rules.dom1,
    dominanceTop2: rules.dom2,
    pShare: rules.p,
  };
  const cells = list(file.cells as Json).sort(
    (a, b) => Number(a.row) - Number(b.row) || Number(a.col) - Number(b.col),
  );
  const primary = [...cells.keys()].filter((i) =>
    sensitivity(
      flat(cells[i]?.values).map((v) => toUnits(String(v))),
      options,
    ),
  );
  const place = (pairs: unknown) =>
    list(pairs as Json).map((pair) => (flat(pair)[0] ?? 0) * columns + (flat(pair)[1] ?? 0));
  out.near(
    "primary",
    primary,
    place(file.expected?.primary).sort((a, b) => a - b),
    {},
  );
  const totals = cells.map((cell) => Number(cell.total));
  const further = fewestFurther(totals, columns, primary);
  out.near("secondary", further.length, place(file.expected?.secondary).length, {});
  const value = further.reduce((sum, i) => sum + (totals[i] ?? 0), 0);
  out.near("secondary_value", value, file.expected?.secondary_value, { abs: 1e-6 });
}
