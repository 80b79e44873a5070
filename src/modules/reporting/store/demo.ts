// Writes the demo's returns in bulk, each table in one go and in the state it ends in.
import { shanghaiDay } from "../../../engines/calendar/index.ts";
import type { FormDefinition, Remark } from "../../../engines/forms/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { bulkInsert } from "../../../platform/db/bulk.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import type { FilingState } from "../contract.ts";
import { addToRoster, type Expected } from "./period.ts";
import { FIGURES } from "./vintage.ts";

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

async function insertFigures(ctx: Ctx, formCode: string, came: readonly Came[]): Promise<void> {
  const returned = (one: Came): boolean => one.vintage.decision?.kind === "returned";
  await bulkInsert(
    ctx,
    "reporting.figures",
    { ...FIGURES, newest: "boolean", returned: "boolean" },
    came
      .filter(({ vintage }) => Object.keys(vintage.values).length > 0)
      .map((one) => {
        const { filing, number, vintage } = one;
        return [
          ...[filing.organisationId, filing.id, number, formCode, filing.period],
          ...[filing.industryCode, filing.regionCode, filing.weight, vintage.values],
          shanghaiDay(vintage.received.getTime()),
          vintage.decision?.kind === "accepted" ? vintage.decision.at : null,
          !returned(one) && number === filing.vintages.length,
          returned(one),
        ];
      }),
  );
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
