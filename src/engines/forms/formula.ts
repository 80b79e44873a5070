// Small formulas over the answers of a form: read once, asked many times, unknown where an answer is missing.
import {
  absolute,
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  multiply,
  negate,
  subtract,
} from "./decimal.ts";
import { inRow, MOST_ROWS } from "./definition.ts";

/** null: unknown, because an answer it needs is not there. */
export type Result = Fraction | boolean | null;

/** Finds an answer: month is "now", "previous" or "lastYear". */
export type Lookup = (month: Month, field: string) => Fraction | null;
export type Month = "now" | "previous" | "lastYear";

export type Formula = {
  kind: "number" | "truth";
  ask: (lookup: Lookup) => Result;
  /** Fields it reads, without the month; a group's column as `group.column`. */
  fields: ReadonlySet<string>;
  /** Those of this period: a ring of formulas can only run through them. */
  now: ReadonlySet<string>;
};

type Part = { kind: "number" | "truth"; ask: (lookup: Lookup) => Result };
type Numbers = (...values: Fraction[]) => Fraction | null;

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)?)|(<=|>=|!=|[-+*/()<>=,]))/y;

/** @throws with a sentence that names the place, when the formula cannot be read. */
export function readFormula(source: string, subject?: string): Formula {
  const tokens = tokenise(source);
  const fields = new Set<string>();
  const now = new Set<string>();
  let at = 0;

  const fault = (what: string): never => {
    throw new Error(`formula "${source}": ${what} near "${tokens[at] ?? "the end"}"`);
  };
  const take = (...wanted: string[]): string | null =>
    wanted.includes(tokens[at] ?? "") ? tokens[at++]! : null;
  const need = (wanted: string): void => {
    if (!take(wanted)) fault(`"${wanted}" is missing`);
  };
  const mustBe = (kind: Part["kind"], part: Part): Part =>
    part.kind === kind ? part : fault(`a ${kind} was expected`);

  function either(): Part {
    let left = both();
    while (take("or")) left = kleene(mustBe("truth", left), mustBe("truth", both()), true);
    return left;
  }
  function both(): Part {
    let left = denied();
    while (take("and")) left = kleene(mustBe("truth", left), mustBe("truth", denied()), false);
    return left;
  }
  function denied(): Part {
    if (!take("not")) return comparison();
    const inner = mustBe("truth", denied());
    return { kind: "truth", ask: (lookup) => (inner.ask(lookup) === null ? null : !inner.ask(lookup)) };
  }
  function comparison(): Part {
    const left = sum();
    const sign = take("<=", "<", ">=", ">", "=", "!=");
    if (!sign) return left;
    const holds = SIGNS[sign]!;
    const [a, b] = [mustBe("number", left), mustBe("number", sum())];
    return {
      kind: "truth",
      ask: (lookup) => {
        const [x, y] = [a.ask(lookup) as Fraction | null, b.ask(lookup) as Fraction | null];
        return x === null || y === null ? null : holds(compare(x, y));
      },
    };
  }
  function sum(): Part {
    let left = product();
    for (let sign = take("+", "-"); sign; sign = take("+", "-")) {
      left = numbers(sign === "+" ? add : subtract, mustBe("number", left), mustBe("number", product()));
    }
    return left;
  }
  function product(): Part {
    let left = signed();
    for (let sign = take("*", "/"); sign; sign = take("*", "/")) {
      left = numbers(sign === "*" ? multiply : divide, mustBe("number", left), mustBe("number", signed()));
    }
    return left;
  }
  function signed(): Part {
    return take("-") ? numbers(negate, mustBe("number", signed())) : atom();
  }
  function atom(): Part {
    if (take("(")) {
      const inner = either();
      need(")");
      return inner;
    }
    const token = tokens[at] ?? fault("something is missing");
    at++;
    const constant = fraction(token);
    if (constant) return { kind: "number", ask: () => constant };
    if (!/^[A-Za-z_$]/.test(token)) {
      at--;
      return fault("a figure was expected");
    }
    return tokens[at] === "(" ? call(token) : answer(token);
  }
  function call(name: string): Part {
    need("(");
    if (name === "sum" || name === "count") return overRows(name);
    const inside = [mustBe("number", either())];
    while (take(",")) inside.push(mustBe("number", either()));
    need(")");
    if (name === "filled") {
      return { kind: "truth", ask: (lookup) => inside.every((part) => part.ask(lookup) !== null) };
    }
    const compute = FUNCTIONS[name] ?? fault(`there is no function ${name}`);
    return numbers(compute, ...inside);
  }
  /** sum(products.value): rows without an answer are left out; no answer at all is unknown. */
  function overRows(name: "sum" | "count"): Part {
    const column = tokens[at++] ?? "";
    const [group = "", field = ""] = column.split(".");
    if (!field || group === "previous" || group === "lastYear")
      fault(`${name} needs a column such as products.value`);
    need(")");
    fields.add(column);
    now.add(column);
    return {
      kind: "number",
      ask: (lookup) => {
        const given = Array.from({ length: MOST_ROWS }, (_, i) => lookup("now", inRow(group, i + 1, field)));
        const known = given.filter((one) => one !== null);
        if (name === "count") return { num: BigInt(known.length), den: 1n };
        return known.length ? known.reduce(add) : null;
      },
    };
  }
  function answer(name: string): Part {
    const [first = "", second] = name.split(".");
    if (second && first !== "previous" && first !== "lastYear") fault(`there is no month ${first}`);
    const month = second ? (first as Month) : "now";
    const named = second ?? first;
    const field = named === "$" ? (subject ?? fault("$ stands for no field here")) : named;
    fields.add(field);
    if (month === "now") now.add(field);
    return { kind: "number", ask: (lookup) => lookup(month, field) };
  }

  const whole = either();
  if (at < tokens.length) fault("this was not understood");
  return { ...whole, fields, now };
}

function tokenise(source: string): string[] {
  const out: string[] = [];
  TOKEN.lastIndex = 0;
  const text = source.trimEnd();
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) throw new Error(`formula "${source}": "${text.slice(from, from + 10)}" was not understood`);
    out.push(found[1] ?? found[2] ?? found[3] ?? "");
  }
  return out;
}

const SIGNS: Record<string, (order: number) => boolean> = {
  "<=": (o) => o <= 0,
  "<": (o) => o < 0,
  ">=": (o) => o >= 0,
  ">": (o) => o > 0,
  "=": (o) => o === 0,
  "!=": (o) => o !== 0,
};

const FUNCTIONS: Record<string, Numbers> = {
  abs: (a) => absolute(a!),
  min: (...all) => all.reduce((a, b) => (compare(a, b) <= 0 ? a : b)),
  max: (...all) => all.reduce((a, b) => (compare(a, b) >= 0 ? a : b)),
};

function numbers(compute: Numbers, ...parts: Part[]): Part {
  return {
    kind: "number",
    ask: (lookup) => {
      const values = parts.map((part) => part.ask(lookup) as Fraction | null);
      return values.every((value) => value !== null) ? compute(...values) : null;
    },
  };
}

/** Three-valued and/or: one side may decide although the other is unknown. */
function kleene(a: Part, b: Part, deciding: boolean): Part {
  return {
    kind: "truth",
    ask: (lookup) => {
      const [x, y] = [a.ask(lookup), b.ask(lookup)];
      if (x === deciding || y === deciding) return deciding;
      return x === null || y === null ? null : !deciding;
    },
  };
}
