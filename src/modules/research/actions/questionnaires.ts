// What is done with a questionnaire: built, opened, answered by whoever has the link, closed, counted.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { z } from "zod";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Download } from "../../../platform/http/row.ts";
import { tableBuffer } from "../../../platform/sheets/table.ts";
import { organisationNames } from "../../people/index.ts";
import { shanghaiDay } from "../plan.ts";
import { checkAnswers, checkQuestions, isOpen, tallies } from "../questionnaire.ts";
import type * as contract from "../questionnaires/contract.ts";
import { loadPlan } from "../store/plans.ts";
import * as store from "../store/questionnaires.ts";
import { xlsxType } from "./findings.ts";
import { orRefuse, owner } from "./plans.ts";

const subject = "research.questionnaire";
const newToken = (): string => randomBytes(18).toString("base64url");
const hashOf = (token: string): string => createHash("sha256").update(token).digest("base64url");

export async function createQuestionnaire(
  ctx: Ctx,
  input: z.output<typeof contract.createQuestionnaire.input>,
) {
  const plan = input.planId ? await loadPlan(ctx, input.planId) : null;
  const id = uuidv7();
  const organisationId = plan?.organisationId ?? owner(ctx);
  const owned = (await organisationNames(ctx, [organisationId])).get(organisationId)?.name ?? "—";
  await store.insertQuestionnaire(ctx, {
    ...input,
    organisationId,
    id,
    owner: owned,
    link: newToken(),
    demo: false,
  });
  await audit(ctx, {
    action: `${subject}-created`,
    subject,
    subjectId: id,
    organisationId,
    after: { title: input.title },
  });
  return { id };
}

export async function editQuestionnaire(ctx: Ctx, input: z.output<typeof contract.editQuestionnaire.input>) {
  const before = await store.loadQuestionnaire(ctx, input.id, true);
  if (before.state !== "draft") refuse("research.questionnaire-state");
  if (before.revision !== input.revision) refuse("record.changed", { name: "—" });
  if (input.planId && (await loadPlan(ctx, input.planId)).organisationId !== before.organisationId)
    refuse("record.not-found");
  const revision = await store.updateQuestionnaire(ctx, before.organisationId, input.id, input);
  await audit(ctx, {
    action: `${subject}-edited`,
    subject,
    subjectId: input.id,
    organisationId: before.organisationId,
    before: { title: before.title, questions: before.questions },
    after: { title: input.title, questions: input.questions },
  });
  return { revision };
}

export async function openQuestionnaire(ctx: Ctx, input: { id: string }) {
  const before = await store.loadQuestionnaire(ctx, input.id, true);
  if (before.state !== "draft") refuse("research.questionnaire-state");
  orRefuse(checkQuestions(before.questions));
  if (!isOpen({ state: "open", endsOn: before.endsOn }, shanghaiDay(ctx.now)))
    refuse("research.questionnaire-past");
  await moveTo(ctx, before, "open");
  return { link: before.link };
}

export async function closeQuestionnaire(ctx: Ctx, input: { id: string }) {
  const before = await store.loadQuestionnaire(ctx, input.id, true);
  if (before.state !== "open") refuse("research.questionnaire-state");
  await moveTo(ctx, before, "closed");
  return {};
}

async function moveTo(ctx: Ctx, of: store.StoredQuestionnaire, state: "open" | "closed"): Promise<void> {
  const { organisationId, id } = of;
  await store.setQuestionnaireState(ctx, organisationId, id, state);
  await audit(ctx, {
    action: `${subject}-${state}`,
    subject,
    subjectId: id,
    organisationId,
    before: { state: of.state },
    after: { state },
  });
}

/** Shown once; only their hashes are kept. */
export async function makeTickets(ctx: Ctx, input: z.output<typeof contract.makeTickets.input>) {
  const of = await store.loadQuestionnaire(ctx, input.id, true);
  if (of.entry !== "ticket" || of.state === "closed") refuse("research.questionnaire-state");
  const tickets = Array.from({ length: input.count }, newToken);
  await store.insertTickets(ctx, of.organisationId, of.id, tickets.map(hashOf));
  await audit(ctx, {
    action: `${subject}-tickets`,
    subject,
    subjectId: of.id,
    organisationId: of.organisationId,
    after: { count: input.count },
  });
  return { tickets };
}

