// Working-time clocks against a counter of every minute: the same answers in 100,000 cases, and how much faster.
// Run: node bench/calendar.ts [cases]
import { readdirSync, readFileSync } from "node:fs";
import { due, elapsed, type HolidayYear } from "../src/engines/calendar/index.ts";
import { clockCases, slowDue, slowElapsed } from "./clock-cases.ts";

const count = Number(process.argv[2] ?? 100_000);
const folder = new URL("../data/calendar/", import.meta.url);
const calendar = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as HolidayYear,
);
const cases = [...clockCases(1, count)];

let began = performance.now();
const fast = cases.map(({ start, end, term, events }) => [
  due(start, term, events, calendar).due,
  elapsed(start, end, events, calendar).minutes,
]);
const engine = performance.now() - began;

began = performance.now();
const slow = cases.map(({ start, end, term, events }) => [
  slowDue(start, term, events, calendar),
  slowElapsed(start, end, events, calendar),
]);
const counter = performance.now() - began;

const wrong = cases.filter((_, at) => fast[at]?.join() !== slow[at]?.join());
for (const one of wrong.slice(0, 5)) console.log(JSON.stringify(one));
console.log(`cases ${count}, equal to the minute counter ${count - wrong.length}, different ${wrong.length}`);
console.log(
  `engine ${((2 * count) / engine).toFixed(0)} clocks/ms, counter ${((2 * count) / counter).toFixed(2)} clocks/ms, ratio ${(counter / engine).toFixed(0)}`,
);
if (wrong.length > 0) process.exitCode = 1;
