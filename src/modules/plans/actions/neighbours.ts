// What plans asks of people: who somebody is, who reviews, who works where, and whom to tell.
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import { notify } from "../../../platform/notify/notify.ts";
import type { Role } from "../../people/contract.ts";
import {
  associationsOf,
  federationOf,
  organisationKind,
  organisationNames,
  personsOf,
} from "../../people/index.ts";
import { type OwnerKind, ownerKinds } from "../contract.ts";
import type { Verdict } from "../plan.ts";

export const staff: readonly Role[] = ["administrator", "duty_officer", "secretary", "owner", "clerk"];
/** Who is told of what must be decided. */
export const deciders: readonly Role[] = ["administrator", "duty_officer", "secretary", "owner"];

export function orRefuse(verdict: Verdict): void {
  if (!verdict.ok) refuse(verdict.refusal.code, verdict.refusal.params);
}

export const acting = (ctx: Ctx): string => ctx.who.actingFor ?? refuse("access.denied");

export async function actingKind(ctx: Ctx): Promise<OwnerKind> {
  const kind = await organisationKind(ctx, acting(ctx));
  const found = ownerKinds.find((one) => one === kind);
  return found ?? refuse("plans.wrong-kind");
}

/** Where a plan of this organisation may be reviewed: one's associations, else the federation. */
export async function reviewersOf(ctx: Ctx, kind: OwnerKind): Promise<{ id: string; name: string }[]> {
  const own = acting(ctx);
  if (kind === "enterprise") {
    const associations = (await associationsOf(ctx, [own])).get(own) ?? [];
    if (associations.length > 0) return associations;
  }
  const federation = await federationOf(ctx);
  return federation ? [federation] : [];
}

export async function personsAt(ctx: Ctx, organisationId: string): Promise<{ id: string; name: string }[]> {
  const rows = await personsOf(ctx, [organisationId], staff);
  return [...new Map(rows.map((row) => [row.personId, { id: row.personId, name: row.name }])).values()];
}

export const nameOf = async (ctx: Ctx, id: string): Promise<string> =>
  (await organisationNames(ctx, [id])).get(id)?.name ?? "—";

/** Persons of an organisation, told in the transaction of the deed; never whoever did it. */
export async function tell(
  ctx: Ctx,
  to:
    | { organisationIds: readonly string[]; roles?: readonly Role[] }
    | { personIds: readonly (string | null)[] },
  what: {
    kind: string;
    zh: readonly [string, string];
    en: readonly [string, string];
    link: string;
    now?: boolean;
    key: string;
  },
): Promise<number> {
  const ids =
    "personIds" in to
      ? to.personIds.filter((id): id is string => id !== null)
      : (await personsOf(ctx, to.organisationIds, to.roles ?? staff)).map((row) => row.personId);
  const persons = [...new Set(ids)].filter((id) => id !== ctx.who.personId);
  await notify(ctx, {
    to: persons,
    kind: what.kind,
    words: {
      zh: { title: what.zh[0], body: what.zh[1] },
      en: { title: what.en[0], body: what.en[1] },
    },
    link: what.link,
    mail: what.now ? "now" : "digest",
    digestKey: what.key,
  });
  return persons.length;
}
