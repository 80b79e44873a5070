// Every state × move × role: where it leads, or the sentence of its refusal; and what an answer must say.
import { describe, expect, test } from "vitest";
import { sentence } from "../../platform/errors.ts";
import {
  checkOutcome,
  type Move,
  mayAnswerAgain,
  mayMove,
  move,
  moveNames,
  sameWords,
  staysOpen,
} from "./appeal.ts";
import { refusals, roles, type State, states } from "./contract.ts";

const D = "draft";
const S = "submitted";
const A = "accepted";
const W = "working";
const Q = "waiting";
const R = "answered";
const C = "closed";
const O = "reopened";
/** role → move → from → to; whatever is not here is refused. */
const allowed: Record<string, Partial<Record<Move, Partial<Record<State, State>>>>> = {
  firm: {
    save: { [D]: D },
    drop: { [D]: D },
    submit: { [D]: S },
    recall: { [S]: D },
    supply: { [Q]: W },
    remark: { [S]: S, [A]: A, [W]: W, [Q]: Q, [R]: R, [O]: O },
    satisfied: { [R]: C },
    dissatisfied: { [R]: O },
    settle: { [S]: C, [A]: C, [W]: C, [Q]: C, [R]: C, [O]: C },
    reopen: { [C]: O },
  },
  handler: {
    accept: { [S]: A, [O]: A },
    propose: { [A]: W },
    ask: { [A]: Q, [W]: Q },
    resume: { [Q]: W },
    reply: { [S]: S, [A]: A, [W]: W, [Q]: Q, [R]: R, [O]: O },
    note: { [S]: S, [A]: A, [W]: W, [Q]: Q, [R]: R, [O]: O, [C]: C },
    assign: { [S]: S, [A]: A, [W]: W, [Q]: Q, [R]: R, [O]: O },
    merge: { [S]: S, [A]: A, [W]: W, [Q]: Q, [R]: R, [O]: O },
    part: { [S]: S, [A]: A, [W]: W, [Q]: Q, [R]: R, [O]: O },
    transfer: { [S]: S, [O]: S, [A]: S, [W]: S, [Q]: S },
    answer: { [A]: R, [W]: R, [Q]: R, [R]: R },
    satisfied: { [R]: C },
    dissatisfied: { [R]: O },
    unreached: { [R]: R },
  },
  overseer: {
    note: { [S]: S, [A]: A, [W]: W, [Q]: Q, [R]: R, [O]: O, [C]: C },
    merge: { [S]: S, [A]: A, [W]: W, [Q]: Q, [R]: R, [O]: O },
    part: { [S]: S, [A]: A, [W]: W, [Q]: Q, [R]: R, [O]: O },
    take: { [S]: S, [A]: A, [W]: W, [Q]: Q, [R]: R, [O]: O },
  },
  system: {
    escalate: { [S]: S, [A]: A, [W]: W, [Q]: Q, [R]: R, [O]: O },
  },
};

describe("states, moves, roles", () => {
  for (const role of roles)
    for (const made of moveNames)
      test(`${role} ${made}`, () => {
        for (const state of states) {
          const to = allowed[role]?.[made]?.[state];
          const verdict = move(state, made, role);
          if (to !== undefined) {
            expect(verdict, state).toEqual({ ok: true, to });
            continue;
          }
          if (verdict.ok) throw new Error(`${role} ${made} from ${state} leads to ${verdict.to}`);
          const { code, params } = verdict.refusal;
          const text = refusals[code as keyof typeof refusals];
          const said = sentence(text.zh, params);
          expect(said, state).not.toMatch(/[{}]|undefined/);
          expect(said.length).toBeGreaterThan(15);
          expect(sentence(text.en, params)).not.toMatch(/[{}]|undefined/);
        }
      });

  test("whoever may do nothing here reads who may", () => {
    expect(move("waiting", "supply", "handler")).toEqual({
      ok: false,
      refusal: { code: "appeals.not-yours", params: { move: "补充材料", who: "提出诉求的企业" } },
    });
    expect(move("closed", "answer", "handler")).toMatchObject({
      refusal: { code: "appeals.move", params: { state: "办结", next: expect.stringContaining("重新打开") } },
    });
  });

  test("there is a way on from everywhere, and an enterprise can open again what is closed", () => {
    for (const state of states) {
      const ways = roles.flatMap((role) => mayMove(state, role));
      expect(ways.length, state).toBeGreaterThan(0);
    }
    expect(mayMove("closed", "firm")).toEqual(["reopen"]);
    expect(mayMove("draft", "handler")).toEqual([]);
  });
});

describe("an answer", () => {
  const on = (outcome: "solved" | "deferred", text: string, nextReplyOn: string | null) => {
    const verdict = checkOutcome({ outcome, text, nextReplyOn }, "2026-11-24", "2027-05-26");
    return verdict.ok ? "ok" : verdict.refusal.code;
  };
  test("carries a reason, and “not yet” the day of the next reply", () => {
    expect(on("solved", "已办好", null)).toBe("appeals.reason-needed");
    expect(on("solved", "通行证已补发，车已放行。", null)).toBe("ok");
    expect(on("deferred", "需等海关总署明确口径。", null)).toBe("appeals.next-reply-needed");
    expect(on("deferred", "需等海关总署明确口径。", "2026-11-24")).toBe("appeals.next-reply-range");
    expect(on("deferred", "需等海关总署明确口径。", "2027-05-27")).toBe("appeals.next-reply-range");
    expect(on("deferred", "需等海关总署明确口径。", "2026-12-01")).toBe("ok");
  });

  test("is given once, unless it was “not yet”; and a friendly call does not end a “not yet”", () => {
    expect(mayAnswerAgain("answered", "solved").ok).toBe(false);
    expect(mayAnswerAgain("answered", "deferred").ok).toBe(true);
    expect(mayAnswerAgain("working", null).ok).toBe(true);
    expect([
      staysOpen("deferred", "handler"),
      staysOpen("deferred", "firm"),
      staysOpen("solved", "handler"),
    ]).toEqual([...[true, false, false]]);
  });
});

test("spaces, marks and width make no second appeal", () => {
  expect(sameWords(["logistics", "３辆货车，被拦！"])).toBe(sameWords(["logistics", "3辆 货车 被拦"]));
  expect(sameWords(["a", "bc"])).not.toBe(sameWords(["ab", "c"]));
});
