// What appeals hears of itself: each new appeal is held against what is usual for its kind, province and industry.
import type { Ctx } from "../../platform/ctx.ts";
import type { Listener } from "../../platform/events/outbox.ts";
import { appealMoved, events } from "./contract.ts";
import { firmsIn, insertSurge, toldSince } from "./store/issues.ts";
import { LOOK_HOURS, surgeOf, USUAL_DAYS } from "./surge.ts";

export const listeners: readonly Listener[] = [
  {
    event: events.moved,
    name: "appeals.watch-surge",
    hear: (ctx, { payload }) => watchSurge(ctx, payload),
  },
];

async function watchSurge(ctx: Ctx, payload: unknown): Promise<void> {
  const { move, kind, regionCode, industryCode } = appealMoved.parse(payload);
  if (move !== "submit") return;
  const cell = { kind, province: regionCode.slice(0, 2), industry: industryCode.slice(0, 2) };
  const since = new Date(ctx.now.getTime() - LOOK_HOURS * 3_600_000);
  const before = new Date(since.getTime() - USUAL_DAYS * 86_400_000);
  // One cause, one word: told once while it lasts.
  if (await toldSince(ctx, cell, since)) return;
  const until = new Date(ctx.now.getTime() + 1);
  const surge = surgeOf(await firmsIn(ctx, cell, since, until), await firmsIn(ctx, cell, before, since));
  if (surge === null) return;
  await insertSurge(ctx, cell, surge);
  await ctx.announce(events.surge, { ...cell, ...surge, since: since.toISOString() });
}
