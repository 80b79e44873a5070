// What a signal and a warning say in words: figures only where they are shown, names in both languages.
import type { CauseKind, Text } from "./batch.ts";
import type { Exposure, Severity, WarningStage } from "./contract.ts";
import type { Candidate } from "./detect.ts";
import { figures, regionName, sectorName } from "./reference.ts";
import type { Truth } from "./rehearse.ts";

const both = (zh: string, en: string): Text => ({ zh, en });
const cap = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function placeName(sector: string | null, region: string | null): Text {
  const where = region === null ? null : regionName(region);
  const what = sector === null ? null : sectorName(sector);
  if (where && what) return both(`${where.zh} ${what.zh}`, `${what.en}, ${where.en}`);
  return where ?? what ?? both("未写明", "not said");
}

/** 广东：造纸等 3 个行业. */
export function wideName(sectors: readonly string[], region: string): Text {
  const where = regionName(region);
  const first = sectors[0];
  if (first === undefined) return where;
  const name = sectorName(first);
  return sectors.length === 1
    ? both(`${where.zh} ${name.zh}`, `${name.en}, ${where.en}`)
    : both(
        `${where.zh} ${name.zh}等 ${sectors.length} 个行业`,
        `${name.en} and ${sectors.length - 1} more, ${where.en}`,
      );
}

export const figureName = (code: string | null): Text =>
  figures.get(code ?? "")?.label ?? both("情况", "state");

export function signalName(one: {
  sector: string | null;
  region: string | null;
  indicator: string | null;
}): Text {
  const place = placeName(one.sector, one.region);
  const figure = figureName(one.indicator);
  return both(`${place.zh} ${figure.zh}`, `${figure.en}, ${place.en}`);
}

const way = (direction: Candidate["direction"]): Text =>
  direction === "down"
    ? both("低于预期", "below what was expected")
    : both("高于预期", "above what was expected");

/** The title names place and figures, never a number. */
export function titleOf(cause: {
  kind: CauseKind;
  sectors: readonly string[];
  region: string;
  leads: readonly Candidate[];
}): Text {
  const told = cause.leads.find((one) => one.title !== null);
  if (cause.kind === "place" && told?.title) return told.title;
  const seen = new Set<string>();
  const leads = cause.leads.filter((one) => {
    const key = `${one.indicator} ${one.direction}`;
    return one.source === "statistics" && !seen.has(key) && seen.add(key);
  });
  const named = leads.slice(0, 2);
  const place = wideName(cause.sectors, cause.region);
  const zh = named.map((one) => `${figureName(one.indicator).zh}${way(one.direction).zh}`).join("、");
  const en = named.map((one) => `${figureName(one.indicator).en} ${way(one.direction).en}`).join(", ");
  return both(`${place.zh}：${zh}`, `${cap(place.en)}: ${en}`);
}

export const rounded = (value: number, digits = 1): string => {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? "0" : text;
};

/** Percent of what was expected, or points for a percentage. */
export function offBy(one: { indicator: string | null; value: number; expected: number }): Text {
  const figure = figures.get(one.indicator ?? "");
  const size = figure?.rate
    ? Math.abs(one.value - one.expected)
    : Math.abs(one.value / one.expected - 1) * 100;
  const shown = rounded(size);
  const [unit, unitEn] = figure?.rate
    ? figure.unit.zh === "天"
      ? [" 天", " days"]
      : [" 个百分点", " points"]
    : ["%", " %"];
  return one.value < one.expected
    ? both(`低 ${shown}${unit}`, `${shown}${unitEn} lower`)
    : both(`高 ${shown}${unit}`, `${shown}${unitEn} higher`);
}

export function saySignal(
  one: Pick<
    Candidate,
    | "sector"
    | "region"
    | "indicator"
    | "month"
    | "direction"
    | "value"
    | "expected"
    | "periods"
    | "title"
    | "coverage"
    | "contributions"
  >,
): Text {
  if (one.title) return one.title;
  const name = signalName(one);
  const off = offBy(one);
  const run =
    one.periods > 1 ? both(`，连续 ${one.periods} 个月`, `, ${one.periods} months running`) : both("", "");
  const part =
    one.coverage < 0.9 ? both("（未报齐，初步判断）", " (not all have reported yet)") : both("", "");
  return both(
    `${one.month}，${name.zh}比预期${off.zh}${run.zh}${part.zh}。`,
    `${one.month}: ${name.en} ${off.en} than expected${run.en}${part.en}.`,
  );
}

