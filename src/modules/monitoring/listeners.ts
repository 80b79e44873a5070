// What monitoring does when a return moves: the cells of its industry are out of date, and are computed anew soon.
import type { Listener } from "../../platform/events/outbox.ts";
import { events as enterprises, mergedPayload } from "../enterprises/contract.ts";
import { events as reporting } from "../reporting/contract.ts";
import { computeGroups, computeMarked, markChanged, markMerged } from "./actions/compute.ts";

const moved = [
  "reporting.submitted",
  "reporting.accepted",
  "reporting.returned",
  "reporting.corrected",
] as const;

export const listeners: readonly Listener[] = [
  ...moved.map(
    (event) =>
      ({
        event,
        name: `monitoring.onMoved:${event}`,
        hear: async (ctx, { payload }) => {
          const { formCode, period, organisationId } = reporting[event].parse(payload);
          await markChanged(ctx, { formCode, month: period, organisationId });
        },
      }) satisfies Listener,
  ),
  {
    event: "reporting.period-opened",
    name: "monitoring.onPeriodOpened",
    hear: async (ctx, { payload }) => {
      const { formCode, period } = reporting["reporting.period-opened"].parse(payload);
      await markChanged(ctx, { formCode, month: period });
    },
  },
  {
    event: "reporting.history-imported",
    name: "monitoring.onHistoryImported",
    hear: async (ctx, { payload }) => {
      const { formCode, periods } = reporting["reporting.history-imported"].parse(payload);
      for (const month of periods) await markChanged(ctx, { formCode, month });
    },
  },
  ...[enterprises.merged, enterprises.unmerged].map(
    (event) =>
      ({
        event,
        name: `monitoring.onMerged:${event}`,
        hear: (ctx, { payload }) => markMerged(ctx, mergedPayload.parse(payload)),
      }) satisfies Listener,
  ),
  {
    // Many marks, one computation: the first to be heard takes them all.
    event: "monitoring.marked",
    name: "monitoring.onMarked",
    hear: (ctx) => computeMarked(ctx),
  },
  {
    event: "monitoring.panels-marked",
    name: "monitoring.onPanelsMarked",
    hear: (ctx) => computeGroups(ctx),
  },
];
