// Facts of many enterprises as columns: doubles for numbers, codes for words.
import { isNumeric, mapSum, numberOf, type Variable } from "./cells.ts";
import type { Prepared } from "./evaluate.ts";
import type { Fraction } from "./exact.ts";
import { type Facts, type Field, RuleFault } from "./types.ts";

export type Words = { codes: Int32Array; list: readonly string[] };
/** Columns of one table: NaN and code 0 are "missing"; code k is `list[k - 1]`. Sums lie under the variable's key. */
export type Columns = {
  count: number;
  numbers: ReadonlyMap<string, Float64Array>;
  words: ReadonlyMap<string, Words>;
  record: (row: number) => Facts;
};
/** Doubles tell decimals of up to 15 digits apart; longer ones are refused rather than judged wrongly. */
export function columnsOf(records: readonly Facts[], prepared: readonly Prepared[]): Columns {
  const numbers = new Map<string, Float64Array>();
  const words = new Map<string, Words>();
  const trees = prepared.flatMap((one) => [one.diagram, ...one.falseIf.map(({ when }) => when)]);
  const wanted: Variable[] = trees.flatMap(({ variables }) => variables);
  for (const { lines } of prepared)
    for (const line of lines) wanted.push(...line.fields.map((field) => ({ key: field.field, field })));
  for (const variable of wanted) {
    const { field, key } = variable;
    if (isNumeric(field) || field.kind === "int") {
      if (!numbers.has(key)) numbers.set(key, numberColumn(variable, records));
    }
    if (!isNumeric(field) && !words.has(key)) words.set(key, wordColumn(field, records));
  }
  return { count: records.length, numbers, words, record: (row) => records[row]! };
}

/** Few enough digits that reading them as a double loses nothing. */
const SHORT = /^\d{1,10}(\.\d{1,5})?$/;

function numberColumn(variable: Variable, records: readonly Facts[]): Float64Array {
  const { field, keys } = variable;
  return Float64Array.from(records, (facts) => {
    const value = facts[field.field];
    if (value === null || value === undefined) return Number.NaN;
    if (field.kind !== "date" && typeof value === "string" && SHORT.test(value)) return Number(value);
    const read = keys ? mapSum(variable, value) : numberOf(field, value as string);
    return double(read, field);
  });
}

function double({ num, den }: Fraction, field: Field): number {
  const digits = (num < 0n ? -num : num).toString().replace(/0+$/, "").length;
  if (digits > 15)
    throw new RuleFault(
      `${field.field} 超过 15 位有效数字，无法批量计算，请逐户判断`,
      `${field.field} has more than 15 digits; judge this enterprise singly`,
    );
  return Number(num) / Number(den);
}

function wordColumn(field: Field, records: readonly Facts[]): Words {
  const known = new Map<string, number>();
  const list: string[] = [];
  const codes = Int32Array.from(records, (facts) => {
    const value = facts[field.field];
    if (value === null || value === undefined) return 0;
    const word = String(value);
    const code = known.get(word) ?? list.push(word);
    known.set(word, code);
    return code;
  });
  return { codes, list };
}
