// Reading the state of an industry: table, series, rows behind a figure, and its source.
import { deadline } from "../../../engines/indicators/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { Refusal } from "../../../platform/errors.ts";
import type { Download } from "../../../platform/http/row.ts";
import { writeCsv } from "../../../platform/sheets/csv.ts";
import { type Table as SheetTable, writeTable } from "../../../platform/sheets/table.ts";
import { enterpriseCards, keyListSpans, mergedEntries } from "../../enterprises/index.ts";
import {
  ALL_SECTORS,
  type Cell,
  COUNTRY,
  FORM,
  type Indicator,
  type Table,
  type TableQuery,
  type Vintage,
} from "../contract.ts";
import { membersIn } from "../panel.ts";
import { indicatorOf, indicators, keyGroups, regionName, sectorName } from "../reference.ts";
import { formulas, sayCell, sayTable, sayVintage, sayWithheld } from "../say.ts";
import * as store from "../store.ts";
import { ENGINE } from "./compute.ts";

type Place = { sector: string; region: string; indicator: string };

export async function readOptions(ctx: Ctx) {
  const { places, months } = await store.readKnown(ctx, FORM);
  const sectors = [...new Set(places.map((place) => place.sector))];
  const regions = [...new Set(places.map((place) => place.region))].sort();
  return {
    indicators: [...indicators],
    months: months.map(({ month }) => month),
    latest: newestOf(months),
    sectors: sectors.map((code) => ({ code, name: sectorName(code) })),
    regions: regions.map((code) => ({ code, name: regionName(code) })),
  };
}

/** The newest month for which anything was returned. */
export const newestOf = (months: readonly { month: string; reported: number }[]): string | null =>
  months.findLast(({ reported }) => reported > 0)?.month ?? months.at(-1)?.month ?? null;

export function needIndicator(code: string): Indicator {
  const found = indicatorOf(code);
  if (!found) throw new Refusal("monitoring.unknown-indicator", { indicator: code });
  return found;
}

export async function readTable(ctx: Ctx, query: TableQuery): Promise<Table> {
  const indicator = needIndicator(query.indicator);
  const month = query.month ?? newestOf((await store.readKnown(ctx, FORM)).months);
  const cells = month
    ? await store.readCells(ctx, { formCode: FORM, indicator: indicator.code, month, vintage: query.vintage })
    : [];
  const shown = cells.filter(
    ({ sector }) =>
      (sector === ALL_SECTORS && !query.within) ||
      (query.within && sector === query.within) ||
      (sector.length === query.digits && sector.startsWith(query.within ?? "")),
  );
  const rows = [...Map.groupBy(shown, ({ sector }) => sector)]
    .map(([sector, ofSector]) => ({ sector, name: sectorName(sector), cells: ofSector }))
    .sort((a, b) => order(query.sort, a, b));
  const country = rows.flatMap(({ sector, name, cells: list }) => {
    const cell = list.find(({ region }) => region === COUNTRY);
    return cell ? [{ sector, name, cell }] : [];
  });
  const regions = [...new Set(shown.map(({ region }) => region))].sort();
  return {
    indicator,
    month,
    vintage: query.vintage,
    sentence: sayTable(
      indicator,
      country.find(({ sector, cell }) => sector === ALL_SECTORS && cell.suppressed === null) ?? null,
      country.filter(({ sector }) => sector !== ALL_SECTORS),
    ),
    regions: regions.map((code) => ({ code, name: regionName(code) })),
    rows,
    withheld: shown.filter(({ suppressed }) => suppressed !== null).length,
    provisional: shown.some(({ provisional }) => provisional),
    computed: computedOf(cells),
  };
}

type TableRow = { sector: string; cells: readonly Cell[] };

