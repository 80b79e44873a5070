// The notices of days off and worked weekends, one file a year in data/calendar; read once a process.
import { readdirSync, readFileSync } from "node:fs";

export type NoticeOfYear = {
  year: number;
  status: "official" | "pending";
  holidays: string[];
  workdays: string[];
};

const folder = new URL("../../../data/calendar/", import.meta.url);
let read: readonly NoticeOfYear[] | null = null;

export function workCalendar(): readonly NoticeOfYear[] {
  read ??= readdirSync(folder)
    .filter((name) => /^\d{4}\.json$/.test(name))
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as NoticeOfYear);
  return read;
}
