// Who may give which role to whom, hand work to a colleague, and take a role back.
import type { Kind, Role } from "./contract.ts";
import { mayHold } from "./scope.ts";

export type Verdict =
  | { ok: true }
  | { ok: false; refusal: { code: string; params: Record<string, string | number> } };
export const fine: Verdict = { ok: true };
export const no = (code: string, params: Record<string, string | number> = {}): Verdict => ({
  ok: false,
  refusal: { code, params },
});

export type Granter = { actingFor: string; kind: Kind; roles: ReadonlySet<string> };
export type Target = { id: string; kind: Kind; name: string };

/**
 * @param member the target is a current member of the association acted for.
 * @param owned somebody owns the target already: from then on its association names nobody there,
 *   or it could read a member's figures through a person of its own choosing.
 */
export function mayGrant(
  granter: Granter,
  target: Target,
  role: Role,
  member: boolean,
  owned: boolean,
): Verdict {
  if (!mayHold(role, target.kind)) return no("people.role-not-here", { organisation: target.name });
  const here = granter.actingFor === target.id;
  const allowed =
    // The federation's administrator answers for everybody.
    granter.roles.has("administrator") ||
    // A secretary: colleagues of the association, and the first persons of a member.
    (granter.roles.has("secretary") &&
      (here ? role === "secretary" : member && !owned && ["owner", "clerk"].includes(role))) ||
    // An owner: the own enterprise.
    (granter.roles.has("owner") && here && ["owner", "clerk"].includes(role));
  if (allowed) return fine;
  if (granter.roles.has("secretary") && !here && !member) {
    return no("people.not-a-member", { organisation: target.name });
  }
  if (granter.roles.has("secretary") && !here && owned)
    return no("people.owned", { organisation: target.name });
  return no("people.may-not-grant", { organisation: target.name });
}

/** Illness and leave, not a way to give roles away. */
export const longestDelegationDays = 90;

export function mayDelegate(
  own: readonly { role: Role; delegatedFrom: string | null }[],
  role: Role,
  until: Date,
  now: Date,
): Verdict {
  const held = own.filter((r) => r.role === role);
  if (!held.some((r) => r.delegatedFrom === null)) return no("people.delegation-not-yours");
  const days = (until.getTime() - now.getTime()) / 86_400_000;
  if (days <= 0 || days > longestDelegationDays) {
    return no("people.delegation-ends-badly", { days: longestDelegationDays });
  }
  return fine;
}

type Held = { id: string; personId: string; role: Role; delegatedFrom: string | null };
const roleWords: Readonly<Partial<Record<Role, string>>> = { administrator: "管理员", owner: "企业负责人" };

/**
 * @param all the roles held now at the same organisation.
 * @param asker may end a delegation given or received without any right to grant.
 */
export function mayEnd(held: Held, all: readonly Held[], asker: string, granting: Verdict): Verdict {
  if (held.delegatedFrom !== null && (held.delegatedFrom === asker || held.personId === asker)) return fine;
  if (!granting.ok) return granting;
  const word = roleWords[held.role];
  const others = all.filter((r) => r.role === held.role && r.delegatedFrom === null && r.id !== held.id);
  if (word && held.delegatedFrom === null && others.length === 0)
    return no("people.last-one", { role: word });
  return fine;
}

export const invitationDays = 14;
export const receiptDays = 30;

type Invited = { acceptedAt: Date | null; revokedAt: Date | null; expiresAt: Date };
export const isOpen = (invitation: Invited, now: Date): boolean =>
  invitation.acceptedAt === null && invitation.revokedAt === null && invitation.expiresAt > now;
