// What is due when: of the own enterprise, or of all that one oversees.
import { sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import type { FilingState } from "../contract.ts";
import { ofMembers } from "./board.ts";
import { FROM, MISSING } from "./filing.ts";

type Counted = {
  formCode: string;
  formVersion: number;
  period: string;
  dueOn: string;
  expected: number;
  missing: number;
};
export type OwnDeadline = Counted & { filingId: string; state: FilingState };

export async function ownDeadlines(ctx: Ctx, from: string, until: string): Promise<OwnDeadline[]> {
  const found =
    await sql<OwnDeadline>`select f.id as "filingId", f.form_code as "formCode", f.form_version as "formVersion",
      f.period, f.due_on as "dueOn", f.state, 1 as expected, (case when ${MISSING} then 1 else 0 end) as missing
    from reporting.filing f
    where f.organisation_id = ${ctx.who.actingFor}::uuid and not f.history
      and f.due_on between ${from}::date and ${until}::date
    order by f.due_on, f.form_code, f.period`.execute(tables(ctx));
  return found.rows;
}

/** By how many enterprises each return is expected and missing. */
export async function countedDeadlines(ctx: Ctx, from: string, until: string): Promise<Counted[]> {
  const found = await sql<Counted>`select f.form_code as "formCode", max(f.form_version) as "formVersion",
      f.period, max(f.due_on) as "dueOn", count(*)::int as expected, count(*) filter (where ${MISSING})::int as missing
    from ${FROM}
    where f.due_on between ${from}::date and ${until}::date and not f.history and ${ofMembers(ctx)}
    group by f.form_code, f.period order by "dueOn", f.form_code, f.period`.execute(tables(ctx));
  return found.rows;
}

/** Which forms the own enterprise was asked lately: what it will be asked next. */
export async function formsAskedOfUs(ctx: Ctx, since: string): Promise<Set<string>> {
  const found = await sql<{ code: string }>`select distinct form_code as code from reporting.filing
    where organisation_id = ${ctx.who.actingFor}::uuid and not history and due_on >= ${since}::date`.execute(
    tables(ctx),
  );
  return new Set(found.rows.map((row) => row.code));
}
