// What appeals asks of people: who handles it, who works there, and whom to tell.
import { shanghaiDay } from "../../../engines/calendar/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import { notify } from "../../../platform/notify/notify.ts";
import type { Role } from "../../people/contract.ts";
import {
  allAssociations,
  allBodies,
  associationFor,
  federationOf,
  onDuty,
  organisationNames,
  personsOf,
} from "../../people/index.ts";
import type { Verdict } from "../appeal.ts";

export type Named = { id: string; name: string };
const staff: readonly Role[] = ["administrator", "duty_officer", "secretary", "owner", "clerk"];

export function orRefuse<T>(verdict: Verdict<T>): { ok: true } & T {
  return verdict.ok ? verdict : refuse(verdict.refusal.code, verdict.refusal.params);
}

export const acting = (ctx: Ctx): string => ctx.who.actingFor ?? refuse("access.denied");

export const nameOf = async (ctx: Ctx, id: string): Promise<string> =>
  (await organisationNames(ctx, [id])).get(id)?.name ?? "—";

/** Who takes an appeal in: the association of its industry, without one the federation; there whoever is on duty. */
export async function receiverOf(
  ctx: Ctx,
  enterpriseId: string,
  industryCode: string,
): Promise<Named & { officer: Named | null }> {
  const receiver = (await associationFor(ctx, enterpriseId, industryCode)) ?? (await federationOf(ctx));
  if (receiver === null) throw new Error("there is no federation to take an appeal in");
  return { ...receiver, officer: await onDuty(ctx, receiver.id, shanghaiDay(ctx.now.getTime())) };
}

export async function officersAt(ctx: Ctx, organisationId: string): Promise<Named[]> {
  const rows = await personsOf(ctx, [organisationId], staff);
  return [...new Map(rows.map((row) => [row.personId, { id: row.personId, name: row.name }])).values()];
}

/** Where an appeal may be handed on to: the federation, an association, a body. */
export async function targetsFor(ctx: Ctx): Promise<Named[]> {
  const federation = await federationOf(ctx);
  return [...(federation ? [federation] : []), ...(await allAssociations(ctx)), ...(await allBodies(ctx))];
}

export type Message = {
  kind: string;
  zh: readonly [title: string, body: string];
  en: readonly [title: string, body: string];
  link: string;
  key: string;
  /** What cannot wait for the next digest. */
  now?: boolean;
};

/** In the transaction of the deed; never whoever did it. A body and an enterprise do not see each other's persons. */
export async function tell(
  ctx: Ctx,
  to: { organisationIds: readonly string[] } | { personIds: readonly string[] },
  message: Message,
): Promise<void> {
  await ctx.systemWrite("appeals.tell", async () => {
    const ids =
      "personIds" in to
        ? to.personIds
        : (await personsOf(ctx, to.organisationIds, staff)).map((row) => row.personId);
    await notify(ctx, {
      to: ids.filter((id) => id !== ctx.who.personId),
      kind: message.kind,
      words: {
        zh: { title: message.zh[0], body: message.zh[1] },
        en: { title: message.en[0], body: message.en[1] },
      },
      link: message.link,
      mail: message.now ? "now" : "digest",
      digestKey: message.key,
    });
  });
}