export async function readQuestionnaire(ctx: Ctx, input: { id: string }) {
  const of = await store.loadQuestionnaire(ctx, input.id);
  return {
    ...of,
    ticketsOpen: await store.ticketsLeft(ctx, of.organisationId, of.id),
    results: await resultsOf(ctx, of),
  };
}

/** null until it is closed: two looks at an open one would tell what came between. */
export async function resultsOf(ctx: Ctx, of: store.StoredQuestionnaire) {
  if (of.state !== "closed") return null;
  return tallies(of.questions, await store.answersOf(ctx, of.organisationId, of.id));
}

export async function exportResults(ctx: Ctx, input: { id: string }): Promise<Download> {
  const of = await store.loadQuestionnaire(ctx, input.id);
  const results = (await resultsOf(ctx, of)) ?? refuse("research.results-later");
  const shown = (count: number | null): string => (count === null ? "＊" : String(count));
  const body = await tableBuffer({
    title: "问卷结果",
    columns: [
      { code: "no", label: "题号", type: "integer" },
      { code: "question", label: "题目", type: "text", width: 40 },
      { code: "answer", label: "选项或答案", type: "text", width: 50 },
      { code: "count", label: "数量", type: "text" },
      { code: "unit", label: "单位", type: "text" },
    ],
    rows: results.flatMap((result, i) => {
      const line = { no: i + 1, question: result.label };
      const total = { ...line, answer: "作答份数", count: shown(result.answered), unit: "份" };
      if (result.kind === "number")
        return [total, { ...line, answer: "平均值", count: result.mean ?? "＊", unit: result.unit }];
      if (result.kind === "text")
        return [total, ...result.texts.map((text) => ({ ...line, answer: text, count: null, unit: null }))];
      return [
        total,
        ...result.options.map((o) => ({ ...line, answer: o.label, count: shown(o.count), unit: "份" })),
      ];
    }),
    notes: [
      `${of.demo ? "演示数据。" : ""}问卷：${of.title}`,
      `共收到 ${of.answered} 份匿名答卷`,
      "＊ 表示人数少于 3 或可由其他数推算出少于 3 人，不予显示。",
    ],
  });
  return { name: `${of.title}-结果.xlsx`, type: xlsxType, body };
}

export async function readPublic(ctx: Ctx, input: { link: string }) {
  const of =
    (await ctx.system("research.public-questionnaire", (db) => store.byLink(db, input.link))) ??
    refuse("record.not-found");
  refuseEnded(of, ctx.now);
  return { ...of, needsTicket: of.entry === "ticket" };
}

function refuseEnded(of: store.StoredQuestionnaire, now: Date): void {
  if (!isOpen(of, shanghaiDay(now))) refuse("research.questionnaire-ended");
  if (of.quota !== null && of.answered >= of.quota)
    refuse("research.questionnaire-full", { quota: of.quota });
}

export async function answerPublic(ctx: Ctx, input: z.output<typeof contract.answerPublic.input>) {
  await ctx.systemWrite("research.answer", async () => {
    // Held until the commit: the quota is never passed, however many send at once.
    const of = (await store.byLink(ctx, input.link, true)) ?? refuse("record.not-found");
    refuseEnded(of, ctx.now);
    const { values, problems } = checkAnswers(of.questions, input.answers);
    if (problems.length > 0)
      refuse(
        "research.answers-wrong",
        { count: problems.length },
        problems.map((problem) => ({ ...problem, path: `answers.${problem.path}` })),
      );
    const { organisationId, id: questionnaireId } = of;
    const spent =
      of.entry === "open" ||
      (input.ticket && (await store.spendTicket(ctx, organisationId, questionnaireId, hashOf(input.ticket))));
    if (!spent) refuse("research.ticket-used");
    await store.insertAnswer(ctx, { organisationId, questionnaireId, id: randomUUID(), values });
  });
  // The plain entry of a write would name whoever is signed in in this browser, and the moment: there is none.
  ctx.audited.count += 1;
  return {};
}
