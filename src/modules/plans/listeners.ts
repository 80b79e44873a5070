// What plans does when others speak: a published warning calls the plans that are meant for it.
import type { Listener } from "../../platform/events/outbox.ts";
import { hearWarning } from "./actions/time.ts";

export const listeners: readonly Listener[] = [
  {
    event: "warnings.published",
    name: "plans.hear-warning",
    hear: (ctx, { payload }) => hearWarning(ctx, payload),
  },
];
