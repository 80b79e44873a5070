// The truth of a demo of a given size and day, without any database: the generator is run again.
import { readFile } from "node:fs/promises";
import { readDefinition } from "../../../engines/forms/index.ts";
import { workCalendar } from "../../../platform/config/work-calendar.ts";
import { demoWorld } from "../../../platform/demo/demo.ts";
import type { DemoMonth } from "../demo-history.ts";
import { type Truth, truthOf } from "../demo-truth.ts";
import { monthsOf } from "./demo.ts";
import { demoPlans } from "./neighbours.ts";
import { dueOnOf } from "./period.ts";

const formFile = new URL("../../../../data/forms/monthly-operation-2.json", import.meta.url);

export type DemoHistory = { code: string; history: DemoMonth[] };

/** Enterprise after enterprise, so that a large demo need not be held as a whole. */
export async function demoHistories(now: Date, enterprises?: number): Promise<Iterable<DemoHistory>> {
  const { months, enterprises: count } = demoWorld(now, enterprises);
  const form = readDefinition(JSON.parse(await readFile(formFile, "utf8")));
  const calendar = workCalendar();
  const dueOn = months.map((period) => dueOnOf(form, period, calendar));
  return (function* () {
    for (const one of demoPlans(count ?? 0, now)) {
      yield { code: one.code, history: monthsOf(one, months, dueOn) };
    }
  })();
}

export async function demoTruth(now: Date, enterprises?: number): Promise<Truth & { newest: string }> {
  const { months } = demoWorld(now, enterprises);
  return { newest: months.at(-1)!, ...truthOf(await demoHistories(now, enterprises), months) };
}
