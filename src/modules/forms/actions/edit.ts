// What is done with a form: made, copied, edited as a draft, published, withdrawn, shared.
import { randomBytes } from "node:crypto";
import type { z } from "zod";
import { shanghaiDay } from "../../../engines/calendar/index.ts";
import type { FormDefinition } from "../../../engines/forms/index.ts";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { Refusal, refuse } from "../../../platform/errors.ts";
import { allAssociations, organisationNames } from "../../people/index.ts";
import type { createForm as createEndpoint, FormCard } from "../contract.ts";
import { validFrom } from "../form.ts";
import {
  addVersion,
  deleteDraft,
  deleteUnpublished,
  endVersions,
  findDraft,
  formRows,
  insertForm,
  putDraft,
  setTitle,
  type VersionRow,
  versionRows,
} from "../store.ts";
import { allFaults, cardOf } from "./read.ts";

export const acting = (ctx: Ctx): string => ctx.who.actingFor ?? refuse("forms.no-acting");

/** Codes are made, not chosen: the same code never means two forms, whoever's they are. */
const newCode = (): string => `f-${randomBytes(5).toString("hex")}`;

const EMPTY: Pick<FormDefinition, "lockAfterDays" | "sections" | "checks"> = {
  lockAfterDays: 20,
  sections: [{ code: "main", title: { zh: "主要指标", en: "Main figures" }, fields: [], repeat: null }],
  checks: [],
};
/** So many days for short periods; the tenth of the month after for the others. */
const usualDue = (periodicity: FormDefinition["periodicity"]): number =>
  periodicity === "day" || periodicity === "week" || periodicity === "ten-day" ? 2 : 10;

export async function createForm(
  ctx: Ctx,
  wish: z.output<(typeof createEndpoint)["input"]>,
): Promise<FormCard> {
  const organisationId = acting(ctx);
  const code = newCode();
  const from = wish.copyOf ? await newestOf(ctx, wish.copyOf) : null;
  const blank = { ...EMPTY, periodicity: wish.periodicity, dueDay: usualDue(wish.periodicity) };
  const definition = { ...(from?.definition ?? blank), code, version: 1, title: wish.title };
  const { periodicity } = definition;
  await insertForm(ctx, {
    organisationId,
    code,
    title: wish.title,
    periodicity,
    origin: from?.definition.title.zh ?? null,
  });
  await putDraft(ctx, organisationId, definition, 1);
  await told(ctx, "forms.create", code, { title: wish.title.zh, copyOf: wish.copyOf ?? null });
  return cardOf(ctx, code);
}

/** What a copy is made of: the newest published version, else the own draft. */
async function newestOf(ctx: Ctx, code: string): Promise<{ definition: FormDefinition }> {
  const published = (await versionRows(ctx, code)).at(-1);
  return published ?? (await findDraft(ctx, acting(ctx), code)) ?? refuse("record.not-found");
}

/** The own form's published versions; refuses another's. A form that comes with the product is the federation's. */
async function ownVersions(ctx: Ctx, code: string): Promise<VersionRow[]> {
  const versions = await versionRows(ctx, code);
  const forms = await formRows(ctx, code);
  if (versions.length === 0 && forms.length === 0) refuse("record.not-found");
  const owner = acting(ctx);
  const standard = versions.some((one) => one.organisationId === null);
  const mine = standard ? ctx.who.scope.all : forms.some((form) => form.organisationId === owner);
  if (!mine) refuse("forms.not-yours");
  return versions;
}

export async function startDraft(ctx: Ctx, wish: { code: string }) {
  const organisationId = acting(ctx);
  const versions = await ownVersions(ctx, wish.code);
  const before = await findDraft(ctx, organisationId, wish.code, true);
  const newest = versions.at(-1)?.definition;
  if (before) return savedAs(ctx, before.definition, before.revision);
  if (!newest) refuse("forms.no-draft");
  const definition = { ...newest, version: newest.version + 1 };
  const { title, periodicity } = definition;
  await insertForm(ctx, { organisationId, code: wish.code, title, periodicity, origin: null });
  await putDraft(ctx, organisationId, definition, 1);
  await told(ctx, "forms.start-draft", wish.code, { version: definition.version });
  return savedAs(ctx, definition, 1);
}

