// The files of `wenlian cascade`: firms, links, essentialness, and columns of figures by firm.
import { basename } from "node:path";
import type { Network } from "../engines/cascade/index.ts";
import { Refusal } from "./command.ts";
import { type Check, Faults, feed, readTable } from "./table.ts";

export type Read = { network: Network; ids: string[]; numberOf: Map<string, number> };

/** Reads the three files of a network; whatever is wrong is refused with its file, row and column. */
export async function readNetwork(firms: string, links: string, essential: string): Promise<Read> {
  const table = await readEssential(essential);
  const ids: string[] = [];
  const sector: number[] = [];
  const numberOf = new Map<string, number>();
  await readTable(firms, { id: isText, sector: (text) => isSector(text, table.sectors) }, (row, faults) => {
    const [id = "", kind] = row.fields;
    if (numberOf.has(id)) faults.add(row.line, "id", `企业“${id}”重复`, `firm “${id}” appears twice`);
    numberOf.set(id, ids.length);
    ids.push(id);
    sector.push(Number(kind));
  });
  const supplier = new Column();
  const customer = new Column();
  const value = new Column();
  const firm = knownFirm(numberOf);
  await readTable(links, { supplier: firm, customer: firm, weight: isAmount }, ({ fields }) => {
    supplier.push(numberOf.get(fields[0]!)!);
    customer.push(numberOf.get(fields[1]!)!);
    value.push(Number(fields[2]));
  });
  const network: Network = {
    sector,
    sectors: table.sectors,
    supplier: supplier.list(),
    customer: customer.list(),
    value: value.list(),
    essential: table.essential,
  };
  return { network, ids, numberOf };
}

/** m lines of m figures 0, 1 or 2, without a header. */
async function readEssential(path: string): Promise<{ sectors: number; essential: Uint8Array }> {
  const faults = new Faults(path);
  const rows: string[][] = [];
  await feed(path, ({ line, fields }) => {
    const wanted = rows[0]?.length ?? fields.length;
    rows.push(fields);
    if (fields.length !== wanted)
      faults.add(
        line,
        String(Math.min(fields.length, wanted) + 1),
        `应有 ${wanted} 个字段，实有 ${fields.length} 个`,
        `${wanted} fields expected, ${fields.length} found`,
      );
    for (const [at, text] of fields.entries())
      if (!/^\s*[012]\s*$/.test(text))
        faults.add(line, String(at + 1), `“${text}”应为 0、1 或 2`, `“${text}” should be 0, 1 or 2`);
  });
  const sectors = rows[0]?.length ?? 0;
  if (rows.length !== sectors)
    faults.add(
      rows.length,
      "1",
      `行数应与列数相同：${sectors} 列，${rows.length} 行`,
      `as many rows as columns are needed: ${sectors} columns, ${rows.length} rows`,
    );
  faults.refuse();
  return { sectors, essential: Uint8Array.from(rows.flat().map(Number)) };
}

/** A file with `firm` and one column of figures ≥ 0; every firm must have one. */
export async function readFigures(path: string, { ids, numberOf }: Read): Promise<Float64Array> {
  const { names, columns } = await readColumns(path, numberOf, isAmount);
  const [name] = names;
  if (names.length !== 1 || !columns[0] || name === undefined)
    throw new Refusal(
      `${basename(path)} 第 1 行：应有 firm 和另外一列数值`,
      `${basename(path)} row 1: the columns firm and one of figures are needed`,
    );
  const lacking = columns[0].findIndex((one) => Number.isNaN(one));
  if (lacking >= 0)
    throw new Refusal(
      `${basename(path)} ${name} 列：缺少企业“${ids[lacking]}”`,
      `${basename(path)}, column ${name}: firm “${ids[lacking]}” is missing`,
    );
  return columns[0];
}

/** A file of scenarios: `firm` and one column each, 0…1; a firm that is not named loses nothing. */
export async function readShocks(path: string, { numberOf }: Read) {
  const { names, columns } = await readColumns(path, numberOf, isShare);
  for (const column of columns)
    for (const [at, one] of column.entries()) if (Number.isNaN(one)) column[at] = 0;
  return { names, columns };
}

