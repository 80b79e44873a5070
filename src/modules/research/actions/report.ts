// The research report as .docx: why, where, what was found by industry, each figure with its source, the visits as annex.
import type { Ctx } from "../../../platform/ctx.ts";
import type { DocumentSection, Line } from "../../../platform/documents/document.ts";
import { docxType, writeDocument } from "../../../platform/documents/write.ts";
import type { Download } from "../../../platform/http/row.ts";
import { organisationNames } from "../../people/index.ts";
import { shanghaiDay } from "../plan.ts";
import { industryName, regionName } from "../reference.ts";
import { findingsBy, type StoredFinding } from "../store/findings.ts";
import { loadPlan, type StoredPlan, type StoredVisit, visitsOf } from "../store/plans.ts";
import { questionnairesOf, type StoredQuestionnaire } from "../store/questionnaires.ts";
import { words } from "../words.ts";
import { resultsOf } from "./questionnaires.ts";

const say = words.zh;

export async function downloadReport(ctx: Ctx, input: { id: string }): Promise<Download> {
  const plan = await loadPlan(ctx, input.id);
  const visits = await visitsOf(ctx, plan.id);
  const findings = await findingsBy(ctx, { planId: plan.id });
  const issuer = (await organisationNames(ctx, [plan.organisationId])).get(plan.organisationId)?.name ?? "";
  const visitOf = new Map(visits.map((visit) => [visit.id, visit]));
  const body = await writeDocument({
    title: `${plan.title}——调研报告`,
    subtitle: `${issuer}　${shanghaiDay(ctx.now)}${plan.state === "closed" ? "" : "（未定稿）"}`,
    demo: plan.demo,
    issuer,
    sections: [
      purposeOf(plan),
      overviewOf(visits, findings),
      { heading: "三、调研发现", paragraphs: findings.length === 0 ? ["尚未记录调研发现。"] : [] },
      ...byIndustry(findings, visitOf),
      ...(await questionnaireSections(ctx, plan.id)),
      annexOf(visits),
    ],
    sources: [
      `走访记录：${plan.title}，${plan.startsOn} 至 ${plan.endsOn}，共 ${visits.filter((v) => v.done).length} 次`,
      "行业名称：国民经济行业分类（GB/T 4754-2017）；地区名称：行政区划代码（GB/T 2260）",
    ],
  });
  return { name: `${plan.title}-调研报告.docx`, type: docxType, body };
}

function purposeOf(plan: StoredPlan): DocumentSection {
  const listed = (codes: readonly string[], name: (code: string) => string | null) =>
    codes.map((code) => `${name(code) ?? code}（${code}）`).join("、") || "不限";
  return {
    heading: "一、调研目的与组织",
    paragraphs: plan.purpose ? plan.purpose.split(/\n+/) : ["（未填写调研目的）"],
    table: {
      columns: [
        { label: "项目", share: 1 },
        { label: "内容", share: 4 },
      ],
      rows: [
        ["时间", `${plan.startsOn} 至 ${plan.endsOn}`],
        [
          "调研组",
          plan.team.map((one) => (one.unit ? `${one.name}（${one.unit}）` : one.name)).join("、") || "—",
        ],
        ["行业", listed(plan.industries, industryName)],
        ["地区", listed(plan.regions, regionName)],
      ],
    },
  };
}

function overviewOf(visits: readonly StoredVisit[], findings: readonly StoredFinding[]): DocumentSection {
  const done = visits.filter((visit) => visit.done);
  const enterprises = new Set(done.flatMap((visit) => visit.enterprise?.id ?? []));
  const of = (kind: StoredFinding["kind"]) => findings.filter((finding) => finding.kind === kind).length;
  const source = "本计划的走访与发现记录，逐条计数";
  return {
    heading: "二、调研概况",
    paragraphs: [
      [
        "共完成走访 ",
        { figure: `${done.length} 次`, source },
        "，涉及企业 ",
        { figure: `${enterprises.size} 家`, source },
        "；记录发现 ",
        { figure: `${findings.length} 条`, source },
        `，其中困难 ${of("difficulty")} 条、做法 ${of("practice")} 条、诉求 ${of("request")} 条。`,
      ],
    ],
  };
}

