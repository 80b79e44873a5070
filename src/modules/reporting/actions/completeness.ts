// How the period stands, by any cut: who is missing, who came in time, and who looks after whom.
import { labelOf, shanghaiDay } from "../../../engines/calendar/index.ts";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Download } from "../../../platform/http/row.ts";
import { writeTable } from "../../../platform/sheets/table.ts";
import { keyLists } from "../../enterprises/index.ts";
import { panelsAsking } from "../../forms/index.ts";
import type { CompletenessGroup, Grouping } from "../completeness/contract.ts";
import { SIZE_WORDS, words } from "../completeness/words.ts";
import type { FilingCard } from "../contract.ts";
import { type FilingQuery, findCards, periodsOf } from "../store/board.ts";
import { countAll, countBy, type GroupRow, inChargeNames, setInCharge } from "../store/completeness.ts";
import { cardOf } from "../store/filing.ts";
import { formsIn } from "../store/period.ts";
import { associationNames, colleaguesOf, regionsAndIndustries } from "./neighbours.ts";
import { seesFigures } from "./open.ts";

type Board = {
  period: string | null;
  periods: string[];
  dueOn: string | null;
  total: CompletenessGroup;
  groups: CompletenessGroup[];
};

const NONE: GroupRow = {
  code: "",
  expected: 0,
  reported: 0,
  accepted: 0,
  returned: 0,
  missing: 0,
  onTime: 0,
  grace: 0,
  late: 0,
  history: 0,
  medianDays: null,
};

type Query = { formCode: string; period?: string; by: Grouping };

export async function completeness(ctx: Ctx, query: Query): Promise<Board> {
  const periods = await periodsOf(ctx, query.formCode);
  const period = query.period ?? periods[0] ?? null;
  if (!period) return { period, periods, dueOn: null, total: { ...NONE, name: "" }, groups: [] };
  const { dueOn, ...total } = await countAll(ctx, query.formCode, period);
  const panels = query.by === "panel" ? await panelsAsking(ctx, query.formCode) : [];
  const by =
    query.by === "panel" ? { panels: panels.map(({ id, members }) => ({ code: id, members })) } : query.by;
  const groups = await countBy(ctx, query.formCode, period, by);
  const names = await namesOf(ctx, query.by, groups, panels);
  return {
    period,
    periods,
    dueOn,
    total: { ...total, name: "" },
    groups: groups.map((group) => ({ ...group, name: names.get(group.code) ?? group.code })),
  };
}

/** Industries and regions are named by the page, in its own language; everything else here. */
async function namesOf(
  ctx: Ctx,
  by: Grouping,
  groups: readonly GroupRow[],
  panels: readonly { id: string; name: string }[],
): Promise<Map<string, string>> {
  const zh = ctx.who.language === "zh";
  switch (by) {
    case "association":
      return associationNames(
        ctx,
        groups.map((g) => g.code),
      );
    case "list":
      return new Map((await keyLists(ctx)).map((list) => [list.code, zh ? list.nameZh : list.nameEn]));
    case "panel":
      return new Map(panels.map((panel) => [panel.id, panel.name]));
    case "person":
      return inChargeNames(ctx);
    case "size":
      return new Map(Object.entries(SIZE_WORDS[zh ? "zh" : "en"]));
    default:
      return new Map();
  }
}

export async function exportCompleteness(ctx: Ctx, query: Query): Promise<Download> {
  const board = await completeness(ctx, query);
  const say = words.zh;
  const form = board.period
    ? (await formsIn(ctx, board.period)).find((one) => one.code === query.formCode)
    : undefined;
  const named =
    query.by === "industry" || query.by === "region"
      ? await regionsAndIndustries(ctx)
      : new Map<string, string>();
  const title = `${say.sheet}-${board.period ?? ""}`;
  const rate = (part: number, whole: number): string | null => (whole ? String(part / whole) : null);
  const shown = (group: CompletenessGroup, name: string) => ({
    ...group,
    name,
    medianDays: group.medianDays === null ? null : String(group.medianDays),
    rate: rate(group.reported, group.expected),
    timely: rate(group.onTime, group.expected),
    ofReported: rate(group.onTime, group.onTime + group.grace + group.late),
  });
  await audit(ctx, { action: "reporting.export-completeness", subject: "filing", after: { by: query.by } });
  return {
    name: `${title}.xlsx`,
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    body: writeTable({
      title,
      columns: [
        { code: "name", label: say[`by.${query.by}`], type: "text", width: 32 },
        { code: "expected", label: say.expected, type: "integer" },
        { code: "reported", label: say.reported, type: "integer" },
        { code: "missing", label: say.missing, type: "integer" },
        { code: "accepted", label: say.accepted, type: "integer" },
        { code: "returned", label: say.returned, type: "integer" },
        { code: "onTime", label: say.onTime, type: "integer" },
        { code: "grace", label: say.grace, type: "integer" },
        { code: "late", label: say.late, type: "integer" },
        { code: "history", label: say.history, type: "integer" },
        { code: "rate", label: say.rate, type: "percent" },
        { code: "timely", label: say.timely, type: "percent" },
        { code: "ofReported", label: say.ofReported, type: "percent" },
        { code: "medianDays", label: say.medianDays, type: "decimal", decimals: 1 },
      ],
      rows: [
        ...board.groups.map((group) =>
          shown(group, named.get(group.code) ?? (group.code ? group.name : say.none)),
        ),
        shown(board.total, say.total),
      ],
      notes: [
        `${board.period ? labelOf(board.period) : ""}《${form?.title.zh ?? query.formCode}》`,
        `${say.dueOn} ${board.dueOn ?? "—"}`,
        say.method,
        say.today,
      ],
    }),
  };
}

export async function listFilings(
  ctx: Ctx,
  query: FilingQuery,
): Promise<{
  rows: (FilingCard & { figures: boolean })[];
  total: number;
  limit: number;
  offset: number;
}> {
  const { rows, total } = await findCards(ctx, query);
  const cards = rows.map((row) => ({ ...cardOf(row, ctx.now), figures: seesFigures(ctx, row) }));
  return { rows: cards, total, limit: query.limit, offset: query.offset };
}

export async function colleagues(ctx: Ctx): Promise<{ persons: { id: string; name: string }[] }> {
  return { persons: await colleaguesOf(ctx, ctx.who.actingFor ?? refuse("reporting.no-acting")) };
}

/** A cut of the table and nothing more: whoever is in charge may do no more than before. */
export async function putInCharge(
  ctx: Ctx,
  wish: { members: readonly string[]; personId: string | null },
): Promise<{ changed: number }> {
  const { persons } = await colleagues(ctx);
  const person = persons.find((one) => one.id === wish.personId) ?? null;
  if (wish.personId && !person) refuse("record.not-found");
  const seen = wish.members.filter((id) => ctx.who.scope.all || ctx.who.scope.members.has(id));
  if (seen.length < wish.members.length) refuse("record.not-found");
  const changed = await setInCharge(ctx, seen, person);
  await audit(ctx, {
    action: "reporting.put-in-charge",
    subject: "member",
    after: { members: seen.length, person: person?.name ?? null, day: shanghaiDay(ctx.now.getTime()) },
  });
  return { changed };
}
