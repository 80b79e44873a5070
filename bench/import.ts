// What a list of 10,000 enterprises costs: examined, accepted, and examined again, beside reading the file by the library alone;
// then a list without codes, matched with 100,000 known ones. Run: node bench/import.ts [rows] [known]
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import * as imports from "../src/modules/enterprises/imports/contract.ts";
import { enterprises } from "../src/modules/enterprises/index.ts";
import { saveCards } from "../src/modules/enterprises/store/record.ts";
import { people } from "../src/modules/people/index.ts";
import { scopeOf } from "../src/platform/access/scope.ts";
import { openDatabase, systemWho } from "../src/platform/db/database.ts";
import { startEmbedded } from "../src/platform/db/embedded/index.ts";
import { migrate } from "../src/platform/db/migrate.ts";
import { uuidv7 } from "../src/platform/db/uuid.ts";
import { allMigrations } from "../src/platform/parts.ts";
import { register } from "./identity-pairs.ts";

const count = Number(process.argv[2] ?? 10_000);
const known = Number(process.argv[3] ?? 100_000);
const now = new Date("2026-11-24T02:00:00Z");
const home = mkdtempSync(join(tmpdir(), "wenlian-bench-"));
const embedded = await startEmbedded({ home, log: () => undefined });
const listed = (of: "systemReads" | "systemWrites") =>
  new Set([people, enterprises].flatMap((module) => Object.keys(module[of] ?? {})));
const db = openDatabase(
  { ...embedded.connection, user: "wenlian_app" },
  { systemReads: listed("systemReads"), systemWrites: listed("systemWrites") },
);
const who = { ...systemWho, personId: uuidv7(), scope: scopeOf({ all: true }) };
const handle = (path: string) =>
  enterprises.routes.find((r) => r.endpoint.path === path && r.endpoint.method === "POST")!.handle;
const check = (bytes: Buffer) =>
  db.within(who, now, (ctx) =>
    handle(imports.checkImport.path)(ctx, {}, { name: "名单.xlsx", type: "", bytes } as never),
  ) as Promise<imports.ImportOutcome>;
const accept = ({ id }: imports.ImportOutcome) =>
  db.within(who, now, (ctx) => handle(imports.acceptImport.path)(ctx, { id }, null));

try {
  await migrate(embedded.connection, allMigrations([people, enterprises]));
  await db.asSystem(now, (ctx) => enterprises.reference!(ctx));
  const bytes = made(0);
  console.log(`${count} rows, ${(bytes.length / 1024).toFixed(0)} kB`);
  await timed("check, first of the process", () => check(bytes));
  const ours = await timed("check", () => check(bytes));
  const alone = await timed("the library alone reads the file", async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as unknown as ArrayBuffer);
    return book.worksheets[0]!.actualRowCount;
  });
  console.log(`  ${(ours.ms / alone.ms).toFixed(2)} × the library alone`);
  await timed("accept: all new", () => accept(ours.result));
  await timed("check once more: all known", () => check(bytes));

  if (known > 0) {
    await fill();
    // Half of the list is known by name and address, half is not.
    const bare = made(known);
    const { result } = await timed(`check without codes, against ${known + count} known`, () => check(bare));
    const { create, matched, undecided } = result;
    console.log(`  new ${create}, recognised ${matched}, asked about ${undecided}`);
    await timed("accept", () => accept(result));
  }
} finally {
  await db.close();
  await embedded.stop();
  rmSync(home, { recursive: true, force: true });
}

async function fill(): Promise<void> {
  const records = register(5, known);
  for (let from = 0; from < known; from += 10_000) {
    await db.asSystem(now, (ctx) =>
      saveCards(
        ctx,
        records.slice(from, from + 10_000).map((record) => ({
          ...{ id: uuidv7(), revision: 1, formerNames: [], formerName: null, sizeClass: "small" as const },
          details: {
            ...{
              creditCode: record.code || null,
              codeOverrideReason: null,
              name: record.name,
              shortName: null,
            },
            ...{
              aliases: [],
              industryCode: "2221",
              regionCode: `${record.code.slice(2, 6)}00`,
              registrationType: null,
            },
            ...{ establishedOn: null, address: record.address },
          },
        })),
      ),
    );
  }
}

/** @param among how many known enterprises half of the list is taken from; 0: all new, with codes */
function made(among: number): Buffer {
  const file = join(home, `${among}.xlsx`);
  const script = new URL("./import-book.ts", import.meta.url).pathname;
  execFileSync(process.execPath, [script, file, String(count), String(among)]);
  return readFileSync(file);
}

/** Milliseconds, this process's own work among them, the highest memory meanwhile, and the longest time others waited. */
async function timed<T>(what: string, run: () => Promise<T>): Promise<{ ms: number; result: T }> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  const cpu = process.cpuUsage();
  let [peak, last, waited] = [before, performance.now(), 0];
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
    waited = Math.max(waited, performance.now() - last);
    last = performance.now();
  };
  const watch = setInterval(look, 5);
  const began = performance.now();
  const result = await run();
  const ms = performance.now() - began;
  clearInterval(watch);
  look();
  const { user, system } = process.cpuUsage(cpu);
  const mb = (n: number) => (n / 1_048_576).toFixed(0);
  console.log(
    `${what}: ${ms.toFixed(0)} ms (${((user + system) / 1000).toFixed(0)} of own CPU), peak ${mb(peak)} MB (+${mb(peak - before)}), others waited ${waited.toFixed(0)} ms at most`,
  );
  return { ms, result };
}
