// Whom to call first, the list to call from, and what was said.
import { labelOf } from "../../../engines/calendar/index.ts";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Download } from "../../../platform/http/row.ts";
import { writeTable } from "../../../platform/sheets/table.ts";
import type { Call, CallResult, FollowUp, Weighed } from "../followup/contract.ts";
import { atStake, expectedOf, fewest, isDoubtful, periodsNeeded } from "../followup/weigh.ts";
import { words } from "../followup/words.ts";
import { periodsOf } from "../store/board.ts";
import { cardOf, findFiling } from "../store/filing.ts";
import { addCall, findCalls, findOpen, lastCalls, sumReported } from "../store/follow-up.ts";
import { formsIn } from "../store/period.ts";
import { contactsAt } from "./neighbours.ts";
import { seesFigures } from "./open.ts";

type Query = { formCode: string; period?: string; indicator?: string };

/** The part of everything open that the first few are to settle. */
const MOST = 0.8;

export async function followUp(ctx: Ctx, query: Query & { limit: number }): Promise<FollowUp> {
  const periods = await periodsOf(ctx, query.formCode);
  const period = query.period ?? periods[0] ?? null;
  const form = period && (await formsIn(ctx, period)).find((one) => one.code === query.formCode);
  const indicators = form
    ? form.sections
        .filter((section) => !section.repeat)
        .flatMap((section) => section.fields)
        // Only what adds up over enterprises can be a share of a total.
        .filter((field) => field.type !== "text" && field.unit.zh !== "%")
        .map(({ code, label, unit }) => ({ code, label, unit }))
    : [];
  const chosen = indicators.find((one) => one.code === query.indicator) ?? indicators[0];
  if (!period || !chosen)
    return {
      period,
      periods,
      indicators,
      indicator: null,
      rows: [],
      total: 0,
      hidden: 0,
      few: 0,
      settles: null,
    };
  const open = await findOpen(ctx, query.formCode, period, chosen.code, periodsNeeded(period));
  const reported = await sumReported(ctx, query.formCode, period, chosen.code);
  const judged = open.flatMap((row) => {
    const past = new Map(Object.entries(row.past ?? {}).map(([at, value]) => [at, Number(value)]));
    const came = row.missing ? null : (past.get(period) ?? null);
    past.delete(period);
    const expected = expectedOf(past, period);
    if (!row.missing && (came === null || !isDoubtful(expected, came))) return [];
    const weight = Number(row.weight);
    return [{ row, came, expected, weight, stake: expected === null ? 0 : atStake(weight, expected, came) }];
  });
  judged.sort((a, b) => b.stake - a.stake || a.row.organisationName.localeCompare(b.row.organisationName));
  const total = judged.reduce(
    (all, { row, expected, weight }) => all + (row.missing ? weight * (expected ?? 0) : 0),
    reported,
  );
  const rows = judged.slice(0, query.limit);
  const contacts = await contactsAt(
    ctx,
    rows.map(({ row }) => row.organisationId),
  );
  const calls = await lastCalls(
    ctx,
    rows.map(({ row }) => row.id),
  );
  return {
    period,
    periods,
    indicators,
    indicator: chosen.code,
    rows: rows.map(
      ({ row, came, expected, stake }): Weighed => ({
        ...cardOf(row, ctx.now),
        why: row.missing ? "missing" : "doubtful",
        expected: expected === null ? null : rounded(expected),
        reported: came === null ? null : String(came),
        share: expected === null || total <= 0 ? null : round(100 * (stake / total), 2),
        figures: seesFigures(ctx, row),
        contacts: contacts.get(row.organisationId) ?? [],
        lastCall: calls.get(row.id) ?? null,
      }),
    ),
    total: judged.length,
    hidden: judged.filter(({ row }) => !seesFigures(ctx, row)).length,
    ...settled(judged.map(({ stake }) => stake)),
  };
}

function settled(stakes: readonly number[]): { few: number; settles: number | null } {
  const { few, settles } = fewest(stakes, MOST);
  return { few, settles: settles === null ? null : round(settles, 1) };
}

/** An expectation is no figure: three digits say what is known. */
const rounded = (value: number): string => String(Number(value.toPrecision(3)));
const round = (value: number, digits: number): number => Number(value.toFixed(digits));

export async function exportFollowUp(ctx: Ctx, query: Query): Promise<Download> {
  const list = await followUp(ctx, { ...query, limit: 5000 });
  const say = words.zh;
  const indicator = list.indicators.find((one) => one.code === list.indicator);
  const unit = indicator?.unit.zh ?? "";
  const name = `电话清单-${list.period ?? "无数据"}`;
  await audit(ctx, {
    action: "reporting.export-calling-list",
    subject: "filing",
    after: { rows: list.total },
  });
  return {
    name: `${name}.xlsx`,
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    body: writeTable({
      title: name,
      columns: [
        { code: "order", label: say.order, type: "integer" },
        { code: "name", label: say.enterprise, type: "text", width: 32 },
        { code: "why", label: say.why, type: "text" },
        { code: "dueOn", label: say.dueOn, type: "date" },
        { code: "expected", label: say.expected, unit, type: "decimal", decimals: 2 },
        { code: "reported", label: say.reported, unit, type: "decimal", decimals: 2 },
        { code: "share", label: say.share, unit: "%", type: "decimal", decimals: 2 },
        { code: "contacts", label: say.contacts, type: "text", width: 36 },
        { code: "lastCall", label: say.lastCall, type: "text", width: 36 },
      ],
      rows: list.rows.map((row, i) => ({
        order: i + 1,
        name: row.organisationName,
        why: say[row.why],
        dueOn: row.dueOn,
        expected: row.expected,
        reported: row.reported,
        share: row.share === null ? null : String(row.share),
        contacts: row.contacts.map((one) => `${one.name} ${one.phone ?? ""}`.trim()).join("；"),
        lastCall: row.lastCall
          ? [say[row.lastCall.result], row.lastCall.promisedOn, row.lastCall.note].filter(Boolean).join(" ")
          : "",
      })),
      notes: [
        `${list.period ? labelOf(list.period) : ""} ${indicator?.label.zh ?? ""}`,
        say.method,
        ...(list.hidden ? [say.hiddenNote.replace("{count}", String(list.hidden))] : []),
      ],
    }),
  };
}

export async function noteCall(
  ctx: Ctx,
  wish: {
    id: string;
    filingId: string;
    result: CallResult;
    spokeWith: string | null;
    promisedOn: string | null;
    note: string | null;
  },
): Promise<Call> {
  if (!ctx.who.actingFor) refuse("reporting.no-acting");
  const filing = await findFiling(ctx, wish.filingId);
  // A form of another association is not for this one to chase.
  if (!filing || filing.formTitle === null) refuse("record.not-found");
  if (await addCall(ctx, filing, wish))
    await audit(ctx, {
      action: "reporting.call",
      subject: "filing",
      subjectId: filing.id,
      organisationId: filing.organisationId,
      after: { result: wish.result, promisedOn: wish.promisedOn },
    });
  const { rows } = await findCalls(ctx, { filingId: filing.id, limit: 200, offset: 0 });
  return rows.find((one) => one.id === wish.id) ?? refuse("record.not-found");
}

export async function listCalls(
  ctx: Ctx,
  query: { period?: string; filingId?: string; q?: string; limit: number; offset: number },
): Promise<{ rows: Call[]; total: number; limit: number; offset: number }> {
  return { ...(await findCalls(ctx, query)), limit: query.limit, offset: query.offset };
}
