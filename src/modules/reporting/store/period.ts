// Forms, the opening of a period, its locking; loading and removing the demo's months.
import { sql } from "kysely";
import { firstDayOf, shanghaiDay } from "../../../engines/calendar/index.ts";
import type { FormDefinition } from "../../../engines/forms/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { bulkInsert } from "../../../platform/db/bulk.ts";
import { type ScopedDb, tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";

export async function findForm(
  from: Ctx | ScopedDb,
  code: string,
  version: number,
): Promise<FormDefinition | null> {
  const found = await sql<{ definition: FormDefinition }>`select definition from forms.version_view
    where code = ${code} and version = ${version}`.execute(tables(from));
  return found.rows[0]?.definition ?? null;
}

/** Forms in force in a period, the newest version of each. */
export async function formsIn(ctx: Ctx, period: string): Promise<FormDefinition[]> {
  const found = await sql<{
    definition: FormDefinition;
  }>`select distinct on (code) definition from forms.version_view
    where valid_from <= ${period === "once" ? shanghaiDay(ctx.now.getTime()) : firstDayOf(period)}
    order by code, version desc`.execute(tables(ctx));
  return found.rows.map((r) => r.definition);
}

/** How long accepted returns stay open, form by form; withdrawn forms are still closed. */
export async function newestForms(ctx: Ctx): Promise<FormDefinition[]> {
  const found = await sql<{
    definition: FormDefinition;
  }>`select distinct on (code) definition from forms.version_view order by code, version desc`.execute(
    tables(ctx),
  );
  return found.rows.map((r) => r.definition);
}

/** Every version of one form, oldest first. */
export async function formVersions(
  ctx: Ctx,
  code: string,
): Promise<{ validFrom: string; definition: FormDefinition }[]> {
  const found = await sql<{
    validFrom: string;
    definition: FormDefinition;
  }>`select valid_from as "validFrom", definition from forms.version_view
    where code = ${code} order by version`.execute(tables(ctx));
  return found.rows;
}

/** The version after the one a return was opened with, if there is one. */
export async function newerVersion(
  ctx: Ctx,
  code: string,
  version: number,
): Promise<{ version: number; validFrom: string } | null> {
  const found = await sql<{ version: number; validFrom: string }>`select version, valid_from as "validFrom"
    from forms.version_view where code = ${code} and version > ${version} order by version desc limit 1`.execute(
    tables(ctx),
  );
  return found.rows[0] ?? null;
}

export type Expected = {
  organisationId: string;
  name: string;
  industryCode: string;
  regionCode: string;
  weight: string;
  associations: readonly string[];
};

export async function isOpened(ctx: Ctx, formCode: string, period: string): Promise<boolean> {
  const found =
    await sql`select 1 from reporting.roster where form_code = ${formCode} and period = ${period} limit 1`.execute(
      tables(ctx),
    );
  return found.rows.length > 0;
}

/** Whoever is on the roster already stays as they stood. @returns how many filings were added. */
export async function addExpected(
  ctx: Ctx,
  form: FormDefinition,
  period: string,
  dueOn: string,
  expected: readonly Expected[],
): Promise<number> {
  await addToRoster(
    ctx,
    form.code,
    expected.map((one) => ({ ...one, period })),
  );
  return bulkInsert(
    ctx,
    "reporting.filing",
    FILING,
    expected.map((e) => [e.organisationId, uuidv7(), form.code, form.version, period, "due", dueOn]),
    ONCE,
  );
}

export const FILING = {
  organisation_id: "uuid",
  id: "uuid",
  form_code: "text",
  form_version: "int",
  period: "text",
  state: "text",
  due_on: "date",
} as const;
/** One roster entry and one filing for each enterprise, form and period. */
export const ONCE = "on conflict (organisation_id, form_code, period) do nothing";

export const addToRoster = (
  ctx: Ctx,
  formCode: string,
  expected: readonly (Expected & { period: string })[],
): Promise<number> =>
  bulkInsert(
    ctx,
    "reporting.roster",
    {
      organisation_id: "uuid",
      id: "uuid",
      form_code: "text",
      period: "text",
      name: "text",
      industry_code: "text",
      region_code: "text",
      weight: "numeric",
      associations: "uuid[]",
    },
    expected.map((e) => [
      e.organisationId,
      uuidv7(),
      formCode,
      e.period,
      e.name,
      e.industryCode,
      e.regionCode,
      e.weight,
      [...e.associations],
    ]),
    ONCE,
  );

/** Accepted returns whose time for changes is over, as the heart's move "lock". @returns how many. */
export async function lockAccepted(ctx: Ctx, formCode: string, dueBefore: string): Promise<number> {
  const locked = await sql`with locked as (
      update reporting.filing set state = 'locked'
      where form_code = ${formCode} and state = 'accepted' and due_on < ${dueBefore}
      returning organisation_id, id, vintage)
    insert into reporting.decision (organisation_id, id, filing_id, vintage, decision, decided_by_name, decided_at)
    select organisation_id, gen_random_uuid(), id, vintage, 'locked', ${ctx.who.name}, ${ctx.now} from locked`.execute(
    tables(ctx),
  );
  return Number(locked.numAffectedRows ?? 0n);
}

/** The tables that hold rows of organisations, children first. */
const HELD = [
  "delivery",
  "reminding",
  "charge",
  "call",
  "reminder",
  "figures",
  "decision",
  "vintage",
  "revision",
  "entry",
  "filing",
  "roster",
];

export async function removeOf(ctx: Ctx, organisationIds: readonly string[]): Promise<void> {
  for (const name of HELD) {
    await sql`delete from ${sql.table(`reporting.${name}`)}
      where organisation_id = any(${[...organisationIds]}::uuid[])`.execute(tables(ctx));
  }
}
