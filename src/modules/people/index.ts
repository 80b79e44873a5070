// The door of people: who somebody is and whose rows they may see; organisations, members and consent for the others.
import { type Permissions, permissionsOf, type Who } from "../../platform/access/permissions.ts";
import { publicScope } from "../../platform/access/scope.ts";
import { NO_ORGANISATION } from "../../platform/audit/audit.ts";
import { bearerOf, keyHashOf, openPace } from "../../platform/auth/api-key.ts";
import type { Ctx } from "../../platform/ctx.ts";
import type { Database } from "../../platform/db/database.ts";
import { refuse } from "../../platform/errors.ts";
import type { Module } from "../../platform/module.ts";
import { desk } from "./actions/desk.ts";
import { makeAdministrator } from "./actions/first-start.ts";
import { type Kind, type Role, refusals } from "./contract.ts";
import { deeds } from "./deeds.ts";
import { dutyRefusals } from "./duty/contract.ts";
import { demoPersons, loadDemo, removeDemo } from "./fixtures.ts";
import { keyRefusals } from "./keys/contract.ts";
import { routes } from "./routes.ts";
import { rolesAt, scopeFor } from "./scope.ts";
import { dutyPerson } from "./store/duty.ts";
import {
  associationForRow,
  associationRows,
  associationSectorRows,
  associationsOfRows,
  bodyRows,
  currentMembershipRows,
  federationId,
  memberIds,
  organisationById,
  organisationNameRows,
  organisationsByCodes,
} from "./store/organisations.ts";
import {
  addressRows,
  administratorExists,
  contactRows,
  personNameRows,
  personsOfRows,
} from "./store/persons.ts";
import { readWho, type WhoAsked, type WhoFacts } from "./store/who.ts";

export {
  createOrganisation,
  createOrganisations,
  renameOrganisations,
  setSectors,
} from "./actions/organisations.ts";
export { type DemoCluster, demoClusters } from "./demo-wide.ts";
export { type DemoMember, type DemoOrganisation, demoMembers, demoOrganisations } from "./fixtures.ts";

const federation = ["administrator", "duty_officer"];
const enterprise = ["clerk", "owner"];

export const people: Module = {
  name: "people",
  routes,
  migrations: new URL("./migrations/", import.meta.url),
  permissions: {
    "people.see": [...federation, "secretary", ...enterprise, "expert"],
    "people.manage": ["administrator"],
    "people.grant": ["administrator", "secretary", "owner"],
    "people.invite": ["administrator", "secretary", "owner"],
    "people.delegate": [...federation, "secretary", ...enterprise],
    "people.members": ["administrator", "secretary"],
    "people.leave": ["administrator", "secretary", "owner"],
    "people.consent": ["owner"],
    "people.claims": [...federation, "secretary"],
    "people.duty": [...federation, "secretary"],
    "people.keys": ["administrator", "secretary", "owner"],
  },
  refusals: { ...refusals, ...keyRefusals, ...dutyRefusals },
  systemReads: {
    "people.find-by-code":
      "an association takes in an enterprise that is no member yet: its id and name by its code",
    "people.look-up-claim": "whoever claims an enterprise is shown its name and associations by its code",
    "people.follow-claim": "whoever holds the receipt sees the outcome of that claim",
    "people.demo-persons": "the sign-in page of a demo names its invented persons",
    "people.has-administrator": "the sign-in page knows whether the first set-up is still open: yes or no",
    "people.associations": "which associations there are is public; whom something can be offered to",
    "people.bodies":
      "which bodies and service organisations there are is public; whom a matter can be handed to",
    "people.on-duty": "whoever sends a matter learns which one person there is on duty today",
    "people.codes-taken": "a list being brought in learns which of its own codes are registered already",
  },
  systemWrites: {
    "people.create-organisation": "a new organisation lies in nobody's scope before it exists",
    "people.rename-organisation": "the registry settles what an enterprise is called and which code it holds",
    "people.set-sectors": "what an organisation makes is said by the module that knows it",
    "people.set-consent": "the row is the association's, the decision its member's",
    "people.end-membership": "either side may end it",
    "people.grant-role": "an association names the first persons of a member that has given no consent",
    "people.end-role": "with a role ends what was handed over from it",
    "people.open-invitation": "whoever holds the link reads that one invitation",
    "people.accept-invitation": "account, person and role come from one link",
    "people.submit-claim": "a visitor leaves a claim with its reviewer",
    "people.approve-claim": "enterprise, membership and invitation come from one approval",
    "people.first-administrator": "the first start makes the federation and its administrator",
  },
  desk,
  deeds,
  demo: { load: loadDemo, remove: removeDemo },
};

export const nobody = (language: "zh" | "en"): Who => ({
  personId: null,
  name: "",
  actingFor: null,
  roles: new Set(),
  may: new Set(),
  scope: publicScope,
  language,
});

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

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
  if (asked.by && "keyHash" in asked.by) refuseDeadKey(facts, acting);
  if (!facts) return nobody(asked.language ?? "zh");
  if (facts.key) pace(facts.key.id, asked.now);
  const held = facts.roles.filter((r) => r.organisation.id === facts.acting);
  const organisation = held[0]?.organisation ?? null;
  const named = held.map((r) => r.role);
  const roles = organisation ? rolesAt(organisation, named) : [];
  const memberships = facts.memberships.map(([association, member, consent]) => ({
    association,
    member,
    consent,
  }));
  const may = permissionsOf(asked.permissions, roles);
  const who: Who = {
    personId: facts.id,
    name: facts.name,
    actingFor: roles.length ? facts.acting : null,
    roles: new Set(roles),
    may,
    scope: { ...scopeFor(organisation, roles, memberships, facts.federations), public: true },
    language: asked.language ?? facts.language,
  };
  if (!facts.key) return who;
  const { id, name, scopes } = facts.key;
  // What its maker has lost since, the key has lost with it.
  return {
    ...who,
    name: `${name}（接口）`,
    may: new Set(scopes.filter((scope) => may.has(scope))),
    key: { id, name },
  };
}

