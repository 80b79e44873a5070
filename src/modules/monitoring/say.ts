// What the figures say, in a sentence; and how each of them was come by.
import type { Cell, Indicator, Measure, Own, Suppression, Vintage } from "./contract.ts";

type Text = { zh: string; en: string };
type Named = { name: Text; cell: Cell };

const signed = (text: string): string =>
  text.startsWith("-") || /^0(\.0*)?$/.test(text) ? text : `+${text}`;
const percent = (share: string | null): string =>
  share === null ? "—" : `${Math.round(Number(share) * 100)}%`;

/** One cell: growth where it can be said, the level or the reason where not. */
export function sayCell(name: Text, region: Text | null, indicator: Indicator, cell: Cell): Text {
  const where = region ? { zh: `${region.zh}${name.zh}`, en: `${name.en}, ${region.en}` } : name;
  const head = {
    zh: `${cell.month} ${where.zh}：${indicator.label.zh}`,
    en: `${cell.month} ${where.en}: ${indicator.label.en}`,
  };
  const tail = {
    zh: `，覆盖率 ${percent(cell.coverage)}（应报 ${cell.expected} 家，已报 ${cell.reported} 家）${cell.provisional ? "，含未审核数据" : ""}。`,
    en: `, coverage ${percent(cell.coverage)} (${cell.reported} of ${cell.expected})${cell.provisional ? ", some not yet accepted" : ""}.`,
  };
  const said = body(indicator, cell);
  return { zh: `${head.zh}${said.zh}${tail.zh}`, en: `${head.en} ${said.en}${tail.en}` };
}

function body(indicator: Indicator, cell: Cell): Text {
  if (cell.reported === 0) return { zh: "还没有企业报送", en: "not reported by anyone yet" };
  if (cell.suppressed && cell.suppressed !== "revision") {
    const why = sayWithheld(cell.suppressed);
    return { zh: `不公布（＊${why.zh}）`, en: `withheld (＊ ${why.en})` };
  }
  if (indicator.kind === "rate") {
    return cell.mean === null
      ? { zh: "暂不能计算", en: "cannot be said yet" }
      : { zh: `平均 ${cell.mean}${indicator.unit.zh}`, en: `${cell.mean}${indicator.unit.en} on average` };
  }
  const grown = [
    cell.growthYoy === null
      ? null
      : {
          zh: `同比 ${signed(cell.growthYoy)}%（可比 ${cell.matchedYoy} 家）`,
          en: `${signed(cell.growthYoy)}% on the year (${cell.matchedYoy} matched)`,
        },
    cell.growthMom === null
      ? null
      : { zh: `环比 ${signed(cell.growthMom)}%`, en: `${signed(cell.growthMom)}% on the month` },
  ].filter((part) => part !== null);
  if (grown.length === 0) return { zh: "暂不能与往期比较", en: "cannot be compared with earlier months yet" };
  return { zh: grown.map((g) => g.zh).join("，"), en: grown.map((g) => g.en).join(", ") };
}

/** The table's first line: the whole if it may be said, else the industry with most returns; then the extremes. */
export function sayTable(indicator: Indicator, whole: Named | null, rows: readonly Named[]): Text {
  const main = whole ?? [...rows].sort((a, b) => b.cell.reported - a.cell.reported)[0];
  if (!main) {
    return {
      zh: "还没有可以显示的汇总结果。企业报送后，这里会自动计算。",
      en: "There is nothing to show yet. Figures appear here as returns come in.",
    };
  }
  const lead = sayCell(main.name, null, indicator, main.cell);
  const grown = rows
    .filter((row) => row.cell.growthYoy !== null && row !== main)
    .sort((a, b) => Number(b.cell.growthYoy) - Number(a.cell.growthYoy));
  const best = grown[0];
  const worst = grown.at(-1);
  if (grown.length < 2 || !best || !worst) return lead;
  return {
    zh: `${lead.zh}同比最高的是${best.name.zh}（${signed(best.cell.growthYoy!)}%），最低的是${worst.name.zh}（${signed(worst.cell.growthYoy!)}%）。`,
    en: `${lead.en} Highest on the year: ${best.name.en} (${signed(best.cell.growthYoy!)}%); lowest: ${worst.name.en} (${signed(worst.cell.growthYoy!)}%).`,
  };
}

export function sayWithheld(reason: Suppression): Text {
  return {
    few: { zh: "不足 3 家企业", en: "fewer than three enterprises" },
    dominated: {
      zh: "一两家企业占比过高，公布会泄露其数据",
      en: "one or two enterprises make up nearly all of it",
    },
    complementary: {
      zh: "公布会让人用合计减出别的单元格",
      en: "it would give another cell away by subtraction",
    },
    revision: {
      zh: "与另一版次只差一两家企业，公布两版会泄露其数据",
      en: "the two vintages differ by so few that both together would give one away",
    },
  }[reason];
}

