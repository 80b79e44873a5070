// The door of the supply network.
import type { Module } from "../../platform/module.ts";
import { loadReference } from "./actions/catalogue.ts";
import { desk } from "./actions/desk.ts";
import { refusals } from "./contract.ts";
import { deeds } from "./deeds.ts";
import { loadDemo, removeDemo } from "./fixtures.ts";
import { jobs } from "./jobs.ts";
import { listeners } from "./listeners.ts";
import { registerRefusals } from "./register/contract.ts";
import { permissions, routes } from "./routes.ts";
import { runRefusals } from "./runs/contract.ts";

export const network: Module = {
  name: "network",
  routes,
  migrations: new URL("./migrations/", import.meta.url),
  permissions,
  refusals: { ...refusals, ...runRefusals, ...registerRefusals },
  listeners,
  jobs,
  desk,
  deeds,
  systemReads: {
    "network.find-partner":
      "whoever reports a partner finds it by name or code: name and province of an enterprise, which are public",
    "network.count-makers": "how many registered enterprises make an input, and in which provinces",
    "network.industry": "sums over an association's members that give no enterprise away",
  },
  reference: loadReference,
  demo: { load: loadDemo, remove: removeDemo },
};
