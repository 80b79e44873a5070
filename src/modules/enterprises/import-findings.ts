// What the registry says of one row of an uploaded list, before anything is written: at the cell, in a sentence.
import type { CodeVerdict } from "./enterprise.ts";

export type RowValues = Readonly<Record<string, string | number | boolean | null | undefined>>;
export type Finding = { column: string; code: string; severity: "error" | "warning"; zh: string; en: string };

export type Asked = {
  verdictOf: (code: string) => { verdict: CodeVerdict; normalized: string };
  industries: ReadonlySet<string>;
  provinces: ReadonlySet<string>;
  /** The row in this file that already carries the code, or the name where there is no code. */
  earlierRow: (key: string) => number | undefined;
};

export function findingsOf(values: RowValues, asked: Asked): Finding[] {
  const out: Finding[] = [];
  const say = (severity: Finding["severity"], column: string, code: string, zh: string, en: string) =>
    out.push({ column, code, severity, zh, en });
  const code = text(values.credit_code);
  if (code) {
    const { verdict, normalized } = asked.verdictOf(code);
    const earlier = asked.earlierRow(normalized);
    if (verdict === "malformed") {
      say(
        "error",
        "credit_code",
        "code_malformed",
        `统一社会信用代码“${code}”格式不对，应为 18 位数字和大写字母（不含 I、O、S、V、Z）。请对照营业执照修改。`,
        `The credit code “${code}” is malformed; compare it with the licence.`,
      );
    } else if (earlier !== undefined) {
      say(
        "error",
        "credit_code",
        "code_twice",
        `与第 ${earlier} 行的统一社会信用代码相同。同一企业只保留一行。`,
        `The same credit code stands in row ${earlier}. Keep one row an enterprise.`,
      );
    }
    if (verdict === "check-digit") {
      const excused = text(values.override_reason) !== null;
      say(
        excused ? "warning" : "error",
        "credit_code",
        excused ? "code_excused" : "code_check_digit",
        excused
          ? "校验位不符，按所填豁免原因接受。"
          : "统一社会信用代码的校验位不符，可能录错一位。确认执照如此的，请在“豁免原因”一列写明原因。",
        excused
          ? "The check digit does not fit; accepted for the reason given."
          : "The check digit does not fit. If the licence says so, give the reason in the override column.",
      );
    }
  }
  const twin = code ? undefined : asked.earlierRow(String(values.name ?? ""));
  if (twin !== undefined) {
    say(
      "error",
      "name",
      "name_twice",
      `与第 ${twin} 行的企业名称相同，又没有统一社会信用代码可以区分。请补上代码，或只保留一行。`,
      `The same name stands in row ${twin}, and no credit code tells them apart. Give the code or keep one row.`,
    );
  }
  const industry = text(values.industry_code);
  if (industry && !asked.industries.has(industry)) {
    say(
      "error",
      "industry_code",
      "industry_unknown",
      `行业代码“${industry}”不在 GB/T 4754-2017 轻工业目录里，请填 2–4 位代码，如 2221。`,
      `The industry code “${industry}” is not in the list; give 2 to 4 digits such as 2221.`,
    );
  }
  const region = text(values.region_code);
  if (region && !(/^\d{6}$/.test(region) && asked.provinces.has(region.slice(0, 2)))) {
    say(
      "error",
      "region_code",
      "region_unknown",
      `行政区划代码“${region}”不对，应为 6 位数字，如 440600。`,
      `The region code “${region}” is wrong; six digits such as 440600.`,
    );
  }
  const { employees, revenue, year } = values;
  if (year == null && [employees, revenue, values.assets].some((v) => v != null)) {
    say(
      "error",
      "year",
      "year_missing",
      "填了规模指标，但没有填“指标年份”。请补上年份，如 2025。",
      "Figures without their year; give it, such as 2025.",
    );
  }
  // 轻工 sells some hundred 万元 a head; ten thousand and more means that the cell was filled in 元.
  if (
    typeof revenue === "number" &&
    typeof employees === "number" &&
    employees > 0 &&
    revenue / employees > 10_000
  ) {
    say(
      "warning",
      "revenue",
      "revenue_unit",
      "人均营业收入超过 1 亿元，是不是把“元”填进了“万元”一列？请核对单位。",
      "More than 100 million yuan a head: was 元 entered where 万元 is asked?",
    );
  }
  return out;
}

const text = (value: RowValues[string]): string | null =>
  value === null || value === undefined || String(value).trim() === "" ? null : String(value).trim();