export function sayVintage(vintage: Vintage): Text {
  return vintage === "first"
    ? {
        zh: "初报：次月 15 日（含）前收到的报表，此后不再变动。",
        en: "First: returns received by the 15th of the following month; never changed afterwards.",
      }
    : {
        zh: "终报：截至目前收到的全部报表，含迟报和更正。",
        en: "Final: everything received so far, late returns and corrections included.",
      };
}

/** The formulas behind a cell, as an official would explain them. */
export function formulas(indicator: Indicator): { figure: string; say: Text }[] {
  const level =
    indicator.kind === "rate"
      ? {
          figure: "mean",
          say: {
            zh: "平均值＝已报企业数值之和 ÷ 已报企业数（不加权）。",
            en: "Mean = sum of the values returned ÷ number of returns, unweighted.",
          },
        }
      : {
          figure: "total",
          say: {
            zh: "合计＝已报企业数值之和；没有报送的不估算。",
            en: "Total = sum of the values returned; nothing is imputed.",
          },
        };
  const growth = [
    {
      figure: "growthYoy",
      say: {
        zh: "同比＝（本月 Σ权重×数值 ÷ 去年同月 Σ权重×数值 − 1）×100，只算两个月都报送的企业（可比样本）。",
        en: "On the year = (Σ weight × value now ÷ Σ weight × value a year ago − 1) × 100, of the enterprises that returned both months.",
      },
    },
    {
      figure: "growthMom",
      say: { zh: "环比＝同样方法，与上月相比。", en: "On the month = the same against the month before." },
    },
    {
      figure: "chainIndex",
      say: {
        zh: "链式指数＝首月为 100，逐月乘以可比样本的环比。",
        en: "Chain index = 100 in the first month, multiplied each month by the matched change.",
      },
    },
  ];
  return [
    level,
    ...(indicator.kind === "rate" ? [] : growth),
    {
      figure: "diffusion",
      say: {
        zh: "扩散指数＝上升企业占比＋持平企业占比的一半（变动在 ±1% 以内算持平），50 为临界。",
        en: "Diffusion = share of risers plus half the share unchanged (within ±1%); 50 is the turning point.",
      },
    },
    {
      figure: "coverage",
      say: { zh: "覆盖率＝已报企业数 ÷ 应报企业数。", en: "Coverage = returned ÷ expected." },
    },
    {
      figure: "rounding",
      say: {
        zh: "增速与指数保留一位小数，以免从小数反推出单个企业。",
        en: "Growth and indices keep one decimal, so that nobody can be worked out from the digits.",
      },
    },
  ];
}

const measureUnit: Readonly<Record<Measure, (indicator: Indicator) => Text>> = {
  index: () => ({ zh: "前 12 个月平均＝100", en: "mean of the first 12 months = 100" }),
  yoy: () => ({ zh: "同比 %", en: "% on the year" }),
  per_head: ({ unit }) => ({ zh: `${unit.zh}/人`, en: `${unit.en} per employee` }),
  level: ({ unit }) => unit,
};
export const unitOf = (indicator: Indicator, measure: Measure): Text => measureUnit[measure](indicator);

/** Where the newest own value lies in the band. */
export function sayOwn(
  indicator: Indicator,
  measure: Measure,
  sector: Text | null,
  points: Own["points"],
): Text {
  const last = points.findLast((point) => point.own !== null);
  if (!last) {
    return {
      zh: `提交报表后，这里会显示本企业${indicator.label.zh}的走势。`,
      en: `Your own ${indicator.label.en} appears here after you submit a return.`,
    };
  }
  const unit = unitOf(indicator, measure);
  const own = {
    zh: `${last.month} 本企业${indicator.label.zh}为 ${last.own}（${unit.zh}）`,
    en: `${last.month}: your ${indicator.label.en} is ${last.own} (${unit.en})`,
  };
  if (last.p25 === null || last.p75 === null || sector === null) {
    return {
      zh: `${own.zh}；本月可比企业不足，行业区间暂不显示。`,
      en: `${own.en}; too few comparable enterprises for a band this month.`,
    };
  }
  const value = Number(last.own);
  const place =
    value < Number(last.p25)
      ? { zh: "低于", en: "below" }
      : value > Number(last.p75)
        ? { zh: "高于", en: "above" }
        : { zh: "处于", en: "within" };
  return {
    zh: `${own.zh}，${place.zh}${sector.zh}中间一半企业的区间 ${last.p25}～${last.p75}（${last.n} 家）。`,
    en: `${own.en}, ${place.en} the middle half of ${sector.en}, ${last.p25} to ${last.p75} (${last.n} enterprises).`,
  };
}
