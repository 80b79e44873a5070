// `wenlian sentinel run` and `nowcast`: series in, expectations, scores and alarms out; late reports filled up.
import { basename } from "node:path";
import {
  METHODS,
  type Method,
  type RollingNowcast,
  rollingNowcasts,
  type Watched,
  watchOf,
} from "../engines/sentinel/index.ts";
import { csvLine } from "../platform/sheets/read-csv.ts";
import { type Command, options, Refusal, writeWhole } from "./command.ts";
import { Faults, feed } from "./table.ts";

export const run: Command = async (args) => {
  const { method, period, threshold, ...paths } = options(
    args,
    ["method", "in", "out"],
    ["period", "threshold"],
  );
  if (!METHODS.includes(method as Method)) {
    const all = METHODS.join("、");
    throw new Refusal(
      `不认识的方法“${method}”，可用：${all}`,
      `Unknown method “${method}”; known are: ${METHODS.join(", ")}`,
      2,
    );
  }
  const points = whole(period ?? "12", "period", 2, 366);
  const limit = threshold === undefined ? undefined : Number(threshold);
  if (limit !== undefined && !(limit > 0)) {
    throw new Refusal("--threshold 应为正数", "--threshold must be a positive number", 2);
  }
  const series = await readSeries(paths.in);
  const watchers = new Map<number, (y: ArrayLike<number>) => Watched>();
  const lines = [csvLine(["series", "t", "expected", "lo", "hi", "score", "alarm"])];
  for (const { name, labels, values } of series) {
    const n = values.length;
    let watch = watchers.get(n);
    if (!watch) {
      watch = watchOf(n, {
        method: method as Method,
        period: points,
        ...(limit === undefined ? {} : { threshold: limit }),
      });
      watchers.set(n, watch);
    }
    const out = watch(values);
    for (let t = 0; t < n; t += 1) {
      const label = labels.get(t);
      if (label === undefined) continue;
      const figures = [out.expected, out.lo, out.hi, out.score].map((array) => shown(array[t]));
      lines.push(csvLine([name, label, ...figures, String(out.alarm[t])]));
    }
  }
  await writeWhole(paths.out, `${lines.join("\n")}\n`);
};

type Series = { name: string; labels: Map<number, string>; values: Float64Array };
const TIMES = ["t", "month", "week", "day", "date"] as const;
const VALUES = ["value", "count"] as const;

/** Series of a table in time order; periods without a row, and empty or NA values, are missing, not zero. */
async function readSeries(path: string): Promise<Series[]> {
  const faults = new Faults(path);
  const found = new Map<string, { values: Map<number, number>; labels: Map<number, string> }>();
  let header: { series: number; time: number; value: number; name: string; width: number } | null = null;
  await feed(path, ({ line, fields }) => {
    if (!header) {
      const pick = (names: readonly string[]) => names.find((name) => fields.includes(name));
      const [time, value] = [pick(TIMES), pick(VALUES)];
      if (!fields.includes("series") || !time || !value) {
        throw new Refusal(
          `${basename(path)} 表头应有 series、时间（${TIMES.join("、")} 之一）和数值（value 或 count）`,
          `The header of ${basename(path)} must name series, a time (${TIMES.join(", ")}) and value or count`,
        );
      }
      header = {
        series: fields.indexOf("series"),
        time: fields.indexOf(time),
        value: fields.indexOf(value),
        name: value,
        width: fields.length,
      };
      return;
    }
    const [name, label, text] = [header.series, header.time, header.value].map((at) => fields[at]?.trim());
    if (fields.length !== header.width || !name || label === undefined || text === undefined) {
      faults.add(
        line,
        "series",
        "字段数与表头不符或系列为空",
        "fields do not match the header, or no series",
      );
      return;
    }
    const t = place(label);
    if (t === null) {
      faults.add(line, "t", `“${label}”不是序号、月份或日期`, `“${label}” is no whole number, month or day`);
      return;
    }
    const missing = text === "" || text === "NA" || text === "NaN";
    const value = missing ? Number.NaN : Number(text);
    if (!missing && !Number.isFinite(value)) {
      faults.add(line, header.name, `“${text}”不是数`, `“${text}” is not a number`);
      return;
    }
    const own = found.get(name) ?? { values: new Map<number, number>(), labels: new Map<number, string>() };
    found.set(name, own);
    if (own.values.has(t)) {
      faults.add(line, "t", `系列 ${name} 的 ${label} 已出现过`, `${label} of series ${name} stands twice`);
      return;
    }
    own.values.set(t, value);
    own.labels.set(t, label);
  });
  faults.refuse();
  if (found.size === 0) throw new Refusal(`${basename(path)} 没有数据`, `${basename(path)} holds no data`);
  return [...found].map(([name, { values, labels }]) => {
    const places = [...values.keys()].sort((a, b) => a - b);
    const step = stepOf(places);
    const [first, last] = [places[0] ?? 0, places.at(-1) ?? 0];
    const size = (last - first) / step + 1;
    if (size > 100_000) {
      throw new Refusal(
        `系列 ${name} 跨度过大（${size} 期），请检查时间列`,
        `Series ${name} spans ${size} periods: check its times`,
      );
    }
    const own = new Map([...labels].map(([t, label]) => [(t - first) / step, label]));
    const array = new Float64Array(size).fill(Number.NaN);
    for (const [t, value] of values) array[(t - first) / step] = value;
    return { name, labels: own, values: array };
  });
}

