// Who is missing and how they are reminded: at most once a day for each return.
import { labelOf, shanghaiDay } from "../../../engines/calendar/index.ts";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import type { CompletenessGroup, FilingCard, FilingState } from "../contract.ts";
import { isMissing } from "../filing.ts";
import {
  addReminder,
  countAll,
  countBy,
  type FilingQuery,
  findCards,
  findReminders,
  type GroupRow,
  periodsOf,
} from "../store/board.ts";
import { cardOf, findFilings } from "../store/filing.ts";
import { formsIn } from "../store/period.ts";
import { associationNames } from "./neighbours.ts";
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
};

export async function completeness(
  ctx: Ctx,
  query: { formCode: string; period?: string; by: "association" | "industry" | "region" },
): Promise<Board> {
  const periods = await periodsOf(ctx, query.formCode);
  const period = query.period ?? periods[0] ?? null;
  if (!period) return { period, periods, dueOn: null, total: { ...NONE, name: "" }, groups: [] };
  const { dueOn, ...total } = await countAll(ctx, query.formCode, period);
  const groups = await countBy(ctx, query.formCode, period, query.by);
  const names =
    query.by === "association"
      ? await associationNames(
          ctx,
          groups.map((g) => g.code),
        )
      : new Map<string, string>();
  return {
    period,
    periods,
    dueOn,
    total: { ...total, name: "" },
    groups: groups.map((group) => ({ ...group, name: names.get(group.code) ?? group.code })),
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

export type Reminded = { reminded: number; alreadyToday: number; notMissing: number; text: string };

/** In one go; whoever is left is reminded by the next press, and today's are not told twice. */
const MOST_AT_ONCE = 2000;

export async function remind(
  ctx: Ctx,
  wish: {
    filings: readonly string[];
    missing?: Pick<FilingQuery, "formCode" | "association" | "industry" | "region"> & { period: string };
  },
): Promise<Reminded> {
  if (!ctx.who.actingFor) refuse("reporting.no-acting");
  const today = shanghaiDay(ctx.now.getTime());
  const found = wish.missing
    ? (
        await findCards(ctx, {
          ...wish.missing,
          state: ["due", "draft", "returned"],
          limit: MOST_AT_ONCE,
          offset: 0,
        })
      ).rows
    : await findFilings(ctx, wish.filings);
  const missing = found.filter(isMissing);
  let reminded = 0;
  for (const filing of missing) {
    if (filing.remindedOn === today || !(await addReminder(ctx, filing, today))) continue;
    reminded++;
    await ctx.announce("reporting.reminded", {
      organisationId: filing.organisationId,
      filingId: filing.id,
      byOrganisationId: ctx.who.actingFor,
    });
  }
  await audit(ctx, {
    action: "reporting.remind",
    subject: "filing",
    after: { reminded, asked: found.length },
  });
  return {
    reminded,
    alreadyToday: missing.length - reminded,
    notMissing: found.length - missing.length,
    text: await messageOf(ctx, missing),
  };
}

/** For a chat group; {link} stands where the page puts the address of this site. */
async function messageOf(ctx: Ctx, missing: Awaited<ReturnType<typeof findFilings>>): Promise<string> {
  const [first] = missing;
  if (!first) return "";
  const form = (await formsIn(ctx, first.period)).find((f) => f.code === first.formCode);
  const title = form?.title.zh ?? first.formCode;
  const names = missing.map((filing) => filing.organisationName);
  const shown =
    names.length > 30 ? `${names.slice(0, 30).join("、")} 等 ${names.length} 家` : names.join("、");
  return `【报表提醒】${labelOf(first.period)}《${title}》截止 ${first.dueOn}，以下单位尚未报送：${shown}。登录后可直接打开已预填的报表，约五分钟填完：{link}`;
}

type LoggedReminder = {
  id: string;
  filingId: string;
  memberId: string;
  memberName: string;
  period: string;
  remindedByName: string;
  remindedAt: string;
  state: FilingState;
};

export async function reminderLog(
  ctx: Ctx,
  query: { period?: string; q?: string; limit: number; offset: number },
): Promise<{ rows: LoggedReminder[]; total: number; limit: number; offset: number }> {
  const { rows, total } = await findReminders(ctx, query);
  return {
    rows: rows.map((row) => ({ ...row, remindedAt: row.remindedAt.toISOString() })),
    total,
    limit: query.limit,
    offset: query.offset,
  };
}
