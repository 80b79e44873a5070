// How well the live rules would have done on the demo: events found, months of delay, warnings a day that needed nothing.
import type { Ctx } from "../../../platform/ctx.ts";
import type { Rehearsal, Truth } from "../rehearse.ts";
import { ruleRows } from "../store/rules.ts";
import { rehearsed } from "./rules.ts";
import { ruleOf } from "./watch.ts";

export type Score = { rehearsal: Rehearsal; truths: Truth[]; rules: number; series: number };

/** Over all months that can be judged. */
export async function scoreDemo(ctx: Ctx): Promise<Score> {
  const rules = (await ruleRows(ctx, "live")).map(ruleOf);
  return { ...(await rehearsed(ctx, rules, Number.POSITIVE_INFINITY)), rules: rules.length };
}