/** A whole number as it is, a month as months, a day as days. */
function place(label: string): number | null {
  if (/^\d{1,9}$/.test(label)) return Number(label);
  const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(label);
  if (!match) return null;
  const [year, month] = [Number(match[1]), Number(match[2])];
  if (month < 1 || month > 12) return null;
  return match[3] === undefined ? year * 12 + month : dayOf(label);
}

/** Weeks stand seven days apart: the largest step that meets every time. */
function stepOf(places: readonly number[]): number {
  let step = 0;
  for (let i = 1; i < places.length; i += 1) {
    let [a, b] = [step, (places[i] as number) - (places[i - 1] as number)];
    while (b > 0) [a, b] = [b, a % b];
    step = a;
  }
  // A series of every second month is one with gaps, not one of half as many months.
  return step === 7 ? 7 : 1;
}

const STEPS = { day: 1, week: 7 } as const;

export const nowcast: Command = async (args) => {
  const asked = options(args, ["in", "out"], ["step", "max-delay", "now", "lags", "rolling"]);
  const step = asked.step ?? "week";
  if (step !== "day" && step !== "week") {
    throw new Refusal("--step 应为 day 或 week", "--step must be day or week", 2);
  }
  const maxDelay = whole(asked["max-delay"] ?? "10", "max-delay", 1, 120);
  const lags = (asked.lags ?? "0,1,2").split(",").map((text) => whole(text, "lags", 0, maxDelay));
  const events = await readEvents(asked.in);
  const size = STEPS[step];
  const first = Math.min(...events.map(([event]) => event));
  const seen = asked.now === undefined ? Math.max(...events.map(([, report]) => report)) : dayOf(asked.now);
  if (seen === null || seen < first) {
    throw new Refusal(
      "--now 应为不早于首个事件的日期",
      "--now must be a day no earlier than the first event",
      2,
    );
  }
  const now = Math.floor((seen - first) / size);
  const periods = now + 1;
  const counts = new Float64Array(periods * (maxDelay + 1));
  for (const [event, report] of events) {
    const t = Math.floor((event - first) / size);
    const delay = Math.min(maxDelay, Math.floor((report - first) / size) - t);
    const at = t * (maxDelay + 1) + delay;
    if (t <= now && t + delay <= now) counts[at] = (counts[at] as number) + 1;
  }
  const from = asked.rolling === undefined ? now : whole(asked.rolling, "rolling", 1, now);
  const found = rollingNowcasts({ counts, periods, maxDelay, now }, from, { lags });
  const day = (t: number) => new Date((first + t * size) * DAY).toISOString().slice(0, 10);
  const lines = [csvLine(COLUMNS), ...found.map((row) => csvLine(printed(row, day)))];
  await writeWhole(asked.out, `${lines.join("\n")}\n`);
};

const COLUMNS = ["now", "period", "lag", "observed", "complete", "mean", "lo", "hi", "provisional"];
const printed = (row: RollingNowcast, day: (t: number) => string): string[] => [
  day(row.now),
  day(row.period),
  String(row.lag),
  String(row.observed),
  row.complete.toFixed(4),
  row.mean.toFixed(2),
  String(row.lo),
  String(row.hi),
  row.complete < SETTLED ? "1" : "0",
];
/** From this share of reports on a figure is no longer provisional. */
const SETTLED = 0.95;

/** Day of the event and day of its report, from the columns whose names say so (onset_week, event …; report…). */
async function readEvents(path: string): Promise<[number, number][]> {
  const faults = new Faults(path);
  const events: [number, number][] = [];
  let places: [number, number] | null = null;
  await feed(path, ({ line, fields }) => {
    if (!places) {
      const find = (start: RegExp) => fields.findIndex((name) => start.test(name));
      places = [find(/^(onset|event)/), find(/^report/)];
      if (places.includes(-1)) {
        throw new Refusal(
          `${basename(path)} 表头应有事件日期（onset… 或 event…）与报告日期（report…）`,
          `The header of ${basename(path)} must name the event (onset… or event…) and its report (report…)`,
        );
      }
      return;
    }
    const [event, report] = places.map((at) => dayOf(fields[at] ?? "")) as [number | null, number | null];
    if (event === null || report === null) {
      faults.add(line, "event", "日期应如 2024-02-15", "days are written like 2024-02-15");
    } else if (report < event) {
      faults.add(line, "report", "报告早于事件", "reported before it happened");
    } else events.push([event, report]);
  });
  faults.refuse();
  if (events.length === 0) throw new Refusal(`${basename(path)} 没有数据`, `${basename(path)} holds no data`);
  return events;
}

const DAY = 86_400_000;
function dayOf(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const time = Date.parse(`${text}T00:00:00Z`);
  return new Date(time).toString() === "Invalid Date" || !new Date(time).toISOString().startsWith(text)
    ? null
    : time / DAY;
}

function whole(text: string, name: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Refusal(
    `--${name} 应为 ${least} 至 ${most} 的整数`,
    `--${name} must be a whole number from ${least} to ${most}`,
    2,
  );
}

/** Empty: cannot be said. */
const shown = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? "" : String(Number(value.toPrecision(10)));
