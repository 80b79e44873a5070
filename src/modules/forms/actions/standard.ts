// Brings the forms of data/forms into the database at the start, so that old returns keep the version they were filled in with.
import { readdir, readFile } from "node:fs/promises";
import { prepare, readDefinition } from "../../../engines/forms/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { putStandard } from "../store.ts";

const folder = new URL("../../../../data/forms/", import.meta.url);

export async function loadForms(ctx: Ctx): Promise<void> {
  for (const name of (await readdir(folder)).filter((file) => file.endsWith(".json")).sort()) {
    const file = JSON.parse(await readFile(new URL(name, folder), "utf8")) as { validFrom?: unknown };
    const definition = readDefinition(file);
    // A check that cannot be read must stop the start, not the clerk's submission.
    prepare(definition);
    await putStandard(ctx, definition, `${String(file.validFrom ?? "2000-01")}-01`);
  }
}
