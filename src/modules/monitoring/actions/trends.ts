// Reading figures along time: a curve with its expected interval, rows of months, curves on one base; and as files.
import { monthsBetween } from "../../../engines/indicators/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { Refusal } from "../../../platform/errors.ts";
import type { Download } from "../../../platform/http/row.ts";
import { writeCsv } from "../../../platform/sheets/csv.ts";
import { type Table as SheetTable, writeTable } from "../../../platform/sheets/table.ts";
import { ALL_SECTORS, COUNTRY, FORM } from "../contract.ts";
import { keyGroups, provinces, regionName, sectorName } from "../reference.ts";
import { sayVintage } from "../say.ts";
import { type CellAlong, readAlong, readMonthsOf } from "../store/over-time.ts";
import type { Compared, OverTime, OverTimeQuery, Trend } from "../trends/contract.ts";
import { isShut, levelOf, monthCellOf, rebased, trendOf } from "../trends/curve.ts";
import { sayLines, sayMethod, sayOutside, sayTrend } from "../trends/say.ts";
import { computedOf, needIndicator, newestOf, remarkOf, shanghai, WITHHELD } from "./read.ts";

type Place = { sector: string; region: string; indicator: string };

/** The months from the first to the last for which anybody returned anything. */
function monthsOf(cells: readonly CellAlong[]): string[] {
  const known = cells
    .filter(({ reported }) => reported > 0)
    .map(({ month }) => month)
    .sort();
  return known.length ? monthsBetween(known[0]!, known.at(-1)!) : [];
}

export async function readTrend(ctx: Ctx, place: Place): Promise<Trend> {
  const indicator = needIndicator(place.indicator);
  const { sector, region } = place;
  const cells = await readAlong(ctx, {
    ...{ formCode: FORM, indicators: [indicator.code], vintage: "final" },
    ...{ region, sectors: { code: sector } },
  });
  if (cells.length === 0) throw new Refusal("monitoring.no-cell", { month: "" });
  const points = trendOf(new Map(cells.map((cell) => [cell.month, cell])), monthsOf(cells), indicator);
  const name = nameOf(sector, region);
  return {
    indicator,
    sector: { code: sector, name: sectorName(sector) },
    region: { code: region, name: regionName(region) },
    unit: indicator.kind === "rate" ? indicator.unit : { zh: "首月＝100", en: "first month = 100" },
    sentence: sayTrend(name, indicator, points),
    points,
    outside: points
      .filter((point) => point.outside !== null)
      .reverse()
      .map((point) => ({ month: point.month, say: sayOutside(indicator, point) })),
    since: points.find(({ expected }) => expected !== null)?.month ?? null,
    method: sayMethod,
    computed: computedOf(cells),
  };
}

function nameOf(sector: string, region: string): { zh: string; en: string } {
  const name = sectorName(sector);
  if (region === COUNTRY) return name;
  const where = regionName(region);
  return { zh: `${where.zh}${name.zh}`, en: `${name.en}, ${where.en}` };
}

export async function readOverTime(ctx: Ctx, query: OverTimeQuery): Promise<OverTime> {
  const indicator = needIndicator(query.indicator);
  const known = await readMonthsOf(ctx, FORM, indicator.code);
  const newest = query.until ?? newestOf(known);
  const byRegion = query.rows === "region";
  const sector = byRegion
    ? (query.sector ?? (await fullest(ctx, indicator.code, newest)))
    : query.rows === "industry"
      ? query.sector
      : undefined;
  const months = known.map(({ month }) => month).filter((month) => newest !== null && month <= newest);
  const span = months.length ? monthsBetween(months[0]!, months.at(-1)!).slice(-query.months) : [];
  const cells = span.length
    ? await readAlong(ctx, {
        ...{ formCode: FORM, indicators: [indicator.code], vintage: query.vintage },
        ...{ from: span[0]!, until: span.at(-1)! },
        ...(byRegion ? {} : { region: COUNTRY }),
        sectors: byRegion
          ? { code: sector ?? ALL_SECTORS }
          : query.rows === "group"
            ? "key groups"
            : sector
              ? { groupsOf: sector.slice(0, 2) }
              : "divisions",
      })
    : [];
  if (query.sector && cells.length === 0) throw new Refusal("monitoring.no-cell", { month: newest ?? "" });
  const lines = linesOf(cells, byRegion).map(({ code, name, cells: own }) => ({
    ...{ code, name },
    cells: own.map((cell) => monthCellOf(cell, indicator)),
  }));
  const last = span.at(-1);
  return {
    indicator,
    vintage: query.vintage,
    rows: query.rows,
    sector: sector ? { code: sector, name: sectorName(sector) } : null,
    sentence: sayLines(
      indicator,
      last,
      lines
        .filter(({ code }) => code !== ALL_SECTORS && code !== COUNTRY)
        .map(({ name, cells: own }) => {
          const cell = own.find(({ month }) => month === last);
          return { name, value: (indicator.kind === "rate" ? cell?.level : cell?.growthYoy) ?? null };
        }),
    ),
    months: span,
    provinces: byRegion ? [...provinces] : [],
    lines,
    withheld: cells.filter((cell) => cell.reported > 0 && isShut(cell)).length,
    provisional: cells.some(({ provisional }) => provisional),
    computed: computedOf(cells),
  };
}

