// A rule as one expression of PostgreSQL over columns named as the fields: 'yes', 'no' or 'unknown', by completion.
import { isNumeric, type Partition, type Variable } from "./cells.ts";
import { type Diagram, NO, type NodeRef, YES } from "./diagram.ts";
import type { Prepared } from "./evaluate.ts";
import type { Fraction } from "./exact.ts";

/**
 * Columns: boolean, text (enum, code, text; also an int of few values), numeric, date, jsonb (map).
 * @param column field → SQL of its column, already quoted
 * @param day SQL of the date of the matter
 */
export function sqlOf(prepared: Prepared, column: (field: string) => string, day: string): string {
  let source = column;
  for (const { field, when } of prepared.falseIf) {
    const settled = `${reach(when, YES, column)} and not ${reach(when, NO, column)}`;
    const filled = `(case when ${column(field)} is null and ${settled} then false else ${column(field)} end)`;
    const before = source;
    source = (name) => (name === field ? filled : before(name));
  }
  const { from, to } = prepared.rule.effective;
  const out = `${day} < date ${quote(from)}${to === null ? "" : ` or ${day} > date ${quote(to)}`}`;
  const yes = reach(prepared.diagram, YES, source);
  const no = reach(prepared.diagram, NO, source);
  return `case when ${out} then 'no' when not ${yes} then 'no' when ${no} then 'unknown' else 'yes' end`;
}

/** SQL that holds when some completion of the missing facts ends at `end`. */
function reach(tree: Diagram, end: NodeRef, column: (field: string) => string): string {
  const known = new Map<NodeRef, string>([
    [YES, end === YES ? "true" : "false"],
    [NO, end === NO ? "true" : "false"],
  ]);
  return visit(tree.root);
  function visit(ref: NodeRef): string {
    const done = known.get(ref);
    if (done !== undefined) return done;
    const { variable, children } = tree.nodes[ref]!;
    const one = tree.variables[variable]!;
    const cut = tree.cuts[variable]!;
    const parts: string[] = [];
    for (const child of new Set(children)) {
      const next = visit(child);
      if (next === "false") continue;
      const cells = new Set(children.flatMap((at, cell) => (at === child ? [cell] : [])));
      const within = `(${column(one.field.field)} is null or ${inCells(one, cut, cells, column)})`;
      parts.push(next === "true" ? within : `(${within} and ${next})`);
    }
    const text = parts.length === 0 ? "false" : `(${parts.join(" or ")})`;
    known.set(ref, text);
    return text;
  }
}

function inCells(
  variable: Variable,
  { by }: Partition,
  cells: ReadonlySet<number>,
  column: (field: string) => string,
): string {
  const { field, keys } = variable;
  const own = column(field.field);
  const parts: string[] = [];
  if (by.kind === "numbers") {
    const number = keys
      ? `(${keys.map((key) => `coalesce((${own} ->> ${quote(key)})::numeric, 0)`).join(" + ")})`
      : field.kind === "date"
        ? `(${own} - date '1970-01-01')`
        : own;
    for (const [piece, cell] of by.cellOf.entries()) {
      if (!cells.has(cell)) continue;
      const low = by.bounds[(piece >> 1) - (piece % 2 === 0 ? 1 : 0)];
      const high = by.bounds[piece >> 1];
      if (piece % 2 === 1) parts.push(`${number} = ${decimal(high!)}`);
      else {
        const ends = [
          ...(low ? [`${number} > ${decimal(low)}`] : []),
          ...(high ? [`${number} < ${decimal(high)}`] : []),
        ];
        parts.push(ends.length === 0 ? "true" : `(${ends.join(" and ")})`);
      }
    }
    return `(${parts.join(" or ") || "false"})`;
  }
  const text = field.kind === "bool" || isNumeric(field) || field.members ? `(${own})::text` : own;
  const exact = [...by.exact];
  const hits = exact.filter(([, cell]) => cells.has(cell)).map(([word]) => quote(word));
  if (hits.length > 0) parts.push(`${text} in (${hits.join(", ")})`);
  const notExact = exact.length > 0 ? ` and ${text} not in (${exact.map(([w]) => quote(w)).join(", ")})` : "";
  for (const [prefix, cell] of by.prefixes) {
    if (!cells.has(cell)) continue;
    const longer = by.prefixes.filter(([other]) => other !== prefix && other.startsWith(prefix));
    const outside = longer.map(([other]) => ` and not starts_with(${text}, ${quote(other)})`).join("");
    parts.push(`(starts_with(${text}, ${quote(prefix)})${outside}${notExact})`);
  }
  if (by.other >= 0 && cells.has(by.other)) {
    const outside = by.prefixes.map(([other]) => ` and not starts_with(${text}, ${quote(other)})`).join("");
    parts.push(`(true${outside}${notExact})`);
  }
  if (field.kind === "code")
    for (const [word, cell] of [...exact, ...by.prefixes])
      if (cells.has(cell))
        parts.push(`(starts_with(${quote(word)}, ${text}) and ${text} <> ${quote(word)}${notExact})`);
  return `(${parts.join(" or ") || "false"})`;
}

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Bounds are written decimals: their denominators are powers of ten. */
function decimal({ num, den }: Fraction): string {
  const places = den.toString().length - 1;
  const digits = (num < 0n ? -num : num).toString().padStart(places + 1, "0");
  const point = digits.length - places;
  return `${num < 0n ? "-" : ""}${digits.slice(0, point)}${places > 0 ? `.${digits.slice(point)}` : ""}`;
}
