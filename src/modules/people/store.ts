// Every SQL of people: persons, organisations, memberships, roles, invitations, claims.
import type { Database } from "../../platform/db/database.ts";
import type { Kind, Role } from "./contract.ts";

export type WhoFacts = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  language: "zh" | "en";
  acting: string | null;
  roles: {
    role: Role;
    until: string | null;
    delegatedFrom: string | null;
    organisation: {
      id: string;
      kind: Kind;
      name: string;
      shortName: string;
      sectors: string[];
      demo: boolean;
    };
  }[];
  /** association, member, consent */
  memberships: [string, string, boolean][];
  federations: string[];
};

export type WhoAsked = { token: string } | { personId: string };

/** One round trip, before any scope exists; null: no such session or person. */
export async function readWho(
  db: Database,
  asked: WhoAsked,
  actingFor: string | null,
  now: Date,
): Promise<WhoFacts | null> {
  const query =
    "token" in asked
      ? { name: "who-by-token", text: "select people.who(auth.session_person($1, $3), $2, $3) as who" }
      : { name: "who-by-person", text: "select people.who($1, $2, $3) as who" };
  const values = ["token" in asked ? asked.token : asked.personId, actingFor, now];
  const result = await db.pool.query<{ who: WhoFacts | null }>({ ...query, values });
  return result.rows[0]?.who ?? null;
}