/** Where it moved most, without any share of a total. */
export function sayMembers(
  contributions: readonly { name: Text; points: number }[],
  indicator: string | null,
): Text {
  if (contributions.length === 0) return both("", "");
  const figure = figures.get(indicator ?? "");
  const [unit, unitEn] = figure?.rate
    ? figure.unit.zh === "天"
      ? [" 天", " days"]
      : [" 个百分点", " points"]
    : ["%", " %"];
  const zh = contributions.map(({ name, points }) => `${name.zh} ${rounded(points)}${unit}`).join("，");
  const en = contributions.map(({ name, points }) => `${name.en} ${rounded(points)}${unitEn}`).join(", ");
  return both(`偏离较大的是：${zh}。`, `Furthest off: ${en}.`);
}

export function sayList(counts: readonly { stage: WarningStage; severity: Severity; n: number }[]): Text {
  const of = (...stages: WarningStage[]) =>
    counts.filter(({ stage }) => stages.includes(stage)).reduce((sum, { n }) => sum + n, 0);
  const [wait, published] = [of("signalled", "verified", "assessed"), of("published", "handling")];
  const grave = counts
    .filter(
      ({ stage, severity }) =>
        ["published", "handling"].includes(stage) && (severity === "red" || severity === "orange"),
    )
    .reduce((sum, { n }) => sum + n, 0);
  if (wait + published === 0) return both("目前没有未了结的预警。", "No warning is open.");
  return both(
    `${wait} 条等待核实、研判或发布；${published} 条已发布、正在处置${grave ? `，其中橙色以上 ${grave} 条` : ""}。`,
    `${wait} wait to be verified, assessed or published; ${published} are published and being handled${grave ? `, ${grave} of them orange or red` : ""}.`,
  );
}

const nextWords: Readonly<Record<WarningStage, Text>> = {
  signalled: both(
    "先核实：问一问相关协会和企业，这个数字是不是真的，原因是什么。属实就进入研判，不属实就写明依据结束。",
    "Verify first: ask the association and the enterprises whether the figure is true and what is behind it. If real, assess it; if not, say why and end it.",
  ),
  verified: both(
    "研判风险：发生和持续的可能性有多大，影响有多大。右侧列出已知的企业数、产值、从业人数和库存天数。",
    "Assess the risk: how likely it is to happen or go on, and how much hangs on it. What is exposed is listed beside.",
  ),
  assessed: both(
    "定级并发布：核对正文，确认发给谁，然后发布。",
    "Grade and publish: check the text and whom it goes to.",
  ),
  published: both(
    "跟进处置：记录谁做了什么。需要时启动应急预案。",
    "See that something is done, and record who did what.",
  ),
  handling: both(
    "情况恢复后解除：写明依据。情况变化时先更新预警。",
    "Lift it when things are back to usual, and say on what grounds. Update it when things change.",
  ),
  lifted: both(
    "复盘：这次预警早不早、准不准，下次要改什么。",
    "Review: was it early, was it right, what is to change.",
  ),
  dismissed: both("已按误报结束。发现新情况可以重新核实。", "Ended as false. It can be taken up again."),
  reviewed: both("已经复盘，全部办结。", "Reviewed; everything is done."),
};
export const sayNext = (stage: WarningStage): Text => nextWords[stage];