/** The industry with most provinces that may be shown, of those the asker sees; the whole where it has any. */
async function fullest(ctx: Ctx, indicator: string, month: string | null): Promise<string | undefined> {
  const cells = month
    ? await readAlong(ctx, {
        ...{ formCode: FORM, indicators: [indicator], vintage: "final", from: month, until: month },
        sectors: "divisions",
      })
    : [];
  const open = new Map<string, number>();
  for (const cell of cells) {
    if (cell.region !== COUNTRY && !isShut(cell)) open.set(cell.sector, (open.get(cell.sector) ?? 0) + 1);
  }
  if (open.has(ALL_SECTORS)) return ALL_SECTORS;
  const [best] = [...open].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return best?.[0] ?? cells[0]?.sector;
}

type Line = { code: string; name: { zh: string; en: string }; cells: CellAlong[] };

/** The whole first; key groups in their own order; the rest by code. */
function linesOf(cells: readonly CellAlong[], byRegion: boolean): Line[] {
  const order = (code: string) =>
    code === ALL_SECTORS || (byRegion && code === COUNTRY)
      ? -1
      : keyGroups.findIndex((group) => group.code === code);
  return [...Map.groupBy(cells, (cell) => (byRegion ? cell.region : cell.sector))]
    .map(([code, own]) => ({ code, name: byRegion ? regionName(code) : sectorName(code), cells: own }))
    .sort((a, b) => order(a.code) - order(b.code) || (a.code < b.code ? -1 : 1));
}

const FEWEST = 2;
const MOST = 4;

export async function readCompared(
  ctx: Ctx,
  input: { place?: string[] | undefined; indicator: string; base?: string | undefined },
): Promise<Compared> {
  const indicator = needIndicator(input.indicator);
  const wanted = [...new Set(input.place ?? [])];
  if (wanted.length < FEWEST || wanted.length > MOST) {
    throw new Refusal("monitoring.compare-two-to-four", { count: wanted.length });
  }
  const read = [];
  for (const place of wanted) {
    const [sector = "", region = COUNTRY] = place.split(".");
    const cells = await readAlong(ctx, {
      ...{ formCode: FORM, indicators: [indicator.code], vintage: "final" },
      ...{ region, sectors: { code: sector } },
    });
    if (cells.length === 0) throw new Refusal("monitoring.no-cell", { month: "" });
    read.push({ place, name: nameOf(sector, region), cells });
  }
  const months = monthsOf(read.flatMap(({ cells }) => cells));
  const curves = read.map(({ place, name, cells }) => {
    const at = new Map(cells.map((cell) => [cell.month, cell]));
    return {
      ...{ place, name },
      values: months.map((month) => {
        const cell = at.get(month);
        return cell && cell.reported > 0 ? levelOf(cell, indicator) : null;
      }),
      withheld: months.filter((month) => {
        const cell = at.get(month);
        return cell !== undefined && cell.suppressed !== null && levelOf(cell, indicator) === null;
      }),
    };
  });
  if (indicator.kind === "rate") {
    return { indicator, base: null, sentence: sayCompared(curves, months, null), months, curves };
  }
  const isBase = (at: number) => curves.every(({ values }) => Number(values[at] ?? 0) > 0);
  const base = input.base ? months.indexOf(input.base) : months.findIndex((_, at) => isBase(at));
  if (base < 0 || !isBase(base)) throw new Refusal("monitoring.no-base", { month: input.base ?? "" });
  const onBase = curves.map((curve) => ({ ...curve, values: rebased(curve.values, base) }));
  const month = months[base]!;
  return { indicator, base: month, sentence: sayCompared(onBase, months, month), months, curves: onBase };
}

