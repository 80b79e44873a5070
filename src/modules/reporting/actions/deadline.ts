// Until when a return is taken: the due day, the grace its form gives, and the calendar, by the server's clock.
import { closingOf } from "../../../engines/calendar/index.ts";
import { type FormDefinition, graceOf } from "../../../engines/forms/index.ts";
import { workCalendar } from "../../../platform/config/work-calendar.ts";
import { refuse } from "../../../platform/errors.ts";
import type { FilingRecord } from "../contract.ts";
import { type Arrival, arrivalAt, type Deadline } from "../filing.ts";
import type { FilingRow } from "../store/filing.ts";

export async function deadlineOf(
  filing: Pick<FilingRow, "dueOn">,
  form: FormDefinition,
): Promise<Deadline & { pending: boolean }> {
  const grace = graceOf(form);
  const calendar = grace.unit === "working-days" && grace.amount ? workCalendar() : [];
  return { ...closingOf(filing.dueOn, grace, calendar), after: grace.after };
}

/**
 * A return that came once may always be mended: it is there. Only a first one can come too late.
 * @throws Refusal when the form takes none any more
 */
export async function arriving(
  filing: Pick<FilingRow, "dueOn" | "firstSubmittedAt">,
  form: FormDefinition,
  now: Date,
): Promise<Arrival> {
  const deadline = await deadlineOf(filing, form);
  const arrival = arrivalAt(now.getTime(), deadline);
  if (arrival !== "refused") return arrival;
  if (filing.firstSubmittedAt) return "late";
  const shown = new Date(deadline.grace + SHANGHAI_MS).toISOString().slice(0, 16).replace("T", " ");
  return refuse("reporting.closed", { due: filing.dueOn, until: shown });
}

const SHANGHAI_MS = 8 * 3_600_000;

export async function closesOf(
  filing: FilingRow,
  form: FormDefinition,
  now: Date,
): Promise<FilingRecord["closes"]> {
  const deadline = await deadlineOf(filing, form);
  const { due, grace, after, pending } = deadline;
  const state = filing.firstSubmittedAt ? "open" : STATES[arrivalAt(now.getTime(), deadline)];
  return { due: moment(due), grace: moment(grace), after, pending, state };
}

const STATES = { "on-time": "open", grace: "grace", late: "late", refused: "closed" } as const;

const moment = (ms: number): string => new Date(ms).toISOString();
