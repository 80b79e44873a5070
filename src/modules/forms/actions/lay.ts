// Lays a form with its panel as it stood for a while and was then withdrawn: for the demos of other modules.
import { readFile } from "node:fs/promises";
import { type FormDefinition, prepare, readDefinition } from "../../../engines/forms/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { addListed, addVersion, endVersions, insertForm, insertPanel, setBindings } from "../store.ts";

export type Laid = {
  organisationId: string;
  definition: FormDefinition;
  panel: string;
  members: readonly string[];
  /** First day it was asked for, and the first on which it no longer was. */
  from: string;
  until: string;
  why: string;
};

export async function readForm(file: URL): Promise<FormDefinition> {
  const definition = readDefinition(JSON.parse(await readFile(file, "utf8")));
  prepare(definition);
  return definition;
}

export async function layForm(ctx: Ctx, laid: Laid): Promise<void> {
  const { organisationId, definition, from } = laid;
  const { code, title, periodicity } = definition;
  await insertForm(ctx, { organisationId, code, title, periodicity, origin: null });
  await addVersion(ctx, organisationId, definition, from, "");
  await endVersions(ctx, organisationId, code, laid.until, laid.why);
  const panel = { id: uuidv7(), organisationId, name: laid.panel, kind: "list" as const, keyList: null };
  await insertPanel(ctx, panel);
  await addListed(ctx, panel, laid.members, from);
  await setBindings(ctx, organisationId, code, [panel.id]);
}
