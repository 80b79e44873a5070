// The SQL of runs: inputs under their hash, parts that any process takes, the ranking that comes of them.
import { gunzipSync, gzipSync } from "node:zlib";
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../../platform/ctx.ts";
import { bulkInsert } from "../../../platform/db/bulk.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Inputs } from "../inputs.ts";
import type { Task } from "../parts.ts";
import type { listRanks, listRuns, RankRow, RunRow, RunState, Wish } from "../runs/contract.ts";
import { iso, like, page } from "./rows.ts";

export async function keepInputs(ctx: Ctx, hash: string, inputs: Inputs): Promise<void> {
  await sql`insert into network.input (hash, body, firms, links, made_at)
    values (${hash}, ${gzipSync(JSON.stringify(inputs))}, ${inputs.firms.length}, ${inputs.value.length}, ${ctx.now})
    on conflict (hash) do nothing`.execute(tables(ctx));
}

export async function readInputs(ctx: Ctx, hash: string): Promise<Inputs> {
  const found = await sql<{ body: Buffer }>`select body from network.input where hash = ${hash}`.execute(
    tables(ctx),
  );
  return JSON.parse(gunzipSync(found.rows[0]!.body).toString("utf8")) as Inputs;
}

export type NewRun = {
  id: string;
  title: string;
  wish: Wish;
  inputHash: string;
  engine: string;
  eps: number;
  repeats: string | null;
};

export async function insertRun(ctx: Ctx, run: NewRun, tasks: readonly Task[]): Promise<void> {
  await sql`insert into network.run (id, kind, title, wish, input_hash, engine, eps, state, parts, asked_at, asked_by_name, repeats)
    values (${run.id}, ${run.wish.kind}, ${run.title}, ${JSON.stringify(run.wish)}, ${run.inputHash}, ${run.engine},
      ${run.eps}, 'running', ${tasks.length}, ${ctx.now}, ${ctx.who.name}, ${run.repeats})`.execute(
    tables(ctx),
  );
  await bulkInsert(
    ctx,
    "network.part",
    { run_id: "uuid", number: "int", task: "jsonb" },
    tasks.map((task, i) => [run.id, i, task]),
  );
}

const runColumns = sql`r.id, r.kind, r.title, r.state,
  (select count(*)::int from network.part p where p.run_id = r.id and p.done) as done, r.parts,
  ${iso(sql`r.asked_at`)} as "askedAt", r.asked_by_name as "askedBy", ${iso(sql`r.ended_at`)} as "endedAt", r.engine,
  r.eps, r.input_hash as "inputHash", r.result_hash as "resultHash", r.repeats, r.fault, i.firms, i.links`;
const runFrom = sql`from network.run r join network.input i on i.hash = r.input_hash`;

export async function listRunRows(ctx: Ctx, input: z.output<typeof listRuns.input>) {
  const { kind, state, q, sort } = input;
  const from = sql`${runFrom} where (${kind ?? null}::text[] is null or r.kind = any(${kind ?? []}::text[]))
    and (${state ?? null}::text[] is null or r.state = any(${state ?? []}::text[]))
    and (${q ?? null}::text is null or r.title ilike ${like(q ?? "")})`;
  const way = sort === "askedAt" ? sql`asc` : sql`desc`;
  return page<RunRow>(ctx, runColumns, from, sql`r.asked_at ${way}, r.id ${way}`, input);
}

export type StoredRun = RunRow & { wish: Wish; result: unknown };

export async function readRunRow(ctx: Ctx, id: string): Promise<StoredRun> {
  const found = await sql<StoredRun>`select ${runColumns}, r.wish, r.result ${runFrom}
    where r.id = ${id}`.execute(tables(ctx));
  return found.rows[0] ?? refuse("record.not-found");
}

export type TakenPart = {
  runId: string;
  number: number;
  task: Task;
  wish: Wish;
  inputHash: string;
  eps: number;
};

/** The next part nobody holds; it is held until this transaction ends, however it ends. */
export async function takePart(ctx: Ctx): Promise<TakenPart | undefined> {
  const found = await sql<TakenPart>`select p.run_id as "runId", p.number, p.task, r.wish,
      r.input_hash as "inputHash", r.eps
    from network.part p join network.run r on r.id = p.run_id
    where not p.done and r.state = 'running' order by r.asked_at, r.id, p.number
    limit 1 for update of p skip locked`.execute(tables(ctx));
  return found.rows[0];
}

export async function stateOf(ctx: Ctx, runId: string): Promise<RunState> {
  const found = await sql<{ state: RunState }>`select state from network.run where id = ${runId}`.execute(
    tables(ctx),
  );
  return found.rows[0]?.state ?? "cancelled";
}

/**
 * Parts end one after the other: whoever ends the last one sees that it is the last.
 * @returns how many parts are left; null where the run was cancelled meanwhile
 */
