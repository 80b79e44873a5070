// Who was reminded of what by which channel, and when reminders go by themselves.
import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { bulkInsert } from "../../../platform/db/bulk.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import type { FilingState } from "../contract.ts";
import type { ReminderChannel } from "../reminders/contract.ts";
import type { Reminding } from "../reminders/when.ts";
import { FORM_SEEN, MISSING } from "./filing.ts";

type Reminded = { id: string; organisationId: string };

/** @returns false when this organisation has reminded of it today already. */
export async function addReminder(
  ctx: Ctx,
  by: { organisationId: string; automatic: boolean },
  filing: Reminded,
  day: string,
): Promise<boolean> {
  const added = await sql`insert into reporting.reminder (organisation_id, id, filing_id, member_id, day,
      reminded_by, reminded_by_name, reminded_at, automatic)
    values (${by.organisationId}, ${uuidv7()}, ${filing.id}, ${filing.organisationId}, ${day},
      ${ctx.who.personId}, ${ctx.who.name}, ${ctx.now}, ${by.automatic})
    on conflict (organisation_id, filing_id, day) do nothing`.execute(tables(ctx));
  return added.numAffectedRows === 1n;
}

/** @returns false when the enterprise was told today already, by whomever. */
export async function markReminded(ctx: Ctx, filing: Reminded, day: string): Promise<boolean> {
  const marked = await sql`update reporting.filing set reminded_on = ${day}
    where organisation_id = ${filing.organisationId} and id = ${filing.id}
      and reminded_on is distinct from ${day}::date`.execute(tables(ctx));
  return marked.numAffectedRows === 1n;
}

export type Delivery = {
  /** The member told, or whose group it was said in. */
  organisationId: string;
  filing: Reminded;
  day: string;
  channel: ReminderChannel;
  persons: number;
  byOrganisationId: string | null;
  byName: string;
  automatic: boolean;
  matter: string;
};

/** @returns the filings that had not been told by this channel today. */
export async function addDeliveries(ctx: Ctx, deliveries: readonly Delivery[]): Promise<Set<string>> {
  const ids = new Map(deliveries.map((one) => [uuidv7(), one.filing.id]));
  await bulkInsert(
    ctx,
    "reporting.delivery",
    {
      organisation_id: "uuid",
      id: "uuid",
      filing_id: "uuid",
      member_id: "uuid",
      day: "date",
      channel: "text",
      persons: "int",
      by_organisation_id: "uuid",
      by_name: "text",
      automatic: "boolean",
      matter: "uuid",
      sent_at: "timestamptz",
    },
    [...ids.keys()].map((id, i) => {
      const one = deliveries[i]!;
      return [
        one.organisationId,
        id,
        one.filing.id,
        one.filing.organisationId,
        one.day,
        one.channel,
        one.persons,
        one.byOrganisationId,
        one.byName,
        one.automatic,
        one.matter,
        ctx.now,
      ];
    }),
    "on conflict (organisation_id, filing_id, day, channel) do nothing",
  );
  const kept = await sql<{ id: string }>`select id from reporting.delivery
    where id = any(${[...ids.keys()]}::uuid[])`.execute(tables(ctx));
  return new Set(kept.rows.map((row) => ids.get(row.id)!));
}

export type ReminderRow = {
  id: string;
  filingId: string;
  memberId: string;
  memberName: string;
  formCode: string;
  formTitle: { zh: string; en: string } | null;
  period: string;
  dueOn: string;
  channel: ReminderChannel;
  persons: number;
  byOrganisationId: string | null;
  remindedByName: string;
  automatic: boolean;
  matter: string;
  remindedAt: Date;
  state: FilingState;
  missing: boolean;
  reportedAt: Date | null;
};

export type LogQuery = {
  formCode?: string | undefined;
  period?: string | undefined;
  channel?: ReminderChannel | undefined;
  automatic?: boolean | undefined;
  /** Whether the return is missing still. */
  missing?: boolean | undefined;
  q?: string | undefined;
  limit: number;
  offset: number;
  sort?: string | undefined;
};

