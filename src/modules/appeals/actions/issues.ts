// Issues: appeals joined and taken apart, answered for all at once, and offered to whoever is about to say the same.
import type { z } from "zod";
import type { Ctx } from "../../../platform/ctx.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import { organisationNames } from "../../people/index.ts";
import { mayAnswerAgain } from "../appeal.ts";
import * as contract from "../issues/contract.ts";
import { kindForms } from "../kinds/contract.ts";
import { appealsByIds, type Stored } from "../store/appeals.ts";
import * as store from "../store/issues.ts";
import { advance, loaded, roleOf } from "./advance.ts";
import { answerOne } from "./handle.ts";
import { acting, nameOf } from "./neighbours.ts";
import { rowOf } from "./read.ts";

type Names = ReadonlyMap<string, { name: string }>;
const issueRow = (issue: store.StoredIssue, names: Names): contract.IssueRow => {
  const { organisationId, answer: _answer, answeredBy: _by, revision: _revision, ...row } = issue;
  return { ...row, owner: names.get(organisationId)?.name ?? "—" };
};

export async function listIssues(ctx: Ctx, input: z.output<typeof contract.listIssues.input>) {
  const { rows, total } = await store.listIssueRows(ctx, input);
  const names = await organisationNames(ctx, [...new Set(rows.map((row) => row.organisationId))]);
  return { rows: rows.map((row) => issueRow(row, names)), total, limit: input.limit, offset: input.offset };
}

export async function readIssue(ctx: Ctx, input: { id: string }): Promise<contract.IssuePage> {
  const issue = (await store.issueById(ctx, input.id)) ?? refuse("record.not-found");
  const appeals = await appealsByIds(ctx, await store.appealIdsOf(ctx, issue.id));
  return {
    ...issueRow(issue, await organisationNames(ctx, [issue.organisationId])),
    ...{ revision: issue.revision, answer: issue.answer, answeredBy: issue.answeredBy },
    appeals: appeals.map((a) => rowOf(ctx, a)),
    mine: issue.organisationId === ctx.who.actingFor,
  };
}

/** The issue held; only whoever made it works on it. */
async function held(ctx: Ctx, id: string): Promise<store.StoredIssue> {
  const issue = (await store.issueById(ctx, id, true)) ?? refuse("record.not-found");
  if (issue.organisationId !== ctx.who.actingFor)
    refuse("appeals.issue-not-yours", { owner: await nameOf(ctx, issue.organisationId) });
  return issue;
}

export async function joinAppeals(ctx: Ctx, input: z.output<typeof contract.joinAppeals.input>) {
  const appeals = await appealsByIds(ctx, [...new Set(input.appealIds)], true);
  if (appeals.length < new Set(input.appealIds).size) refuse("record.not-found");
  const issue =
    input.issueId === null ? await begun(ctx, input.title, appeals) : await held(ctx, input.issueId);
  const odd = appeals.find((a) => a.kind !== issue.kind);
  const [first, second] = [kindForms[issue.kind], odd && kindForms[odd.kind]].map(
    (one) => one?.label[ctx.who.language] ?? "",
  );
  if (odd) refuse("appeals.issue-kind", { first: first!, second: second! });
  const taken = appeals.find((a) => a.issueId !== null && a.issueId !== issue.id);
  if (taken) refuse("appeals.issue-other", { title: taken.title });
  const organisation = await nameOf(ctx, acting(ctx));
  for (const a of appeals)
    if (a.issueId === null)
      await advance(
        ctx,
        a,
        roleOf(ctx, a),
        "merge",
        { issueId: issue.id },
        {
          ...{ text: issue.title, organisation, detail: { issue: issue.number } },
        },
      );
  return { id: issue.id, firms: (await store.issueById(ctx, issue.id))!.firms };
}

async function begun(
  ctx: Ctx,
  title: string,
  appeals: readonly Stored[],
): Promise<Pick<store.StoredIssue, "id" | "title" | "kind" | "number">> {
  if (appeals.length < 2) refuse("appeals.issue-few");
  if (title.length < 4) refuse("appeals.issue-title");
  const id = uuidv7();
  const day = new Date(ctx.now.getTime() + 8 * 3_600_000).toISOString().slice(2, 10).replaceAll("-", "");
  const { kind, demo } = appeals[0]!;
  const issue = {
    organisationId: acting(ctx),
    id,
    number: `YT${day}-${id.slice(-4).toUpperCase()}`,
    title,
    kind,
    demo,
  };
  await store.insertIssue(ctx, issue);
  return issue;
}

export async function partAppeal(ctx: Ctx, input: { id: string; appealId: string }) {
  const issue = await held(ctx, input.id);
  const { a, role } = await loaded(ctx, input.appealId, true);
  if (a.issueId !== issue.id) refuse("record.not-found");
  await advance(
    ctx,
    a,
    role,
    "part",
    { issueId: null },
    {
      ...{ text: "", organisation: await nameOf(ctx, acting(ctx)), detail: { issue: issue.number } },
    },
  );
  return { firms: (await store.issueById(ctx, issue.id))!.firms };
}

/** Every firm is told that it is one of n in m provinces; what was not taken in yet is taken in with the answer. */
export async function answerIssue(ctx: Ctx, input: z.output<typeof contract.answerIssue.input>) {
  const issue = await held(ctx, input.id);
  if (issue.revision !== input.revision) refuse("record.changed", { name: issue.answeredBy ?? "—" });
  const organisation = await nameOf(ctx, acting(ctx));
  const { firms, provinces } = issue;
  const detail: Record<string, string> =
    firms >= contract.LEAST_FIRMS ? { firms: String(firms), provinces: String(provinces) } : {};
  const appeals = await appealsByIds(ctx, await store.appealIdsOf(ctx, issue.id), true);
  let answered = 0;
  for (const a of appeals.filter(isWaiting)) {
    // The one who holds the issue answers for all of it, also where an association works on the single case.
    const taken = a.state === "submitted" || a.state === "reopened" ? await takenIn(ctx, a, organisation) : a;
    await answerOne(ctx, taken, "handler", input, organisation, detail);
    answered += 1;
  }
  if (answered === 0) refuse("appeals.issue-done");
  await store.setAnswer(ctx, issue, input);
  return { answered, firms, provinces };
}

const isWaiting = (a: Stored): boolean =>
  a.state !== "closed" && a.state !== "draft" && mayAnswerAgain(a.state, a.outcome).ok;

const takenIn = (ctx: Ctx, a: Stored, organisation: string): Promise<Stored> =>
  advance(
    ctx,
    a,
    "handler",
    "accept",
    { firstOfficerId: a.firstOfficerId ?? ctx.who.personId, firstOfficer: a.firstOfficer ?? ctx.who.name },
    { text: "", organisation },
  );
