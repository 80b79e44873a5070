// Reminding whoever is missing: by hand at most once a day for each return, by itself once before the due day.
import { addDays, labelOf, shanghaiDay } from "../../../engines/calendar/index.ts";
import { audit } from "../../../platform/audit/audit.ts";
import { workCalendar } from "../../../platform/config/work-calendar.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import { groupLink, robotOf, sayInGroup } from "../../../platform/notify/robots.ts";
import { batches, plain } from "../../../platform/notify/wecom.ts";
import { isMissing } from "../filing.ts";
import { countsText, type Matter, namesText } from "../reminders/group-text.ts";
import { notNow, USUAL } from "../reminders/when.ts";
import { type FilingQuery, findCards } from "../store/board.ts";
import { type FilingRow, findFilings } from "../store/filing.ts";
import { formsIn } from "../store/period.ts";
import { addDeliveries, addReminder, type DueRow, findDue, remindingOf } from "../store/reminders.ts";
import { associationNames } from "./neighbours.ts";

export type Reminded = {
  reminded: number;
  alreadyToday: number;
  notMissing: number;
  text: string;
  inGroup: number;
};

/** In one go; whoever is left is reminded by the next press, and today's are not told twice. */
const MOST_AT_ONCE = 2000;

export async function remind(
  ctx: Ctx,
  wish: {
    filings: readonly string[];
    missing?: Pick<FilingQuery, "formCode" | "association" | "industry" | "region"> & { period: string };
    wecom: boolean;
  },
): Promise<Reminded> {
  const by = ctx.who.actingFor ?? refuse("reporting.no-acting");
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
    if (filing.remindedOn === today) continue;
    if (!(await addReminder(ctx, { organisationId: by, automatic: false }, filing, today))) continue;
    reminded++;
    await ctx.announce("reporting.reminded", {
      organisationId: filing.organisationId,
      filingId: filing.id,
      byOrganisationId: by,
      byName: ctx.who.name,
    });
  }
  const inGroup = wish.wecom ? await tellGroup(ctx, by, missing, false) : 0;
  await audit(ctx, {
    action: "reporting.remind",
    subject: "filing",
    after: { reminded, asked: found.length, inGroup },
  });
  return {
    reminded,
    alreadyToday: missing.length - reminded,
    notMissing: found.length - missing.length,
    text: await messageOf(ctx, missing),
    inGroup,
  };
}

type Missing = Pick<
  FilingRow,
  "id" | "organisationId" | "organisationName" | "formCode" | "formTitle" | "period" | "dueOn"
> & { associations?: readonly string[] };

/**
 * An association's group hears which members are missing; the federation's only how many of each association. A return
 * is named once a day in a group.
 * @returns messages put in line
 */
async function tellGroup(
  ctx: Ctx,
  organisationId: string,
  filings: readonly Missing[],
  automatic: boolean,
): Promise<number> {
  if (filings.length === 0 || !(await robotOf(ctx, organisationId))) return 0;
  const today = shanghaiDay(ctx.now.getTime());
  const federal = ctx.who.scope.all && !automatic;
  let said = 0;
  for (const [key, of] of Map.groupBy(filings, (one) => `${one.formCode} ${one.period}`)) {
    const matter = uuidv7();
    const fresh = federal
      ? new Set(of.map((one) => one.id))
      : await addDeliveries(
          ctx,
          of.map((filing) => ({
            organisationId,
            filing,
            day: today,
            channel: "wecom" as const,
            persons: 0,
            byOrganisationId: organisationId,
            byName: ctx.who.name,
            automatic,
            matter,
          })),
        );
    const named = of.filter((one) => fresh.has(one.id));
    const [first] = named;
    if (!first) continue;
    const parts = federal
      ? countsText(matterOf(first, "/reporting/board"), await countsOf(ctx, named), plain)
      : namesText(
          matterOf(first, "/reporting"),
          named.map((one) => one.organisationName),
          plain,
        );
    said += await sayInGroup(ctx, {
      organisationId,
      kind: "reporting.reminded",
      // The federation's counts are said once a day; names go by what is new in them.
      key: federal ? `remind:${key}:${today}` : `remind:${matter}`,
      contents: batches(parts.head, parts.lines, parts.end),
    });
  }
  return said;
}

const matterOf = (one: Missing, path: string): Matter => ({
  period: one.period,
  title: one.formTitle?.zh ?? one.formCode,
  dueOn: one.dueOn,
  link: groupLink(`${path}?period=${one.period}&form=${one.formCode}`),
});

async function countsOf(
  ctx: Ctx,
  filings: readonly Missing[],
): Promise<{ association: string; missing: number }[]> {
  const counts = new Map<string, number>();
  for (const filing of filings)
    for (const association of filing.associations?.length ? filing.associations : [""])
      counts.set(association, (counts.get(association) ?? 0) + 1);
  const names = await associationNames(ctx, [...counts.keys()]);
  return [...counts]
    .map(([id, missing]) => ({ association: names.get(id) ?? "未加入协会", missing }))
    .sort((a, b) => b.missing - a.missing);
}

/** For a chat group; {link} stands where the page puts the address of this site. */
async function messageOf(ctx: Ctx, missing: readonly FilingRow[]): Promise<string> {
  const [first] = missing;
  if (!first) return "";
  const form = (await formsIn(ctx, first.period)).find((f) => f.code === first.formCode);
  const title = form?.title.zh ?? first.formCode;
  const names = missing.map((filing) => filing.organisationName);
  const shown =
    names.length > 30 ? `${names.slice(0, 30).join("、")} 等 ${names.length} 家` : names.join("、");
  return `【报表提醒】${labelOf(first.period)}《${title}》截止 ${first.dueOn}，以下单位尚未报送：${shown}。登录后可直接打开已预填的报表，约五分钟填完：{link}`;
}

/** Days before the due day that anybody can have set. */
const FURTHEST = 20;

/** Asked every hour: each association's own setting says whether this is a moment for its members' reminders. */
export async function remindNearlyDue(ctx: Ctx): Promise<void> {
  const today = shanghaiDay(ctx.now.getTime());
  const due = await findDue(ctx, today, addDays(today, FURTHEST));
  if (due.length === 0) return;
  const calendar = workCalendar();
  const hows = await remindingOf(ctx, [...new Set(due.flatMap((one) => one.associations))]);
  const goes = (association: string, one: DueRow): boolean => {
    const how = hows.get(association) ?? USUAL;
    return one.dueOn <= addDays(today, how.daysBefore) && notNow(how, ctx.now.getTime(), calendar) === null;
  };
  const groups = new Map<string, DueRow[]>();
  for (const one of due) {
    // Whoever is in no association is reminded as usual, once.
    if (one.associations.length === 0 && goes("", one) && !remindedNear(one)) await announce(ctx, one, null);
    for (const association of one.associations) {
      if (one.told.includes(association) || !goes(association, one)) continue;
      const by = { organisationId: association, automatic: true };
      if (await addReminder(ctx, by, one, today)) await announce(ctx, one, association);
      if (hows.get(association)?.wecom) groups.set(association, [...(groups.get(association) ?? []), one]);
    }
  }
  for (const [association, filings] of groups) await tellGroup(ctx, association, filings, true);
}

const remindedNear = (one: DueRow): boolean =>
  one.remindedOn !== null && one.remindedOn >= addDays(one.dueOn, -USUAL.daysBefore);

const announce = (ctx: Ctx, one: DueRow, byOrganisationId: string | null): Promise<void> =>
  ctx.announce("reporting.reminded", {
    organisationId: one.organisationId,
    filingId: one.id,
    byOrganisationId,
    automatic: true,
  });
