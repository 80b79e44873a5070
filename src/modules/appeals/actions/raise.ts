// How an appeal is raised: what is known already, drafts saved as typed, sending once and only once, files.
import type { z } from "zod";
import { APPEAL_CLOCKS } from "../../../engines/calendar/index.ts";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import { filesHome, openFile, removeFile, saveFile } from "../../../platform/files/files.ts";
import type { Download, Upload } from "../../../platform/http/row.ts";
import { enterpriseCards } from "../../enterprises/index.ts";
import { contactsOf, membersOf, organisationKind } from "../../people/index.ts";
import { move, sameWords } from "../appeal.ts";
import * as contract from "../contract.ts";
import { kindForms } from "../kinds/contract.ts";
import { faultsOf } from "../raising.ts";
import * as store from "../store/appeals.ts";
import * as entries from "../store/entries.ts";
import { advance, dueOf, held, linkTo, loaded } from "./advance.ts";
import { acting, nameOf, orRefuse, receiverOf, tell } from "./neighbours.ts";
import { offersFor } from "./offers.ts";

type Enterprise = { id: string; name: string; regionCode: string; industryCode: string };

/** Whose trouble it is: one's own enterprise, or one that a secretary or the federation speaks for. */
async function enterpriseFor(ctx: Ctx, enterpriseId: string | undefined): Promise<Enterprise> {
  const own = acting(ctx);
  const id = enterpriseId ?? own;
  const isOwn = id === own && (await organisationKind(ctx, own)) === "enterprise";
  const mayFor = isOwn || ctx.who.scope.all || (id !== own && (await membersOf(ctx, [own])).includes(id));
  const card = mayFor ? (await enterpriseCards(ctx, [id]))[0] : undefined;
  if (!card) return refuse("appeals.not-raisable");
  return { ...card, regionCode: card.regionCode ?? "", industryCode: card.industryCode ?? "" };
}

export async function known(ctx: Ctx, input: z.output<typeof contract.known.input>) {
  const own = acting(ctx);
  const [contact] = (await contactsOf(ctx, [own], ["owner", "clerk", "secretary", "duty_officer"])).filter(
    (one) => one.name === ctx.who.name,
  );
  const promises = promisesInWords();
  const person = { contact: ctx.who.name, phone: contact?.phone ?? "" };
  // Whoever speaks for others has to say for whom first.
  if (!input.enterpriseId && (await organisationKind(ctx, own)) !== "enterprise")
    return {
      enterpriseId: null,
      enterprise: null,
      regionCode: "",
      industryCode: "",
      handler: null,
      promises,
      ...person,
    };
  const enterprise = await enterpriseFor(ctx, input.enterpriseId);
  const receiver = await receiverOf(ctx, enterprise.id, enterprise.industryCode);
  return {
    ...{
      enterpriseId: enterprise.id,
      enterprise: enterprise.name,
      handler: receiver.name,
      promises,
      ...person,
    },
    ...{ regionCode: enterprise.regionCode, industryCode: enterprise.industryCode },
  };
}

const units = {
  wmin: ["个工作分钟", "working minutes"],
  wday: ["个工作日", "working days"],
  cday: ["天", "days"],
} as const;
function promisesInWords() {
  const [first, proposal, close] = APPEAL_CLOCKS.map(({ term }) => ({
    zh: `${term.amount} ${units[term.unit][0]}`,
    en: `${term.amount} ${units[term.unit][1]}`,
  }));
  return {
    zh: `${first!.zh}内首次回应，${proposal!.zh}内提出办理意见，${close!.zh}内答复结果`,
    en: `A first reply in ${first!.en}, a proposal in ${proposal!.en}, an answer in ${close!.en}`,
  };
}

/** Saved at each pause of typing; nothing but the lengths is held against it yet. */
export async function saveDraft(ctx: Ctx, input: z.output<typeof contract.saveDraft.input>) {
  const { content } = input;
  const there = await store.appealById(ctx, input.id, true);
  if (there === null) {
    const draft = await newDraft(ctx, input);
    if (await ctx.system("appeals.id-taken", (db) => store.isTaken(db, input.id))) refuse("record.not-found");
    await store.insertAppeal(ctx, draft);
    return { revision: 1, savedAt: draft.savedAt };
  }
  const { a, role } = await loaded(ctx, input.id);
  orRefuse(move(a.state, "save", role));
  const savedAt = ctx.now.toISOString();
  const next = { ...a, ...content, savedAt, savedBy: ctx.who.name };
  // The answer to an earlier sending got lost on the way: there is nothing to overwrite.
  if (a.revision !== input.revision && isSame(a, content))
    return { revision: a.revision, savedAt: a.savedAt };
  if (a.revision !== input.revision) refuse("record.changed", { name: a.savedBy });
  const revision = await store.saveAppeal(ctx, next);
  await audit(ctx, {
    ...{
      action: "appeals.draft-saved",
      subject: "appeals.appeal",
      subjectId: a.id,
      organisationId: a.organisationId,
    },
    after: { title: content.title },
  });
  return { revision: revision ?? refuse("record.changed", { name: a.savedBy }), savedAt };
}