/** The whole stands first; what cannot be said stands last. */
function order(by: TableQuery["sort"], a: TableRow, b: TableRow): number {
  if (a.sector === ALL_SECTORS || b.sector === ALL_SECTORS) return a.sector === ALL_SECTORS ? -1 : 1;
  const sizeOf = ({ cells }: TableRow): number => {
    const cell = cells.find(({ region }) => region === COUNTRY);
    const text =
      by === "growth" ? cell?.growthYoy : by === "total" ? (cell?.total ?? cell?.mean) : cell?.coverage;
    return text == null ? Number.NEGATIVE_INFINITY : Number(text);
  };
  const difference = by === "sector" ? 0 : sizeOf(b) - sizeOf(a);
  return difference || (a.sector < b.sector ? -1 : 1);
}

export const computedOf = (cells: readonly { computedAt: Date; engine: string }[]) => {
  const newest = cells.reduce<Date | null>(
    (last, { computedAt }) => (last === null || computedAt > last ? computedAt : last),
    null,
  );
  return { at: newest?.toISOString() ?? null, engine: cells[0]?.engine ?? ENGINE };
};

export async function readSeries(ctx: Ctx, place: Place) {
  const indicator = needIndicator(place.indicator);
  const cells = await store.readCells(ctx, { formCode: FORM, ...place });
  const points = [...Map.groupBy(cells, ({ month }) => month)].map(([month, both]) => ({
    month,
    first: both.find(({ vintage }) => vintage === "first") ?? null,
    final: both.find(({ vintage }) => vintage === "final") ?? null,
  }));
  const last = points.findLast(({ final }) => (final?.reported ?? 0) > 0)?.final;
  if (points.length === 0) throw new Refusal("monitoring.no-cell", { month: "" });
  const region = regionName(place.region);
  return {
    indicator,
    sector: { code: place.sector, name: sectorName(place.sector) },
    region: { code: place.region, name: region },
    sentence: last
      ? sayCell(sectorName(place.sector), place.region === COUNTRY ? null : region, indicator, last)
      : sayTable(indicator, null, []),
    points,
    computed: computedOf(cells),
  };
}

export type FigureAt = Place & { month: string; vintage: Vintage };

export async function needCell(ctx: Ctx, at: FigureAt): Promise<store.StoredCell> {
  const [cell] = await store.readCells(ctx, { formCode: FORM, ...at });
  if (!cell) throw new Refusal("monitoring.no-cell", { month: at.month });
  return cell;
}

export async function behindOf(ctx: Ctx, at: FigureAt): Promise<store.Behind> {
  const merged = await mergedEntries(ctx.db);
  const group = keyGroups.some(({ code }) => code === at.sector)
    ? (membersIn(await keyListSpans(ctx.db), keyGroups, at.month).get(at.sector) ?? new Set<string>())
    : null;
  return {
    formCode: FORM,
    indicator: at.indicator,
    month: at.month,
    sector: at.sector,
    region: at.region,
    until: at.vintage === "first" ? deadline(at.month) : null,
    // An entry under one that is listed, or over one, is the same enterprise.
    organisations:
      group &&
      [...merged].reduce(
        (all, [entry, survivor]) =>
          all.has(entry) || all.has(survivor) ? all.add(entry).add(survivor) : all,
        new Set(group),
      ),
    merged,
  };
}

/** A cell outside the asker's industries is not there; neither are rows outside the asker's scope. */
export async function readRows(ctx: Ctx, input: FigureAt & { limit: number; offset: number }) {
  needIndicator(input.indicator);
  const cell = await needCell(ctx, pick(input));
  const behind = await behindOf(ctx, input);
  const found = await store.readBehind(ctx, behind, input);
  const total = await store.countBehind(ctx, behind);
  const cards = await enterpriseCards(
    ctx,
    found.map(({ organisationId }) => organisationId),
  );
  const names = new Map(cards.map((card) => [card.id, card.name]));
  return {
    rows: found.map((row) => ({ ...row, name: names.get(row.organisationId) ?? "（名录中暂无名称）" })),
    total,
    limit: input.limit,
    offset: input.offset,
    notVisible: Math.max(0, cell.reported - total),
  };
}

const pick = ({ sector, region, indicator, month, vintage }: FigureAt): FigureAt => ({
  sector,
  region,
  indicator,
  month,
  vintage,
});

