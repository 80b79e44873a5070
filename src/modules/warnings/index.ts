// The door of warnings: from figures and what people saw to a decision that is published, handled, lifted and reviewed.
import type { Ctx } from "../../platform/ctx.ts";
import type { Module } from "../../platform/module.ts";
import { desk } from "./actions/desk.ts";
import { refusals, type Severity, type WarningStage } from "./contract.ts";
import { deeds } from "./deeds.ts";
import { loadDemo, removeDemo } from "./fixtures.ts";
import { jobs } from "./jobs.ts";
import { listeners } from "./listeners.ts";
import { permissions, routes } from "./routes.ts";
import { ruleRefusals } from "./rules/contract.ts";
import { findWarning } from "./store/warnings.ts";

export { scoreDemo } from "./actions/score.ts";
export const warnings: Module = {
  name: "warnings",
  routes,
  migrations: new URL("./migrations/", import.meta.url),
  permissions,
  refusals: { ...refusals, ...ruleRefusals },
  listeners,
  jobs,
  systemReads: {
    "warnings.sighting-outcome":
      "Whoever reported something learns number and stage of the warning it became part of.",
    "warnings.expected":
      "What is expected of one industry rests on the protected figures of all; only the series of cells the asker may see leave it.",
  },
  desk,
  deeds,
  demo: { load: loadDemo, remove: removeDemo },
};

export type WarningFacts = {
  id: string;
  number: string;
  title: { zh: string; en: string };
  stage: WarningStage;
  severity: Severity;
  sectors: readonly string[];
  region: string;
  first: string;
  last: string;
};

/** One warning for another module (a plan that answers it), as far as the asker may see it; null where not. */
export async function warningOf(ctx: Ctx, id: string): Promise<WarningFacts | null> {
  const found = await findWarning(ctx, id);
  if (!found) return null;
  const { number, title, stage, severity, sectors, region, first, last } = found;
  return { id: found.id, number, title, stage, severity, sectors, region, first, last };
}
