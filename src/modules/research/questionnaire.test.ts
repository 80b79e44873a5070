// Which answers fit, and that no count gives one or two persons away.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Answers, checkAnswers, checkQuestions, isOpen, tallies } from "./questionnaire.ts";
import type { Question } from "./questionnaires/contract.ts";

const ask = (change: Partial<Question> = {}): Question => ({
  id: "q1",
  kind: "choice",
  label: "订单",
  required: false,
  options: ["增加", "持平", "减少"],
  unit: "",
  ...change,
});
const number = ask({ id: "q2", kind: "number", options: [], unit: "%" });
const words = ask({ id: "q3", kind: "text", options: [] });
const several = ask({ id: "q4", kind: "choices" });
const repeat = (count: number, answers: Answers): Answers[] => Array.from({ length: count }, () => answers);
const countsOf = (question: Question, sheets: readonly Answers[]) =>
  tallies([question], sheets)[0]!.options.map((o) => o.count);

describe("questions", () => {
  test.each([
    ["none", [], "research.questionnaire-empty"],
    ["one option", [ask({ options: ["是"] })], "research.questionnaire-options"],
    ["an option twice", [ask({ options: ["是", "是"] })], "research.questionnaire-options"],
    ["one number twice", [words, words], "research.questionnaire-options"],
    ["sound ones", [ask(), number, words, several], "yes"],
  ] as const)("%s", (_, questions, expected) => {
    const verdict = checkQuestions(questions);
    expect(verdict.ok ? "yes" : verdict.refusal.code).toBe(expected);
  });
});

test("open until the end of its last day", () => {
  expect(isOpen({ state: "open", endsOn: "2026-10-31" }, "2026-10-31")).toBe(true);
  expect(isOpen({ state: "open", endsOn: "2026-10-31" }, "2026-11-01")).toBe(false);
  expect(isOpen({ state: "open", endsOn: null }, "2026-11-01")).toBe(true);
  expect(isOpen({ state: "closed", endsOn: null }, "2026-11-01")).toBe(false);
});

describe("answers", () => {
  test.each([
    [ask(), "增加", "增加"],
    [ask(), "别的", null],
    [ask(), ["增加"], null],
    [several, ["减少", "增加"], ["增加", "减少"]],
    [several, ["增加", "别的"], null],
    [several, "持平", ["持平"]],
    [number, " 1,234.5 ", "1234.5"],
    [number, "-3", "-3"],
    [number, "一百", null],
    [number, "1.234", null],
    [number, "1e9", null],
    [words, "  缺工  ", "缺工"],
  ])("%o given %o", (question, given, expected) => {
    const { values, problems } = checkAnswers([question], { [question.id]: given });
    expect(values[question.id] ?? null).toEqual(expected);
    expect(problems.map((p) => p.path)).toEqual(expected === null ? [question.id] : []);
  });

  test("blanks are no answers, unless one is needed; what was not asked falls away", () => {
    expect(checkAnswers([ask(), several], { q1: " ", q4: [], q9: "x", __proto__: "x" } as Answers)).toEqual({
      values: {},
      problems: [],
    });
    expect(checkAnswers([ask({ required: true })], {}).problems[0]?.path).toBe("q1");
    expect(checkAnswers([ask({ id: "constructor", required: true })], {}).problems).toHaveLength(1);
  });
});

describe("results", () => {
  test("counts of three and more stand", () => {
    expect(countsOf(ask(), [...repeat(5, { q1: "增加" }), ...repeat(3, { q1: "减少" })])).toEqual([5, 0, 3]);
  });

  test("fewer than three sheets show nothing at all", () => {
    const [shown] = tallies([ask()], repeat(2, { q1: "增加" }));
    expect([shown!.answered, shown!.options.map((o) => o.count)]).toEqual([null, [null, null, null]]);
  });

  test("one small count takes the next larger with it, so that it cannot be reckoned back", () => {
    const sheets = [...repeat(9, { q1: "增加" }), ...repeat(4, { q1: "持平" }), ...repeat(1, { q1: "减少" })];
    expect(countsOf(ask(), sheets)).toEqual([9, null, null]);
  });

  test("two counts of one take a third: both would be known from their sum", () => {
    const sheets = [...repeat(5, { q1: "增加" }), { q1: "持平" }, { q1: "减少" }];
    expect(countsOf(ask(), sheets)).toEqual([null, null, null]);
  });

  test("whoever gave no answer counts as one more cell", () => {
    const [shown] = tallies([ask()], [...repeat(6, { q1: "增加" }), ...repeat(4, { q1: "减少" }), {}]);
    expect([shown!.answered, shown!.options.map((o) => o.count)]).toEqual([null, [6, 0, null]]);
  });

  test("of several choices, what nearly nobody or nearly everybody chose is withheld", () => {
    const sheets = [...repeat(5, { q4: ["增加", "持平"] }), ...repeat(4, { q4: ["增加"] }), { q4: ["减少"] }];
    expect(countsOf(several, sheets)).toEqual([null, 5, null]);
  });

  test("means are exact to two decimals; texts come in their own order", () => {
    const sheets = ["0.1", "0.2", "-0.35"].map((q2) => ({ q2 }));
    expect(tallies([number], sheets)[0]!.mean).toBe("-0.02");
    expect(
      tallies(
        [number],
        ["10", "10", "11"].map((q2) => ({ q2 })),
      )[0]!.mean,
    ).toBe("10.33");
    expect(tallies([number], repeat(2, { q2: "7" }))[0]!.mean).toBeNull();
    expect(
      tallies(
        [words],
        ["乙", "甲", "丙"].map((q3) => ({ q3 })),
      )[0]!.texts,
    ).toEqual(["丙", "乙", "甲"].toSorted());
    expect(tallies([words], repeat(2, { q3: "甲" }))[0]!.texts).toEqual([]);
  });

  test("whatever the counts, every withheld one could have been another", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 3, maxLength: 3 }),
        fc.integer({ min: 0, max: 3 }),
        (counts, silent) => {
          const sheets = [
            ...counts.flatMap((count, i) => repeat(count, { q1: ask().options[i]! })),
            ...repeat(silent, {}),
          ];
          const [shown] = tallies([ask()], sheets);
          const cells = shown!.options.map((o) => o.count);
          for (const count of cells) expect(count === null || count === 0 || count >= 3).toBe(true);
          if (sheets.length < 3 || shown!.answered === null) return;
          const rest = shown!.answered - cells.reduce<number>((sum, count) => sum + (count ?? 0), 0);
          const withheld = cells.filter((count) => count === null).length;
          // Each withheld one holds at least one: one alone, or as many as their sum, would be known.
          expect(withheld === 0 ? rest === 0 : withheld > 1 && rest > withheld).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
