// One enterprise and one rule: verdict by completion, money, the proof, and the question that settles most.
import { cellsOf, testOf } from "./cells.ts";
import { type Diagram, diagram, outcomes } from "./diagram.ts";
import { dayNumber } from "./exact.ts";
import { amountOf, type Line, readLines } from "./money.ts";
import {
  type Amount,
  type Answer,
  type Condition,
  type Facts,
  type Field,
  type Proof,
  type Rule,
  RuleFault,
  type Verdict,
} from "./types.ts";

/** A rule made ready; throws RuleFault while being made, so that a rule that cannot be read is never in use. */
export type Prepared = {
  rule: Rule;
  from: number;
  to: number;
  diagram: Diagram;
  lines: readonly Line[];
  falseIf: readonly { field: string; when: Diagram }[];
  sketch: Sketch;
};

export function prepare(rule: Rule, fields: ReadonlyMap<string, Field>): Prepared {
  const from = dayNumber(rule.effective.from);
  const to = rule.effective.to === null ? Number.POSITIVE_INFINITY : dayNumber(rule.effective.to);
  if (to < from)
    throw new RuleFault(
      `${rule.id} 的截止日早于起始日，请更正`,
      `${rule.id} ends before it begins; correct its dates`,
    );
  const falseIf = Object.entries(rule.falseIf ?? {}).map(([field, when]) => {
    if (fields.get(field)?.kind !== "bool")
      throw new RuleFault(`${field} 不是“是/否”字段`, `${field} is not a yes/no field`);
    return { field, when: diagram(when, fields) };
  });
  return {
    rule,
    from,
    to,
    diagram: diagram(rule.conditions, fields),
    lines: readLines(rule, fields),
    falseIf,
    sketch: sketch(rule.conditions, fields),
  };
}

/** The rules of one date: of two versions with one id the one whose window holds the day. */
export const inForceOn = (rules: readonly Prepared[], day: string): Prepared[] =>
  rules.filter(({ from, to }) => from <= dayNumber(day) && dayNumber(day) <= to);

/** @param day the date of the matter, YYYY-MM-DD */
export function evaluate(prepared: Prepared, given: Facts, day: string): Answer {
  const at = dayNumber(day);
  const { rule } = prepared;
  if (at < prepared.from || at > prepared.to) {
    const window = `${rule.effective.from} — ${rule.effective.to ?? ""}`;
    const proof: Proof = { condition: `${window}`, holds: "no", field: "date", value: day };
    return { rule: rule.id, inForce: false, verdict: "no", amounts: {}, proof, questions: [] };
  }
  const facts = completed(prepared, given);
  const open = openCells(prepared.diagram, facts);
  const verdict = said(outcomes(prepared.diagram, (variable) => open[variable]!));
  const amounts: Record<string, Amount> = {};
  if (verdict !== "no") for (const line of prepared.lines) amounts[line.name] = amountOf(line, facts);
  return {
    rule: rule.id,
    inForce: true,
    verdict,
    amounts,
    proof: prove(prepared.sketch, facts),
    questions: verdict === "unknown" ? questionsOf(prepared.diagram, open) : [],
  };
}

/** The facts with those yes/no ones filled in that others already rule out. */
export function completed({ falseIf }: Prepared, facts: Facts): Facts {
  let filled = facts;
  for (const { field, when } of falseIf) {
    if (facts[field] !== null && facts[field] !== undefined) continue;
    const open = openCells(when, facts);
    if (outcomes(when, (variable) => open[variable]!) === 2) filled = { ...filled, [field]: false };
  }
  return filled;
}

const openCells = ({ variables, cuts }: Diagram, facts: Facts): number[] =>
  variables.map((variable, at) => cellsOf(variable, cuts[at]!, facts));

const said = (bits: number): Verdict => (bits === 3 ? "unknown" : bits === 2 ? "yes" : "no");

/** Missing facts that matter, those first whose answer most often settles the verdict. */
function questionsOf(tree: Diagram, open: readonly number[]): string[] {
  const scores: { field: string; score: number }[] = [];
  for (const [variable, { field }] of tree.variables.entries()) {
    let settled = 0;
    let cells = 0;
    for (let cell = 0; cell < tree.cuts[variable]!.cells; cell++) {
      if (!(open[variable]! & (1 << cell))) continue;
      cells++;
      if (outcomes(tree, (other) => (other === variable ? 1 << cell : open[other]!)) !== 3) settled++;
    }
    if (cells > 1 && matters(tree, open, variable))
      scores.push({ field: field.field, score: settled / cells });
  }
  scores.sort((a, b) => b.score - a.score);
  return [...new Set(scores.map(({ field }) => field))];
}

/** Whether a missing fact still stands on an open path. */
function matters(tree: Diagram, open: readonly number[], variable: number): boolean {
  const seen = new Set<number>();
  const visit = (ref: number): boolean => {
    if (ref < 0 || seen.has(ref)) return false;
    seen.add(ref);
    const node = tree.nodes[ref]!;
    if (node.variable === variable) return true;
    return node.children.some((child, cell) => open[node.variable]! & (1 << cell) && visit(child));
  };
  return visit(tree.root);
}

/** The parts of a rule, each with a diagram of its own, made once. */
type Sketch = { condition: Condition; tree: Diagram; parts: readonly Sketch[] };

function sketch(condition: Condition, fields: ReadonlyMap<string, Field>): Sketch {
  const parts =
    "not" in condition
      ? [condition.not]
      : "all" in condition
        ? condition.all
        : "any" in condition
          ? condition.any
          : [];
  const tree = diagram(condition, fields);
  return { condition, tree, parts: parts.map((part) => sketch(part, fields)) };
}

/** Each condition judged on its own facts, by completion as well: a group may be settled though a part is not. */
function prove({ condition, tree, parts }: Sketch, facts: Facts): Proof {
  const open = openCells(tree, facts);
  const holds = said(outcomes(tree, (variable) => open[variable]!));
  if ("not" in condition || "all" in condition || "any" in condition) {
    const word = "not" in condition ? "not" : "all" in condition ? "all" : "any";
    return { condition: word, holds, parts: parts.map((part) => prove(part, facts)) };
  }
  const { op, value } = testOf(condition);
  const field = "any_sum" in condition ? condition.any_sum.map : condition.field;
  const name = tree.variables[0]!.key;
  const known = facts[field] ?? null;
  const wanted = Array.isArray(value) ? value.join(", ") : String(value);
  return { condition: `${name} ${op} ${wanted}`, holds, field, value: known };
}
