// First stage: a figure that may be wrong, or says nothing, raises no warning; it goes back to whoever looks after the data.
import { coverageGrade, median, unitError } from "../../engines/sentinel/index.ts";
import { type Batch, type Facts, nameOfCandidate, type Outcome, type Text } from "./batch.ts";
import type { Candidate } from "./detect.ts";

/** Fewer returns behind a figure than this, and the figure is that of one enterprise. */
export const FEWEST = 3;
/** No industry becomes twenty times itself in a month, or a twentieth. */
const IMPLAUSIBLE = 20;

export function quality(batch: Batch, facts: Facts): Outcome {
  const signals: Candidate[] = [];
  const dropped = [];
  for (const one of batch.signals) {
    const why = faultOf(one, facts);
    if (why) dropped.push({ what: nameOfCandidate(facts, one), why });
    else signals.push(one);
  }
  return { batch: { ...batch, signals }, dropped };
}

function faultOf(one: Candidate, facts: Facts): Text | null {
  // Figures are of months that are over; what people see may be of today.
  if (one.month > (one.source === "statistics" ? facts.newest : facts.today.slice(0, 7))) {
    return { zh: `${one.month} 还没有到，日期有误`, en: `${one.month} has not come yet; the date is wrong` };
  }
  if (one.source !== "statistics") return null;
  if (!Number.isFinite(one.value) || !Number.isFinite(one.score) || !Number.isFinite(one.expected)) {
    return { zh: "没有可用的数值", en: "there is no figure to judge" };
  }
  if (one.reported < FEWEST) {
    return {
      zh: `只有 ${one.reported} 家已报，不作判断`,
      en: `only ${one.reported} have reported: not judged`,
    };
  }
  if (coverageGrade(one.coverage) === "D") {
    return {
      zh: `已报不足一半（${percent(one.coverage)}），等报齐再判断`,
      en: `less than half have reported (${percent(one.coverage)}); judged when more have`,
    };
  }
  if (one.recent.length < 3) return { zh: "历史不足三期", en: "fewer than three months of history" };
  if (one.recent.every((v) => v === one.recent[0])) {
    return {
      zh: "此前各期完全相同，无法判断波动",
      en: "all months before are the same: its ups and downs are not known",
    };
  }
  const power = unitError(one.value, one.recent);
  if (Math.abs(power) >= 3) {
    const times = `${power > 0 ? "×" : "÷"}${10 ** Math.abs(power)}`;
    return {
      zh: `疑似单位错误（${times}），转数据核对`,
      en: `looks like a wrong unit (${times}); the return is to be checked`,
    };
  }
  const ratio = one.value / median(one.recent);
  if (one.recent.every((v) => v > 0) && (ratio > IMPLAUSIBLE || ratio < 1 / IMPLAUSIBLE)) {
    return {
      zh: `与此前相差 ${IMPLAUSIBLE} 倍以上，疑似填报错误，转数据核对`,
      en: `more than ${IMPLAUSIBLE} times off what it was: probably a wrong return, to be checked`,
    };
  }
  return null;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