function sayCompared(
  curves: readonly { name: { zh: string; en: string }; values: readonly (string | null)[] }[],
  months: readonly string[],
  base: string | null,
): { zh: string; en: string } {
  const at = months.findLastIndex((_, i) => curves.some(({ values }) => values[i] != null));
  const parts = (language: "zh" | "en") =>
    curves
      .map(({ name, values }) => `${name[language]} ${values[at] ?? "—"}`)
      .join(language === "zh" ? "，" : ", ");
  const foot = base ? { zh: `（${base}＝100）`, en: ` (${base} = 100)` } : { zh: "", en: "" };
  return {
    zh: at < 0 ? "没有可以公布的数字。" : `${months[at]}${foot.zh}：${parts("zh")}。`,
    en: at < 0 ? "Nothing that may be shown." : `${months[at]}${foot.en}: ${parts("en")}.`,
  };
}

export async function exportOverTime(
  ctx: Ctx,
  query: OverTimeQuery & { format: "xlsx" | "csv" },
): Promise<Download> {
  const table = await readOverTime(ctx, query);
  const sheet = sheetOf(table, ctx.now);
  const what = { industry: "分行业", group: "重点对象", region: "分地区" }[table.rows];
  const name = `运行监测-${table.indicator.label.zh}-${what}逐月-${table.months.at(-1) ?? "无数据"}`;
  return query.format === "csv"
    ? { name: `${name}.csv`, type: "text/csv; charset=utf-8", body: writeCsv(sheet) }
    : {
        name: `${name}.xlsx`,
        type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        body: writeTable(sheet),
      };
}

/** One line a row and month, so that a pivot table can be made of it. */
function sheetOf(table: OverTime, now: Date): SheetTable {
  const { indicator } = table;
  const rate = indicator.kind === "rate";
  const decimal = (code: string, label: string, unit?: string) =>
    ({ code, label, type: "decimal", decimals: 1, ...(unit ? { unit } : {}) }) as const;
  return {
    title: `${indicator.label.zh}逐月`,
    columns: [
      { code: "code", label: "代码", type: "text" },
      { code: "name", label: table.rows === "region" ? "地区" : "对象", type: "text", width: 32 },
      { code: "month", label: "月份", type: "text" },
      { code: "expected", label: "应报", unit: "家", type: "integer" },
      { code: "reported", label: "已报", unit: "家", type: "integer" },
      { code: "coverage", label: "覆盖率", type: "percent" },
      ...(rate
        ? [decimal("level", "平均", indicator.unit.zh)]
        : [
            decimal("growthYoy", "同比", "%"),
            decimal("growthMom", "环比", "%"),
            decimal("level", "链式指数"),
          ]),
      decimal("diffusion", "扩散指数"),
      { code: "remark", label: "说明", type: "text", width: 40 },
    ],
    rows: table.lines.flatMap(({ code, name, cells }) =>
      cells.map((cell) => {
        const shut = isShut(cell);
        const figure = (value: string | null, closed = shut) =>
          closed ? WITHHELD : value === null ? null : Number(value);
        return {
          code: code === ALL_SECTORS ? "" : code,
          name: name.zh,
          month: cell.month,
          expected: cell.expected,
          reported: cell.reported,
          coverage: cell.coverage === null ? null : Number(cell.coverage),
          growthYoy: figure(cell.growthYoy),
          growthMom: figure(cell.growthMom),
          level: figure(cell.level, rate ? cell.suppressed !== null : shut),
          diffusion: figure(cell.diffusion),
          remark: remarkOf(cell),
        };
      }),
    ),
    notes: [
      table.sentence.zh,
      sayVintage(table.vintage).zh,
      ...(table.provisional ? ["含未审核数据的月份是初步数，报齐并审核后可能修订。"] : []),
      `${WITHHELD} 不公布：企业太少、一两家占比过高，或公布后可推算出别的数字。`,
      `计算：${table.computed.engine}，${shanghai(table.computed.at)}；导出：${shanghai(now.toISOString())}`,
    ],
  };
}
