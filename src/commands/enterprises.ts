// `wenlian enterprises size`: one enterprise a line in, its size class with the evidence out.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { type SizeFacts, type SizeTable, sizeClass } from "../modules/enterprises/index.ts";
import { type Command, options, Refusal, reason, writeWhole } from "./command.ts";

export const size: Command = async (args) => {
  const { in: input, out } = options(args, ["in", "out"]);
  const table = JSON.parse(
    await readFile(new URL("../../data/size_class.json", import.meta.url), "utf8"),
  ) as SizeTable;
  const results = (await readCases(input)).map(({ id, facts }) => {
    const { sizeClass: size_class_stat, ...why } = sizeClass(facts, table);
    return JSON.stringify({ id, size_class_stat, ...why });
  });
  await writeWhole(out, results.map((line) => `${line}\n`).join(""));
};

type Case = { id: string; facts: SizeFacts };

async function readCases(path: string): Promise<Case[]> {
  const text = await readFile(path, "utf8").catch((fault) => {
    throw new Refusal(`无法读取 ${path}：${reason(fault)}`, `Cannot read ${path}: ${reason(fault)}`);
  });
  const cases: Case[] = [];
  for (const [at, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() !== "") cases.push(readCase(line, at + 1, basename(path)));
  }
  return cases;
}

function readCase(line: string, row: number, file: string): Case {
  const refuse = (zh: string, en: string) =>
    new Refusal(`${file} 第 ${row} 行：${zh}`, `${file} row ${row}: ${en}`);
  let value: unknown;
  try {
    value = parseExact(line);
  } catch {
    throw refuse("不是一个 JSON 对象", "is not a JSON object");
  }
  const { id, facts } = (value ?? {}) as { id?: unknown; facts?: unknown };
  if (id === undefined || typeof facts !== "object" || facts === null) {
    throw refuse("缺少 id 或 facts", "id or facts is missing");
  }
  for (const name of ["employees", "revenue", "assets"]) {
    const amount = (facts as Record<string, unknown>)[name];
    if (amount === undefined || amount === null) continue;
    if (typeof amount !== "string" || !/^\d+(\.\d+)?([eE][+-]?\d{1,3})?$/.test(amount)) {
      throw refuse(`${name} 应为不小于 0 的数`, `${name} must be a number ≥ 0`);
    }
  }
  return { id: String(id), facts: facts as SizeFacts };
}

/** JSON with its numbers kept as they are written: 0.1 stays 0.1, and no digit of a large amount is lost. */
function parseExact(text: string): unknown {
  const keep = (_: string, value: unknown, context?: { source?: string }) =>
    typeof value === "number" ? (context?.source ?? String(value)) : value;
  return JSON.parse(text, keep as (key: string, value: unknown) => unknown);
}
