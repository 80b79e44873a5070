// Whether a value that has been understood is one the column accepts. A web form may ask the same question.
import type { Column, Value } from "./form.ts";
import { type Remark, remarks } from "./remarks.ts";

export function constrain(column: Column, value: Value): Remark[] {
  if (value === null || value === "") return column.required ? [remarks.required(column)] : [];
  const found: Remark[] = [];
  if (typeof value === "number") {
    if (column.type === "integer" && !Number.isInteger(value)) found.push(remarks.notWhole(value));
    if (column.min !== undefined && value < Number(column.min)) found.push(remarks.tooSmall(column));
    if (column.max !== undefined && value > Number(column.max)) found.push(remarks.tooLarge(column));
    if (column.decimals !== undefined && column.type === "decimal" && decimalsOf(value) > column.decimals)
      found.push(remarks.tooPrecise(column, value));
  } else if (typeof value === "string" && (column.type === "date" || column.type === "month")) {
    if (column.min !== undefined && value < String(column.min)) found.push(remarks.tooEarly(column));
    if (column.max !== undefined && value > String(column.max)) found.push(remarks.tooLate(column));
  } else if (typeof value === "string" && column.type === "text") {
    const length = [...value].length;
    if (column.min !== undefined && length < Number(column.min)) found.push(remarks.tooShort(column));
    if (column.max !== undefined && length > Number(column.max)) found.push(remarks.tooLong(column));
  }
  return found;
}

function decimalsOf(value: number): number {
  const text = String(value);
  const exponent = /e-(\d+)$/.exec(text);
  const point = text.indexOf(".");
  const shown = point < 0 ? 0 : text.replace(/e.*/, "").length - point - 1;
  return shown + (exponent ? Number(exponent[1]) : 0);
}
