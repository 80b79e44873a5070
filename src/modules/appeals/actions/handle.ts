// What is done with an appeal once it is in: taken in, worked on, handed on, answered, judged, opened again.
import type { z } from "zod";
import { shanghaiDay } from "../../../engines/calendar/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import { federationOf, onDuty } from "../../people/index.ts";
import {
  CALLS_BEFORE_CLOSING,
  checkOutcome,
  type Move,
  mayAnswerAgain,
  move,
  outcomeNames,
  staysOpen,
} from "../appeal.ts";
import { latestReply } from "../clocks.ts";
import type * as contract from "../contract.ts";
import type { Stored } from "../store/appeals.ts";
import { advance, held, linkTo } from "./advance.ts";
import { acting, nameOf, officersAt, orRefuse, targetsFor, tell } from "./neighbours.ts";

type On = { id: string; revision: number };
type WithText = On & { text: string };

const result = (a: Stored) => ({ revision: a.revision, state: a.state });
const speaker = (ctx: Ctx, a: Stored): Promise<string> | string =>
  ctx.who.actingFor === a.organisationId ? a.enterprise : nameOf(ctx, acting(ctx));

/** The enterprise hears of it: whoever raised it, and the enterprise where somebody spoke for it. */
async function tellFirm(
  ctx: Ctx,
  a: Stored,
  zh: string,
  en: string,
  text: string,
  now = false,
): Promise<void> {
  await tell(
    ctx,
    { organisationIds: [a.organisationId] },
    {
      kind: "appeals.answered",
      zh: [`${zh}：${a.title}`, text],
      en: [`${en}: ${a.title}`, text],
      ...{ link: linkTo(a.id), key: `appeals.firm:${a.id}`, now },
    },
  );
}

/** Whoever works on it hears of it: the officer, else everybody where it lies. */
export async function tellHandler(
  ctx: Ctx,
  a: Stored,
  zh: string,
  en: string,
  text: string,
  now = false,
): Promise<void> {
  await tell(ctx, a.officerId ? { personIds: [a.officerId] } : { organisationIds: [a.handlerId!] }, {
    kind: "appeals.moved",
    zh: [`${zh}：${a.title}`, `${a.enterprise}：${text}`],
    en: [`${en}: ${a.title}`, `${a.enterprise}: ${text}`],
    ...{ link: linkTo(a.id), key: `appeals.handler:${a.id}`, now },
  });
}

/** Whoever takes it in first answers for it to the end, whoever works on it later (首接负责). */
export async function acceptAppeal(ctx: Ctx, input: WithText) {
  const { a, role } = await held(ctx, input);
  const text = input.text || `已受理，由${ctx.who.name}负责跟到底，有进展会在这里告诉您。`;
  const next = await advance(
    ctx,
    a,
    role,
    "accept",
    {
      ...{ officerId: ctx.who.personId, officer: ctx.who.name, readAt: a.readAt ?? ctx.now.toISOString() },
      ...{
        firstOfficerId: a.firstOfficerId ?? ctx.who.personId,
        firstOfficer: a.firstOfficer ?? ctx.who.name,
      },
    },
    { text, organisation: await speaker(ctx, a) },
  );
  await tellFirm(ctx, next, "您的诉求已受理", "Your appeal was taken in", text);
  return result(next);
}

type Saying = {
  to: "firm" | "handler" | "nobody";
  zh: string;
  en: string;
  now?: boolean;
  internal?: boolean;
};
/** Moves that say something and change nothing but the state and the clocks. */
const sayings = {
  propose: { to: "firm", zh: "诉求有了办理意见", en: "There is a proposal for your appeal" },
  ask: { to: "firm", zh: "请补充材料", en: "Please bring more", now: true },
  supply: { to: "handler", zh: "企业补充了材料", en: "The enterprise has brought what was asked", now: true },
  resume: { to: "firm", zh: "诉求恢复办理", en: "Your appeal is worked on again" },
  reply: { to: "firm", zh: "诉求有新回复", en: "There is a reply to your appeal" },
  remark: { to: "handler", zh: "企业留言", en: "The enterprise has written" },
  note: { to: "nobody", zh: "", en: "", internal: true },
} as const satisfies Partial<Record<Move, Saying>>;

