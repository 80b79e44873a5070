// The door of forms: what is asked, of whom, with which version.
import type { Ctx } from "../../platform/ctx.ts";
import type { Module } from "../../platform/module.ts";
import { demoOrganisations } from "../people/index.ts";
import { loadForms } from "./actions/standard.ts";
import { refusals } from "./contract.ts";
import { deeds } from "./deeds.ts";
import { type Asked, askedBetween, askedNow } from "./form.ts";
import { permissions, routes } from "./routes.ts";
import { removeOf, versionRows } from "./store.ts";

export { layForm, readForm } from "./actions/lay.ts";
export { expectedBy, panelsAsking } from "./actions/panels.ts";
export { loadForms } from "./actions/standard.ts";

export const forms: Module = {
  name: "forms",
  routes,
  migrations: new URL("./migrations/", import.meta.url),
  permissions,
  refusals,
  systemWrites: {
    "forms.share": "a copy of a form is laid with another association as a draft of its own",
  },
  deeds,
  reference: loadForms,
  demo: {
    load: async () => undefined,
    remove: async (ctx) =>
      removeOf(
        ctx,
        (await demoOrganisations(ctx)).map((one) => one.id),
      ),
  },
};

/** What every form that one may see will ask, or has asked, from one day to another. */
export async function formsAskedBetween(ctx: Ctx, from: string, until: string): Promise<Asked[]> {
  const byCode = Map.groupBy(await versionRows(ctx), (one) => one.code);
  return [...byCode.values()].flatMap((versions) => askedBetween(versions, from, until));
}

/** Every form that has a period to ask now, with its version and who asks. */
export async function formsAsked(
  ctx: Ctx,
  today: string,
): Promise<(Asked & { organisationId: string | null })[]> {
  const byCode = Map.groupBy(await versionRows(ctx), (one) => one.code);
  return [...byCode.values()].flatMap((versions) => {
    const asked = askedNow(versions, today);
    if (!asked) return [];
    const standard = versions.some((one) => one.organisationId === null);
    return [{ ...asked, organisationId: standard ? null : (versions[0]?.organisationId ?? null) }];
  });
}