const wordsOf = ({ kind, title, answers, detail }: contract.Content): string =>
  sameWords([
    kind,
    title,
    ...Object.keys(answers)
      .sort()
      .map((key) => answers[key]!),
    detail,
  ]);
const isSame = (a: store.Stored, b: contract.Content): boolean =>
  wordsOf(a) === wordsOf(b) && a.contact === b.contact && a.phone === b.phone;

async function newDraft(ctx: Ctx, input: z.output<typeof contract.saveDraft.input>): Promise<store.Stored> {
  const enterprise = await enterpriseFor(ctx, input.enterpriseId);
  const own = acting(ctx);
  return {
    ...blank,
    ...input.content,
    ...{ organisationId: enterprise.id, id: input.id, enterprise: enterprise.name },
    ...{ regionCode: enterprise.regionCode, industryCode: enterprise.industryCode },
    readers: own === enterprise.id ? [] : [own],
    ...{ raisedById: own, raisedByPerson: ctx.who.personId, raisedBy: ctx.who.name },
    ...{ savedAt: ctx.now.toISOString(), savedBy: ctx.who.name },
  };
}

/** An appeal of which nothing is known yet. */
export const blank: Omit<store.Stored, "organisationId" | "id" | "enterprise" | "raisedById" | "savedAt"> = {
  ...{ number: null, readers: [], kind: "other", title: "", answers: {}, detail: "", contact: "", phone: "" },
  ...{ regionCode: "", industryCode: "", state: "draft", outcome: null, answer: null, answeredAt: null },
  ...{ answeredBy: null, nextReplyOn: null, handlerId: null, handler: null, officerId: null, officer: null },
  ...{ firstOfficerId: null, firstOfficer: null, level: 0, reopened: 0, satisfied: null, callsUnreached: 0 },
  ...{
    raisedByPerson: null,
    raisedBy: "",
    clock: [],
    dueClock: null,
    dueAt: null,
    alarmAt: null,
    toldLateAt: null,
    late: false,
  },
  ...{
    firstReplyMinutes: null,
    fingerprint: "",
    issueId: null,
    readAt: null,
    submittedAt: null,
    closedAt: null,
  },
  ...{ savedBy: "", revision: 1, demo: false },
};

export async function dropDraft(ctx: Ctx, input: { id: string }) {
  const { a, role } = await loaded(ctx, input.id, true);
  orRefuse(move(a.state, "drop", role));
  for (const file of await entries.filesOf(ctx, a)) await removeFile(ctx, file.holderId, file.fileId);
  await store.deleteAppeal(ctx, a);
  await audit(ctx, {
    ...{
      action: "appeals.drop",
      subject: "appeals.appeal",
      subjectId: a.id,
      organisationId: a.organisationId,
    },
    after: { title: a.title },
  });
  return {};
}

/** Words sent again within so many days, while the first are not at an end, are the first. */
const TWIN_DAYS = 7;

export async function submitAppeal(ctx: Ctx, input: z.output<typeof contract.submitAppeal.input>) {
  const { a, role } = await loaded(ctx, input.id, true);
  // Pressed twice, or sent again because the answer got lost: it is in already.
  if (a.state !== "draft" && role === "firm" && a.number !== null) return receiptOf(ctx, a, true);
  orRefuse(move(a.state, "submit", role));
  if (a.revision !== input.revision) refuse("record.changed", { name: a.savedBy });
  const faults = faultsOf(a);
  if (faults.length > 0)
    refuse("appeals.not-complete", { count: faults.length, first: faults[0]![ctx.who.language] }, faults);
  const fingerprint = wordsOf(a);
  const since = new Date(ctx.now.getTime() - TWIN_DAYS * 86_400_000);
  const twin = await store.twinOf(ctx, { ...a, fingerprint }, since);
  if (twin !== null) {
    await dropDraft(ctx, { id: a.id });
    return receiptOf(ctx, twin, true);
  }
  const receiver = await receiverOf(ctx, a.organisationId, a.industryCode);
  const offered = input.issueId === null ? [] : await offersFor(ctx, a);
  const issueId = offered.find((one) => one.issueId === input.issueId)?.issueId ?? null;
  const sent = await sendTo(ctx, { ...a, fingerprint, issueId }, receiver, role);
  await tell(
    ctx,
    receiver.officer ? { personIds: [receiver.officer.id] } : { organisationIds: [receiver.id] },
    {
      kind: "appeals.submitted",
      zh: [
        `新诉求：${sent.title}`,
        `${sent.enterprise}，${kindForms[sent.kind].label.zh}。请在一小时内首次回应。`,
      ],
      en: [
        `A new appeal: ${sent.title}`,
        `${sent.enterprise}, ${kindForms[sent.kind].label.en}. Answer within the hour.`,
      ],
      ...{ link: linkTo(sent.id), key: `appeals.submitted:${receiver.id}`, now: true },
    },
  );
  return receiptOf(ctx, sent, false);
}