export async function endPart(
  ctx: Ctx,
  part: TakenPart,
  figures: unknown,
  by: { worker: string; seconds: number },
): Promise<number | null> {
  const held = await sql<{
    state: RunState;
  }>`select state from network.run where id = ${part.runId} for update`.execute(tables(ctx));
  if (held.rows[0]?.state !== "running") return null;
  await sql`update network.part set done = true, figures = ${JSON.stringify(figures)}, worker = ${by.worker},
    seconds = ${by.seconds} where run_id = ${part.runId} and number = ${part.number}`.execute(tables(ctx));
  const left = await sql<{ left: number }>`select count(*)::int as left from network.part
    where run_id = ${part.runId} and not done`.execute(tables(ctx));
  return left.rows[0]!.left;
}

export async function partFigures(ctx: Ctx, runId: string): Promise<{ task: Task; figures: unknown }[]> {
  const found = await sql<{ task: Task; figures: unknown }>`select task, figures from network.part
    where run_id = ${runId} order by number`.execute(tables(ctx));
  return found.rows;
}

/** @returns false where it had ended already */
export async function endRun(
  ctx: Ctx,
  id: string,
  end: { state: Exclude<RunState, "running">; result?: unknown; resultHash?: string; fault?: string },
): Promise<boolean> {
  const done = await sql`update network.run set state = ${end.state}, ended_at = ${ctx.now},
      result = ${end.result === undefined ? null : JSON.stringify(end.result)}, result_hash = ${end.resultHash ?? null},
      fault = ${end.fault ?? null}
    where id = ${id} and state = 'running'`.execute(tables(ctx));
  return done.numAffectedRows === 1n;
}

export async function insertRanks(ctx: Ctx, runId: string, rows: readonly RankRow[]): Promise<void> {
  const columns = {
    ...{ run_id: "uuid", place: "int", firm: "int", enterprise_id: "uuid", name: "text", industry: "text" },
    ...{ province: "text", weight: "float8", esri: "float8", down: "float8", up: "float8", rounds: "int" },
    ...{ lo: "float8", hi: "float8", place_lo: "float8", place_hi: "float8", reasons: "jsonb" },
  };
  await bulkInsert(
    ctx,
    "network.rank",
    columns,
    rows.map((r) => [
      ...[
        runId,
        r.place,
        r.firm,
        r.id,
        r.name,
        r.industry,
        r.province,
        r.weight,
        r.esri,
        r.down,
        r.up,
        r.rounds,
      ],
      ...[r.lo, r.hi, r.placeLo, r.placeHi, r.reasons.length > 0 ? JSON.stringify(r.reasons) : null],
    ]),
  );
}

const rankColumns = sql`k.place, k.firm, k.enterprise_id as id, k.name, k.industry, k.province, k.weight, k.esri, k.down,
  k.up, k.rounds, k.lo, k.hi, k.place_lo as "placeLo", k.place_hi as "placeHi", coalesce(k.reasons, '[]') as reasons`;

/** @param input with `firm` one firm alone */
export async function listRankRows(ctx: Ctx, input: z.output<typeof listRanks.input> & { firm?: number }) {
  const { firm, id, q, industry, province, reason, chokepoint, sort } = input;
  const from = sql`from network.rank k where k.run_id = ${id} and (${firm ?? null}::int is null or k.firm = ${firm ?? null})
    and (${industry ?? null}::text[] is null or k.industry like any(${(industry ?? []).map((code) => `${code}%`)}::text[]))
    and (${province ?? null}::text[] is null or k.province = any(${province ?? []}::text[]))
    and (${chokepoint ?? null}::text is null or k.reasons is not null)
    and (${reason ?? null}::text[] is null or exists (select 1 from jsonb_array_elements(k.reasons) x
      where x ->> 'kind' = any(${reason ?? []}::text[])))
    and (${q ?? null}::text is null or k.name ilike ${like(q ?? "")})`;
  const by: Record<string, RawBuilder<unknown>> = {
    place: sql`k.place`,
    weight: sql`k.weight`,
    hi: sql`k.hi`,
  };
  const way = sort?.startsWith("-") ? sql`desc nulls last` : sql`asc nulls last`;
  const order = sql`${by[(sort ?? "place").replace(/^-/, "")]!} ${way}, k.place`;
  return page<RankRow>(ctx, rankColumns, from, order, input);
}

export async function everyRank(ctx: Ctx, runId: string): Promise<RankRow[]> {
  const found = await sql<RankRow>`select ${rankColumns} from network.rank k where k.run_id = ${runId}
    order by k.place`.execute(tables(ctx));
  return found.rows;
}

/** With the demo go all runs: none was computed from anything else. */
export async function deleteRuns(ctx: Ctx): Promise<void> {
  // Parts before runs, as whoever works takes them: a part being computed is waited for.
  await sql`select 1 from network.part order by run_id, number for update`.execute(tables(ctx));
  await sql`delete from network.run`.execute(tables(ctx));
  await sql`delete from network.input`.execute(tables(ctx));
}
