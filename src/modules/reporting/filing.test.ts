// The bylaw of a return as a table: state × move → state or refusal.
import { describe, expect, it } from "vitest";
import { type FilingState, filingStates } from "./contract.ts";
import { type Filing, isMissing, type Move, move } from "./filing.ts";

const table: Record<Move, Partial<Record<FilingState, FilingState>>> = {
  save: { due: "draft", draft: "draft", returned: "returned" },
  submit: { due: "submitted", draft: "submitted", returned: "submitted" },
  accept: { submitted: "accepted" },
  return: { submitted: "returned", accepted: "returned" },
  lock: { accepted: "locked" },
  correct: { submitted: "draft", accepted: "draft", locked: "draft" },
  drop: {},
};

const at = (state: FilingState, more: Partial<Filing> = {}): Filing => ({
  state,
  resumeState: null,
  vintage: 1,
  ...more,
});

describe("moves of a return", () => {
  for (const wish of Object.keys(table) as Move[]) {
    it.each(filingStates)(`${wish} from %s`, (state) => {
      const moved = move(at(state), wish);
      const expected = table[wish][state];
      expect(moved.ok ? moved.filing.state : moved.refusal.code).toBe(expected ?? "reporting.move");
    });
  }

  it("counts a vintage with each submission only", () => {
    const submitted = move(at("returned", { vintage: 2 }), "submit");
    expect(submitted).toEqual({ ok: true, filing: { state: "submitted", resumeState: null, vintage: 3 } });
  });

  it.each(["submitted", "accepted", "locked"] as const)(
    "a dropped correction of %s leaves it as it was",
    (state) => {
      const before = at(state, { vintage: 4 });
      const open = move(before, "correct");
      expect(open.ok && open.filing).toEqual({ state: "draft", resumeState: state, vintage: 4 });
      expect(open.ok && move(open.filing, "drop")).toEqual({ ok: true, filing: before });
    },
  );

  it("says in both languages what is refused", () => {
    const refused = move(at("locked"), "save");
    expect(!refused.ok && refused.refusal.params).toEqual({
      stateZh: "锁定",
      stateEn: "locked",
      moveZh: "修改",
      moveEn: "changed",
    });
  });

  it("a filed return under correction is not missing, a returned one is", () => {
    expect(isMissing(at("draft"))).toBe(true);
    expect(isMissing(at("draft", { resumeState: "accepted" }))).toBe(false);
    expect(isMissing(at("returned"))).toBe(true);
    expect(isMissing(at("submitted"))).toBe(false);
  });
});
