// The door of the forms engine: a form as data, its formulas, and the one checker of screen, upload and server.
export { check, FormulaRing, type PreparedForm, prepare, unexplained } from "./check.ts";
export { compare, format, fraction } from "./decimal.ts";
export {
  fieldsOf,
  graceOf,
  inRow,
  MOST_GRACE,
  MOST_ROWS,
  NO_GRACE,
  readDefinition,
  rowsOf,
} from "./definition.ts";
export { changeOf, type Difference, differences } from "./difference.ts";
export { type Fault, faultsOf } from "./faults.ts";
export { readFormula } from "./formula.ts";
export { readAnswer } from "./read-answer.ts";
export type * from "./types.ts";
