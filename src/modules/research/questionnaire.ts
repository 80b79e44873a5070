// The heart of a questionnaire: which answers fit, and counts in which nobody can be found.

import type { Refused, Verdict } from "./plan.ts";
import type { Question, QuestionnaireState, Tally } from "./questionnaires/contract.ts";

/** Fewer than these are never shown by themselves. */
export const fewest = 3;

export type Answers = Readonly<Record<string, string | readonly string[]>>;
export type AnswerProblem = { path: string; zh: string; en: string };

export function checkQuestions(questions: readonly Question[]): Verdict {
  const no = (code: string, params?: Refused["params"]): Verdict => ({
    ok: false,
    refusal: params ? { code, params } : { code },
  });
  if (questions.length === 0) return no("research.questionnaire-empty");
  const seen = new Set<string>();
  for (const { id, kind, label, options } of questions) {
    const choosing = kind === "choice" || kind === "choices";
    if (seen.has(id) || (choosing && (options.length < 2 || new Set(options).size < options.length)))
      return no("research.questionnaire-options", { label });
    seen.add(id);
  }
  return { ok: true };
}

/** Open for answers on this day in Shanghai? */
export function isOpen(of: { state: QuestionnaireState; endsOn: string | null }, today: string): boolean {
  return of.state === "open" && (of.endsOn === null || of.endsOn >= today);
}

/** Canonical answers; unknown questions and blanks fall away. */
export function checkAnswers(
  questions: readonly Question[],
  answers: Answers,
): { values: Record<string, string | string[]>; problems: AnswerProblem[] } {
  const values: Record<string, string | string[]> = {};
  const problems: AnswerProblem[] = [];
  for (const question of questions) {
    const given = Object.hasOwn(answers, question.id) ? answers[question.id]! : "";
    const read = readAnswer(question, given);
    if (read === null) problems.push({ path: question.id, ...wrong[question.kind] });
    else if (read.length > 0) values[question.id] = read;
    else if (question.required) problems.push({ path: question.id, ...missing });
  }
  return { values, problems };
}

const missing = { zh: "这道题必答，请填写。", en: "This question needs an answer." };
const wrong = {
  choice: { zh: "请从给出的选项中选一个。", en: "Choose one of the options." },
  choices: { zh: "请从给出的选项中选择。", en: "Choose among the options." },
  number: {
    zh: "请填写数字，最多两位小数，如 12.5。",
    en: "Give a number with at most two decimals, such as 12.5.",
  },
  text: { zh: "请用文字填写。", en: "Answer in words." },
} as const;

/** @returns "" or [] for nothing, null for what does not fit. */
function readAnswer(
  { kind, options }: Question,
  given: string | readonly string[],
): string | string[] | null {
  if (kind === "choices") {
    const chosen = typeof given === "string" ? (given === "" ? [] : [given]) : given;
    return chosen.every((one) => options.includes(one))
      ? options.filter((one) => chosen.includes(one))
      : null;
  }
  if (typeof given !== "string") return null;
  const text = given.trim();
  if (text === "") return "";
  if (kind === "choice") return options.includes(text) ? text : null;
  if (kind === "text") return text;
  const number = text.replaceAll(/[,，\s]/g, "");
  return /^-?\d{1,12}(\.\d{1,2})?$/.test(number) ? number : null;
}

/** Results question by question; whatever would speak of one or two persons is null. */
export function tallies(questions: readonly Question[], sheets: readonly Answers[]): Tally[] {
  return questions.map((question) => {
    const said = sheets.filter((sheet) => sheet[question.id] !== undefined);
    const shown: Tally = {
      id: question.id,
      kind: question.kind,
      label: question.label,
      unit: question.unit,
      answered: isTelling(said.length, sheets.length) ? null : said.length,
      options: [],
      mean: null,
      texts: [],
    };
    if (said.length < fewest) {
      // That nobody said anything tells of nobody.
      const count = said.length === 0 && sheets.length >= fewest ? 0 : null;
      return { ...shown, options: question.options.map((label) => ({ label, count })) };
    }
    return {
      ...shown,
      ...summary(
        question,
        said.map((sheet) => sheet[question.id]!),
        sheets.length,
      ),
    };
  });
}

function summary(
  { kind, options }: Question,
  answers: readonly (string | readonly string[])[],
  whole: number,
): Partial<Tally> {
  switch (kind) {
    case "choice":
      return singleChoice(options, answers as string[], whole);
    case "choices":
      return {
        options: options.map((label) => {
          const count = answers.filter((chosen) => chosen.includes(label)).length;
          return { label, count: isTelling(count, answers.length) ? null : count };
        }),
      };
    case "number":
      return { mean: meanOf(answers as string[]) };
    case "text":
      // Sorted by themselves: the order in which they came is not kept.
      return { texts: (answers as string[]).toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)) };
  }
}

/** One or two are named by such a count, or by what is left of the whole. */
const isTelling = (count: number, whole: number): boolean =>
  (count > 0 && count < fewest) || (whole - count > 0 && whole - count < fewest);

/**
 * The counts and those who gave no answer make up the whole; small ones are withheld together with the next larger,
 * until what is withheld cannot be reckoned back.
 */
function singleChoice(options: readonly string[], answers: readonly string[], whole: number) {
  const cells = options.map((label) => ({ label, count: answers.filter((one) => one === label).length }));
  const silent = { label: null, count: whole - answers.length };
  const filled = [...cells, silent].filter((cell) => cell.count > 0).sort((a, b) => a.count - b.count);
  const hidden = new Set<unknown>();
  let sum = 0;
  // Each withheld one is known to hold at least one: a single one, or as many as their sum, would be no secret.
  const isSafe = () => hidden.size === 0 || (hidden.size > 1 && sum > hidden.size);
  for (const cell of filled) {
    if (cell.count >= fewest && isSafe()) break;
    hidden.add(cell);
    sum += cell.count;
  }
  // Then the empty ones are withheld too.
  if (!isSafe()) for (const cell of [...cells, silent]) hidden.add(cell);
  return {
    answered: hidden.has(silent) ? null : answers.length,
    options: cells.map((cell) => ({ label: cell.label, count: hidden.has(cell) ? null : cell.count })),
  };
}

/** Mean with two decimals, in whole hundredths so that no binary rounding touches it. */
function meanOf(numbers: readonly string[]): string {
  const sum = numbers.reduce((total, number) => {
    const [whole = "0", part = ""] = number.replace("-", "").split(".");
    const hundredths = BigInt(whole) * 100n + BigInt(part.padEnd(2, "0"));
    return total + (number.startsWith("-") ? -hundredths : hundredths);
  }, 0n);
  const count = BigInt(numbers.length);
  const size = sum < 0n ? -sum : sum;
  const rounded = (size * 2n + count) / (count * 2n);
  const sign = sum < 0n && rounded > 0n ? "-" : "";
  return `${sign}${rounded / 100n}.${String(rounded % 100n).padStart(2, "0")}`;
}
