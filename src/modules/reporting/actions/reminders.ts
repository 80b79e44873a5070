// The log of reminders with what came of each, the group's robot, and when reminders go by themselves.
import { audit } from "../../../platform/audit/audit.ts";
import { workCalendar } from "../../../platform/config/work-calendar.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Download } from "../../../platform/http/row.ts";
import { mailFates } from "../../../platform/notify/notify.ts";
import * as robots from "../../../platform/notify/robots.ts";
import { writeTable } from "../../../platform/sheets/table.ts";
import type { LoggedReminder, ReminderChannel, ReminderOutcome } from "../reminders/contract.ts";
import { type NotNow, notNow, type Reminding, USUAL } from "../reminders/when.ts";
import { words } from "../reminders/words.ts";
import { periodsOf } from "../store/board.ts";
import { findReminders, putReminding, type ReminderRow, remindingOf } from "../store/reminders.ts";
import { associationNames } from "./neighbours.ts";

const acting = (ctx: Ctx): string => ctx.who.actingFor ?? refuse("reporting.no-acting");

type Filters = {
  formCode?: string;
  period?: string;
  channel?: ReminderChannel;
  outcome?: ReminderOutcome;
  automatic?: boolean;
  q?: string;
};

/** What did not arrive is looked for among this many; a log longer than that is narrowed by its period. */
const MOST_JUDGED = 5000;

export async function reminderLog(
  ctx: Ctx,
  query: Filters & { limit: number; offset: number; sort?: string },
) {
  const { limit, offset } = query;
  const periods = await periodsOf(ctx, query.formCode ?? "monthly-operation");
  return { ...(await logOf(ctx, query)), limit, offset, periods };
}

async function logOf(
  ctx: Ctx,
  { outcome, ...query }: Filters & { limit: number; offset: number; sort?: string },
): Promise<{ rows: LoggedReminder[]; total: number }> {
  const missing = outcome === undefined ? undefined : outcome !== "reported";
  // Whether something arrived is not known to the log itself: these are picked after they were judged.
  const judged = outcome !== undefined && outcome !== "reported";
  const page = judged ? { ...query, limit: MOST_JUDGED, offset: 0 } : query;
  const found = await findReminders(ctx, { ...page, missing });
  const rows = await judge(ctx, found.rows);
  if (!judged) return { rows, total: found.total };
  const picked = rows.filter((row) => row.outcome === outcome);
  return { rows: picked.slice(query.offset, query.offset + query.limit), total: picked.length };
}

async function judge(ctx: Ctx, rows: readonly ReminderRow[]): Promise<LoggedReminder[]> {
  const by = (channel: ReminderChannel) =>
    rows.filter((row) => row.channel === channel).map((row) => row.matter);
  const mails = await ctx.system("reporting.mail-fates", (db) => mailFates(db, by("mail")));
  const groups = await robots.groupFates(
    ctx,
    by("wecom").map((matter) => `remind:${matter}`),
  );
  const names = await associationNames(ctx, [...new Set(rows.flatMap((row) => row.byOrganisationId ?? []))]);
  const bounced = (row: ReminderRow): boolean => {
    const fate = mails.get(row.matter);
    return row.channel === "mail"
      ? fate !== undefined && fate.failed + fate.held > 0 && fate.sent + fate.waiting === 0
      : row.channel === "wecom" && groups.get(`remind:${row.matter}`) === "failed";
  };
  const outcomeOf = (row: ReminderRow): ReminderOutcome => {
    if (!row.missing) return "reported";
    if (row.channel !== "wecom" && row.persons === 0) return "nobody";
    return bounced(row) ? "bounced" : "missing";
  };
  // Whoever pressed the button is named to the own colleagues; others read the organisation.
  const nameOf = (row: ReminderRow): string =>
    row.automatic || row.byOrganisationId === null || row.byOrganisationId === ctx.who.actingFor
      ? row.remindedByName
      : (names.get(row.byOrganisationId) ?? row.remindedByName);
  return rows.map(({ matter: _, missing: __, byOrganisationId: ___, ...row }, i) => ({
    ...row,
    remindedByName: nameOf(rows[i]!),
    remindedAt: row.remindedAt.toISOString(),
    reportedAt: row.reportedAt?.toISOString() ?? null,
    outcome: outcomeOf(rows[i]!),
  }));
}