/** Grave ones first within each industry; those without an industry at the end. */
function byIndustry(
  findings: readonly StoredFinding[],
  visitOf: ReadonlyMap<string, StoredVisit>,
): DocumentSection[] {
  const groups = Map.groupBy(findings, (finding) => finding.industryCode?.slice(0, 2) ?? "");
  return [...groups]
    .sort(([a], [b]) => (a === "" ? 1 : b === "" ? -1 : a < b ? -1 : 1))
    .map(([code, own], i) => ({
      heading: `（${i + 1}）${code === "" ? "跨行业与地区" : `${industryName(code) ?? code}（${code}）`}`,
      level: 2 as const,
      bullets: own.map((finding) => lineOf(finding, visitOf.get(finding.visitId ?? ""))),
    }));
}

function lineOf(finding: StoredFinding, visit: StoredVisit | undefined): Line {
  const places = [
    finding.enterprise?.name,
    finding.regionCode && (regionName(finding.regionCode) ?? finding.regionCode),
  ].filter(Boolean);
  const evidence = visit ? `走访记录 ${visit.onDate} ${visit.enterprise?.name ?? visit.place}` : null;
  return [
    `【${say[`kind_${finding.kind}`]}·${say[`severity_${finding.severity as 1 | 2 | 3}`]}】`,
    evidence ? { figure: finding.text, source: evidence } : finding.text,
    ...(places.length > 0 ? [`（${places.join("，")}）`] : []),
    ...finding.figures.flatMap((figure, i) => [
      i === 0 ? " 数据：" : "；",
      { figure: figure.text, source: figure.source },
    ]),
  ];
}

async function questionnaireSections(ctx: Ctx, planId: string): Promise<DocumentSection[]> {
  const out: DocumentSection[] = [];
  for (const of of await questionnairesOf(ctx, planId)) {
    const results = await resultsOf(ctx, of);
    if (results) out.push(sectionOf(of, results));
  }
  return out;
}

function sectionOf(
  of: StoredQuestionnaire,
  results: NonNullable<Awaited<ReturnType<typeof resultsOf>>>,
): DocumentSection {
  const shown = (count: number | null) => (count === null ? "＊" : String(count));
  return {
    heading: `问卷：${of.title}`,
    level: 2,
    paragraphs: [
      [
        "收到匿名答卷 ",
        { figure: `${of.answered} 份`, source: `匿名问卷《${of.title}》，答卷计数` },
        "。＊ 表示人数少于 3 或可推算出少于 3 人，不予显示。",
      ],
    ],
    table: {
      columns: [
        { label: "题目", share: 3 },
        { label: "选项", share: 3 },
        { label: "结果", share: 1, align: "right" },
      ],
      rows: results.flatMap((result) =>
        result.kind === "number"
          ? [[result.label, "平均值", result.mean === null ? "＊" : `${result.mean} ${result.unit}`]]
          : result.kind === "text"
            ? [[result.label, "文字回答（份）", shown(result.answered)]]
            : result.options.map((option, i) => [
                i === 0 ? result.label : "",
                option.label,
                shown(option.count),
              ]),
      ),
    },
  };
}

function annexOf(visits: readonly StoredVisit[]): DocumentSection {
  return {
    heading: "附件：走访名单",
    ...(visits.length === 0 ? { paragraphs: ["没有安排走访。"] } : {}),
    table: {
      columns: [
        { label: "日期", share: 2 },
        { label: "企业或地点", share: 4 },
        { label: "会见人员", share: 3 },
        { label: "状态", share: 1 },
      ],
      rows: visits.map((visit) => [
        visit.onDate,
        [visit.enterprise?.name, visit.place].filter(Boolean).join("　"),
        visit.peopleMet || "—",
        visit.done ? "已走访" : "未走访",
      ]),
    },
  };
}
