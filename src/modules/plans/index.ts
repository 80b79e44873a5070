// The door of plans: response plans as data, their review, drills and activations.
import type { Module } from "../../platform/module.ts";
import { desk } from "./actions/desk.ts";
import { activationRefusals } from "./activations/contract.ts";
import { refusals } from "./contract.ts";
import { deeds } from "./deeds.ts";
import { loadDemo, removeDemo } from "./fixtures.ts";
import { jobs } from "./jobs.ts";
import { listeners } from "./listeners.ts";
import { permissions, routes } from "./routes.ts";

export const plans: Module = {
  name: "plans",
  routes,
  migrations: new URL("./migrations/", import.meta.url),
  permissions,
  refusals: { ...refusals, ...activationRefusals },
  listeners,
  jobs,
  systemReads: {
    "plans.coverage":
      "How many enterprises have a plan in force; of a single plan only its owner and reviewer know.",
  },
  systemWrites: {
    "plans.decide": "the row is the enterprise's, the decision its reviewer's",
  },
  desk,
  deeds,
  demo: { load: loadDemo, remove: removeDemo },
};
