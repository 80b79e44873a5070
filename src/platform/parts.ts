// The platform's own parts: their migrations (before any module's) and refusals, one line each.
import { authRefusals } from "./auth/contract.ts";
import type { MigrationFolder } from "./db/migrate.ts";
import type { Refusals } from "./errors.ts";
import type { Module } from "./module.ts";

const part = (name: string, schema = "platform"): MigrationFolder => ({
  name: `platform.${name}`,
  schema,
  folder: new URL(`./${name}/migrations/`, import.meta.url),
});

export const platformMigrations: readonly MigrationFolder[] = [part("db"), part("auth", "auth")];

/** Refusals of the platform's parts, beside its own in errors.ts. */
export const platformRefusalParts: readonly Refusals[] = [authRefusals];

export function allMigrations(modules: readonly Module[]): MigrationFolder[] {
  const own = modules.flatMap((m) =>
    m.migrations ? [{ name: m.name, schema: m.name, folder: m.migrations }] : [],
  );
  return [...platformMigrations, ...own];
}
