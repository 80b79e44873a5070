// Two clerks on one form: nothing typed by either is lost.
import { describe, expect, it } from "vitest";
import { merge, type Saving } from "./draft.ts";

const at = new Date("2026-11-05T02:32:00Z");
const other = (changes: Saving["changes"]): Saving => ({ changes, explanations: {}, byName: "李四", at });
const draft = (values: Record<string, string | null>) => ({ values, explanations: {} });

describe("merging a saving into the draft", () => {
  it("joins different fields", () => {
    const merged = merge(draft({ a: "1", b: "2" }), draft({ a: "9" }), [other({ b: "2" })]);
    expect(merged.values).toEqual({ a: "9", b: "2" });
    expect(merged.conflicts).toEqual([]);
  });

  it("keeps both values of the same field and says whose stands", () => {
    const merged = merge(draft({ a: "2" }), draft({ a: "3", b: "7" }), [
      other({ a: "1" }),
      other({ a: "2" }),
    ]);
    expect(merged.values).toEqual({ a: "2", b: "7" });
    expect(merged.conflicts).toEqual([{ field: "a", yours: "3", theirs: "2", byName: "李四", at }]);
    expect(merged.changes).toEqual({ b: "7" });
  });

  it("the same value typed by both is no conflict", () => {
    const merged = merge(draft({ a: "3" }), draft({ a: "3" }), [other({ a: "3" })]);
    expect([merged.conflicts, merged.changes]).toEqual([[], {}]);
  });

  it("an emptied field is null, and an explanation may be taken back", () => {
    const merged = merge(
      { values: { a: "1" }, explanations: { "change:a": "停产检修" } },
      {
        values: { a: "" },
        explanations: { "change:a": "" },
      },
      [],
    );
    expect([merged.values, merged.explanations]).toEqual([{ a: null }, { "change:a": null }]);
  });
});
