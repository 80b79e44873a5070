// The platform's own migration folders, before any module's.
import type { MigrationFolder } from "./db/migrate.ts";
import type { Module } from "./module.ts";

const part = (name: string): MigrationFolder => ({
  name: `platform.${name}`,
  schema: "platform",
  folder: new URL(`./${name}/migrations/`, import.meta.url),
});

export const platformMigrations: readonly MigrationFolder[] = [part("db")];

export function allMigrations(modules: readonly Module[]): MigrationFolder[] {
  const own = modules.flatMap((m) =>
    m.migrations ? [{ name: m.name, schema: m.name, folder: m.migrations }] : [],
  );
  return [...platformMigrations, ...own];
}
