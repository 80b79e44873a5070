// The door of reporting: monthly returns from the first keystroke to the locked figure.
import type { Module } from "../../platform/module.ts";
import { loadForms } from "./actions/forms.ts";
import { refusals } from "./contract.ts";
import { permissions, routes } from "./routes.ts";

export const reporting: Module = {
  name: "reporting",
  routes,
  migrations: new URL("./migrations/", import.meta.url),
  permissions,
  refusals,
  reference: loadForms,
};