const say = (made: keyof typeof sayings) => async (ctx: Ctx, input: WithText) => {
  const { a, role } = await held(ctx, input);
  const saying: Saying = sayings[made];
  const said = { text: input.text, organisation: await speaker(ctx, a), internal: saying.internal ?? false };
  const next = await advance(ctx, a, role, made, {}, said);
  if (saying.to === "firm") await tellFirm(ctx, next, saying.zh, saying.en, input.text, saying.now);
  if (saying.to === "handler") await tellHandler(ctx, next, saying.zh, saying.en, input.text, saying.now);
  return result(next);
};
export const proposeAppeal = say("propose");
export const askFirm = say("ask");
export const supplyMore = say("supply");
export const resumeWork = say("resume");
export const replyTo = say("reply");
export const remarkOn = say("remark");
export const noteOn = say("note");

export async function assignAppeal(ctx: Ctx, input: z.output<typeof contract.assignAppeal.input>) {
  const { a, role } = await held(ctx, input);
  orRefuse(move(a.state, "assign", role));
  const person =
    (await officersAt(ctx, acting(ctx))).find((one) => one.id === input.personId) ??
    refuse("appeals.person-unknown");
  const next = await advance(
    ctx,
    a,
    role,
    "assign",
    { officerId: person.id, officer: person.name },
    { text: input.text, organisation: await speaker(ctx, a), internal: true, detail: { to: person.name } },
  );
  await tell(
    ctx,
    { personIds: [person.id] },
    {
      kind: "appeals.assigned",
      zh: [`诉求交给您办理：${next.title}`, `${next.enterprise}。${input.text}`],
      en: [`An appeal was given to you: ${next.title}`, `${next.enterprise}. ${input.text}`],
      ...{ link: linkTo(next.id), key: `appeals.handler:${next.id}`, now: true },
    },
  );
  return result(next);
}

/** Where it lies from now on, and who there is on duty. */
async function handlingBy(ctx: Ctx, a: Stored, body: { id: string; name: string }): Promise<Partial<Stored>> {
  const officer = await onDuty(ctx, body.id, shanghaiDay(ctx.now.getTime()));
  return {
    ...{
      handlerId: body.id,
      handler: body.name,
      officerId: officer?.id ?? null,
      officer: officer?.name ?? null,
    },
    readers: [...new Set([...a.readers, body.id])],
    readAt: null,
  };
}

export async function transferAppeal(ctx: Ctx, input: z.output<typeof contract.transferAppeal.input>) {
  const { a, role } = await held(ctx, input);
  orRefuse(move(a.state, "transfer", role));
  const target =
    (await targetsFor(ctx)).find((one) => one.id === input.organisationId && one.id !== a.handlerId) ??
    refuse("appeals.target-unknown");
  const next = await advance(ctx, a, role, "transfer", await handlingBy(ctx, a, target), {
    ...{ text: input.text, organisation: await speaker(ctx, a), detail: { to: target.name } },
  });
  await tellHandler(ctx, next, "有诉求转来，请受理", "An appeal was handed to you", input.text, true);
  await tellFirm(ctx, next, `诉求已转${target.name}办理`, `Your appeal went to ${target.name}`, input.text);
  return result(next);
}

/** Whoever is above takes the ball; who had it keeps reading. */
export async function takeAppeal(ctx: Ctx, input: WithText) {
  const { a, role } = await held(ctx, input);
  const own = { id: acting(ctx), name: await nameOf(ctx, acting(ctx)) };
  const next = await advance(
    ctx,
    a,
    role,
    "take",
    {
      ...(await handlingBy(ctx, a, own)),
      ...{ officerId: ctx.who.personId, officer: ctx.who.name, level: a.level + 1 },
    },
    { text: input.text, organisation: own.name, detail: { to: own.name } },
  );
  await tellFirm(ctx, next, `诉求改由${own.name}办理`, `${own.name} now works on your appeal`, input.text);
  return result(next);
}

export async function answerAppeal(ctx: Ctx, input: z.output<typeof contract.answerAppeal.input>) {
  const { a, role } = await held(ctx, input);
  const next = await answerOne(ctx, a, role, input, await speaker(ctx, a));
  return result(next);
}

