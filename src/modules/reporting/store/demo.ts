// Writes the demo's returns in bulk, each table in one go and in the state it ends in.
import { sql } from "kysely";
import { shanghaiDay } from "../../../engines/calendar/index.ts";
import type { FormDefinition, Remark } from "../../../engines/forms/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { bulkInsert } from "../../../platform/db/bulk.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import type { FilingState } from "../contract.ts";
import { addToRoster, type Expected } from "./period.ts";

export type DemoVintage = {
  id: string;
  values: Record<string, string>;
  explanations: Record<string, string>;
  remarks: readonly Remark[];
  received: Date;
  receipt: string;
  digest: string;
  decision: { kind: "accepted" | "returned"; at: Date; reason: string | null } | null;
};
export type DemoFiling = Expected & {
  id: string;
  period: string;
  dueOn: string;
  state: FilingState;
  /** In the order they came. */
  vintages: readonly DemoVintage[];
  draft: { values: Record<string, string>; savedAt: Date } | null;
};

const CLERK = "填报员（演示）";
const REVIEWER = "协会审核员（演示）";

type Came = { filing: DemoFiling; number: number; vintage: DemoVintage };

export async function insertDemo(ctx: Ctx, form: FormDefinition, made: readonly DemoFiling[]): Promise<void> {
  const came = made.flatMap((filing) =>
    filing.vintages.map((vintage, i): Came => ({ filing, number: i + 1, vintage })),
  );
  await addToRoster(ctx, form.code, made);
  await insertFilings(ctx, form, made);
  await insertVintages(ctx, came);
  await insertFigures(ctx, form.code, came);
  await insertDecisions(ctx, came);
  await bulkInsert(
    ctx,
    "reporting.entry",
    {
      ...{ organisation_id: "uuid", filing_id: "uuid", values: "jsonb", revision: "int" },
      ...{ saved_by_name: "text", saved_at: "timestamptz" },
    },
    made.flatMap(({ organisationId, id, draft }) =>
      draft ? [[organisationId, id, draft.values, 1, CLERK, draft.savedAt]] : [],
    ),
  );
}

const insertFilings = (ctx: Ctx, form: FormDefinition, made: readonly DemoFiling[]): Promise<number> =>
  bulkInsert(
    ctx,
    "reporting.filing",
    {
      ...{ organisation_id: "uuid", id: "uuid", form_code: "text", form_version: "int", period: "text" },
      ...{ state: "text", due_on: "date", first_submitted_at: "timestamptz", submitted_at: "timestamptz" },
      ...{ decided_at: "timestamptz", vintage: "int", revision: "int" },
    },
    made.map((f) => [
      ...[f.organisationId, f.id, form.code, form.version, f.period, f.state, f.dueOn],
      ...[f.vintages[0]?.received ?? null, f.vintages.at(-1)?.received ?? null],
      ...[f.vintages.at(-1)?.decision?.at ?? null, f.vintages.length, f.draft ? 1 : 0],
    ]),
  );

const insertVintages = (ctx: Ctx, came: readonly Came[]): Promise<number> =>
  bulkInsert(
    ctx,
    "reporting.vintage",
    {
      ...{ organisation_id: "uuid", id: "uuid", filing_id: "uuid", number: "int", values: "jsonb" },
      ...{ explanations: "jsonb", remarks: "jsonb", received: "timestamptz", submitted_by_name: "text" },
      ...{ receipt: "text", digest: "text" },
    },
    came.map(({ filing, number, vintage: v }) => [
      ...[filing.organisationId, v.id, filing.id, number, v.values, v.explanations],
      ...[JSON.stringify(v.remarks), v.received, CLERK, v.receipt, v.digest],
    ]),
  );

const BATCH = 5000;

/** One figure a row: taken apart inside the database, so that a million of them never cross the wire. */
async function insertFigures(ctx: Ctx, formCode: string, came: readonly Came[]): Promise<void> {
  for (let from = 0; from < came.length; from += BATCH) {
    const part = came.slice(from, from + BATCH);
    const column = (of: (one: Came) => unknown): (string | null)[] =>
      part.map((one) => {
        const value = of(one);
        return value === null ? null : String(value);
      });
    const returned = (one: Came): boolean => one.vintage.decision?.kind === "returned";
    await sql`insert into reporting.figure (organisation_id, filing_id, vintage, form_code, indicator, period,
        industry_code, region_code, weight, value, received, accepted_at, newest, returned)
      select u.organisation_id, u.filing_id, u.vintage, ${formCode}, e.key, u.period, u.industry, u.region, u.weight,
        e.value::numeric, u.received, u.accepted, u.newest, u.returned
      from unnest(${column((one) => one.filing.organisationId)}::uuid[], ${column((one) => one.filing.id)}::uuid[],
        ${column((one) => one.number)}::int[], ${column((one) => one.filing.period)}::text[],
        ${column((one) => one.filing.industryCode)}::text[], ${column((one) => one.filing.regionCode)}::text[],
        ${column((one) => one.filing.weight)}::numeric[],
        ${column((one) => shanghaiDay(one.vintage.received.getTime()))}::date[],
        ${column(({ vintage: { decision } }) => (decision?.kind === "accepted" ? decision.at.toISOString() : null))}::timestamptz[],
        ${column((one) => !returned(one) && one.number === one.filing.vintages.length)}::boolean[],
        ${column(returned)}::boolean[], ${column((one) => JSON.stringify(one.vintage.values))}::text[])
        as u (organisation_id, filing_id, vintage, period, industry, region, weight, received, accepted, newest,
          returned, told)
      cross join lateral jsonb_each_text(u.told::jsonb) e`.execute(tables(ctx));
  }
}

const insertDecisions = (ctx: Ctx, came: readonly Came[]): Promise<number> =>
  bulkInsert(
    ctx,
    "reporting.decision",
    {
      ...{ organisation_id: "uuid", id: "uuid", filing_id: "uuid", vintage: "int", decision: "text" },
      ...{ reason: "text", decided_by_name: "text", decided_at: "timestamptz" },
    },
    came.flatMap(({ filing, number, vintage: { decision } }) =>
      decision
        ? [
            [
              ...[filing.organisationId, uuidv7(), filing.id, number, decision.kind, decision.reason],
              ...[REVIEWER, decision.at],
            ],
          ]
        : [],
    ),
  );
