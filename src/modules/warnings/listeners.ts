// What warnings does when others speak: new figures wait to be judged, what people saw and other modules raise is taken in.
import type { Listener } from "../../platform/events/outbox.ts";
import { events as monitoring } from "../monitoring/contract.ts";
import { onRaised, onSighted } from "./actions/people.ts";
import { events } from "./contract.ts";
import { markDue } from "./store/signals.ts";

export const listeners: readonly Listener[] = [
  {
    event: "monitoring.computed",
    name: "warnings.onComputed",
    // Many returns, one judgement: the job takes the mark.
    hear: (ctx, { payload }) => markDue(ctx, monitoring["monitoring.computed"].parse(payload).formCode),
  },
  {
    event: "warnings.sighted",
    name: "warnings.onSighted",
    hear: (ctx, { payload }) => onSighted(ctx, events["warnings.sighted"].parse(payload)),
  },
  {
    event: "warnings.signal-raised",
    name: "warnings.onRaised",
    hear: (ctx, { payload }) => onRaised(ctx, events["warnings.signal-raised"].parse(payload)),
  },
];
