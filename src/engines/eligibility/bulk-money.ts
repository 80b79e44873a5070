// Money over columns: doubles with a running bound of their rounding error (Higham 2002, ch. 3.3); a row whose cent
// is not certain, or whose facts are missing, goes to exact arithmetic.
import type { Columns } from "./columns.ts";
import { completed, type Prepared } from "./evaluate.ts";
import type { Expression } from "./formula.ts";
import { amountOf, type Line } from "./money.ts";
import type { Field } from "./types.ts";

const UNIT = 2 ** -52;
/** The bound of the value returned last; one number for all closures, read at once by the caller. */
let error = 0;
type Value = (row: number) => number;
/** What missing facts are taken for: NaN (not known) or one of two trials. */
type Fill = { trial: -1 | 0 | 1 };

/** @returns row → whole cents, NaN where a missing fact could change the amount or it cannot be reckoned. */
export function moneyOver(line: Line, columns: Columns, prepared: Prepared): Value {
  const fields = new Map(line.fields.map((field) => [field.field, field]));
  const fill: Fill = { trial: -1 };
  const value = compileValue(line.formula, columns, fields, fill);
  const exact = (row: number) => {
    const { value } = amountOf(line, completed(prepared, columns.record(row)));
    return value === null ? Number.NaN : Number(value.replace(".", ""));
  };
  return (row) => {
    const yuan = value(row);
    const bound = error * 100 + 1e-9;
    if (Number.isNaN(yuan)) {
      fill.trial = 0;
      const one = value(row);
      const oneBound = error;
      fill.trial = 1;
      const two = value(row);
      const twoBound = error;
      fill.trial = -1;
      return Math.abs(one - two) > 0.02 + oneBound + twoBound ? Number.NaN : exact(row);
    }
    const scaled = Math.abs(yuan) * 100 + 0.5;
    const cents = Math.floor(scaled);
    const part = scaled - cents;
    if (!(part > bound + scaled * UNIT && part < 1 - bound - scaled * UNIT)) return exact(row);
    return yuan < 0 ? -cents : cents;
  };
}

function compileValue(
  expression: Expression,
  columns: Columns,
  fields: ReadonlyMap<string, Field>,
  fill: Fill,
): Value {
  const compile = (one: Expression) => compileValue(one, columns, fields, fill);
  if ("number" in expression) {
    const constant = Number(expression.number.num) / Number(expression.number.den);
    return () => {
      error = Math.abs(constant) * UNIT;
      return constant;
    };
  }
  if ("text" in expression) return () => Number.NaN;
  if ("name" in expression) return leaf(fields.get(expression.name)!, columns, fill);
  if ("if" in expression) {
    const [test, yes, no] = [compile(expression.if), compile(expression.yes), compile(expression.no)];
    return (row) => {
      const held = test(row);
      return Number.isNaN(held) ? held : held ? yes(row) : no(row);
    };
  }
  if ("call" in expression) {
    const parts = expression.of.map(compile);
    const pick = expression.call === "min" ? Math.min : Math.max;
    return (row) => {
      let best = parts[0]!(row);
      let worst = error;
      for (let at = 1; at < parts.length; at++) {
        best = pick(best, parts[at]!(row));
        worst = Math.max(worst, error);
      }
      error = worst;
      return best;
    };
  }
  const named = wordTest(expression, columns, fields, fill);
  if (named) return named;
  return arithmetic(expression.op, compile(expression.left), compile(expression.right), isPlain(expression));
}

type Operation = Extract<Expression, { op: unknown }>;
const isPlain = ({ left, right }: Operation) =>
  ("name" in left || "number" in left) && ("name" in right || "number" in right);

function arithmetic(op: Operation["op"], left: Value, right: Value, plain: boolean): Value {
  // Decimals of the tables compare exactly as doubles; what was reckoned only where it is clear of its error.
  const compared = (holds: (side: number) => boolean): Value => {
    return (row) => {
      const a = left(row);
      const ea = error;
      const b = right(row);
      if (Number.isNaN(a) || Number.isNaN(b)) return Number.NaN;
      if (!plain && Math.abs(a - b) <= ea + error) return Number.NaN;
      return holds(a - b) ? 1 : 0;
    };
  };
  switch (op) {
    case "+":
    case "-":
      return (row) => {
        const a = left(row);
        const ea = error;
        const sum = op === "+" ? a + right(row) : a - right(row);
        error = ea + error + Math.abs(sum) * UNIT;
        return sum;
      };
    case "*":
      return (row) => {
        const a = left(row);
        const ea = error;
        const b = right(row);
        const product = a * b;
        error = Math.abs(a) * error + Math.abs(b) * ea + ea * error + Math.abs(product) * UNIT;
        return product;
      };
    case "/":
      return (row) => {
        const a = left(row);
        const ea = error;
        const b = right(row);
        if (b === 0) return Number.NaN;
        const share = a / b;
        error = (2 * (ea + Math.abs(share) * error)) / Math.abs(b) + Math.abs(share) * UNIT;
        return share;
      };
    case "&&":
      return (row) => left(row) * right(row);
    case "||":
      return (row) => Math.max(left(row), right(row));
    case "==":
      return compared((side) => side === 0);
    case "!=":
      return compared((side) => side !== 0);
    case "<":
      return compared((side) => side < 0);
    case "<=":
      return compared((side) => side <= 0);
    case ">":
      return compared((side) => side > 0);
    case ">=":
      return compared((side) => side >= 0);
  }
}

function leaf(field: Field, columns: Columns, fill: Fill): Value {
  if (field.kind === "bool") {
    const { codes, list } = columns.words.get(field.field)!;
    const yes = list.indexOf("true") + 1;
    return (row) => {
      error = 0;
      const code = codes[row]!;
      if (code === 0) return fill.trial < 0 ? Number.NaN : fill.trial;
      return code === yes ? 1 : 0;
    };
  }
  const column = columns.numbers.get(field.field);
  if (!column) return () => Number.NaN;
  const trials = field.members
    ? [Number(field.members[0]), Number(field.members.at(-1))]
    : [Number(field.min ?? 0), Number(field.max ?? 654_321)];
  return (row) => {
    let value = column[row]!;
    if (Number.isNaN(value) && fill.trial >= 0) value = trials[fill.trial]!;
    error = Math.abs(value) * UNIT;
    return value;
  };
}

/** `field == 'word'` by the code of the word. */
function wordTest(
  { op, left, right }: Operation,
  columns: Columns,
  fields: ReadonlyMap<string, Field>,
  fill: Fill,
): Value | null {
  if ((op !== "==" && op !== "!=") || !("name" in left) || !("text" in right)) return null;
  const field = fields.get(left.name)!;
  const column = columns.words.get(left.name);
  if (!column) return null;
  const wanted = column.list.indexOf(right.text) + 1;
  const members = field.members ?? [];
  return (row) => {
    error = 0;
    const code = column.codes[row]!;
    if (code === 0 && fill.trial < 0) return Number.NaN;
    const held =
      code === 0 ? members.at(fill.trial === 0 ? 0 : -1) === right.text : code === wanted && wanted > 0;
    return held === (op === "==") ? 1 : 0;
  };
}
