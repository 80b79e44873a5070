// What a sheet asks for, as data: the same form makes the template and checks what comes back.

export type ColumnType = "text" | "integer" | "decimal" | "date" | "month" | "choice" | "boolean";

export type Choice = string | { value: string; label: string };

export type Column = {
  code: string;
  label: string;
  type: ColumnType;
  unit?: string;
  required?: boolean;
  choices?: readonly Choice[];
  /** Bounds: numbers for figures, ISO text for dates and months, length for text. */
  min?: number | string;
  max?: number | string;
  help?: string;
  width?: number;
  decimals?: number;
};

export type SheetForm = {
  title: string;
  code: string;
  version: string;
  columns: readonly Column[];
  notes?: readonly string[];
  /** `rows`: one record a row under a header. `fields`: one field a row (label, value, unit, note), one record a file. */
  layout?: "rows" | "fields";
};

export type Value = string | number | boolean | null;

export type Severity = "error" | "warning";

export type Problem = {
  /** Address such as C7; empty when the whole file or sheet is meant. */
  cell: string;
  sheet: string;
  row: number | null;
  column: string | null;
  code: string;
  severity: Severity;
  zh: string;
  en: string;
  suggestion?: Value;
};

/** What a caller's own check says of a row; place and sheet are filled in by the reader. */
export type Finding = {
  column: string;
  code: string;
  severity: Severity;
  zh: string;
  en: string;
  suggestion?: Value;
};

export type SheetRow = {
  rowNumber: number;
  values: Record<string, Value>;
  /** Where each value stood, by column code. */
  cells: Record<string, string>;
  ok: boolean;
};

export type Reading = {
  rows: SheetRow[];
  problems: Problem[];
  /** Problems counted but not listed because the list was full. */
  unlisted: number;
};

export type SheetLimits = {
  maxBytes: number;
  maxEntries: number;
  maxInflatedBytes: number;
  maxRatio: number;
  maxRows: number;
  /** Cells and shared texts held in memory, each. */
  maxCells: number;
  maxProblems: number;
};

const MB = 1024 * 1024;

export const defaultLimits: SheetLimits = {
  maxBytes: 20 * MB,
  maxEntries: 2000,
  maxInflatedBytes: 150 * MB,
  maxRatio: 200,
  maxRows: 50_000,
  maxCells: 1_500_000,
  maxProblems: 20_000,
};

/** The sheet no one sees that carries form and version; the name of it travels in the file. */
export const metaSheetName = "_wenlian";

/** Hidden markers of the vertical layout. */
export const fieldMarks = {
  code: "#code",
  label: "#label",
  value: "#value",
  unit: "#unit",
  note: "#note",
} as const;

export function choiceLabel(choice: Choice): string {
  return typeof choice === "string" ? choice : choice.label;
}

export function choiceValue(choice: Choice): string {
  return typeof choice === "string" ? choice : choice.value;
}

export function headerText(column: Column): string {
  return `${column.label}${column.unit ? `（${column.unit}）` : ""}${column.required ? " *" : ""}`;
}
