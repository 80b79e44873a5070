// The door of monitoring: the state of an industry in figures that give no enterprise away.
import type { Module } from "../../platform/module.ts";
import { forgetAll, markUnlinked, recompute } from "./actions/compute.ts";
import { refusals } from "./contract.ts";
import { deeds } from "./deeds.ts";
import { jobs } from "./jobs.ts";
import { listeners } from "./listeners.ts";
import { refusals as panelRefusals } from "./panels/contract.ts";
import { permissions, routes } from "./routes.ts";
import { refusals as trendRefusals } from "./trends/contract.ts";

export { protectedSeries, type SeriesPoint } from "./store/series.ts";

export const monitoring: Module = {
  name: "monitoring",
  routes,
  migrations: new URL("./migrations/", import.meta.url),
  permissions,
  refusals: { ...refusals, ...panelRefusals, ...trendRefusals },
  listeners,
  jobs,
  systemReads: {
    "monitoring.cells":
      "Totals, coverage and growth of an industry need every return in it; only cells that passed disclosure control are kept.",
    "monitoring.band":
      "The band of an industry needs every member's curve; only three averaged quartiles over at least seven are kept.",
  },
  deeds,
  reference: markUnlinked,
  demo: {
    load: async (ctx) => void (await recompute(ctx, {})),
    remove: forgetAll,
  },
};
