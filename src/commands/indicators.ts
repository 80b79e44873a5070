// `wenlian indicators compute`: returns and roster in, one line for each vintage × cell × month out.
import {
  compute as computeIndicators,
  type IndicatorRow,
  isDecimal,
  type Report,
  type RosterEntry,
} from "../engines/indicators/index.ts";
import { csvLine } from "../platform/sheets/read-csv.ts";
import { type Command, options, Refusal, writeWhole } from "./command.ts";
import { type Check, readTable } from "./table.ts";

export const compute: Command = async (args) => {
  const { reports, roster, out, from, to } = options(args, ["reports", "roster", "out"], ["from", "to"]);
  for (const bound of [from, to]) {
    if (bound !== undefined && isMonth(bound)) {
      throw new Refusal(`“${bound}”不是月份，应如 2024-01`, `“${bound}” is not a month such as 2024-01`, 2);
    }
  }
  const rows = computeIndicators({
    roster: await readRoster(roster),
    reports: await readReports(reports),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  });
  const lines = rows.map((row) => csvLine(COLUMNS.map(([, field]) => String(row[field] ?? ""))));
  await writeWhole(out, [csvLine(COLUMNS.map(([name]) => name)), ...lines, ""].join("\n"));
};

const COLUMNS: readonly (readonly [string, keyof IndicatorRow])[] = [
  ["vintage", "vintage"],
  ["industry", "industry"],
  ["region", "region"],
  ["month", "month"],
  ["expected", "expected"],
  ["reported", "reported"],
  ["total", "total"],
  ["weighted_total", "weightedTotal"],
  ["coverage", "coverage"],
  ["weighted_coverage", "weightedCoverage"],
  ["matched_mom", "matchedMom"],
  ["growth_mom", "growthMom"],
  ["chain_index", "chainIndex"],
  ["diffusion", "diffusion"],
  ["matched_yoy", "matchedYoy"],
  ["growth_yoy", "growthYoy"],
];

async function readReports(path: string): Promise<Report[]> {
  const reports: Report[] = [];
  const seen = new Map<string, number>();
  const columns = {
    enterprise: isText,
    industry: isText,
    region: isText,
    month: isMonth,
    value: (text: string) => (text === "" ? null : isAmount(text)),
    weight: isAmount,
    received: isDay,
  };
  await readTable(path, columns, ({ line, fields }, faults) => {
    const [enterprise = "", industry = "", region = "", month = "", value = "", weight = "", received = ""] =
      fields;
    if (value === "") {
      reports.push({ enterprise, industry, region, month, value: null, weight, received });
      return;
    }
    const key = `${enterprise}\u0000${month}\u0000${received}`;
    const before = seen.get(key);
    if (before !== undefined) {
      const zh = `该企业同月报表当日已收到一份（第 ${before} 行），无法判断以哪份为准`;
      faults.add(line, "received", zh, `a report of the same month and day already stands on row ${before}`);
      return;
    }
    seen.set(key, line);
    reports.push({ enterprise, industry, region, month, value, weight, received });
  });
  return reports;
}

async function readRoster(path: string): Promise<RosterEntry[]> {
  const roster: RosterEntry[] = [];
  const seen = new Map<string, number>();
  const columns = { enterprise: isText, month: isMonth, industry: isText, region: isText, weight: isAmount };
  await readTable(path, columns, ({ line, fields }, faults) => {
    const [enterprise = "", month = "", industry = "", region = "", weight = ""] = fields;
    const key = `${enterprise}\u0000${month}`;
    const before = seen.get(key);
    if (before !== undefined) {
      faults.add(
        line,
        "month",
        `该企业本月已在名单第 ${before} 行`,
        `this enterprise and month already stand on row ${before}`,
      );
      return;
    }
    seen.set(key, line);
    roster.push({ enterprise, month, industry, region, weight });
  });
  return roster;
}

const isText: Check = (text) => (text === "" ? { zh: "不能为空", en: "must not be empty" } : null);
const isMonth: Check = (text) =>
  /^\d{4}-(0[1-9]|1[0-2])$/.test(text)
    ? null
    : { zh: "不是月份，应如 2024-01", en: "is not a month such as 2024-01" };
const isAmount: Check = (text) =>
  isDecimal(text) && !text.startsWith("-")
    ? null
    : {
        zh: "不是非负数，应如 1234.5（最多六位小数）",
        en: "is not a number ≥ 0 such as 1234.5 (at most six decimals)",
      };
const isDay: Check = (text) => {
  const match = /^(\d{4})-(0[1-9]|1[0-2])-(\d{2})$/.exec(text);
  const day = Number(match?.[3]);
  const last = match ? new Date(Date.UTC(Number(match[1]), Number(match[2]), 0)).getUTCDate() : 0;
  return day >= 1 && day <= last
    ? null
    : { zh: "不是日期，应如 2024-02-15", en: "is not a date such as 2024-02-15" };
};
