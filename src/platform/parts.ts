// The platform's own parts: their migrations (before any module's) and refusals, one line each.
import { authRefusals } from "./auth/contract.ts";
import type { MigrationFolder } from "./db/migrate.ts";
import type { Refusals } from "./errors.ts";
import { fileRefusals } from "./files/refusals.ts";
import type { Module } from "./module.ts";
import { robotRefusals } from "./notify/refusals.ts";

const part = (name: string, schema = "platform"): MigrationFolder => ({
  name: `platform.${name}`,
  schema,
  folder: new URL(`./${name}/migrations/`, import.meta.url),
});

export const platformMigrations: readonly MigrationFolder[] = [
  part("db"),
  part("auth", "auth"),
  part("files"),
  part("notify"),
];

/** Refusals of the platform's parts, beside its own in errors.ts. */
export const platformRefusalParts: readonly Refusals[] = [authRefusals, fileRefusals, robotRefusals];

export function allMigrations(modules: readonly Module[]): MigrationFolder[] {
  const own = modules.flatMap((m) =>
    m.migrations ? [{ name: m.name, schema: m.name, folder: m.migrations }] : [],
  );
  return [...platformMigrations, ...own];
}