/** What was sent to members in sight; what was said in a group is for whose group it is. */
export async function findReminders(
  ctx: Ctx,
  query: LogQuery,
): Promise<{ rows: ReminderRow[]; total: number }> {
  const where: RawBuilder<unknown>[] = [
    ctx.who.scope.all
      ? sql`true`
      : sql`${ctx.who.actingFor}::uuid = any(r.associations) and ${FORM_SEEN}
          and (d.channel <> 'wecom' or d.by_organisation_id = ${ctx.who.actingFor}::uuid)`,
  ];
  if (query.formCode) where.push(sql`f.form_code = ${query.formCode}`);
  if (query.period) where.push(sql`f.period = ${query.period}`);
  if (query.channel) where.push(sql`d.channel = ${query.channel}`);
  if (query.automatic !== undefined) where.push(sql`d.automatic = ${query.automatic}`);
  if (query.missing !== undefined) where.push(sql`${MISSING} = ${query.missing}`);
  if (query.q) where.push(sql`position(lower(${query.q}) in lower(r.name)) > 0`);
  const found = await sql<ReminderRow & { total: string }>`select d.id, d.filing_id as "filingId",
      d.member_id as "memberId", r.name as "memberName", f.form_code as "formCode", f.period, f.due_on as "dueOn",
      (select v.definition->'title' from forms.version_view v
        where v.code = f.form_code and v.version = f.form_version) as "formTitle",
      d.channel, d.persons, d.by_organisation_id as "byOrganisationId", d.by_name as "remindedByName", d.automatic,
      d.matter, d.sent_at as "remindedAt", f.state, ${MISSING} as missing,
      case when not ${MISSING} then f.submitted_at end as "reportedAt", count(*) over () as total
    from reporting.delivery d join reporting.filing f on f.organisation_id = d.member_id and f.id = d.filing_id
      join reporting.roster r on r.organisation_id = f.organisation_id and r.form_code = f.form_code and r.period = f.period
    where ${sql.join(where, sql` and `)}
    order by d.sent_at ${query.sort === "remindedAt" ? sql`asc` : sql`desc`}, d.id
    limit ${query.limit} offset ${query.offset}`.execute(tables(ctx));
  const total = Number(found.rows[0]?.total ?? 0);
  return { rows: found.rows.map(({ total: _, ...row }) => row), total };
}

export async function remindingOf(
  ctx: Ctx,
  organisationIds: readonly string[],
): Promise<Map<string, Reminding & { setByName: string; setAt: Date }>> {
  const found = await sql<Reminding & { organisationId: string; setByName: string; setAt: Date }>`select
      organisation_id as "organisationId", enabled, days_before as "daysBefore", hour, quiet, quiet_from as "quietFrom",
      quiet_to as "quietTo", rest_days as "restDays", wecom, set_by_name as "setByName", set_at as "setAt"
    from reporting.reminding where organisation_id = any(${[...organisationIds]}::uuid[])`.execute(
    tables(ctx),
  );
  return new Map(found.rows.map(({ organisationId, ...how }) => [organisationId, how]));
}

export async function putReminding(ctx: Ctx, organisationId: string, how: Reminding): Promise<void> {
  await sql`insert into reporting.reminding (organisation_id, enabled, days_before, hour, quiet, quiet_from, quiet_to,
      rest_days, wecom, set_by_name, set_at)
    values (${organisationId}, ${how.enabled}, ${how.daysBefore}, ${how.hour}, ${how.quiet}, ${how.quietFrom},
      ${how.quietTo}, ${how.restDays}, ${how.wecom}, ${ctx.who.name}, ${ctx.now})
    on conflict (organisation_id) do update set enabled = excluded.enabled, days_before = excluded.days_before,
      hour = excluded.hour, quiet = excluded.quiet, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
      rest_days = excluded.rest_days, wecom = excluded.wecom, set_by_name = excluded.set_by_name,
      set_at = excluded.set_at`.execute(tables(ctx));
}

export type DueRow = {
  id: string;
  organisationId: string;
  organisationName: string;
  formCode: string;
  formVersion: number;
  formTitle: { zh: string; en: string } | null;
  period: string;
  dueOn: string;
  remindedOn: string | null;
  associations: string[];
  /** Associations whose automatic reminder of it has gone already. */
  told: string[];
};

/** Missing returns due from one day to another; for the system. */
export async function findDue(ctx: Ctx, from: string, until: string): Promise<DueRow[]> {
  const found =
    await sql<DueRow>`select f.id, f.organisation_id as "organisationId", r.name as "organisationName",
      f.form_code as "formCode", f.form_version as "formVersion", f.period, f.due_on as "dueOn",
      f.reminded_on as "remindedOn", r.associations,
      (select v.definition->'title' from forms.version_view v
        where v.code = f.form_code and v.version = f.form_version) as "formTitle",
      array(select m.organisation_id from reporting.reminder m where m.filing_id = f.id and m.automatic) as told
    from reporting.filing f join reporting.roster r
      on r.organisation_id = f.organisation_id and r.form_code = f.form_code and r.period = f.period
    where f.due_on between ${from} and ${until} and ${MISSING} order by f.form_code, f.period, r.name, f.id`.execute(
      tables(ctx),
    );
  return found.rows;
}
