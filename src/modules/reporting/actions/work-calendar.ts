// The State Council's notices of all years, as they lie in data/calendar.
import { readdir, readFile } from "node:fs/promises";
import type { HolidayYear } from "../../../engines/calendar/index.ts";

const folder = new URL("../../../../data/calendar/", import.meta.url);

export async function workCalendar(): Promise<HolidayYear[]> {
  const files = (await readdir(folder)).filter((name) => /^\d{4}\.json$/.test(name));
  return Promise.all(
    files.map(async (name) => JSON.parse(await readFile(new URL(name, folder), "utf8")) as HolidayYear),
  );
}
