// What the network does when a run is asked for: the first parts are computed at once.
import type { Listener } from "../../platform/events/outbox.ts";
import { RUN_ASKED } from "./actions/runs.ts";
import { workAtOnce } from "./actions/work.ts";

export const listeners: readonly Listener[] = [
  { event: RUN_ASKED, name: "network.work-at-once", hear: (ctx) => workAtOnce(ctx) },
];
