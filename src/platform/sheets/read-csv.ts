// CSV as RFC 4180 has it: read piece by piece, whatever the size of the file, and written back.

export type CsvRecord = { line: number; fields: string[] };
/** A fault of the file's form, with the line on which it was found. */
export class CsvFault extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** Records of a text that arrives in chunks; quotes, commas and line breaks inside quotes, CRLF or LF, a BOM. */
export async function* readCsv(chunks: AsyncIterable<string> | Iterable<string>): AsyncGenerator<CsvRecord> {
  const reader = csvReader();
  for await (const chunk of chunks) yield* reader.push(chunk);
  yield* reader.end();
}

/** The same as a machine fed by hand. Empty lines are skipped. */
export function csvReader(): { push: (chunk: string) => CsvRecord[]; end: () => CsvRecord[] } {
  let line = 1;
  let startLine = 1;
  let fields: string[] = [];
  let field = "";
  let state: "start" | "plain" | "quoted" | "after" = "start";
  let first = true;
  let carriage = false;

  const push = (chunk: string): CsvRecord[] => {
    const done: CsvRecord[] = [];
    let at = 0;
    if (first && chunk.length > 0) {
      first = false;
      if (chunk.charCodeAt(0) === 0xfeff) at = 1;
    }
    const endRecord = () => {
      if (fields.length > 0 || field !== "" || state !== "start")
        done.push({ line: startLine, fields: [...fields, field] });
      fields = [];
      field = "";
      state = "start";
    };
    while (at < chunk.length) {
      if (state === "quoted") {
        const close = chunk.indexOf('"', at);
        const part = chunk.slice(at, close < 0 ? undefined : close);
        for (let i = part.indexOf("\n"); i >= 0; i = part.indexOf("\n", i + 1)) line++;
        field += part;
        if (close < 0) break;
        at = close + 1;
        state = "after";
        continue;
      }
      const char = chunk[at] ?? "";
      if (carriage) {
        carriage = false;
        if (char === "\n") {
          at++;
          continue;
        }
      }
      if (char === "," || char === "\n" || char === "\r") {
        at++;
        if (char === ",") {
          fields.push(field);
          field = "";
          state = "start";
          continue;
        }
        endRecord();
        carriage = char === "\r";
        startLine = ++line;
      } else if (char === '"') {
        if (state === "plain") throw new CsvFault(line, 'a quote (") inside an unquoted field');
        if (state === "after") field += '"';
        state = "quoted";
        at++;
      } else {
        if (state === "after") throw new CsvFault(line, "text after a closing quote");
        let end = at + 1;
        while (end < chunk.length && !isSpecial(chunk.charCodeAt(end))) end++;
        field += chunk.slice(at, end);
        state = "plain";
        at = end;
      }
    }
    return done;
  };

  const end = (): CsvRecord[] => {
    if (state === "quoted") throw new CsvFault(startLine, "a quoted field that is never closed");
    return fields.length > 0 || field !== "" || state !== "start"
      ? [{ line: startLine, fields: [...fields, field] }]
      : [];
  };
  return { push, end };
}

/** One record as a line, quoted where needed. */
export function csvLine(fields: readonly string[]): string {
  return fields
    .map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(",");
}

const isSpecial = (code: number) => code === 44 || code === 10 || code === 13 || code === 34;
