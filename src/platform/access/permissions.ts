// Which role may do what: a table read from the modules' own rows, and the one question asked of it.
import type { Scope } from "./scope.ts";

export type Permissions = Readonly<Record<string, readonly string[]>>;

/** Whoever asks: resolved once a request from the session. */
export type Who = {
  /** null: nobody is signed in. */
  readonly personId: string | null;
  readonly name: string;
  /** The organisation acted for, null when none. */
  readonly actingFor: string | null;
  readonly roles: ReadonlySet<string>;
  readonly may: ReadonlySet<string>;
  readonly scope: Scope;
  readonly language: "zh" | "en";
  /** Set when a program asks with the organisation's key; personId is then whoever made it and answers for it. */
  readonly key?: { readonly id: string; readonly name: string } | null;
};

export function permissionsOf(table: Permissions, roles: Iterable<string>): Set<string> {
  const held = new Set(roles);
  const out = new Set<string>();
  for (const [permission, holders] of Object.entries(table)) {
    if (holders.some((role) => held.has(role))) out.add(permission);
  }
  return out;
}

/** Joins the modules' tables; a permission has one home. */
export function joinPermissions(tables: readonly Permissions[]): Permissions {
  const out: Record<string, readonly string[]> = {};
  for (const table of tables) {
    for (const [permission, roles] of Object.entries(table)) {
      if (out[permission]) throw new Error(`permission ${permission} is declared twice`);
      out[permission] = roles;
    }
  }
  return out;
}