const pace = openPace();

/** A key ends when it is revoked or expired, and with the last role of whoever made it; it acts for one organisation. */
function refuseDeadKey(facts: WhoFacts | null, acting: string | null): void {
  if (!facts?.acting || (acting !== null && acting !== facts.acting)) refuse("people.key-invalid");
}

/** What a request shows: a program's key before a person's session. */
export function shownBy(authorization: string | undefined, session: string | null): WhoAsked | null {
  const bearer = bearerOf(authorization);
  if (bearer === null) return session === null ? null : { token: session };
  return { keyHash: keyHashOf(bearer) ?? refuse("people.key-invalid") };
}

/** What platform/auth asks about persons: handed to openAuth by the server. */
export const authPersons = {
  demoPersons,
  hasAdministrator: (ctx: Ctx): Promise<boolean> =>
    ctx.system("people.has-administrator", (db) => administratorExists(db, ctx.now)),
  makeAdministrator,
};

/** Current associations of each enterprise, as far as the asker sees them. */
export async function associationsOf(
  ctx: Ctx,
  enterpriseIds: readonly string[],
): Promise<Map<string, { id: string; name: string }[]>> {
  const rows = await associationsOfRows(ctx, enterpriseIds);
  const byMember = Map.groupBy(rows, (row) => row.member);
  return new Map(
    [...byMember].map(([member, found]) => [member, found.map(({ id, name }) => ({ id, name }))]),
  );
}

/** Persons with one of these roles, for reminders; organisations outside the asker's members give nobody. */
export const personsOf = (ctx: Ctx, organisationIds: readonly string[], roles: readonly Role[]) =>
  personsOfRows(ctx, organisationIds, roles);

/** Names and telephone numbers of persons with one of these roles, within the same bounds. */
export const contactsOf = (ctx: Ctx, organisationIds: readonly string[], roles: readonly Role[]) =>
  contactRows(ctx, organisationIds, roles);

export async function organisationNames(ctx: Ctx, ids: readonly string[]) {
  return new Map((await organisationNameRows(ctx, ids)).map((row) => [row.id, row]));
}

/** The federation, where the asker may know it. */
export async function federationOf(ctx: Ctx): Promise<{ id: string; name: string } | null> {
  const id = await federationId(ctx);
  return id === null ? null : { id, name: (await organisationById(ctx, id))?.name ?? "—" };
}

/** What kind of organisation it is; null: not known to the asker. */
export const organisationKind = async (ctx: Ctx, id: string): Promise<Kind | null> =>
  (await organisationById(ctx, id))?.kind ?? null;

/** Current members of these associations, as far as the asker sees them. */
export const membersOf = (ctx: Ctx, associationIds: readonly string[]): Promise<string[]> =>
  memberIds(ctx, associationIds);

/** Who is a member where, as far as the asker sees it. */
export const currentMemberships = (ctx: Ctx) => currentMembershipRows(ctx);

/** Names of persons the asker may know; others are left out. */
export async function personNames(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  return new Map((await personNameRows(ctx, ids)).map((row) => [row.id, row.name]));
}

/** Which of these credit codes are registered already: code → id and name, whoever asks. */
export const codesTaken = (ctx: Ctx, codes: readonly string[]) =>
  ctx.system("people.codes-taken", (db) => organisationsByCodes(db, codes));

/** Organisations by their credit codes, as far as the asker sees them: code → id and name. */
export const organisationsSeenByCode = (ctx: Ctx, codes: readonly string[]) =>
  organisationsByCodes(ctx, codes);

/** Every association by name, for whoever offers something to another one. */
export const allAssociations = (ctx: Ctx): Promise<{ id: string; name: string }[]> =>
  ctx.system("people.associations", associationRows);

/** Associations with the industries they stand for, as far as the asker sees them. */
export const associationSectors = (ctx: Ctx) => associationSectorRows(ctx);

/** The federation itself, whose desk everything ends at. */
export const theFederation = (ctx: Ctx): Promise<string | null> => federationId(ctx);

/** The association of the enterprise that stands for this industry: the one whose sectors say most exactly what it makes. */
export const associationFor = (
  ctx: Ctx,
  enterpriseId: string,
  industryCode: string,
): Promise<{ id: string; name: string } | null> => associationForRow(ctx, enterpriseId, industryCode);

/** Bodies and service organisations by name, for whoever hands a matter over. */
export const allBodies = (ctx: Ctx): Promise<{ id: string; name: string }[]> =>
  ctx.system("people.bodies", bodyRows);

/** Whoever is on duty at this organisation on a day. */
export const onDuty = (
  ctx: Ctx,
  organisationId: string,
  day: string,
): Promise<{ id: string; name: string } | null> =>
  ctx.system("people.on-duty", (db) => dutyPerson(db, organisationId, day));

/** Mail addresses of persons, for the post. */
export async function addressesOf(ctx: Ctx, personIds: readonly string[]) {
  return new Map((await addressRows(ctx, personIds)).map(({ id, ...recipient }) => [id, recipient]));
}