export async function readSource(ctx: Ctx, input: FigureAt) {
  const indicator = needIndicator(input.indicator);
  const cell = await needCell(ctx, pick(input));
  return {
    cell,
    indicator,
    formula: formulas(indicator),
    vintageSays: sayVintage(input.vintage),
    withheldBecause: cell.suppressed ? sayWithheld(cell.suppressed) : null,
    visibleRows: await store.countBehind(ctx, await behindOf(ctx, input)),
    computed: computedOf([cell]),
  };
}

export const WITHHELD = "＊";

export async function exportTable(
  ctx: Ctx,
  query: TableQuery & { format: "xlsx" | "csv" },
): Promise<Download> {
  const table = await readTable(ctx, query);
  const sheet = sheetOf(table, ctx.now);
  const name = `运行监测-${table.indicator.label.zh}-${table.month ?? "无数据"}`;
  return query.format === "csv"
    ? { name: `${name}.csv`, type: "text/csv; charset=utf-8", body: writeCsv(sheet) }
    : {
        name: `${name}.xlsx`,
        type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        body: writeTable(sheet),
      };
}

function sheetOf(table: Table, now: Date): SheetTable {
  const { indicator } = table;
  const rate = indicator.kind === "rate";
  const unit = indicator.unit.zh;
  return {
    title: `${indicator.label.zh} ${table.month ?? ""}`,
    columns: [
      { code: "sectorCode", label: "行业代码", type: "text" },
      { code: "sector", label: "行业", type: "text", width: 32 },
      { code: "region", label: "地区", type: "text" },
      { code: "expected", label: "应报", unit: "家", type: "integer" },
      { code: "reported", label: "已报", unit: "家", type: "integer" },
      { code: "coverage", label: "覆盖率", type: "percent" },
      { code: "level", label: rate ? "平均" : "合计", unit, type: "decimal" },
      ...(rate
        ? []
        : ([
            { code: "growthYoy", label: "同比", unit: "%", type: "decimal", decimals: 1 },
            { code: "growthMom", label: "环比", unit: "%", type: "decimal", decimals: 1 },
            { code: "chainIndex", label: "链式指数", type: "decimal", decimals: 1 },
          ] as const)),
      { code: "diffusion", label: "扩散指数", type: "decimal", decimals: 1 },
      { code: "remark", label: "说明", type: "text", width: 40 },
    ],
    rows: table.rows.flatMap(({ sector, name, cells }) =>
      cells.map((cell) => {
        const said = (value: string | null) => (value === null ? null : Number(value));
        const closed = cell.suppressed !== null && cell.suppressed !== "revision";
        const figure = (value: string | null) => (closed ? WITHHELD : said(value));
        return {
          sectorCode: sector === ALL_SECTORS ? "" : sector,
          sector: name.zh,
          region: regionName(cell.region).zh,
          expected: cell.expected,
          reported: cell.reported,
          coverage: said(cell.coverage),
          level: cell.suppressed ? WITHHELD : said(cell.total ?? cell.mean),
          growthYoy: figure(cell.growthYoy),
          growthMom: figure(cell.growthMom),
          chainIndex: figure(cell.chainIndex),
          diffusion: figure(cell.diffusion),
          remark: remarkOf(cell),
        };
      }),
    ),
    notes: [
      table.sentence.zh,
      sayVintage(table.vintage).zh,
      ...formulas(indicator).map(({ say }) => say.zh),
      `${WITHHELD} 不公布：少于 3 家企业、一两家占比过高，或公布后可由合计推算出别的单元格。`,
      `计算：${table.computed.engine}，${shanghai(table.computed.at)}；导出：${shanghai(now.toISOString())}`,
    ],
  };
}

export const shanghai = (moment: string | null): string =>
  moment === null
    ? "—"
    : new Date(moment).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", hour12: false });

export const remarkOf = (cell: Pick<Cell, "suppressed" | "provisional">): string =>
  [
    cell.suppressed ? `${WITHHELD} ${sayWithheld(cell.suppressed).zh}` : "",
    cell.provisional ? "含未审核数据" : "",
  ]
    .filter(Boolean)
    .join("；");