/** Hands a complete draft to whoever takes it in. */
export async function sendTo(
  ctx: Ctx,
  a: store.Stored,
  receiver: { id: string; name: string; officer: { id: string; name: string } | null },
  role: contract.Role,
): Promise<store.Stored> {
  const day = new Date(ctx.now.getTime() + 8 * 3_600_000).toISOString().slice(2, 10).replaceAll("-", "");
  const organisation = a.raisedById === a.organisationId ? a.enterprise : await nameOf(ctx, a.raisedById);
  return advance(
    ctx,
    a,
    role,
    "submit",
    {
      number: a.number ?? `SQ${day}-${a.id.slice(-6).toUpperCase()}`,
      readers: [...new Set([...a.readers, receiver.id])],
      ...{ handlerId: receiver.id, handler: receiver.name },
      ...{ officerId: receiver.officer?.id ?? null, officer: receiver.officer?.name ?? null },
      submittedAt: ctx.now.toISOString(),
    },
    { text: "", organisation, detail: { to: receiver.name } },
  );
}

async function receiptOf(ctx: Ctx, a: store.Stored, twice: boolean) {
  return {
    ...{ id: a.id, number: a.number!, submittedAt: a.submittedAt!, handler: a.handler ?? "—", twice },
    firstReply: await dueOf(ctx, a, "first-reply"),
  };
}

/** Back to the desk of whoever wrote it, as long as nobody has taken it in. */
export async function recallAppeal(ctx: Ctx, input: { id: string; revision: number }) {
  const { a, role } = await held(ctx, input);
  const next = await advance(
    ctx,
    a,
    role,
    "recall",
    {
      readers: a.raisedById === a.organisationId ? [] : [a.raisedById],
      ...{ clock: [], late: false },
    },
    { text: "", organisation: a.enterprise },
  );
  return { revision: next.revision, state: next.state };
}

const MB = 1_048_576;

export async function addAttachment(
  ctx: Ctx,
  input: { id: string },
  upload: Upload,
): Promise<contract.Attachment> {
  const { a } = await loaded(ctx, input.id, true);
  if (a.state === "closed") orRefuse(move(a.state, "remark", "firm"));
  const there = await entries.filesOf(ctx, a);
  if (there.length >= contract.attachmentsPerAppeal)
    refuse("appeals.files-full", { limit: contract.attachmentsPerAppeal });
  const holderId = acting(ctx);
  const file = await saveFile(ctx, filesHome(), upload, {
    organisationId: holderId,
    maxBytes: contract.attachmentLimitMb * MB,
  });
  const row = { id: uuidv7(), holderId, fileId: file.id, name: file.name, bytes: file.bytes };
  await entries.insertFile(ctx, a, row);
  await audit(ctx, {
    ...{
      action: "appeals.file-added",
      subject: "appeals.appeal",
      subjectId: a.id,
      organisationId: a.organisationId,
    },
    after: { name: file.name },
  });
  return {
    id: row.id,
    name: row.name,
    bytes: row.bytes,
    by: ctx.who.name,
    at: ctx.now.toISOString(),
    mine: true,
  };
}

async function fileOf(ctx: Ctx, input: z.output<typeof contract.readAttachment.input>) {
  const { a, role } = await loaded(ctx, input.id);
  const file = (await entries.filesOf(ctx, a)).find((one) => one.id === input.attachmentId);
  return { a, role, file: file ?? refuse("record.not-found") };
}

export async function readAttachment(
  ctx: Ctx,
  input: z.output<typeof contract.readAttachment.input>,
): Promise<Download> {
  const { file } = await fileOf(ctx, input);
  return ctx.system("appeals.attachment", (db) =>
    openFile({ ...ctx, db }, filesHome(), file.holderId, file.fileId),
  );
}

/** What was sent stays: only files of a draft are taken back. */
export async function removeAttachment(ctx: Ctx, input: z.output<typeof contract.removeAttachment.input>) {
  const { a, role, file } = await fileOf(ctx, input);
  orRefuse(move(a.state, "save", role));
  await entries.deleteFile(ctx, a, file.id);
  await removeFile(ctx, file.holderId, file.fileId);
  await audit(ctx, {
    ...{
      action: "appeals.file-removed",
      subject: "appeals.appeal",
      subjectId: a.id,
      organisationId: a.organisationId,
    },
    after: { name: file.name },
  });
  return {};
}
