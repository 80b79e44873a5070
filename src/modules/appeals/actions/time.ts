// What time does to appeals: whose clock has run out is told up the line, once a clock.
import { workCalendar } from "../../../platform/config/work-calendar.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { federationOf } from "../../people/index.ts";
import { duesOf, readAll, rulesOf } from "../clocks.ts";
import type { Stored } from "../store/appeals.ts";
import { newlyLate } from "../store/appeals.ts";
import { promiseOf } from "../store/promises.ts";
import { advance, linkTo } from "./advance.ts";
import { tell } from "./neighbours.ts";

/** Whose clocks run out at one moment are told in parts, so that one pass never holds thousands of rows. */
const AT_ONCE = 200;

export async function escalateLate(ctx: Ctx): Promise<void> {
  const federation = await federationOf(ctx);
  for (const a of await newlyLate(ctx, AT_ONCE)) await escalate(ctx, a, federation);
}

const clocks: Readonly<Record<string, { zh: string; en: string }>> = {
  "first-reply": { zh: "首次回应", en: "first reply" },
  proposal: { zh: "办理意见", en: "proposal" },
  close: { zh: "答复", en: "answer" },
  "next-reply": { zh: "约定的再次答复", en: "promised next reply" },
};

async function escalate(ctx: Ctx, a: Stored, federation: { id: string; name: string } | null): Promise<void> {
  const readings = readAll(rulesOf(await promiseOf(ctx, a.kind)), a.clock, ctx.now.getTime(), workCalendar());
  const run = duesOf(readings, a.nextReplyOn).findLast((due) => due.at < ctx.now.getTime());
  const name = run?.clock ?? a.dueClock ?? "close";
  const clock = clocks[name]!;
  const up = federation !== null && federation.id !== a.handlerId ? federation : null;
  const next = await advance(
    ctx,
    a,
    "system",
    "escalate",
    {
      ...{ toldLateAt: ctx.now.toISOString(), level: a.level + 1, late: true },
      readers: [...new Set([...a.readers, ...(up ? [up.id] : [])])],
    },
    {
      text: "",
      organisation: "系统",
      detail: { clock: name, ...(up ? { to: up.name } : {}) },
    },
  );
  const to = [...new Set([a.handlerId!, ...(federation ? [federation.id] : [])])];
  await tell(
    ctx,
    { organisationIds: to },
    {
      kind: "appeals.late",
      zh: [
        `${clock.zh}已超时：${a.title}`,
        `${a.enterprise}，${a.handler ?? "—"}${a.officer ? ` ${a.officer}` : ""}办理。`,
      ],
      en: [`Late, ${clock.en}: ${a.title}`, `${a.enterprise}; with ${a.handler ?? "—"}.`],
      ...{ link: linkTo(next.id), key: `appeals.late:${a.handlerId}`, now: true },
    },
  );
}