export async function saveDraft(
  ctx: Ctx,
  wish: { code: string; revision: number; definition: FormDefinition },
) {
  const versions = await ownVersions(ctx, wish.code);
  const draft = (await findDraft(ctx, acting(ctx), wish.code, true)) ?? refuse("forms.no-draft");
  if (draft.revision !== wish.revision) refuse("forms.stale-draft", { name: draft.savedByName });
  const newest = versions.at(-1)?.definition;
  const definition = {
    ...wish.definition,
    code: wish.code,
    version: (newest?.version ?? 0) + 1,
    // Periods already filed were of this length: another length is another form.
    periodicity: newest?.periodicity ?? wish.definition.periodicity,
  };
  await putDraft(ctx, acting(ctx), definition, draft.revision + 1);
  await told(ctx, "forms.save-draft", wish.code, { revision: draft.revision + 1 });
  return savedAs(ctx, definition, draft.revision + 1);
}

const savedAs = async (ctx: Ctx, definition: FormDefinition, revision: number) => ({
  revision,
  savedAt: ctx.now.toISOString(),
  faults: await allFaults(ctx, definition),
});

export async function dropDraft(ctx: Ctx, wish: { code: string }): Promise<Record<string, never>> {
  await ownVersions(ctx, wish.code);
  const draft = (await findDraft(ctx, acting(ctx), wish.code, true)) ?? refuse("forms.no-draft");
  await deleteDraft(ctx, draft.organisationId, wish.code);
  await deleteUnpublished(ctx, draft.organisationId, wish.code);
  await told(ctx, "forms.drop-draft", wish.code, { revision: draft.revision });
  return {};
}

export async function publishForm(
  ctx: Ctx,
  wish: { code: string; revision: number; from: string; note: string },
): Promise<FormCard> {
  const versions = await ownVersions(ctx, wish.code);
  const draft = (await findDraft(ctx, acting(ctx), wish.code, true)) ?? refuse("forms.no-draft");
  if (draft.revision !== wish.revision) refuse("forms.stale-draft", { name: draft.savedByName });
  const faults = (await allFaults(ctx, draft.definition)).filter((fault) => fault.severity === "stop");
  if (faults.length)
    refuse(
      "forms.faults",
      { count: faults.length },
      faults.map(({ at, zh, en }) => ({ path: at, zh, en })),
    );
  const current = versions.at(-1);
  const from = validFrom(draft.definition.periodicity, wish.from, current?.validFrom ?? null);
  if (!from.ok) throw new Refusal(from.refusal.code, from.refusal.params);
  const definition = { ...draft.definition, version: (current?.version ?? 0) + 1 };
  await addVersion(ctx, draft.organisationId, definition, from.day, wish.note);
  await setTitle(ctx, draft.organisationId, wish.code, definition.title);
  await deleteDraft(ctx, draft.organisationId, wish.code);
  await told(ctx, "forms.publish", wish.code, { version: definition.version, from: from.day });
  await ctx.announce("forms.published", {
    code: wish.code,
    version: definition.version,
    organisationId: draft.organisationId,
  });
  return cardOf(ctx, wish.code);
}

export async function withdrawForm(ctx: Ctx, wish: { code: string; reason: string }): Promise<FormCard> {
  const versions = await ownVersions(ctx, wish.code);
  const newest = versions.at(-1);
  if (versions.some((one) => one.organisationId === null)) refuse("forms.standard");
  if (!newest || newest.validTo) refuse("forms.not-published");
  await endVersions(ctx, acting(ctx), wish.code, shanghaiDay(ctx.now.getTime()), wish.reason);
  await told(ctx, "forms.withdraw", wish.code, { reason: wish.reason });
  return cardOf(ctx, wish.code);
}

export async function listReceivers(ctx: Ctx) {
  const own = acting(ctx);
  return { rows: (await allAssociations(ctx)).filter((one) => one.id !== own) };
}

/** The other association receives a copy as a draft of its own; later versions are not followed. */
export async function shareForm(
  ctx: Ctx,
  wish: { code: string; withOrganisation: string },
): Promise<Record<string, never>> {
  const newest = (await ownVersions(ctx, wish.code)).at(-1) ?? refuse("forms.not-published");
  const receivers = (await listReceivers(ctx)).rows;
  if (!receivers.some((one) => one.id === wish.withOrganisation)) refuse("forms.receiver");
  const giver = (await organisationNames(ctx, [acting(ctx)])).get(acting(ctx))?.name ?? ctx.who.name;
  const definition = { ...newest.definition, code: newCode(), version: 1 };
  await ctx.systemWrite("forms.share", async () => {
    const { code, title, periodicity } = definition;
    const organisationId = wish.withOrganisation;
    await insertForm(ctx, { organisationId, code, title, periodicity, origin: `${giver}：${title.zh}` });
    await putDraft(ctx, organisationId, definition, 1);
  });
  await told(ctx, "forms.share", wish.code, { with: wish.withOrganisation, copy: definition.code });
  return {};
}

const told = (ctx: Ctx, action: string, code: string, after: object): Promise<void> =>
  audit(ctx, { action, subject: "form", subjectId: code, after });
