// Deeds on organisations and memberships: add, change, take in as a member, give and withdraw consent.
import type { z } from "zod";
import { checkCreditCode } from "../../../engines/identity/index.ts";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import {
  type addMember as addMemberEndpoint,
  type addOrganisation as addOrganisationEndpoint,
  type changeOrganisation as changeOrganisationEndpoint,
  events,
  type Kind,
  type setConsent as setConsentEndpoint,
} from "../contract.ts";
import { shortNameOf } from "../organisation-name.ts";
import * as store from "../store/organisations.ts";

export type OrganisationToCreate = {
  id?: string;
  kind: Kind;
  name: string;
  shortName?: string | null | undefined;
  creditCode?: string | null | undefined;
  sectors?: readonly string[] | undefined;
  demo?: boolean;
  /** The association it becomes a member of, without consent until its owner gives it. */
  association?: string | null | undefined;
};

/** For other modules and the deeds here; whoever calls has asked whether the person may. */
export async function createOrganisation(ctx: Ctx, wish: OrganisationToCreate): Promise<string> {
  const [id] = await createOrganisations(ctx, [wish]);
  const { kind, name, creditCode = null } = wish;
  await ctx.announce(events.organisationAdded.name, { organisationId: id, kind, name, creditCode });
  return id!;
}

/**
 * Many at once, ids in the order given; announces nothing, since whoever brings a list knows it.
 * @throws people.code-taken for the first code that is registered already.
 */
export async function createOrganisations(
  ctx: Ctx,
  wishes: readonly OrganisationToCreate[],
): Promise<string[]> {
  const rows = wishes.map((wish) => ({
    id: wish.id ?? uuidv7(),
    kind: wish.kind,
    name: wish.name,
    shortName: wish.shortName || shortNameOf(wish.name),
    creditCode: wish.creditCode ?? null,
    sectors: withPrefixes(wish.sectors ?? []),
    demo: wish.demo ?? false,
  }));
  const memberships = wishes.flatMap(({ association }, i) =>
    association ? [{ association, member: rows[i]!.id }] : [],
  );
  await ctx.systemWrite("people.create-organisation", async () => {
    const [taken] = await store.organisationsByCodes(
      ctx,
      rows.flatMap((row) => row.creditCode ?? []),
    );
    if (taken) refuse("people.code-taken", { code: taken[0], organisation: taken[1].name });
    await store.insertOrganisations(ctx, rows);
    await store.insertMemberships(ctx, memberships);
  });
  await audit(ctx, {
    action: "people.addOrganisations",
    subject: "organisation",
    subjectId: rows.length === 1 ? rows[0]!.id : null,
    after:
      rows.length === 1 ? rows[0] : { count: rows.length, ids: rows.slice(0, 1000).map((row) => row.id) },
  });
  return rows.map((row) => row.id);
}

export function readCode(text: string): string {
  const check = checkCreditCode(text);
  if (check.acceptable) return check.normalized;
  const first = check.problems.find((problem) => problem.severity === "refuse") ?? check.problems[0]!;
  return refuse("people.wrong-code", { reason: first.zh, reasonEn: first.en });
}

export async function addOrganisation(ctx: Ctx, input: z.output<typeof addOrganisationEndpoint.input>) {
  const creditCode = input.creditCode ? readCode(input.creditCode) : null;
  const id = await createOrganisation(ctx, { ...input, creditCode });
  return store.readOrganisationRow(ctx, { id });
}

export async function changeOrganisation(ctx: Ctx, input: z.output<typeof changeOrganisationEndpoint.input>) {
  const before = await store.readOrganisationRow(ctx, { id: input.id });
  const wasClosed = before.closedAt ? new Date(before.closedAt) : null;
  await store.updateOrganisation(ctx, input.id, {
    name: input.name ?? before.name,
    shortName: input.shortName ?? before.shortName,
    closedAt: input.closed === undefined ? wasClosed : input.closed ? (wasClosed ?? ctx.now) : null,
  });
  const after = await store.readOrganisationRow(ctx, { id: input.id });
  await audit(ctx, {
    action: "people.changeOrganisation",
    subject: "organisation",
    subjectId: input.id,
    organisationId: input.id,
    before,
    after,
  });
  return after;
}

export type NewName = { id: string; name: string; creditCode: string | null };

