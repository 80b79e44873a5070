// The daily return of one region in the demo: the form, its panel, and the days as they came in.
import { addDays, dueOf, shanghaiInstant } from "../../../engines/calendar/index.ts";
import { workCalendar } from "../../../platform/config/work-calendar.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { diceOf } from "../../../platform/demo/demo.ts";
import type { DemoWorld } from "../../../platform/module.ts";
import { layForm, readForm } from "../../forms/index.ts";
import { DAILY_MOST, DAILY_REGION, type DemoDay, dailySpans, daysOf } from "../demo-days.ts";
import { type DemoFiling, insertDemo } from "../store/demo.ts";
import { vintageOf } from "./demo.ts";
import { type DemoExpected, demoFederation } from "./neighbours.ts";

const file = new URL("../../../../data/demo/resumption-daily.json", import.meta.url);

export async function loadDays(ctx: Ctx, world: DemoWorld, expected: readonly DemoExpected[]): Promise<void> {
  const panel = expected.filter((one) => one.regionCode.startsWith(DAILY_REGION)).slice(0, DAILY_MOST);
  const spans = dailySpans(world.months);
  const organisationId = await demoFederation(ctx);
  if (panel.length === 0 || spans.length === 0 || !organisationId) return;
  const definition = await readForm(file);
  await layForm(ctx, {
    organisationId,
    definition,
    panel: "佛山复工达产名录（演示）",
    members: panel.map((one) => one.organisationId),
    from: spans[0]!.from,
    until: addDays(spans.at(-1)!.to, 1),
    why: "复工基本完成，恢复按月填报",
  });
  const calendar = workCalendar();
  for (const span of spans) {
    const filings = panel.flatMap((one) =>
      daysOf(one.plan, span, diceOf(`${one.code} ${span.code} days`)).map((day) =>
        filingOf(one, day, dueOf(day.period, definition.dueDay, calendar).date),
      ),
    );
    await insertDemo(ctx, definition, filings);
  }
}

function filingOf(one: DemoExpected, { period, values, received }: DemoDay, dueOn: string): DemoFiling {
  const base = { ...one, id: uuidv7(), period, dueOn };
  if (received === "never") return { ...base, state: "due", vintages: [], draft: null };
  const day = received === "same" ? period : addDays(dueOn, 1);
  const at = new Date(shanghaiInstant(day, "18:20"));
  const decision = {
    kind: "accepted" as const,
    at: new Date(at.getTime() + 15 * 3_600_000),
    reason: null,
  };
  const vintage = { ...vintageOf(base, values, at), remarks: [], explanations: {}, decision };
  return { ...base, state: "locked", vintages: [vintage], draft: null };
}