async function readColumns(path: string, numberOf: Map<string, number>, check: Check) {
  const faults = new Faults(path);
  const firm = knownFirm(numberOf);
  let head: string[] | null = null;
  let firmAt = -1;
  let columns: Float64Array[] = [];
  const seen = new Uint8Array(numberOf.size);
  await feed(path, ({ line, fields }) => {
    if (!head) {
      head = fields;
      firmAt = head.findIndex((name) => name === "firm" || name === "id");
      if (firmAt < 0) faults.add(line, "firm", "表头缺少这一列", "the header lacks this column");
      for (const [at, name] of head.entries())
        if (name === "" || head.indexOf(name) !== at)
          faults.add(
            line,
            String(at + 1),
            `列名“${name}”为空或重复`,
            `the column name “${name}” is empty or repeated`,
          );
      faults.refuse();
      columns = head.slice(1).map(() => new Float64Array(numberOf.size).fill(Number.NaN));
      return;
    }
    if (fields.length !== head.length) {
      const [zh, en] = [
        `应有 ${head.length} 个字段，实有 ${fields.length} 个`,
        `${head.length} fields expected`,
      ];
      faults.add(line, head[Math.min(fields.length, head.length - 1)]!, zh, `${en}, ${fields.length} found`);
      return;
    }
    const id = fields[firmAt]!;
    const unknown = firm(id);
    if (unknown) return faults.add(line, "firm", `“${id}”${unknown.zh}`, `“${id}” ${unknown.en}`);
    const number = numberOf.get(id)!;
    if (seen[number]) return faults.add(line, "firm", `企业“${id}”重复`, `firm “${id}” appears twice`);
    seen[number] = 1;
    let column = 0;
    for (const [at, text] of fields.entries()) {
      if (at === firmAt) continue;
      const fault = check(text);
      if (fault) faults.add(line, head[at]!, `“${text}”${fault.zh}`, `“${text}” ${fault.en}`);
      else columns[column]![number] = Number(text);
      column++;
    }
  });
  if (!head) throw new Refusal(`${basename(path)} 是空文件`, `${basename(path)} is empty`);
  faults.refuse();
  return { names: (head as string[]).filter((_, at) => at !== firmAt), columns };
}

/** Firms named on the command line (0,5,9) or in a file, one a line; in the order of the firms file. */
export async function readSeeds(given: string, { numberOf }: Read, isFile: boolean): Promise<Uint32Array> {
  const chosen = new Set<number>();
  const take = (id: string, where: [string, string]) => {
    const number = numberOf.get(id);
    if (number === undefined)
      throw new Refusal(`${where[0]}：没有企业“${id}”`, `${where[1]}: there is no firm “${id}”`);
    chosen.add(number);
  };
  if (isFile)
    await feed(given, ({ line, fields }) => {
      const id = fields[0] ?? "";
      if (line === 1 && !numberOf.has(id) && (id === "firm" || id === "id")) return;
      const name = basename(given);
      take(id, [`${name} 第 ${line} 行 firm 列`, `${name} row ${line}, column firm`]);
    });
  else for (const id of given.split(",")) take(id.trim(), ["--seeds", "--seeds"]);
  return Uint32Array.from([...chosen].sort((a, b) => a - b));
}

/** Figures that arrive one by one, kept in a typed array that doubles. */
class Column {
  private kept = new Float64Array(1024);
  private length = 0;
  push(one: number): void {
    if (this.length === this.kept.length) {
      const wider = new Float64Array(this.length * 2);
      wider.set(this.kept);
      this.kept = wider;
    }
    this.kept[this.length++] = one;
  }
  list(): Float64Array {
    return this.kept.subarray(0, this.length);
  }
}

const isText: Check = (text) => (text === "" ? { zh: "为空", en: "is empty" } : null);
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const isAmount: Check = (text) =>
  NUMBER.test(text) && Number(text) >= 0 && Number.isFinite(Number(text))
    ? null
    : { zh: "应为不小于 0 的有限数", en: "should be a finite number of 0 or more" };
const isShare: Check = (text) =>
  NUMBER.test(text) && Number(text) >= 0 && Number(text) <= 1
    ? null
    : { zh: "应为 0 到 1 之间的数", en: "should be a number from 0 to 1" };
const isSector = (text: string, sectors: number): ReturnType<Check> =>
  /^\d+$/.test(text) && Number(text) < sectors
    ? null
    : {
        zh: `应为 0 到 ${sectors - 1} 的整数（关键性表共 ${sectors} 个部门）`,
        en: `should be a whole number from 0 to ${sectors - 1} (the essential table has ${sectors} sectors)`,
      };
const knownFirm =
  (numberOf: Map<string, number>): Check =>
  (text) =>
    numberOf.has(text) ? null : { zh: "不在企业文件中", en: "is not in the firms file" };
