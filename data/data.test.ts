// Reference facts: nothing without a source and a confidence, no made-up official text, nothing but the facts.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const folder = new URL("./", import.meta.url);
const files = ["", "calendar/", "demo/", "plans/", "network/"].flatMap((under) =>
  readdirSync(new URL(under, folder))
    .filter((name) => name.endsWith(".json"))
    .map((name) => under + name),
);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), "utf8"));

type Found = { path: string; source: unknown; confidence: unknown };

/** Every record: an object in a list, with the source and confidence it states or takes over from what holds it. */
function records(value: unknown, path: string, held: Omit<Found, "path">): Found[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, at) => {
      if (typeof item !== "object" || item === null) return [];
      const own = { ...held, ...(item as object) } as Found;
      return [
        { path: `${path}[${at}]`, source: own.source, confidence: own.confidence },
        ...records(item, `${path}[${at}]`, held),
      ];
    });
  }
  if (typeof value !== "object" || value === null) return [];
  const { source = held.source, confidence = held.confidence } = value as Partial<Found>;
  return Object.entries(value).flatMap(([name, part]) =>
    records(part, `${path}.${name}`, { source, confidence }),
  );
}

describe.each(files)("%s", (name) => {
  const text = readFileSync(new URL(name, folder), "utf8");
  test("every record has a source and one of three confidences", () => {
    const found = [...records(read(name), name, { source: undefined, confidence: undefined })];
    const top = read(name) as Found;
    if (name.startsWith("calendar/"))
      found.push({ path: name, source: top.source, confidence: top.confidence });
    expect(found.length).toBeGreaterThan(0);
    for (const { path, source, confidence } of found) {
      expect(typeof source === "string" && source !== "", `${path} source`).toBe(true);
      expect(["verified", "recalled", "unsure"], `${path} confidence`).toContain(confidence);
    }
  });
  test("evidence is a plain statement of the source", () => {
    expect(text).not.toMatch(/find_string|read_file|offset|\bid \d{6,}|npm |本机|检索|种子文本/);
  });
});

test("the calendar has every year from 2021, and says which notices are not out", () => {
  const years = files
    .filter((name) => name.startsWith("calendar/"))
    .map((name) => read(name) as { year: number; status: string });
  expect(years.map(({ year }) => year)).toEqual(years.map((_, at) => 2021 + at));
  expect(years.at(-1)?.status).toBe("pending");
});
