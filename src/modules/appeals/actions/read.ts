// How appeals are shown: the inbox, one appeal with what the asker may do, and a case a row as .xlsx.
import type { z } from "zod";
import { workCalendar } from "../../../platform/config/work-calendar.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import type { Download } from "../../../platform/http/row.ts";
import { writeTable } from "../../../platform/sheets/table.ts";
import { mayMove, outcomeNames, stateNames } from "../appeal.ts";
import { instantOf, readAll, rulesOf } from "../clocks.ts";
import type * as contract from "../contract.ts";
import { kindForms } from "../kinds/contract.ts";
import * as store from "../store/appeals.ts";
import { entriesOf, filesOf } from "../store/entries.ts";
import { promiseOf } from "../store/promises.ts";
import { loaded } from "./advance.ts";
import { acting, officersAt, targetsFor } from "./neighbours.ts";
import { issueOf } from "./offers.ts";

export function rowOf(ctx: Ctx, a: store.Stored): contract.AppealRow {
  const { id, number, kind, title, state, outcome, enterprise, regionCode, industryCode } = a;
  const { handler, officer, submittedAt, savedAt, level, reopened, issueId, demo } = a;
  return {
    ...{ id, number, kind, title, state, outcome, enterprise, regionCode, industryCode, handler, officer },
    ...{ submittedAt, savedAt, level, reopened, issueId, demo, enterpriseId: a.organisationId },
    due: a.dueAt === null ? null : { clock: a.dueClock as contract.ClockName, at: a.dueAt },
    late: a.dueAt !== null && Date.parse(a.dueAt) < ctx.now.getTime(),
  };
}

export async function listAppeals(ctx: Ctx, input: z.output<typeof contract.listAppeals.input>) {
  const { rows, total } = await store.listRows(ctx, input);
  return { rows: rows.map((row) => rowOf(ctx, row)), total, limit: input.limit, offset: input.offset };
}

export async function readAppeal(ctx: Ctx, input: { id: string }): Promise<contract.AppealPage> {
  const { a, role } = await loaded(ctx, input.id);
  // The read receipt the enterprise sees: the first time somebody opened it where it lies.
  if (role === "handler" && a.readAt === null) await store.markRead(ctx, a);
  const now = ctx.now.getTime();
  const readings = readAll(rulesOf(await promiseOf(ctx, a.kind)), a.clock, now, workCalendar());
  const { kind, title, answers, detail, contact, phone } = a;
  return {
    ...rowOf(ctx, a),
    content: { kind, title, answers, detail, contact, phone },
    ...{ revision: a.revision, nextReplyOn: a.nextReplyOn, answer: a.answer, answeredAt: a.answeredAt },
    ...{
      answeredBy: a.answeredBy,
      firstOfficer: a.firstOfficer,
      raisedBy: a.raisedBy,
      satisfied: a.satisfied,
    },
    ...{ onBehalf: a.raisedById !== a.organisationId, callsUnreached: a.callsUnreached, readAt: a.readAt },
    issue: await issueOf(ctx, a),
    role,
    moves: mayMove(a.state, role),
    clocks: readings
      .filter((one) => one.state !== "waiting")
      .map((one) => ({
        ...{ name: one.name as contract.ClockName, state: one.state, pending: one.pending },
        ...{ usedMinutes: one.usedMinutes, late: one.late },
        due: one.due === null ? null : new Date(instantOf(one.due)).toISOString(),
      })),
    entries: await entriesOf(ctx, a),
    attachments: (await filesOf(ctx, a)).map(({ id, name, bytes, by, at, holderId }) => ({
      ...{ id, name, bytes, by, at, mine: holderId === ctx.who.actingFor },
    })),
    officers: role === "handler" ? await officersAt(ctx, acting(ctx)) : [],
    targets: role === "handler" ? (await targetsFor(ctx)).filter((one) => one.id !== a.handlerId) : [],
  };
}

/** Rows a file takes at most; more are narrowed by the filters. */
const MOST_ROWS = 20_000;

export async function exportAppeals(
  ctx: Ctx,
  input: z.output<typeof contract.listAppeals.input>,
): Promise<Download> {
  const { rows, total } = await store.listRows(ctx, { ...input, limit: MOST_ROWS, offset: 0 });
  const day = (moment: string | null): Date | null => (moment === null ? null : new Date(moment));
  return {
    name: "诉求明细.xlsx",
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    body: writeTable({
      title: "诉求明细",
      columns: [
        { code: "number", label: "编号", type: "text", width: 18 },
        { code: "title", label: "诉求", type: "text", width: 40 },
        { code: "kind", label: "类型", type: "text" },
        { code: "enterprise", label: "企业", type: "text", width: 30 },
        { code: "region", label: "地区代码", type: "text" },
        { code: "industry", label: "行业代码", type: "text" },
        { code: "state", label: "状态", type: "text" },
        { code: "outcome", label: "结果", type: "text" },
        { code: "handler", label: "承办单位", type: "text", width: 24 },
        { code: "officer", label: "经办人", type: "text" },
        { code: "firstOfficer", label: "首接责任人", type: "text" },
        { code: "submitted", label: "提交时间", type: "moment" },
        { code: "firstReply", label: "首次回应用时", type: "integer", unit: "工作分钟" },
        { code: "answered", label: "答复时间", type: "moment" },
        { code: "closed", label: "办结时间", type: "moment" },
        { code: "due", label: "下一时限", type: "moment" },
        { code: "late", label: "曾超时", type: "boolean" },
        { code: "reopened", label: "重开次数", type: "integer" },
        { code: "satisfied", label: "企业满意", type: "boolean" },
        { code: "answer", label: "答复", type: "text", width: 40 },
      ],
      rows: rows.map((a) => ({
        ...{ number: a.number, title: a.title, kind: kindForms[a.kind].label.zh, enterprise: a.enterprise },
        ...{ region: a.regionCode, industry: a.industryCode, state: stateNames[a.state] },
        outcome: a.outcome ? outcomeNames[a.outcome] : null,
        ...{ handler: a.handler, officer: a.officer, firstOfficer: a.firstOfficer, reopened: a.reopened },
        ...{
          submitted: day(a.submittedAt),
          answered: day(a.answeredAt),
          closed: day(a.closedAt),
          due: day(a.dueAt),
        },
        ...{ firstReply: a.firstReplyMinutes, late: a.late, satisfied: a.satisfied, answer: a.answer },
      })),
      notes: [
        `共 ${total} 件${total > MOST_ROWS ? `，本文件只含前 ${MOST_ROWS} 件，请缩小筛选范围` : ""}`,
        "首次回应用时按工作时间计（9:00–12:00、13:30–17:30，调休以国务院办公厅通知为准）",
        ...(rows.some((row) => row.demo) ? ["含演示数据"] : []),
      ],
    }),
  };
}
