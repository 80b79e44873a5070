// Reads a CSV file of a command: names the file, row and column of everything that is wrong, all at once.
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { CsvFault, csvReader } from "../platform/sheets/read-csv.ts";
import { Refusal, reason } from "./command.ts";

/** What is wrong with a field, in two languages; null when it is right. */
export type Check = (text: string) => { zh: string; en: string } | null;
/** Fields in the order of the columns asked for, and the line they stand on. */
export type Line = { line: number; fields: readonly string[] };

const SHOWN = 20;

export class Faults {
  readonly list: { zh: string; en: string }[] = [];
  private readonly file: string;
  constructor(path: string) {
    this.file = basename(path);
  }

  add(line: number, column: string, zh: string, en: string): void {
    this.list.push({
      zh: `${this.file} 第 ${line} 行 ${column} 列：${zh}`,
      en: `${this.file} row ${line}, column ${column}: ${en}`,
    });
  }

  /** Ends the command when anything was wrong. */
  refuse(): void {
    if (this.list.length === 0) return;
    const shown = this.list.slice(0, SHOWN);
    const more = this.list.length - shown.length;
    throw new Refusal(
      [
        ...shown.map(({ zh }) => zh),
        `共 ${this.list.length} 处错误${more > 0 ? `，另有 ${more} 处未列出` : ""}，未写出结果。`,
      ].join("\n"),
      [
        ...shown.map(({ en }) => en),
        `${this.list.length} errors${more > 0 ? `, ${more} not listed` : ""}; nothing was written.`,
      ].join("\n"),
    );
  }
}

/** Hands every line to `take`, the columns in the order asked for whatever their order in the file. */
export async function readTable(
  path: string,
  columns: Readonly<Record<string, Check>>,
  take: (line: Line, faults: Faults) => void,
): Promise<void> {
  const faults = new Faults(path);
  const names = Object.keys(columns);
  const checks = Object.values(columns);
  let places: number[] | null = null;
  let width = 0;
  const onRecord = ({ line, fields }: { line: number; fields: string[] }) => {
    if (!places) {
      width = fields.length;
      places = names.map((name) => fields.indexOf(name));
      const missing = names.filter((_, at) => places?.[at] === -1);
      for (const name of missing) faults.add(line, name, "表头缺少这一列", "the header lacks this column");
      faults.refuse();
      return;
    }
    if (fields.length !== width) {
      const at = names[0] ?? "";
      faults.add(
        line,
        at,
        `应有 ${width} 个字段，实有 ${fields.length} 个`,
        `${width} fields expected, ${fields.length} found`,
      );
      return;
    }
    const values = places.map((place) => fields[place] ?? "");
    let good = true;
    for (const [at, check] of checks.entries()) {
      const fault = check(values[at] ?? "");
      if (!fault) continue;
      good = false;
      faults.add(line, names[at] ?? "", `“${values[at]}”${fault.zh}`, `“${values[at]}” ${fault.en}`);
    }
    if (good) take({ line, fields: values }, faults);
  };
  await feed(path, onRecord);
  if (!places) throw new Refusal(`${basename(path)} 是空文件`, `${basename(path)} is empty`);
  faults.refuse();
}

/** Every record of a CSV file in turn, with its line; a file that cannot be read is refused. */
export async function feed(
  path: string,
  onRecord: (record: { line: number; fields: string[] }) => void,
): Promise<void> {
  const name = basename(path);
  const reader = csvReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of createReadStream(path)) {
      for (const record of reader.push(decoder.decode(chunk as Buffer, { stream: true }))) onRecord(record);
    }
    for (const record of reader.push(decoder.decode())) onRecord(record);
    for (const record of reader.end()) onRecord(record);
  } catch (fault) {
    if (fault instanceof Refusal) throw fault;
    if (fault instanceof CsvFault) {
      throw new Refusal(
        `${name} 第 ${fault.line} 行：引号不成对，无法读取`,
        `${name} row ${fault.line}: ${fault.message}`,
      );
    }
    if (fault instanceof TypeError) {
      throw new Refusal(`${name} 不是 UTF-8 编码，请另存为 UTF-8`, `${name} is not UTF-8: save it as UTF-8`);
    }
    throw new Refusal(`无法读取 ${path}：${reason(fault)}`, `Cannot read ${path}: ${reason(fault)}`);
  }
}
