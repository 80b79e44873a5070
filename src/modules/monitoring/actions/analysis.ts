// The analysis of one key group or industry: every figure of the month, who moves it, and as a file.
import { contributions, matchedPairs, roundRatio, toUnits } from "../../../engines/indicators/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { Refusal } from "../../../platform/errors.ts";
import type { Download } from "../../../platform/http/row.ts";
import { writeCsv } from "../../../platform/sheets/csv.ts";
import { type Table as SheetTable, writeTable } from "../../../platform/sheets/table.ts";
import { enterpriseCards } from "../../enterprises/index.ts";
import { ALL_SECTORS, type Cell, COUNTRY, FORM, type Vintage } from "../contract.ts";
import type { Analysis } from "../panels/contract.ts";
import { indicators, keyGroups, sectorName } from "../reference.ts";
import { formulas, sayCell, sayTable, sayVintage } from "../say.ts";
import { readFigureCells, type StoredFigure } from "../store/brief.ts";
import * as store from "../store.ts";
import {
  behindOf,
  computedOf,
  needCell,
  needIndicator,
  newestOf,
  remarkOf,
  shanghai,
  WITHHELD,
} from "./read.ts";

type Wish = { sector?: string | undefined; month?: string | undefined; vintage: Vintage };
/** Months of a small chart, and how far back revisions are listed. */
const CHART_MONTHS = 13;
const REVISED_MONTHS = 6;

export async function readAnalysis(ctx: Ctx, wish: Wish): Promise<Analysis> {
  const { places, months: known } = await store.readKnown(ctx, FORM);
  const codes = [...new Set(places.map(({ sector }) => sector))];
  const named = (list: readonly string[]) => list.map((code) => ({ code, name: sectorName(code) }));
  const groups = keyGroups.map(({ code }) => code).filter((code) => codes.includes(code));
  const industries = codes.filter((code) => /^\d\d$/.test(code)).sort();
  const fallback = codes.includes(ALL_SECTORS) ? ALL_SECTORS : industries[0];
  const sector = wish.sector ?? fallback ?? ALL_SECTORS;
  const month = wish.month ?? newestOf(known);
  if (wish.sector && !codes.includes(wish.sector))
    throw new Refusal("monitoring.no-cell", { month: month ?? "" });
  const cells = month ? await readFigureCells(ctx, { formCode: FORM, months: null, sector }) : [];
  const months = [...new Set(cells.map((cell) => cell.month))].filter((at) => month && at <= month);
  const at = new Map(cells.map((cell) => [`${cell.indicator} ${cell.month} ${cell.vintage}`, cell]));
  const main = month ? at.get(`${indicators[0]!.code} ${month} ${wish.vintage}`) : undefined;
  return {
    sector: { code: sector, name: sectorName(sector) },
    month,
    vintage: wish.vintage,
    sentence: main
      ? sayCell(sectorName(sector), null, indicators[0]!, main)
      : sayTable(indicators[0]!, null, []),
    groups: named(groups),
    industries: named(industries),
    figures: indicators.map((indicator) => ({
      indicator,
      cell: plain(at.get(`${indicator.code} ${month} ${wish.vintage}`)),
      points: months.slice(-CHART_MONTHS).map((when) => {
        const cell = at.get(`${indicator.code} ${when} ${wish.vintage}`);
        return {
          month: when,
          value: (indicator.kind === "rate" ? cell?.mean : cell?.growthYoy) ?? null,
          withheld: cell !== undefined && isShut(cell),
        };
      }),
    })),
    revisions: months
      .slice(-REVISED_MONTHS)
      .reverse()
      .flatMap((when) =>
        indicators.flatMap(({ code }) => {
          const first = plain(at.get(`${code} ${when} first`));
          const final = plain(at.get(`${code} ${when} final`));
          return first && final && differs(first, final)
            ? [{ indicator: code, month: when, first, final }]
            : [];
        }),
      ),
    computed: computedOf(cells),
  };
}

const isShut = ({ suppressed }: Cell): boolean => suppressed !== null && suppressed !== "revision";
const differs = (first: Cell, final: Cell): boolean =>
  (["total", "mean", "growthYoy", "growthMom", "reported"] as const).some((key) => first[key] !== final[key]);

function plain(stored: StoredFigure | undefined): Cell | null {
  if (!stored) return null;
  const { computedAt: _at, engine: _engine, indicator: _indicator, ...cell } = stored;
  return cell;
}

type MoversWish = { sector: string; indicator: string; month: string; against: "yoy" | "mom" };
const MOST = 8;

