// The door of reporting: monthly returns from the first keystroke to the locked figure.
import type { Module } from "../../platform/module.ts";
import { loadDemo, removeDemo } from "./actions/demo.ts";
import { loadDays } from "./actions/demo-days.ts";
import { desk } from "./actions/desk.ts";
import { demoExpected } from "./actions/neighbours.ts";
import { deeds } from "./deeds.ts";
import { jobs } from "./jobs.ts";
import { listeners } from "./listeners.ts";
import { refusals } from "./refusals.ts";
import { permissions, routes } from "./routes.ts";

export { demoTruth } from "./actions/demo-truth.ts";

export const reporting: Module = {
  name: "reporting",
  routes,
  migrations: new URL("./migrations/", import.meta.url),
  permissions,
  refusals,
  listeners,
  jobs,
  systemReads: {
    "reporting.mail-fates":
      "whether the mail of a reminder left or came back, as a count; no address, no text",
    "reporting.own-form":
      "an enterprise reads its old returns after it has left the association whose form it was",
  },
  desk,
  deeds,
  demo: {
    load: async (ctx, world) => {
      const expected = await demoExpected(ctx);
      await loadDemo(ctx, world, expected);
      await loadDays(ctx, world, expected);
    },
    remove: removeDemo,
  },
};