const whyWords: Readonly<Record<WarningStage, Text>> = {
  signalled: both("等待核实：是否属实、什么原因", "To be verified: is it real, and why"),
  verified: both("已核实，等待风险研判", "Verified; to be assessed"),
  assessed: both("已研判，等待定级发布", "Assessed; to be graded and published"),
  published: both("已发布，等待处置", "Published; to be handled"),
  handling: both("处置中，等待下一步", "Being handled; the next step is owed"),
  lifted: both("已解除，等待复盘", "Lifted; to be reviewed"),
  dismissed: both("已按误报结束", "Ended as false"),
  reviewed: both("已复盘", "Reviewed"),
};
/** Why a warning stands on somebody's desk. */
export const sayWhy = (stage: WarningStage): Text => whyWords[stage];

const number = (text: string | null, digits = 0): string =>
  text === null ? "—" : Number(text).toLocaleString("zh-CN", { maximumFractionDigits: digits });

/** First wording of a bulletin; every figure in it stands among those the warning may publish. */
export function draftOf(of: {
  title: Text;
  signals: readonly { said: Text }[];
  exposure: Exposure;
  severity: Severity;
}): { headline: Text; description: Text; instruction: Text } {
  // What people said may end without a stop.
  const said = of.signals.slice(0, 3).map((one) => ({
    said: both(/[。！？.]$/.test(one.said.zh) ? one.said.zh : `${one.said.zh}。`, one.said.en),
  }));
  const { firms, jobs, daysOfCover } = of.exposure;
  const hit = [
    firms === null
      ? null
      : both(`涉及监测企业 ${number(String(firms))} 家`, `${firms} monitored enterprises are concerned`),
    jobs === null ? null : both(`从业人员 ${number(jobs)} 人`, `${number(jobs)} jobs`),
    daysOfCover === null
      ? null
      : both(
          `产成品库存约 ${number(daysOfCover)} 天`,
          `stock of finished goods for about ${number(daysOfCover)} days`,
        ),
  ].filter((part) => part !== null);
  return {
    headline: of.title,
    description: both(
      `${said.map((one) => one.said.zh).join("")}${hit.length ? `${hit.map((part) => part.zh).join("，")}。` : ""}`,
      `${said.map((one) => one.said.en).join(" ")}${hit.length ? ` ${cap(hit.map((part) => part.en).join(", "))}.` : ""}`,
    ),
    instruction: both(
      "请相关企业核对原料、订单、库存和运输安排，有困难及时通过平台或所属协会反映；请协会了解会员情况并反馈。",
      "Check materials, orders, stock and transport, and tell your association or this platform of any difficulty. Associations: ask your members and report back.",
    ),
  };
}

/** 过去 12 个月会发 6 次，其中 5 次属实，漏 1 次。 */
export function sayRehearsal(of: {
  months: number;
  sent: number;
  real: number;
  missed: number;
  events: number;
}): Text {
  const known = of.events > 0;
  return both(
    `过去 ${of.months} 个月会发 ${of.sent} 次${known ? `，其中 ${of.real} 次属实，漏 ${of.missed} 次` : "；这段时间没有已核实的事件可供对照"}。`,
    `Over the last ${of.months} months it would have warned ${of.sent} times${known ? `: ${of.real} real, ${of.missed} missed` : "; no verified event of that time is known to compare with"}.`,
  );
}

export function sayScope(rule: {
  sectors: readonly string[];
  regions: readonly string[];
  indicators: readonly string[];
}): Text {
  const list = (codes: readonly string[], name: (code: string) => Text, all: Text): Text =>
    codes.length === 0
      ? all
      : both(
          codes
            .slice(0, 3)
            .map((code) => name(code).zh)
            .join("、") + (codes.length > 3 ? `等 ${codes.length} 项` : ""),
          codes
            .slice(0, 3)
            .map((code) => name(code).en)
            .join(", ") + (codes.length > 3 ? ` and ${codes.length - 3} more` : ""),
        );
  const parts = [
    list(rule.sectors, sectorName, both("各行业", "every industry")),
    list(rule.regions, regionName, both("全国和各省", "the country and every province")),
    list(rule.indicators, figureName, both("全部指标", "every figure")),
  ];
  return both(parts.map((part) => part.zh).join(" × "), parts.map((part) => part.en).join(" × "));
}

export const truthName = (truths: readonly Truth[], code: string | null): Text | null =>
  truths.find((truth) => truth.code === code)?.title ?? null;