export type Answer = { outcome: contract.Outcome; text: string; nextReplyOn: string | null };
export async function answerOne(
  ctx: Ctx,
  a: Stored,
  role: contract.Role,
  answer: Answer,
  organisation: string,
  detail: Record<string, string> = {},
): Promise<Stored> {
  const now = ctx.now.getTime();
  orRefuse(checkOutcome(answer, shanghaiDay(now), latestReply(now)));
  if (a.state === "answered") orRefuse(mayAnswerAgain(a.state, a.outcome));
  const nextReplyOn = answer.outcome === "deferred" ? answer.nextReplyOn : null;
  const next = await advance(
    ctx,
    a,
    role,
    "answer",
    {
      ...{ outcome: answer.outcome, answer: answer.text, nextReplyOn, callsUnreached: 0, satisfied: null },
      ...{ answeredAt: ctx.now.toISOString(), answeredBy: ctx.who.name },
    },
    {
      ...{ text: answer.text, organisation },
      detail: { ...detail, outcome: answer.outcome, ...(nextReplyOn ? { nextReplyOn } : {}) },
    },
  );
  const name = outcomeNames[answer.outcome];
  await tellFirm(
    ctx,
    next,
    `诉求已答复（${name}），请评价`,
    "Your appeal is answered; say whether it helped",
    answer.text,
    true,
  );
  return next;
}

/** Said by the enterprise itself, or to whoever called it back (回访). */
export async function judgeAppeal(ctx: Ctx, input: z.output<typeof contract.judgeAppeal.input>) {
  const { a, role } = await held(ctx, input);
  const detail = { by: role === "firm" ? "enterprise" : "call" };
  const said = { text: input.text, organisation: await speaker(ctx, a), detail };
  if (input.result === "dissatisfied") {
    if (input.text.length < 4) refuse("appeals.reason-needed");
    return result(await goUp(ctx, a, role, "dissatisfied", said));
  }
  if (input.result === "unreached") return result(await unreached(ctx, a, role, said));
  // A friendly call does not end what has only been put off.
  if (staysOpen(a.outcome, role))
    return result(
      await advance(ctx, a, role, "reply", {}, { ...said, detail: { ...detail, result: "satisfied" } }),
    );
  return result(await close(ctx, a, role, "satisfied", true, said));
}

type Said = { text: string; organisation: string; detail?: Record<string, string> };
const close = (
  ctx: Ctx,
  a: Stored,
  role: contract.Role,
  made: "satisfied" | "settle",
  satisfied: boolean | null,
  said: Said,
  change: Partial<Stored> = {},
): Promise<Stored> =>
  advance(
    ctx,
    a,
    role,
    made,
    { satisfied, closedAt: ctx.now.toISOString(), nextReplyOn: null, ...change },
    said,
  );

async function unreached(ctx: Ctx, a: Stored, role: contract.Role, said: Said): Promise<Stored> {
  const callsUnreached = a.callsUnreached + 1;
  if (callsUnreached < CALLS_BEFORE_CLOSING || staysOpen(a.outcome, role))
    return advance(ctx, a, role, "unreached", { callsUnreached }, said);
  const next = await close(ctx, a, role, "satisfied", null, said, { callsUnreached });
  await tellFirm(
    ctx,
    next,
    "多次未联系上，诉求先行办结，您可随时重新打开",
    "We could not reach you; open it again at any time",
    "",
  );
  return next;
}

/** One level up the line: from whoever had it to the federation; there its administrators hear of it. */
async function goUp(
  ctx: Ctx,
  a: Stored,
  role: contract.Role,
  made: "dissatisfied" | "reopen",
  said: Said,
): Promise<Stored> {
  const federation = await federationOf(ctx);
  const up = federation !== null && federation.id !== a.handlerId;
  const next = await advance(
    ctx,
    a,
    role,
    made,
    {
      ...(up ? await handlingBy(ctx, a, federation) : {}),
      ...{ level: a.level + 1, reopened: a.reopened + 1, satisfied: false, closedAt: null },
      ...{ outcome: null, nextReplyOn: null },
    },
    { ...said, detail: { ...said.detail, ...(up ? { to: federation.name } : {}) } },
  );
  await tellHandler(
    ctx,
    next,
    "企业不满意，诉求已重新打开",
    "Opened again: the enterprise is not satisfied",
    said.text,
    true,
  );
  return next;
}

export async function settleAppeal(ctx: Ctx, input: WithText) {
  const { a, role } = await held(ctx, input);
  const said = { text: input.text, organisation: await speaker(ctx, a) };
  const next = await close(ctx, a, role, "settle", true, said, { outcome: "solved" });
  await tellHandler(
    ctx,
    next,
    "企业告知已自行解决",
    "The enterprise says that it has resolved itself",
    input.text,
  );
  return result(next);
}

export async function reopenAppeal(ctx: Ctx, input: WithText) {
  const { a, role } = await held(ctx, input);
  return result(
    await goUp(ctx, a, role, "reopen", { text: input.text, organisation: await speaker(ctx, a) }),
  );
}
