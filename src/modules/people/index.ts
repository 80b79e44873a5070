// The door of people: who somebody is and whose rows they may see; organisations, members and consent for the others.
import { type Permissions, permissionsOf, type Who } from "../../platform/access/permissions.ts";
import { publicScope } from "../../platform/access/scope.ts";
import { NO_ORGANISATION } from "../../platform/audit/audit.ts";
import type { Database } from "../../platform/db/database.ts";
import type { Module } from "../../platform/module.ts";
import { refusals } from "./contract.ts";
import { rolesAt, scopeFor } from "./scope.ts";
import { readWho, type WhoAsked } from "./store.ts";

export const people: Module = {
  name: "people",
  routes: [],
  migrations: new URL("./migrations/", import.meta.url),
  refusals,
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const nobody = (language: "zh" | "en"): Who => ({
  personId: null,
  name: "",
  actingFor: null,
  roles: new Set(),
  may: new Set(),
  scope: publicScope,
  language,
});

/**
 * Whoever asks, from a session's token (already verified) or a person's id.
 * @param asked.actingFor the organisation wished for; with no role there, nothing may be seen.
 */
export async function resolveWho(
  db: Database,
  asked: {
    by: WhoAsked | null;
    actingFor: string | null;
    language: "zh" | "en" | null;
    permissions: Permissions;
    now: Date;
  },
): Promise<Who> {
  // An unreadable wish is no wish for the first organisation: it names one where nobody has a role.
  const acting = asked.actingFor && !uuid.test(asked.actingFor) ? NO_ORGANISATION : asked.actingFor;
  const facts = asked.by && (await readWho(db, asked.by, acting, asked.now));
  if (!facts) return nobody(asked.language ?? "zh");
  const held = facts.roles.filter((r) => r.organisation.id === facts.acting);
  const organisation = held[0]?.organisation ?? null;
  const roles = organisation
    ? rolesAt(
        organisation,
        held.map((r) => r.role),
      )
    : [];
  const memberships = facts.memberships.map(([association, member, consent]) => ({
    association,
    member,
    consent,
  }));
  return {
    personId: facts.id,
    name: facts.name,
    actingFor: roles.length ? facts.acting : null,
    roles: new Set(roles),
    may: permissionsOf(asked.permissions, roles),
    scope: { ...scopeFor(organisation, roles, memberships, facts.federations), public: true },
    language: asked.language ?? facts.language,
  };
}
