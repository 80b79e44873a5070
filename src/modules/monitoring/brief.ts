// 《运行监测简报》: the sentences and tables of one page, each figure as it stands in a cell and with its source.
import { ALL_SECTORS, type Indicator, type Vintage } from "./contract.ts";
import type { Brief, FigureCell } from "./panels/contract.ts";
import { sayWithheld } from "./say.ts";

type Piece = string | { figure: string; source: string };
type Section = {
  heading: string;
  level: 2;
  paragraphs?: Piece[][];
  bullets?: Piece[][];
  table?: {
    columns: { label: string; align?: "right"; share?: number }[];
    rows: (string | Piece[])[][];
  };
};
export type BriefPaper = { title: string; subtitle: string; sections: Section[] };

const MAIN = "output_value";
/** In the order in which an official asks. */
const TOLD = ["output_value", "revenue", "profit", "export_value", "orders", "electricity", "capacity_use"];
const MOST_ROWS = 10;

export type Names = {
  groups: readonly string[];
  indicators: readonly Indicator[];
  nameOf: (sector: string) => string;
};

export function briefPaper(brief: Brief, { groups: order, indicators, nameOf }: Names): BriefPaper {
  const month = sayMonth(brief.month);
  const mark = sayVintage(brief.vintage);
  const source = (what: string) =>
    `${what}，${month}${mark}；稳链“运行监测”，${shanghai(brief.madeAt)} 取数。在“运行监测”选择该指标、行业和月份，可查看公式、覆盖率和企业明细。`;
  const whole = source("全部轻工行业，同口径企业");
  const at = (sector: string, indicator: string) =>
    brief.cells.find((cell) => cell.sector === sector && cell.indicator === indicator);
  const all = at(ALL_SECTORS, MAIN);
  const groups = order.flatMap((code) => at(code, MAIN) ?? []);
  const industries = brief.cells
    .filter((cell) => /^\d\d$/.test(cell.sector) && cell.indicator === MAIN)
    .sort((a, b) => b.reported - a.reported || (a.sector < b.sector ? -1 : 1));
  const table = (list: readonly FigureCell[], from: string): Section["table"] => ({
    columns: [
      { label: "对象", share: 3 },
      { label: "已报/应报（家）", align: "right", share: 2 },
      { label: "覆盖率", align: "right", share: 1.4 },
      { label: "产值同比", align: "right", share: 1.6 },
      { label: "产值环比", align: "right", share: 1.6 },
    ],
    rows: list.map((cell) => [
      nameOf(cell.sector),
      [{ figure: `${cell.reported}/${cell.expected}`, source: from }],
      [{ figure: percent(cell.coverage), source: from }],
      [signedFigure(cell, cell.growthYoy, from)],
      [signedFigure(cell, cell.growthMom, from)],
    ]),
  });
  return {
    title: "运行监测简报",
    subtitle: `${month}（${mark}）　第 ${brief.number} 期`,
    sections: [
      {
        heading: "一、总体情况",
        level: 2,
        paragraphs: [
          all ? coverageLine(all, month, mark, whole) : [`${month}还没有全部行业的汇总。`],
          [
            ...TOLD.flatMap((code) => {
              const indicator = indicators.find((one) => one.code === code);
              const cell = at(ALL_SECTORS, code);
              return indicator && cell ? [...clause(indicator, cell, whole), "；"] : [];
            }),
          ]
            .slice(0, -1)
            .concat("。"),
        ],
      },
      ...(groups.length
        ? [
            {
              heading: "二、四类重点对象",
              level: 2 as const,
              paragraphs: [extremes(groups, nameOf, source("四类重点对象，工业总产值，同口径企业"))],
              table: table(groups, source("四类重点对象，工业总产值，同口径企业")),
            },
          ]
        : []),
      {
        heading: `${groups.length ? "三" : "二"}、分行业`,
        level: 2,
        paragraphs: [extremes(industries, nameOf, source("分行业，工业总产值，同口径企业"))],
        table: table(industries.slice(0, MOST_ROWS), source("分行业，工业总产值，同口径企业")),
      },
      {
        heading: `${groups.length ? "四" : "三"}、与上一份简报相比`,
        level: 2,
        bullets: restatements(brief, nameOf, source),
      },
      {
        heading: "说明",
        level: 2,
        bullets: [
          [
            "同比、环比只比较两个月都报送的企业；没有报送的不估算。覆盖率＝已报企业数÷应报企业数。初报为次月十五日前收到的报表，终报含迟报和更正。",
          ],
          [
            `＊ 为不公布：企业太少、一两家占比过高，或公布后可推算出个别企业。本期共有 ${brief.cells.filter((c) => c.suppressed !== null).length} 个数字不公布。— 为没有可比数据。`,
          ],
        ],
      },
    ],
  };
}

function coverageLine(cell: FigureCell, month: string, mark: string, source: string): Piece[] {
  return [
    `${month}，全部轻工行业应报企业 `,
    { figure: String(cell.expected), source },
    " 家，已报 ",
    { figure: String(cell.reported), source },
    " 家，覆盖率 ",
    { figure: percent(cell.coverage), source },
    `。本期为${mark}${cell.provisional ? "，含尚未审核的报表" : ""}。`,
  ];
}