/** Only rows in the asker's own scope are read, so that it can say nothing of the others. */
export async function readMovers(ctx: Ctx, wish: MoversWish) {
  const { kind } = needIndicator(wish.indicator);
  const at = { ...wish, region: COUNTRY, vintage: "final" as const };
  const cell = await needCell(ctx, { ...at });
  const before = earlier(wish.month, wish.against === "yoy" ? 12 : 1);
  const now = await behindOf(ctx, at);
  const filed = async (month: string) =>
    (await store.readBehind(ctx, { ...now, month }, { limit: 100_000, offset: 0 })).map((row) => ({
      enterprise: row.organisationId,
      value: toUnits(row.value),
      weight: toUnits(row.weight),
    }));
  const rows = await filed(wish.month);
  const pairs = kind === "rate" ? [] : matchedPairs(rows, await filed(before));
  const points = new Map(contributions(pairs).map((one) => [one.enterprise, one.points]));
  const cards = await enterpriseCards(
    ctx,
    pairs.map(({ enterprise }) => enterprise),
  );
  const names = new Map(cards.map((card) => [card.id, card.name]));
  const million = 1_000_000n;
  const movers = pairs
    .flatMap((pair) => {
      const moved = points.get(pair.enterprise);
      if (moved === undefined) return [];
      return {
        organisationId: pair.enterprise,
        name: names.get(pair.enterprise) ?? "（名录中暂无名称）",
        now: roundRatio({ num: pair.now, den: million }, 2),
        before: roundRatio({ num: pair.before, den: million }, 2),
        growth:
          pair.before > 0n ? roundRatio({ num: (pair.now - pair.before) * 100n, den: pair.before }, 1) : null,
        points: roundRatio({ num: toUnits(moved), den: million }, 2),
      };
    })
    .sort((a, b) => Number(b.points) - Number(a.points) || (a.organisationId < b.organisationId ? -1 : 1));
  const sum = (pick: (pair: (typeof pairs)[number]) => bigint) =>
    pairs.reduce((all, pair) => all + pick(pair), 0n);
  const [total, base] = [sum((pair) => pair.weight * pair.now), sum((pair) => pair.weight * pair.before)];
  return {
    before,
    visible: pairs.length,
    notVisible: Math.max(0, cell.reported - rows.length),
    growth: base > 0n ? roundRatio({ num: (total - base) * 100n, den: base }, 1) : null,
    up: movers.filter(({ points: moved }) => Number(moved) > 0).slice(0, MOST),
    down: movers
      .filter(({ points: moved }) => Number(moved) < 0)
      .reverse()
      .slice(0, MOST),
  };
}

function earlier(month: string, by: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 - by;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
}

export async function exportAnalysis(ctx: Ctx, wish: Wish & { format: "xlsx" | "csv" }): Promise<Download> {
  const analysis = await readAnalysis(ctx, wish);
  const sheet = sheetOf(analysis, ctx.now);
  const name = `运行分析-${analysis.sector.name.zh}-${analysis.month ?? "无数据"}`;
  return wish.format === "csv"
    ? { name: `${name}.csv`, type: "text/csv; charset=utf-8", body: writeCsv(sheet) }
    : {
        name: `${name}.xlsx`,
        type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        body: writeTable(sheet),
      };
}

function sheetOf({ sector, month, figures, vintage, computed, sentence }: Analysis, now: Date): SheetTable {
  return {
    title: `${sector.name.zh} ${month ?? ""}`,
    columns: [
      { code: "indicator", label: "指标", type: "text", width: 18 },
      { code: "unit", label: "单位", type: "text" },
      { code: "expected", label: "应报", unit: "家", type: "integer" },
      { code: "reported", label: "已报", unit: "家", type: "integer" },
      { code: "coverage", label: "覆盖率", type: "percent" },
      { code: "level", label: "合计或平均", type: "decimal" },
      { code: "growthYoy", label: "同比", unit: "%", type: "decimal", decimals: 1 },
      { code: "growthMom", label: "环比", unit: "%", type: "decimal", decimals: 1 },
      { code: "diffusion", label: "扩散指数", type: "decimal", decimals: 1 },
      { code: "remark", label: "说明", type: "text", width: 40 },
    ],
    rows: figures.map(({ indicator, cell }) => {
      const figure = (value: string | null | undefined) =>
        cell && isShut(cell) ? WITHHELD : value == null ? null : Number(value);
      return {
        indicator: indicator.label.zh,
        unit: indicator.unit.zh,
        expected: cell?.expected ?? null,
        reported: cell?.reported ?? null,
        coverage: cell?.coverage == null ? null : Number(cell.coverage),
        level: cell?.suppressed ? WITHHELD : figure(cell?.total ?? cell?.mean),
        growthYoy: figure(cell?.growthYoy),
        growthMom: figure(cell?.growthMom),
        diffusion: figure(cell?.diffusion),
        remark: cell ? remarkOf(cell) : "",
      };
    }),
    notes: [
      sentence.zh,
      sayVintage(vintage).zh,
      ...formulas(figures[0]!.indicator).map(({ say }) => say.zh),
      `${WITHHELD} 不公布：企业太少、一两家占比过高，或公布后可推算出个别企业。`,
      `计算：${computed.engine}，${shanghai(computed.at)}；导出：${shanghai(now.toISOString())}`,
    ],
  };
}
