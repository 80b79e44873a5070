// The door of appeals: an enterprise's trouble from the first word to a stated end.
import type { Module } from "../../platform/module.ts";
import { desk } from "./actions/desk.ts";
import { refusals } from "./contract.ts";
import { deeds } from "./deeds.ts";
import { loadDemo, removeDemo } from "./fixtures.ts";
import { issueRefusals } from "./issues/contract.ts";
import { jobs } from "./jobs.ts";
import { listeners } from "./listeners.ts";
import { permissions, routes } from "./routes.ts";

export const appeals: Module = {
  name: "appeals",
  routes,
  migrations: new URL("./migrations/", import.meta.url),
  permissions,
  refusals: { ...refusals, ...issueRefusals },
  listeners,
  jobs,
  systemReads: {
    "appeals.offers":
      "From three firms on, how many say the same in how many provinces; none of their words.",
    "appeals.id-taken":
      "An id comes from whoever types; whether a row bears it already is one word: yes or no.",
    "appeals.attachment": "A file lies with whoever brought it; who may read the appeal may open it.",
  },
  systemWrites: {
    "appeals.tell": "An enterprise and the body that works on its appeal do not see each other's persons.",
  },
  desk,
  deeds,
  demo: { load: loadDemo, remove: removeDemo },
};
