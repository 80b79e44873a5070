// What a person does to one enterprise: register it, edit it, record a year's figures, tiers and key lists.
import type { z } from "zod";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import { createOrganisation } from "../../people/index.ts";
import type * as contract from "../contract.ts";
import { addDated, edit as editHeart, emptyDetails, endDated, sectorsOf } from "../enterprise.ts";
import type { RowFacts } from "../merge.ts";
import {
  endKeyListOn,
  endTierOn,
  enterpriseCards,
  insertKeyLists,
  insertTiers,
  keyListRecords,
  load,
  tierRecords,
} from "../store/record.ts";
import { readReference } from "../store/reference.ts";
import { knownCodes, orRefuse, refuseTaken, saveAll, settled } from "./save.ts";

type In<E extends { input: z.ZodType }> = z.output<E["input"]>;

export const mayIdentity = (ctx: Ctx): boolean => ctx.who.scope.all;

export type Registration = Partial<contract.Details> & Pick<contract.Details, "name" | "creditCode">;

/** One organisation and its enterprise, in one transaction. @returns the id of both. */
export async function registerEnterprise(
  ctx: Ctx,
  input: Registration,
  facts: RowFacts | null = null,
): Promise<{ id: string }> {
  const edited = orRefuse(editHeart(emptyDetails, input, true));
  const after = settled(edited.after, await knownCodes(ctx));
  await refuseTaken(ctx, after.creditCode);
  const id = await createOrganisation(ctx, {
    kind: "enterprise",
    name: after.name,
    shortName: after.shortName,
    creditCode: after.creditCode,
    sectors: sectorsOf(after.industryCode),
  });
  await saveAll(
    ctx,
    [{ id, before: null, after, changed: edited.changed, formerName: null, facts, factsSource: "登记" }],
    "enterprises.register",
  );
  return { id };
}

export async function edit(
  ctx: Ctx,
  input: In<typeof contract.editEnterprise>,
): Promise<{ revision: number }> {
  const { id, revision, ...patch } = input;
  const before = await load(ctx, id, true);
  if (before.revision !== revision) refuse("record.changed", { name: "另一位同事" });
  const wished = orRefuse(editHeart(before.details, patch as Partial<contract.Details>, mayIdentity(ctx)));
  if (wished.changed.length === 0) return { revision };
  // Codes that were accepted once are not judged again because a telephone number changed.
  const codesChanged = [
    "creditCode",
    "codeOverrideReason",
    "industryCode",
    "regionCode",
    "registrationType",
  ].some((field) => wished.changed.includes(field as keyof contract.Details));
  const after = codesChanged ? settled(wished.after, await knownCodes(ctx)) : wished.after;
  const { changed, formerName } = wished;
  await saveAll(
    ctx,
    [{ id, before, after, changed, formerName, facts: null, factsSource: "" }],
    "enterprises.edit",
  );
  return { revision: revision + 1 };
}

export async function recordFacts(
  ctx: Ctx,
  input: In<typeof contract.recordFacts>,
): Promise<{ sizeClass: contract.SizeClass }> {
  const { id, source, ...facts } = input;
  const before = await load(ctx, id, true);
  await saveAll(
    ctx,
    [{ id, before, after: before.details, changed: [], formerName: null, facts, factsSource: source }],
    "enterprises.facts",
  );
  return { sizeClass: (await load(ctx, id)).sizeClass };
}

export async function grantTier(ctx: Ctx, input: In<typeof contract.grantTier>): Promise<{ id: string }> {
  const { id, code, validFrom, validTo, document } = input;
  await load(ctx, id, true);
  const kinds = new Map((await readReference(ctx)).tierKinds.map((k) => [k.code, k.zh]));
  if (!kinds.has(code)) refuse("enterprises.type-unknown", { code });
  const existing = (await tierRecords(ctx, id)).map((t) => ({
    code: t.code,
    from: t.validFrom,
    to: t.validTo,
  }));
  orRefuse(addDated(existing, { code, from: validFrom, to: validTo }, (c) => kinds.get(c) ?? c));
  const [tierId] = await insertTiers(ctx, [{ id, code, validFrom, validTo, document }]);
  const after = { tier: code, validFrom, validTo, document };
  await audit(ctx, {
    action: "enterprises.tier",
    subject: "enterprise",
    subjectId: id,
    organisationId: id,
    after,
  });
  return { id: tierId! };
}

export async function endTier(ctx: Ctx, input: In<typeof contract.endTier>): Promise<Record<string, never>> {
  const { id, tierId, on } = input;
  await load(ctx, id, true);
  const one = (await tierRecords(ctx, id)).find((t) => t.id === tierId) ?? refuse("record.not-found");
  orRefuse(endDated({ code: one.code, from: one.validFrom, to: one.validTo }, on));
  await endTierOn(ctx, id, tierId, on);
  await audit(ctx, {
    action: "enterprises.tier-end",
    subject: "enterprise",
    subjectId: id,
    organisationId: id,
    before: { tier: one.code, validTo: one.validTo },
    after: { tier: one.code, validTo: on },
  });
  return {};
}

export async function joinKeyList(ctx: Ctx, input: In<typeof contract.joinKeyList>): Promise<{ id: string }> {
  const { id, listCode, since, until, reason } = input;
  await load(ctx, id, true);
  const lists = new Map((await readReference(ctx)).keyLists.map((k) => [k.code, k.zh]));
  if (!lists.has(listCode)) refuse("enterprises.type-unknown", { code: listCode });
  const existing = (await keyListRecords(ctx, id)).map((k) => ({
    code: k.listCode,
    from: k.since,
    to: k.until,
  }));
  orRefuse(addDated(existing, { code: listCode, from: since, to: until }, (c) => lists.get(c) ?? c));
  const [memberId] = await insertKeyLists(ctx, [{ id, listCode, since, until, reason }]);
  const after = { keyList: listCode, since, until, reason };
  await audit(ctx, {
    action: "enterprises.key-list",
    subject: "enterprise",
    subjectId: id,
    organisationId: id,
    after,
  });
  return { id: memberId! };
}

export async function leaveKeyList(
  ctx: Ctx,
  input: In<typeof contract.leaveKeyList>,
): Promise<Record<string, never>> {
  const { id, memberId, on } = input;
  await load(ctx, id, true);
  const one = (await keyListRecords(ctx, id)).find((k) => k.id === memberId) ?? refuse("record.not-found");
  orRefuse(endDated({ code: one.listCode, from: one.since, to: one.until }, on));
  await endKeyListOn(ctx, id, memberId, on);
  await audit(ctx, {
    action: "enterprises.key-list-end",
    subject: "enterprise",
    subjectId: id,
    organisationId: id,
    before: { keyList: one.listCode, until: one.until },
    after: { keyList: one.listCode, until: on },
  });
  return {};
}

/** A card for an organisation that exists already, e.g. after a claim; nothing happens where there is one. */
export async function cardFor(
  ctx: Ctx,
  organisation: { id: string; name: string; creditCode: string | null },
): Promise<void> {
  const { id, name, creditCode } = organisation;
  if ((await enterpriseCards(ctx, [id])).length > 0) return;
  const after = { ...emptyDetails, name, creditCode };
  await saveAll(
    ctx,
    [
      {
        id,
        before: null,
        after,
        changed: ["name", "creditCode"],
        formerName: null,
        facts: null,
        factsSource: "",
      },
    ],
    "enterprises.register",
  );
}
