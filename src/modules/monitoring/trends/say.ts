// What a curve says against what was to be expected, and what a table along time says, in a sentence.
import { FORETOLD_SHARE } from "../../../engines/sentinel/index.ts";
import type { Indicator } from "../contract.ts";
import type { TrendPoint } from "./contract.ts";

type Text = { zh: string; en: string };
const share = Math.round(FORETOLD_SHARE * 100);
const bare = (text: string): string => text.replace("-", "");

/** 比预期低 8.2%，在 90% 区间（101.2～112.5）之外 */
export function sayOff(indicator: Indicator, point: TrendPoint): Text {
  const { off, lo, hi, outside } = point;
  if (off === null || lo === null || hi === null) return { zh: "还没有预期区间", en: "no interval yet" };
  const unit =
    indicator.kind !== "rate"
      ? { zh: "%", en: "%" }
      : indicator.unit.zh === "%"
        ? { zh: " 个百分点", en: " points" }
        : { zh: ` ${indicator.unit.zh}`, en: ` ${indicator.unit.en}` };
  const range = { zh: `${lo}～${hi}`, en: `${lo} to ${hi}` };
  const distance =
    Number(off) === 0
      ? { zh: "与预期一致", en: "as expected" }
      : {
          zh: `比预期${off.startsWith("-") ? "低" : "高"} ${bare(off)}${unit.zh}`,
          en: `${bare(off)}${unit.en} ${off.startsWith("-") ? "below" : "above"} what was to be expected`,
        };
  return {
    zh: `${distance.zh}，在 ${share}% 区间（${range.zh}）${outside ? "之外" : "之内"}`,
    en: `${distance.en}, ${outside ? "outside" : "inside"} the ${share}% interval (${range.en})`,
  };
}

export const valueName = (indicator: Indicator): Text =>
  indicator.kind === "rate"
    ? { zh: `${indicator.label.zh}平均`, en: `mean ${indicator.label.en}` }
    : { zh: `${indicator.label.zh}链式指数`, en: `chain index of ${indicator.label.en}` };

export function sayTrend(where: Text, indicator: Indicator, points: readonly TrendPoint[]): Text {
  const name = valueName(indicator);
  const head = { zh: `${where.zh}：${name.zh}`, en: `${where.en}, ${name.en}` };
  const last = points.at(-1);
  const known = points.findLast(({ value }) => value !== null);
  if (!last || !known) {
    return {
      zh: `${head.zh}没有可以公布的数字。`,
      en: `${head.en}: nothing that may be shown.`,
    };
  }
  const closed =
    last.withheld && last !== known
      ? { zh: `${last.month} 不公布（＊）；`, en: `${last.month} is withheld (＊); ` }
      : { zh: "", en: "" };
  const caution = known.provisional
    ? { zh: "（含未审核数据）", en: " (some returns not yet accepted)" }
    : { zh: "", en: "" };
  const off =
    known.expected === null
      ? {
          zh: "历史还不够长，暂没有预期区间",
          en: "the history is too short for an interval",
        }
      : sayOff(indicator, known);
  return {
    zh: `${closed.zh}${known.month} ${head.zh} ${known.value}${caution.zh}，${off.zh}。`,
    en: `${closed.en}${known.month} ${head.en}: ${known.value}${caution.en}, ${off.en}.`,
  };
}

/** One month outside, for the list. */
export function sayOutside(indicator: Indicator, point: TrendPoint): Text {
  const off = sayOff(indicator, point);
  const thin = point.coverage !== null && Number(point.coverage) < 0.8;
  const coverage = point.coverage === null ? "—" : `${Math.round(Number(point.coverage) * 100)}%`;
  return {
    zh: `${off.zh}${thin ? `；当月覆盖率只有 ${coverage}，请先看报送情况` : ""}。`,
    en: `${off.en}${thin ? `; coverage was only ${coverage}: look at the returns first` : ""}.`,
  };
}

export const sayMethod: Text = {
  zh: `预期值只用该月之前已公布的数字推算：一组季节模型按以往准确程度加权，逐月向前一步，不用之后的数据。区间按以往预测误差计算，平时约 ${share}% 的月份落在区间内；至少积累 6 个误差（约 19 个月）才画。不公布的月份不参与推算，区间也不会透露它。`,
  en: `The expected value rests only on figures shown for earlier months: seasonal models weighed by how well each has foretold, one step ahead, nothing from later. The interval comes from past errors and holds about ${share}% of ordinary months; it is drawn once six errors are known (some 19 months). A withheld month takes no part, and the interval says nothing of it.`,
};

type Line = { name: Text; value: string | null };
/** Who is up and who is down in the newest month. */
export function sayLines(indicator: Indicator, month: string | undefined, lines: readonly Line[]): Text {
  const known = lines.filter((line): line is { name: Text; value: string } => line.value !== null);
  const what =
    indicator.kind === "rate"
      ? { zh: `${indicator.label.zh}平均`, en: `mean ${indicator.label.en}` }
      : { zh: `${indicator.label.zh}同比`, en: `${indicator.label.en} on the year` };
  if (!month || known.length === 0) {
    return { zh: `${what.zh}还没有可以公布的数字。`, en: `Nothing to show yet of ${what.en}.` };
  }
  const order = [...known].sort((a, b) => Number(b.value) - Number(a.value));
  const [best, worst] = [order[0]!, order.at(-1)!];
  const write = (value: string, language: "zh" | "en" = "zh") => {
    if (indicator.kind !== "rate") return `${/^-|^0(\.0*)?$/.test(value) ? "" : "+"}${value}%`;
    const unit = indicator.unit[language];
    return unit === "%" ? `${value}%` : `${value} ${unit}`;
  };
  if (indicator.kind === "rate") {
    return {
      zh: `${month} ${what.zh}：最高${best.name.zh}（${write(best.value)}），最低${worst.name.zh}（${write(worst.value)}）。`,
      en: `${month}, ${what.en}: highest ${best.name.en} (${write(best.value, "en")}), lowest ${worst.name.en} (${write(worst.value, "en")}).`,
    };
  }
  const up = known.filter(({ value }) => Number(value) > 0).length;
  const down = known.filter(({ value }) => Number(value) < 0).length;
  return {
    zh: `${month} ${what.zh}：可公布的 ${known.length} 行中 ${up} 升 ${down} 降；最高${best.name.zh}（${write(best.value)}），最低${worst.name.zh}（${write(worst.value)}）。`,
    en: `${month}, ${what.en}: of ${known.length} that may be shown ${up} rise and ${down} fall; highest ${best.name.en} (${write(best.value, "en")}), lowest ${worst.name.en} (${write(worst.value, "en")}).`,
  };
}
