// Whose rows somebody may see: the one place where roles, memberships and consent become a scope.
import type { Kind, Role } from "./contract.ts";

export type ActingOrganisation = { id: string; kind: Kind; sectors: readonly string[] };
/** A current membership: the association, its member, and whether the member lets it see its returns. */
export type MembershipFact = { association: string; member: string; consent: boolean };

export type ScopeSets = {
  organisations: Set<string>;
  members: Set<string>;
  sectors: Set<string>;
  all: boolean;
};

/** Where a role counts. A role written at an organisation of another kind gives nothing. */
const homes: Readonly<Record<Role, readonly Kind[]>> = {
  administrator: ["federation"],
  duty_officer: ["federation"],
  secretary: ["association"],
  clerk: ["enterprise", "body", "service"],
  owner: ["enterprise", "body", "service"],
  expert: ["experts"],
};

export const mayHold = (role: Role, kind: Kind): boolean => homes[role].includes(kind);

/** The roles that count at the organisation acted for. */
export function rolesAt(organisation: ActingOrganisation, roles: readonly Role[]): Role[] {
  return roles.filter((role) => mayHold(role, organisation.kind));
}

/**
 * The scope of somebody acting for one organisation with these roles there.
 * members ⊇ organisations always; nobody but the federation sees all.
 */
export function scopeFor(
  organisation: ActingOrganisation | null,
  roles: readonly Role[],
  memberships: readonly MembershipFact[],
  federations: readonly string[],
): ScopeSets {
  const sets: ScopeSets = { organisations: new Set(), members: new Set(), sectors: new Set(), all: false };
  if (!organisation) return sets;
  const counting = rolesAt(organisation, roles);
  if (counting.length === 0) return sets;

  sets.organisations.add(organisation.id);
  sets.members.add(organisation.id);
  if (organisation.kind === "federation") return { ...sets, all: true };

  // Expert units see their own rows only: whose applications they read is decided paper by paper.
  if (organisation.kind === "experts") return sets;

  for (const federation of federations) sets.members.add(federation);
  for (const sector of organisation.sectors) sets.sectors.add(sector);
  for (const { association, member, consent } of memberships) {
    if (organisation.kind === "association") {
      if (association !== organisation.id) continue;
      sets.members.add(member);
      if (consent) sets.organisations.add(member);
    } else if (member === organisation.id) sets.members.add(association);
  }
  return sets;
}
