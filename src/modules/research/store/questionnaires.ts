// The SQL of questionnaires; answers know no person, address or time.
import { sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../../platform/ctx.ts";
import { type ScopedDb, tables } from "../../../platform/db/scoped.ts";
import { refuse } from "../../../platform/errors.ts";
import type { listQuestionnaires, Question, QuestionnaireState } from "../questionnaires/contract.ts";
import { like } from "./rows.ts";

export type QuestionnaireFields = {
  planId: string | null;
  title: string;
  intro: string;
  questions: readonly Question[];
  entry: "open" | "ticket";
  quota: number | null;
  endsOn: string | null;
};
export type StoredQuestionnaire = Omit<QuestionnaireFields, "questions"> & {
  organisationId: string;
  id: string;
  owner: string;
  questions: Question[];
  state: QuestionnaireState;
  link: string;
  answered: number;
  revision: number;
  demo: boolean;
};

const columns = sql`q.organisation_id as "organisationId", q.id, q.plan_id as "planId", q.owner_name as owner, q.title, q.intro, q.questions,
  q.state, q.link, q.entry, q.quota, q.ends_on as "endsOn", q.answered, q.revision, q.demo`;

export async function listQuestionnaireRows(ctx: Ctx, input: z.output<typeof listQuestionnaires.input>) {
  const { q, state, limit, offset } = input;
  const where = sql`(${state ?? null}::text[] is null or q.state = any(${state ?? []}::text[]))
    and (${q ?? null}::text is null or q.title ilike ${like(q ?? "")})`;
  const order = {
    created: sql`q.created_at, q.id`,
    "-created": sql`q.created_at desc, q.id desc`,
    title: sql`q.title, q.id`,
    "-title": sql`q.title desc, q.id`,
  }[input.sort ?? "-created"]!;
  const found = await sql<StoredQuestionnaire>`select ${columns} from research.questionnaire q where ${where}
    order by ${order} limit ${limit} offset ${offset}`.execute(tables(ctx));
  const counted = await sql<{
    total: number;
  }>`select count(*)::int as total from research.questionnaire q where ${where}`.execute(tables(ctx));
  return { rows: found.rows, total: counted.rows[0]!.total, limit, offset };
}

export async function questionnairesOf(ctx: Ctx, planId: string): Promise<StoredQuestionnaire[]> {
  const found = await sql<StoredQuestionnaire>`select ${columns} from research.questionnaire q
    where q.plan_id = ${planId} order by q.created_at, q.id`.execute(tables(ctx));
  return found.rows;
}

export async function loadQuestionnaire(ctx: Ctx, id: string, lock = false): Promise<StoredQuestionnaire> {
  const found =
    await sql<StoredQuestionnaire>`select ${columns} from research.questionnaire q where q.id = ${id}
    ${lock ? sql`for update of q` : sql``}`.execute(tables(ctx));
  return found.rows[0] ?? refuse("record.not-found");
}

export async function byLink(
  db: ScopedDb | Ctx,
  link: string,
  lock = false,
): Promise<StoredQuestionnaire | null> {
  const found = await sql<StoredQuestionnaire>`select ${columns} from research.questionnaire q
    where q.link = ${link} and q.state <> 'draft' ${lock ? sql`for update of q` : sql``}`.execute(tables(db));
  return found.rows[0] ?? null;
}

export async function insertQuestionnaire(
  ctx: Ctx,
  of: QuestionnaireFields & {
    organisationId: string;
    id: string;
    owner: string;
    link: string;
    demo: boolean;
  },
): Promise<void> {
  await sql`insert into research.questionnaire (organisation_id, id, plan_id, owner_name, title, intro, questions, state, link, entry,
      quota, ends_on, demo, saved_by_name, created_at)
    values (${of.organisationId}, ${of.id}, ${of.planId}, ${of.owner}, ${of.title}, ${of.intro}, ${JSON.stringify(of.questions)}, 'draft',
      ${of.link}, ${of.entry}, ${of.quota}, ${of.endsOn}, ${of.demo}, ${ctx.who.name}, ${ctx.now})`.execute(
    tables(ctx),
  );
}

export async function updateQuestionnaire(
  ctx: Ctx,
  organisationId: string,
  id: string,
  of: QuestionnaireFields,
): Promise<number> {
  const done = await sql<{
    revision: number;
  }>`update research.questionnaire set plan_id = ${of.planId}, title = ${of.title},
      intro = ${of.intro}, questions = ${JSON.stringify(of.questions)}, entry = ${of.entry}, quota = ${of.quota},
      ends_on = ${of.endsOn}, revision = revision + 1, saved_by_name = ${ctx.who.name}
    where organisation_id = ${organisationId} and id = ${id} returning revision`.execute(tables(ctx));
  return done.rows[0]!.revision;
}

export async function setQuestionnaireState(
  ctx: Ctx,
  organisationId: string,
  id: string,
  state: QuestionnaireState,
): Promise<void> {
  await sql`update research.questionnaire set state = ${state}, revision = revision + 1
    where organisation_id = ${organisationId} and id = ${id}`.execute(tables(ctx));
}

export async function insertTickets(
  ctx: Ctx,
  organisationId: string,
  questionnaireId: string,
  hashes: readonly string[],
): Promise<void> {
  await sql`insert into research.ticket (organisation_id, questionnaire_id, hash)
    select ${organisationId}::uuid, ${questionnaireId}::uuid, h from unnest(${hashes}::text[]) h`.execute(
    tables(ctx),
  );
}

export async function ticketsLeft(
  ctx: Ctx,
  organisationId: string,
  questionnaireId: string,
): Promise<number> {
  const found = await sql<{ count: number }>`select count(*)::int as count from research.ticket
    where organisation_id = ${organisationId} and questionnaire_id = ${questionnaireId}`.execute(tables(ctx));
  return found.rows[0]!.count;
}

/** @returns false when there is no such unused ticket. */
export async function spendTicket(
  ctx: Ctx,
  organisationId: string,
  questionnaireId: string,
  hash: string,
): Promise<boolean> {
  const done = await sql`delete from research.ticket where organisation_id = ${organisationId}
    and questionnaire_id = ${questionnaireId} and hash = ${hash}`.execute(tables(ctx));
  return done.numAffectedRows === 1n;
}

export async function insertAnswer(
  ctx: Ctx,
  of: { organisationId: string; questionnaireId: string; id: string; values: unknown },
): Promise<void> {
  await sql`insert into research.answer (organisation_id, id, questionnaire_id, values)
    values (${of.organisationId}, ${of.id}, ${of.questionnaireId}, ${JSON.stringify(of.values)})`.execute(
    tables(ctx),
  );
  await sql`update research.questionnaire set answered = answered + 1
    where organisation_id = ${of.organisationId} and id = ${of.questionnaireId}`.execute(tables(ctx));
}

export async function answersOf(
  ctx: Ctx,
  organisationId: string,
  questionnaireId: string,
): Promise<Record<string, string | string[]>[]> {
  const found = await sql<{ values: Record<string, string | string[]> }>`select values from research.answer
    where organisation_id = ${organisationId} and questionnaire_id = ${questionnaireId} order by id`.execute(
    tables(ctx),
  );
  return found.rows.map((row) => row.values);
}

export async function deleteDemoQuestionnaires(ctx: Ctx): Promise<void> {
  await sql`delete from research.questionnaire where demo`.execute(tables(ctx));
}
