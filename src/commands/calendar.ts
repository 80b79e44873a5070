// `wenlian calendar due` and `elapsed`: clocks of a CSV file, by the notices in data/calendar/.
import {
  type ClockEvent,
  due as dueOf,
  elapsed as elapsedOf,
  minuteOf,
  type Term,
} from "../engines/calendar/index.ts";
import { workCalendar } from "../platform/config/work-calendar.ts";
import { csvLine } from "../platform/sheets/read-csv.ts";
import { type Command, options, writeWhole } from "./command.ts";
import { type Check, readTable } from "./table.ts";

export const due: Command = async (args) => {
  const { in: input, out } = options(args, ["in", "out"]);
  const calendar = workCalendar();
  const columns = { id: isText, start: isMoment, amount: isAmount, unit: isUnit, events: isEvents };
  await each(input, out, ["id", "due"], columns, ([id = "", start = "", amount, unit, events]) => {
    const term = { amount: Number(amount), unit: unit as Term["unit"] };
    return [id, dueOf(start, term, eventsOf(events), calendar).due ?? ""];
  });
};

export const elapsed: Command = async (args) => {
  const { in: input, out } = options(args, ["in", "out"]);
  const calendar = workCalendar();
  const columns = { id: isText, start: isMoment, end: isMoment, events: isEvents };
  await each(input, out, ["id", "minutes"], columns, ([id = "", start = "", end = "", events]) => [
    id,
    String(elapsedOf(start, end, eventsOf(events), calendar).minutes),
  ]);
};

async function each(
  input: string,
  out: string,
  head: readonly string[],
  columns: Readonly<Record<string, Check>>,
  answer: (fields: readonly string[]) => string[],
): Promise<void> {
  const lines = [csvLine(head)];
  await readTable(input, columns, ({ line, fields }, faults) => {
    try {
      lines.push(csvLine(answer(fields)));
    } catch (fault) {
      if (!(fault instanceof RangeError)) throw fault;
      faults.add(line, "amount", "期限过长，超出可表示的日期", fault.message);
    }
  });
  await writeWhole(out, [...lines, ""].join("\n"));
}

const eventsOf = (text: string | undefined): ClockEvent[] =>
  text === undefined || text === "" ? [] : (JSON.parse(text) as ClockEvent[]);

const isText: Check = (text) => (text === "" ? { zh: "不能为空", en: "must not be empty" } : null);
const isMoment: Check = (text) =>
  readsAsMoment(text)
    ? null
    : { zh: "不是时间，应如 2026-02-15T09:30", en: "is not a moment such as 2026-02-15T09:30" };
const isAmount: Check = (text) =>
  /^[1-9]\d{0,8}$/.test(text) ? null : { zh: "不是正整数", en: "is not a whole number of 1 or more" };
const isUnit: Check = (text) =>
  ["wmin", "wday", "cday"].includes(text)
    ? null
    : { zh: "不是单位，应为 wmin、wday 或 cday", en: "is not one of wmin, wday, cday" };
const isEvents: Check = (text) => {
  const wrong = {
    zh: '应为 [{"at":"2026-02-15T09:30","do":"pause"}] 这样的列表，do 为 pause 或 resume',
    en: 'should be a list such as [{"at":"2026-02-15T09:30","do":"pause"}], with do pause or resume',
  };
  let list: unknown;
  try {
    list = text === "" ? [] : JSON.parse(text);
  } catch {
    return wrong;
  }
  const right = (event: Partial<ClockEvent> | null) =>
    typeof event?.at === "string" &&
    readsAsMoment(event.at) &&
    (event.do === "pause" || event.do === "resume");
  return Array.isArray(list) && list.every(right) ? null : wrong;
};

function readsAsMoment(text: string): boolean {
  try {
    minuteOf(text);
    return true;
  } catch {
    return false;
  }
}
