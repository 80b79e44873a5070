// What every command is, and how it says no: one sentence in two languages, nothing half-written.
import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";

export type Command = (args: readonly string[]) => Promise<void>;

/** A refusal the person at the keyboard can act on. Exit 2: the command line; exit 1: what the files hold. */
export class Refusal extends Error {
  readonly exitCode: 1 | 2;
  constructor(zh: string, en: string, exitCode: 1 | 2 = 1) {
    super(`${zh}\n${en}`);
    this.exitCode = exitCode;
  }
}

/** Reads `--name value` options; refuses what is missing or unknown. */
export function options<R extends string, O extends string = never>(
  args: readonly string[],
  required: readonly R[],
  optional: readonly O[] = [],
): Record<R, string> & Partial<Record<O, string>> {
  const known = Object.fromEntries(
    [...required, ...optional].map((name) => [name, { type: "string" as const }]),
  );
  let values: Record<string, unknown>;
  try {
    values = parseArgs({ args: [...args], options: known, strict: true, allowPositionals: false }).values;
  } catch {
    const all = [...required, ...optional].map((name) => `--${name}`).join(" ");
    throw new Refusal(`参数无法识别，可用：${all}`, `Options not understood; known are: ${all}`, 2);
  }
  const missing = required.filter((name) => values[name] === undefined || values[name] === "");
  if (missing.length > 0) {
    const list = missing.map((name) => `--${name}`).join(" ");
    throw new Refusal(`缺少参数 ${list}`, `Missing option: ${list}`, 2);
  }
  return values as Record<R, string> & Partial<Record<O, string>>;
}

/** Writes the whole file or nothing: beside the target first, then renamed. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const beside = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    await writeFile(beside, text, "utf8");
    await rename(beside, path);
  } catch (fault) {
    await rm(beside, { force: true });
    throw new Refusal(`无法写入 ${path}：${reason(fault)}`, `Cannot write ${path}: ${reason(fault)}`);
  }
}

/** The system's short code of a file fault (ENOENT, EACCES …). */
export const reason = (fault: unknown): string =>
  fault instanceof Error && "code" in fault ? String(fault.code) : String(fault);
