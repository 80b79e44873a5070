// Formulas of benefits: + − × ÷, min, max, comparisons and “a ? b : c” over fields and earlier lines, read once.
import { type Fraction, fraction } from "./exact.ts";
import { RuleFault } from "./types.ts";

export type Binary = "+" | "-" | "*" | "/" | "<" | "<=" | ">" | ">=" | "==" | "!=" | "&&" | "||";
export type Expression =
  | { number: Fraction }
  | { text: string }
  | { name: string }
  | { op: Binary; left: Expression; right: Expression }
  | { call: "min" | "max"; of: readonly Expression[] }
  | { if: Expression; yes: Expression; no: Expression };

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|'([^']*)'|(<=|>=|==|!=|&&|\|\||[-+*/()<>?:,]))/y;
const LEVELS: readonly (readonly Binary[])[] = [
  ["||"],
  ["&&"],
  ["==", "!=", "<", "<=", ">", ">="],
  ["+", "-"],
  ["*", "/"],
];

/** Throws RuleFault with the place where it stops being a formula. */
export function parseFormula(text: string): Expression {
  const tokens: { kind: "number" | "name" | "text" | "sign"; text: string; at: number }[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw stop(at);
    const [, number, name, quoted, sign] = match;
    if (number !== undefined) tokens.push({ kind: "number", text: number, at });
    else if (name !== undefined) tokens.push({ kind: "name", text: name, at });
    else if (quoted !== undefined) tokens.push({ kind: "text", text: quoted, at });
    else tokens.push({ kind: "sign", text: sign!, at });
  }
  let next = 0;
  const whole = choice(0);
  if (next < tokens.length) throw stop(tokens[next]!.at);
  return whole;

  function choice(depth: number): Expression {
    if (depth > 60) throw stop(tokens[next]?.at ?? text.length);
    const first = level(0, depth);
    if (!take("?")) return first;
    const yes = choice(depth + 1);
    must(":");
    return { if: first, yes, no: choice(depth + 1) };
  }
  function level(at: number, depth: number): Expression {
    if (at === LEVELS.length) return atom(depth);
    let left = level(at + 1, depth);
    for (;;) {
      const token = tokens[next];
      const op = LEVELS[at]!.find((one) => token?.kind === "sign" && token.text === one);
      if (!op) return left;
      next++;
      left = { op, left, right: level(at + 1, depth) };
    }
  }
  function atom(depth: number): Expression {
    const token = tokens[next];
    if (!token) throw stop(text.length);
    next++;
    if (token.kind === "number") return { number: fraction(token.text)! };
    if (token.kind === "text") return { text: token.text };
    if (token.kind === "name") {
      if (token.text !== "min" && token.text !== "max") return { name: token.text };
      must("(");
      const of = [choice(depth + 1)];
      while (take(",")) of.push(choice(depth + 1));
      must(")");
      return { call: token.text, of };
    }
    if (token.text !== "(") throw stop(token.at);
    const inside = choice(depth + 1);
    must(")");
    return inside;
  }
  function take(sign: string): boolean {
    const found = tokens[next]?.kind === "sign" && tokens[next]!.text === sign;
    if (found) next++;
    return found;
  }
  function must(sign: string): void {
    if (!take(sign)) throw stop(tokens[next]?.at ?? text.length);
  }
  function stop(at: number): RuleFault {
    return new RuleFault(
      `公式第 ${at + 1} 个字符处无法识别：${text.slice(0, 80)}`,
      `The formula cannot be read at character ${at + 1}: ${text.slice(0, 80)}`,
    );
  }
}

/** Every name in an expression, once. */
export function namesIn(expression: Expression, into: Set<string> = new Set()): Set<string> {
  if ("name" in expression) into.add(expression.name);
  for (const part of partsOf(expression)) namesIn(part, into);
  return into;
}

/** Every number written in an expression: where it may bend. */
export function numbersIn(expression: Expression, into: Fraction[] = []): Fraction[] {
  if ("number" in expression) into.push(expression.number);
  for (const part of partsOf(expression)) numbersIn(part, into);
  return into;
}

function partsOf(expression: Expression): readonly Expression[] {
  if ("op" in expression) return [expression.left, expression.right];
  if ("call" in expression) return expression.of;
  if ("if" in expression) return [expression.if, expression.yes, expression.no];
  return [];
}

/** Puts earlier lines in the place of their names, so that a line speaks of fields alone; a circle cannot be written. */
export function inline(expression: Expression, lines: ReadonlyMap<string, Expression>): Expression {
  if ("name" in expression) return lines.get(expression.name) ?? expression;
  if ("op" in expression)
    return { ...expression, left: inline(expression.left, lines), right: inline(expression.right, lines) };
  if ("call" in expression) return { ...expression, of: expression.of.map((one) => inline(one, lines)) };
  if ("if" in expression)
    return {
      if: inline(expression.if, lines),
      yes: inline(expression.yes, lines),
      no: inline(expression.no, lines),
    };
  return expression;
}