/** 工业总产值 1,234.50 万元，同比增长 3.2%，环比下降 1.0% */
function clause({ label, unit, kind }: Indicator, cell: FigureCell, source: string): Piece[] {
  if (cell.reported === 0) return [`${label.zh}还没有企业报送`];
  if (cell.suppressed !== null && cell.suppressed !== "revision") {
    return [`${label.zh}不公布（＊${sayWithheld(cell.suppressed).zh}）`];
  }
  if (kind === "rate") {
    return cell.mean === null
      ? [`${label.zh}暂不能计算`]
      : [`${label.zh}平均 `, { figure: `${cell.mean}${unit.zh}`, source }];
  }
  const level: Piece[] =
    cell.total === null ? [] : [" ", { figure: thousands(cell.total), source }, ` ${unit.zh}`];
  const changes = [
    ["同比", cell.growthYoy],
    ["环比", cell.growthMom],
  ] as const;
  const grown = changes.flatMap(([word, growth]) =>
    growth === null ? [] : [[`${word}${turn(growth)}`, ...amount(growth, source)]],
  );
  if (grown.length === 0) return [label.zh, ...level, "，暂不能与往期比较"];
  return [
    label.zh,
    ...level,
    ...grown.flatMap((piece, i) => (i > 0 || level.length ? ["，", ...piece] : piece)),
  ];
}

const isFlat = (growth: string): boolean => Number(growth) === 0;
const turn = (growth: string): string =>
  isFlat(growth) ? "持平" : growth.startsWith("-") ? "下降 " : "增长 ";
const amount = (growth: string, source: string): Piece[] =>
  isFlat(growth) ? [] : [{ figure: `${growth.replace("-", "")}%`, source }];

function extremes(list: readonly FigureCell[], nameOf: (sector: string) => string, source: string): Piece[] {
  const known = list
    .filter(({ growthYoy }) => growthYoy !== null)
    .sort((a, b) => Number(b.growthYoy) - Number(a.growthYoy));
  const shut = list.filter(({ suppressed }) => suppressed !== null && suppressed !== "revision").length;
  const unsaid = shut > 0 ? `；${shut} 个对象不公布（＊）` : "";
  const [best] = known;
  const worst = known.at(-1);
  if (!best || !worst) return [`产值同比暂无可以公布的数字${unsaid}。`];
  const say = (cell: FigureCell): Piece[] => [
    `${nameOf(cell.sector)}（${turn(cell.growthYoy!)}`,
    ...amount(cell.growthYoy!, source),
    "）",
  ];
  if (best === worst) return ["产值同比可以公布的是", ...say(best), `${unsaid}。`];
  return ["产值同比最高的是", ...say(best), "，最低的是", ...say(worst), `${unsaid}。`];
}

function restatements(
  { restated, previous }: Brief,
  nameOf: (sector: string) => string,
  source: (what: string) => string,
): Piece[][] {
  if (!previous) return [["这是第一份简报，没有可比的上一份。"]];
  const name = `${sayMonth(previous.month)}（${sayVintage(previous.vintage)}，第 ${previous.number} 期）`;
  const moved = restated.filter(({ was, is }) => was.indicator === MAIN && was.growthYoy !== is.growthYoy);
  if (moved.length === 0) return [[`${name}所列的产值同比没有变动。`]];
  const from = source(`${name}所列产值同比与现在的终报`);
  const figure = (cell: FigureCell): Piece => signedFigure(cell, cell.growthYoy, from);
  return [
    ...moved
      .slice(0, MOST_ROWS)
      .map(({ was, is }): Piece[] => [
        `${sayMonth(was.month)}${nameOf(was.sector)}产值同比由 `,
        figure(was),
        " 修订为 ",
        figure(is),
        "。",
      ]),
    ...(moved.length > MOST_ROWS ? [[`另有 ${moved.length - MOST_ROWS} 处修订，见系统。`]] : []),
  ];
}

/** What an old brief said and what stands there today; whatever moved at all. */
export function restatedSince(last: Brief | null, today: readonly FigureCell[]): Brief["restated"] {
  const now = new Map(today.map((cell) => [placeOf(cell), cell]));
  return (last?.cells ?? []).flatMap((was) => {
    const is = now.get(placeOf(was));
    const moved =
      is &&
      (["growthYoy", "growthMom", "mean", "suppressed", "reported"] as const).some(
        (key) => was[key] !== is[key],
      );
    // Levels of two moments differ by whoever came in between: their growth alone is laid side by side.
    return moved ? [{ was: withoutLevel(was), is: withoutLevel(is) }] : [];
  });
}
const placeOf = ({ sector, region, indicator, month }: FigureCell): string =>
  `${sector} ${region} ${indicator} ${month}`;
const withoutLevel = (cell: FigureCell): FigureCell => ({ ...cell, total: null, weightedTotal: null });

/** A level that differs from the one in an earlier brief of the month by fewer than three returns is not printed again. */
export function levelsBeside(earlier: Brief | null, cells: readonly FigureCell[]): FigureCell[] {
  const before = new Map((earlier?.cells ?? []).map((cell) => [placeOf(cell), cell]));
  return cells.map((cell) => {
    const old = before.get(placeOf(cell));
    const safe = !old || old.total === cell.total || Math.abs(old.reported - cell.reported) >= 3;
    return safe ? cell : withoutLevel(cell);
  });
}

function signedFigure(cell: FigureCell, growth: string | null, source: string): Piece {
  if (cell.suppressed !== null && cell.suppressed !== "revision") return "＊";
  if (growth === null) return "—";
  return { figure: `${growth.startsWith("-") || isFlat(growth) ? "" : "+"}${growth}%`, source };
}

const percent = (share: string | null): string =>
  share === null ? "—" : `${Math.round(Number(share) * 100)}%`;
const thousands = (text: string): string => {
  const [whole = "", rest] = text.split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${rest === undefined ? "" : `.${rest}`}`;
};
export const sayMonth = (month: string): string => `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`;
export const sayVintage = (vintage: Vintage): string => (vintage === "first" ? "初报" : "终报");
const shanghai = (moment: string): string =>
  new Date(moment).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", hour12: false });