/** Name and code as the registry has settled them; whoever calls has asked whether the person may, and keeps the old ones. */
export async function renameOrganisations(ctx: Ctx, wishes: readonly NewName[]): Promise<void> {
  if (wishes.length === 0) return;
  await ctx.systemWrite("people.rename-organisation", async () => {
    const codes = wishes.flatMap((wish) => wish.creditCode ?? []);
    const holders = await store.organisationsByCodes(ctx, codes);
    for (const { id, creditCode } of wishes) {
      const holder = creditCode ? holders.get(creditCode) : undefined;
      if (holder && holder.id !== id) {
        refuse("people.code-taken", { code: creditCode!, organisation: holder.name });
      }
    }
    const before = new Map(
      (
        await store.namesOf(
          ctx,
          wishes.map(({ id }) => id),
        )
      ).map((one) => [one.id, one]),
    );
    const renamed = wishes.flatMap((wish) => {
      const was = before.get(wish.id);
      if (!was || (was.name === wish.name && was.creditCode === wish.creditCode)) return [];
      // A short name that somebody chose stays; one that was cut from the old name follows the new one.
      const derived = was.shortName === shortNameOf(was.name);
      return [{ ...wish, was, shortName: derived ? shortNameOf(wish.name) : was.shortName }];
    });
    await store.updateNames(ctx, renamed);
    for (const { was, ...after } of renamed) {
      await audit(ctx, {
        action: "people.renameOrganisation",
        subject: "organisation",
        subjectId: after.id,
        organisationId: after.id,
        before: was,
        after,
      });
    }
  });
}

/** GB/T 4754 codes of an organisation with all their prefixes; called by whoever knows what it makes. */
export async function setSectors(ctx: Ctx, id: string, codes: Iterable<string>): Promise<void> {
  const sectors = withPrefixes(codes);
  await ctx.systemWrite("people.set-sectors", () => store.updateSectors(ctx, id, sectors));
}

export function withPrefixes(codes: Iterable<string>): string[] {
  const out = new Set<string>();
  for (const code of codes) {
    const digits = code.replace(/^[A-T](?=\d)/, "");
    for (let n = 2; n <= digits.length; n++) out.add(digits.slice(0, n));
  }
  return [...out].sort();
}

export async function addMember(ctx: Ctx, input: z.output<typeof addMemberEndpoint.input>) {
  const association = await store.organisationById(ctx, input.associationId);
  if (association?.kind !== "association" || !ctx.who.actingFor) refuse("record.not-found");
  if (!ctx.who.scope.all && association.id !== ctx.who.actingFor) refuse("access.denied");
  const code = readCode(input.creditCode);
  // An enterprise that is no member yet lies beyond the association's rows.
  const member = await ctx.system("people.find-by-code", (db) => store.organisationByCode(db, code));
  if (member?.kind !== "enterprise") refuse("people.unknown-code", { code });
  if (await store.isMember(ctx, association.id, member.id)) {
    refuse("people.already-member", { organisation: member.name });
  }
  const id = await store.insertMembership(ctx, association.id, member.id);
  await membershipAnnounced(ctx, { id, associationId: association.id, memberId: member.id }, true);
  return { id };
}

/** Either side may end it; the enterprise's past figures are then seen by the federation alone. */
export async function endMembership(ctx: Ctx, input: { id: string }) {
  const membership = (await store.membershipById(ctx, input.id)) ?? refuse("record.not-found");
  const mine = [membership.associationId, membership.memberId].includes(ctx.who.actingFor ?? "");
  if (!mine && !ctx.who.scope.all) refuse("access.denied");
  await ctx.systemWrite("people.end-membership", () => store.closeMembership(ctx, membership.id));
  await membershipAnnounced(ctx, membership, false);
  return {};
}

async function membershipAnnounced(
  ctx: Ctx,
  membership: { id: string; associationId: string; memberId: string },
  member: boolean,
): Promise<void> {
  const { id, associationId, memberId } = membership;
  await ctx.announce(events.membershipChanged.name, { associationId, memberId, member });
  await audit(ctx, {
    action: member ? "people.addMember" : "people.endMembership",
    subject: "membership",
    subjectId: id,
    organisationId: associationId,
    after: { memberId },
  });
}

/** Only the owner decides, for the own enterprise alone; what the association sees changes with its next request. */
export async function setConsent(ctx: Ctx, input: z.output<typeof setConsentEndpoint.input>) {
  const membership = (await store.membershipById(ctx, input.id)) ?? refuse("record.not-found");
  if (membership.memberId !== ctx.who.actingFor || !ctx.who.roles.has("owner")) {
    refuse("people.consent-is-the-owners");
  }
  if (membership.consent === input.consent) return { consent: input.consent };
  await ctx.systemWrite("people.set-consent", () => store.updateConsent(ctx, membership.id, input.consent));
  const { associationId, memberId } = membership;
  await ctx.announce(events.consentChanged.name, { associationId, memberId, consent: input.consent });
  for (const organisationId of [memberId, associationId]) {
    await audit(ctx, {
      action: input.consent ? "people.giveConsent" : "people.withdrawConsent",
      subject: "membership",
      subjectId: membership.id,
      organisationId,
      before: { consent: membership.consent },
      after: { consent: input.consent },
    });
  }
  return { consent: input.consent };
}
