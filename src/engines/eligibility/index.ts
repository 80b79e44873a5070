// The door: prepare a rule once, then judge one enterprise with its proof, many over columns, or make SQL of it.
export { type BulkResult, bulk } from "./bulk.ts";
export { type Columns, columnsOf } from "./columns.ts";
export { evaluate, inForceOn, type Prepared, prepare } from "./evaluate.ts";
export { sqlOf } from "./sql.ts";
export * from "./types.ts";
