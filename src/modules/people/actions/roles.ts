// Deeds on roles: grant, hand over for a while, end; and what a person changes about themselves.
import type { z } from "zod";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import {
  type changeMe as changeMeEndpoint,
  type delegate as delegateEndpoint,
  events,
  type grantRole as grantRoleEndpoint,
  type Role,
} from "../contract.ts";
import { mayDelegate, mayEnd, mayGrant, type Target, type Verdict } from "../granting.ts";
import { isMember, organisationById } from "../store/organisations.ts";
import * as store from "../store/persons.ts";

export function insist(verdict: Verdict): void {
  if (!verdict.ok) refuse(verdict.refusal.code, verdict.refusal.params);
}

/** Asks the heart with the facts it needs about the organisation acted for. */
export async function grantVerdict(ctx: Ctx, target: Target, role: Role): Promise<Verdict> {
  const acting = ctx.who.actingFor ? await organisationById(ctx, ctx.who.actingFor) : null;
  if (!acting) refuse("access.denied");
  const member = acting.kind === "association" && (await isMember(ctx, acting.id, target.id));
  const owned = member && (await isOwned(ctx, target.id));
  return mayGrant(
    { actingFor: acting.id, kind: acting.kind, roles: ctx.who.roles },
    target,
    role,
    member,
    owned,
  );
}

export async function grantRole(ctx: Ctx, input: z.output<typeof grantRoleEndpoint.input>) {
  const target = (await organisationById(ctx, input.organisationId)) ?? refuse("record.not-found");
  insist(await grantVerdict(ctx, target, input.role));
  const person = (await store.personById(ctx, input.personId)) ?? refuse("people.no-such-person");
  const id = await giveRole(ctx, { ...input, name: person.name });
  return { id };
}

/** Does somebody answer for this organisation already? */
export const isOwned = async (ctx: Ctx, organisationId: string): Promise<boolean> =>
  (await store.rolesAtOrganisation(ctx, organisationId)).some((r) => r.role === "owner");

/** Once the verdict is given. @throws people.role-held for a role held already. */
export async function giveRole(
  ctx: Ctx,
  given: { personId: string; organisationId: string; role: Role; name: string },
): Promise<string> {
  const { personId, organisationId, role, name } = given;
  const id = await ctx.systemWrite("people.grant-role", async () => {
    const held = await store.rolesAtOrganisation(ctx, organisationId);
    if (held.some((r) => r.personId === personId && r.role === role && r.delegatedFrom === null)) {
      refuse("people.role-held", { name });
    }
    return store.insertRole(ctx, { organisationId, personId, role });
  });
  await ctx.announce(events.roleGranted.name, { personId, organisationId, role });
  await audit(ctx, {
    action: "people.grantRole",
    subject: "role",
    subjectId: id,
    organisationId,
    after: { personId, role },
  });
  return id;
}

export async function endRole(ctx: Ctx, input: { id: string }) {
  const held = (await store.roleById(ctx, input.id)) ?? refuse("record.not-found");
  const target = (await organisationById(ctx, held.organisationId)) ?? refuse("record.not-found");
  const all = await store.rolesAtOrganisation(ctx, held.organisationId);
  insist(mayEnd(held, all, ctx.who.personId!, await grantVerdict(ctx, target, held.role)));
  await ctx.systemWrite("people.end-role", () => store.closeRole(ctx, held));
  await audit(ctx, {
    action: held.delegatedFrom ? "people.endDelegation" : "people.endRole",
    subject: "role",
    subjectId: held.id,
    organisationId: held.organisationId,
    before: { personId: held.personId, role: held.role },
  });
  return {};
}

/** To a colleague of the same organisation; ends by itself. */
export async function delegate(ctx: Ctx, input: z.output<typeof delegateEndpoint.input>) {
  const organisationId = ctx.who.actingFor ?? refuse("access.denied");
  const personId = ctx.who.personId!;
  const until = new Date(input.until);
  const all = await store.rolesAtOrganisation(ctx, organisationId);
  insist(
    mayDelegate(
      all.filter((r) => r.personId === personId),
      input.role,
      until,
      ctx.now,
    ),
  );
  const colleague = all.find((r) => r.personId === input.personId);
  if (!colleague || input.personId === personId) refuse("people.no-such-person");
  if (all.some((r) => r.personId === input.personId && r.role === input.role)) {
    refuse("people.role-held", { name: colleague.personName });
  }
  const id = await store.insertRole(ctx, {
    organisationId,
    personId: input.personId,
    role: input.role,
    until,
    delegatedFrom: personId,
  });
  await audit(ctx, {
    action: "people.delegate",
    subject: "role",
    subjectId: id,
    organisationId,
    after: { to: input.personId, role: input.role, until: input.until },
  });
  return { id };
}

export async function changeMe(ctx: Ctx, input: z.output<typeof changeMeEndpoint.input>) {
  await store.updateMe(ctx, input);
  await audit(ctx, { action: "people.changeMe", subject: "person", subjectId: ctx.who.personId });
  return {};
}