export async function exportReminders(ctx: Ctx, query: Filters): Promise<Download> {
  const say = words.zh;
  const { rows, total } = await logOf(ctx, { ...query, limit: 50_000, offset: 0 });
  await audit(ctx, { action: "reporting.export-reminders", subject: "reminder", after: { rows: total } });
  const name = `${say.log}${query.period ? `-${query.period}` : ""}`;
  return {
    name: `${name}.xlsx`,
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    body: writeTable({
      title: name,
      columns: [
        { code: "remindedAt", label: say.at, type: "moment", width: 18 },
        { code: "memberName", label: say.member, type: "text", width: 32 },
        { code: "form", label: say.form, type: "text", width: 28 },
        { code: "period", label: say.period, type: "text" },
        { code: "dueOn", label: say.dueOn, type: "date" },
        { code: "channel", label: say.channel, type: "text" },
        { code: "persons", label: say.persons, type: "integer" },
        { code: "by", label: say.by, type: "text" },
        { code: "outcome", label: say.outcome, type: "text" },
        { code: "reportedAt", label: say.reportedAt, type: "moment", width: 18 },
      ],
      rows: rows.map(({ formTitle, ...row }) => ({
        ...row,
        form: formTitle?.zh ?? row.formCode,
        channel: say[`channel.${row.channel}`],
        persons: row.channel === "wecom" ? null : row.persons,
        by: row.automatic ? say.automatic : row.remindedByName,
        outcome: say[`outcome.${row.outcome}`],
        remindedAt: new Date(row.remindedAt),
        reportedAt: row.reportedAt ? new Date(row.reportedAt) : null,
      })),
      notes: [say.method],
    }),
  };
}

export async function getRobot(ctx: Ctx) {
  const robot = await robots.robotOf(ctx, acting(ctx));
  const shown = (at: Date | null): string | null => at?.toISOString() ?? null;
  return {
    robot: robot && {
      ...robot,
      setAt: robot.setAt.toISOString(),
      workedAt: shown(robot.workedAt),
      failedAt: shown(robot.failedAt),
    },
  };
}

const SETTINGS = "/reporting/reminders/settings";

export async function setRobot(ctx: Ctx, wish: { address: string }) {
  await robots.setRobot(ctx, { organisationId: acting(ctx), address: wish.address, link: SETTINGS });
  return getRobot(ctx);
}

export async function removeRobot(ctx: Ctx): Promise<Record<string, never>> {
  await robots.removeRobot(ctx, acting(ctx));
  return {};
}

export async function testRobot(ctx: Ctx): Promise<{ id: string }> {
  const organisationId = acting(ctx);
  const id = uuidv7();
  const name = (await associationNames(ctx, [organisationId])).get(organisationId) ?? "";
  const said = await robots.sayInGroup(ctx, {
    organisationId,
    kind: "reporting.test",
    key: `test:${id}`,
    contents: [`**测试消息** 稳链已连上本群。${name}的催报提醒会发到这里，只列单位名称，不含数据。`],
  });
  if (!said) refuse("robot.none");
  robots.deliverNow(ctx);
  await audit(ctx, { action: "reporting.test-robot", subject: "robot", organisationId });
  return { id };
}

export async function robotMessages(ctx: Ctx, query: { limit: number; offset: number }) {
  const { rows, total } = await robots.groupMessages(ctx, acting(ctx), query);
  return {
    rows: rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      nextAt: row.nextAt.toISOString(),
      sentAt: row.sentAt?.toISOString() ?? null,
    })),
    total,
    limit: query.limit,
    offset: query.offset,
  };
}

export async function sayAgain(ctx: Ctx, wish: { id: string }): Promise<Record<string, never>> {
  await robots.sayAgain(ctx, acting(ctx), wish.id);
  robots.deliverNow(ctx);
  return {};
}

type Said = Reminding & { setByName: string | null; setAt: string | null; notNow: NotNow | null };

export async function getReminding(ctx: Ctx): Promise<Said> {
  const organisationId = acting(ctx);
  const own = (await remindingOf(ctx, [organisationId])).get(organisationId);
  const {
    setByName = null,
    setAt = null,
    ...how
  } = own ?? { ...USUAL, setByName: undefined, setAt: undefined };
  return {
    ...how,
    setByName,
    setAt: setAt?.toISOString() ?? null,
    notNow: notNow(how, ctx.now.getTime(), workCalendar()),
  };
}

export async function setReminding(ctx: Ctx, how: Reminding): Promise<Said> {
  const organisationId = acting(ctx);
  const before = await getReminding(ctx);
  await putReminding(ctx, organisationId, how);
  await audit(ctx, {
    action: "reporting.set-reminding",
    subject: "reminding",
    organisationId,
    before: before.setAt ? before : null,
    after: how,
  });
  return getReminding(ctx);
}
