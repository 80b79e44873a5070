// A run taken along as a workbook: its ranking, its curves and firms, or whom to protect; with how it was computed.
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Download } from "../../../platform/http/row.ts";
import { type Table, tableBuffer } from "../../../platform/sheets/table.ts";
import { industryName, provinceName } from "../reference.ts";
import type { MitigationResult, RankRow, Reason, ScenarioResult } from "../runs/contract.ts";
import { runWords } from "../runs/words.ts";
import * as store from "../store/runs.ts";
import { xlsxType } from "./links.ts";
import { aboutRun } from "./work.ts";

const say = runWords.zh;

export async function exportRun(ctx: Ctx, input: { id: string }): Promise<Download> {
  const run = await store.readRunRow(ctx, input.id);
  if (run.state !== "done") refuse("network.run-unfinished");
  const { known } = (await aboutRun(ctx, run)).inputs;
  const notes = [
    `推演：${run.title}（${say[`kind_${run.kind}`]}）`,
    `${run.engine}，ε = ${run.eps}，输入 ${run.inputHash}，结果 ${run.resultHash}`,
    `${run.firms} 家企业，${run.links} 条关系：填报 ${known.reported}、导入 ${known.imported}、推断 ${known.inferred}，估计金额 ${known.estimated}`,
    "方法：Diem 等，Sci. Rep. 12, 7719 (2022)，doi:10.1038/s41598-022-11522-z",
  ];
  const result = run.result as { scenarios?: ScenarioResult[]; mitigation?: MitigationResult } | null;
  const table =
    run.kind === "esri"
      ? ranking(await store.everyRank(ctx, run.id))
      : run.kind === "scenario"
        ? scenarios(result?.scenarios ?? [])
        : protection(result!.mitigation!);
  const body = await tableBuffer({ ...table, notes: [...(table.notes ?? []), ...notes] });
  return { name: `${run.title}.xlsx`, type: xlsxType, body };
}

const percent = (code: string, label: string) => ({ code, label, type: "percent" as const, decimals: 4 });
const text = (code: string, label: string, width = 16) => ({ code, label, type: "text" as const, width });
const whole = (code: string, label: string) => ({ code, label, type: "integer" as const });

function ranking(rows: readonly RankRow[]): Table {
  return {
    title: say.kind_esri,
    columns: [
      ...[whole("place", say.place), text("name", say.enterprise, 34), text("industry", say.branch, 24)],
      ...[
        text("province", say.province),
        percent("esri", say.esri),
        percent("lo", "区间下限"),
        percent("hi", "区间上限"),
      ],
      ...[
        percent("down", "经供应"),
        percent("up", "经订单"),
        percent("weight", say.weight),
        whole("rounds", "轮数"),
      ],
      text("reasons", say.reasons, 60),
    ],
    rows: rows.map((row) => ({
      ...row,
      industry: industryName(row.industry),
      province: provinceName(row.province),
      reasons: row.reasons.map(reasonText).join("；"),
    })),
  };
}

export function reasonText(reason: Reason): string {
  const round = (value: number) => `${Math.round(value * 1000) / 10}%`;
  switch (reason.kind) {
    case "single-source":
      return fill(say.reason_single_source, { customers: reason.customers });
    case "market":
      return fill(say.reason_market, { share: round(reason.share), hhi: reason.hhi.toFixed(2) });
    case "cut":
      return fill(say.reason_cut, { firms: reason.firms });
    case "risk":
      return reason.times === null
        ? fill(say.reason_risk_plain, { rank: reason.rank })
        : fill(say.reason_risk, { rank: reason.rank, times: reason.times.toFixed(1) });
    case "hidden":
      return fill(say.reason_hidden, { size: reason.size, rank: reason.rank });
  }
}

const fill = (sentence: string, params: Record<string, string | number>): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));

/** One row a firm and scenario; the curves day by day stand in the notes of no sheet but in rows of their own. */
function scenarios(found: readonly ScenarioResult[]): Table {
  return {
    title: say.kind_scenario,
    columns: [
      ...[text("scenario", say.scenarioName, 24), text("what", "内容"), text("name", say.enterprise, 34)],
      ...[text("industry", say.branch, 24), text("province", say.province), whole("day", "第几天")],
      ...[percent("loss", "损失"), percent("after", "保护后"), whole("recovers", "恢复用时（天）")],
    ],
    rows: found.flatMap((one) => [
      ...one.before.map((loss, day) => ({
        ...{ scenario: one.name, what: "全网每日损失", day, loss, after: one.after?.[day] ?? null },
      })),
      ...one.firms.map((firm) => ({
        ...{ scenario: one.name, what: "受影响企业", name: firm.name, loss: firm.loss },
        ...{ industry: industryName(firm.industry), province: provinceName(firm.province) },
        day: firm.survives < 0 ? null : firm.survives,
        recovers: firm.recovers < 0 ? null : firm.recovers,
      })),
    ]),
    notes: [
      say.pathNote,
      ...found.map((one) => `${one.name}：受影响 ${one.hit} 家，列出 ${one.firms.length} 家`),
    ],
  };
}

function protection(found: MitigationResult): Table {
  return {
    title: say.kind_mitigation,
    columns: [
      ...[whole("order", say.protectOrder), text("name", say.enterprise, 34)],
      ...[percent("left", say.leftLoss), percent("avoided", say.avoided)],
    ],
    rows: found.chosen.map((one, i) => ({
      ...{ order: i + 1, name: one.name, left: one.left, avoided: found.loss - one.left },
    })),
    notes: [
      found.exact
        ? say.exactYes
        : fill(say.exactNo, {
            ...{
              candidates: found.candidates,
              tried: found.tried,
              floor: `${(found.floor * 100).toFixed(2)}%`,
            },
          }),
    ],
  };
}
