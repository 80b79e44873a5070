// What is typed is found again, whole or not at all, and a full browser is told, not hidden.
import { expect, test } from "vitest";
import { type DraftStore, dropDraft, keepDraft, pruneDrafts, readDraft } from "./drafts.ts";

function aStore(limit = Number.POSITIVE_INFINITY): DraftStore & { entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    get length() {
      return entries.size;
    },
    key: (i) => [...entries.keys()][i] ?? null,
    getItem: (name) => entries.get(name) ?? null,
    removeItem: (name) => void entries.delete(name),
    setItem: (name, value) => {
      const others = [...entries]
        .filter(([key]) => key !== name)
        .reduce((sum, [, text]) => sum + text.length, 0);
      if (others + value.length > limit) throw new DOMException("full", "QuotaExceededError");
      entries.set(name, value);
    },
  };
}
const at = new Date("2026-11-24T06:00:00Z");

test("a draft comes back as it was kept, with its hour and its tab", () => {
  const store = aStore();
  expect(keepDraft(store, "p.filing.1", { revenue: "12.5" }, at, "tab-a")).toBe(true);
  expect(readDraft(store, "p.filing.1")).toEqual({
    value: { revenue: "12.5" },
    at: at.toISOString(),
    tab: "tab-a",
  });
  expect(readDraft(store, "p.filing.2")).toBeNull();
  dropDraft(store, "p.filing.1");
  expect(readDraft(store, "p.filing.1")).toBeNull();
});

test("a damaged entry is no draft", () => {
  const store = aStore();
  store.setItem("wenlian.draft.x", "{half");
  expect(readDraft(store, "x")).toBeNull();
  store.setItem("wenlian.draft.x", '"text"');
  expect(readDraft(store, "x")).toBeNull();
});

test("old drafts give way, fresh ones and other people's entries stay", () => {
  const store = aStore();
  keepDraft(store, "old", "a", new Date("2026-09-01T00:00:00Z"));
  keepDraft(store, "new", "b", at);
  store.setItem("wenlian.preferences", "{}");
  expect(pruneDrafts(store, at)).toBe(1);
  expect([...store.entries.keys()].sort()).toEqual(["wenlian.draft.new", "wenlian.preferences"]);
});

test("when the browser is full, drafts older than a day are given up first; if that is not enough, it says so", () => {
  const store = aStore(200);
  keepDraft(store, "old", "x".repeat(100), new Date("2026-11-20T00:00:00Z"));
  expect(keepDraft(store, "now", "y".repeat(90), at)).toBe(true);
  expect(readDraft(store, "old")).toBeNull();
  expect(keepDraft(store, "more", "z".repeat(150), at)).toBe(false);
  expect(readDraft<string>(store, "now")?.value).toBe("y".repeat(90));
});
