// What a list of 10,000 enterprises costs: examined, accepted, and examined again, beside reading the file by the library alone.
// Run: node bench/import.ts [rows]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import * as contract from "../src/modules/enterprises/contract.ts";
import { inventedCode } from "../src/modules/enterprises/fixtures.ts";
import { enterprises } from "../src/modules/enterprises/index.ts";
import { people } from "../src/modules/people/index.ts";
import { scopeOf } from "../src/platform/access/scope.ts";
import { openDatabase, systemWho } from "../src/platform/db/database.ts";
import { startEmbedded } from "../src/platform/db/embedded/index.ts";
import { migrate } from "../src/platform/db/migrate.ts";
import { uuidv7 } from "../src/platform/db/uuid.ts";
import { allMigrations } from "../src/platform/parts.ts";
import { workbookOf } from "./import-list.ts";

const count = Number(process.argv[2] ?? 10_000);
const now = new Date("2026-11-24T02:00:00Z");
const home = mkdtempSync(join(tmpdir(), "wenlian-bench-"));
const embedded = await startEmbedded({ home, log: () => undefined });
try {
  await migrate(embedded.connection, allMigrations([people, enterprises]));
  const db = openDatabase(
    { ...embedded.connection, user: "wenlian_app" },
    {
      systemReads: new Set([
        ...Object.keys(people.systemReads ?? {}),
        ...Object.keys(enterprises.systemReads ?? {}),
      ]),
      systemWrites: new Set([
        ...Object.keys(people.systemWrites ?? {}),
        ...Object.keys(enterprises.systemWrites ?? {}),
      ]),
    },
  );
  await db.asSystem(now, (ctx) => enterprises.reference!(ctx));
  const bytes = await workbookOf(count, (n) => inventedCode("370100", n));
  console.log(`${count} rows, ${(bytes.length / 1024).toFixed(0)} kB`);
  const who = { ...systemWho, personId: uuidv7(), scope: scopeOf({ all: true }) };
  const handle = (path: string, method: string) =>
    enterprises.routes.find((r) => r.endpoint.path === path && r.endpoint.method === method)!.handle;
  const check = handle(contract.checkImport.path, "POST");
  const accept = handle(contract.acceptImport.path, "POST");
  const upload = { name: "名单.xlsx", bytes, type: "" };

  const alone = await timed("the library alone reads the file", async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as unknown as ArrayBuffer);
    return book.worksheets[0]!.actualRowCount;
  });
  for (const round of ["check, into an empty registry", "check again"]) {
    const took = await timed(round, () => db.within(who, now, (ctx) => check(ctx, {}, upload as never)));
    console.log(`  ${(took.ms / alone.ms).toFixed(2)} × the library alone`);
  }
  const checked = (await db.within(who, now, (ctx) => check(ctx, {}, upload as never))) as { id: string };
  await timed("accept: all new", () => db.within(who, now, (ctx) => accept(ctx, { id: checked.id }, null)));
  await timed("check once more: all known", () =>
    db.within(who, now, (ctx) => check(ctx, {}, upload as never)),
  );
  await db.close();
} finally {
  await embedded.stop();
  rmSync(home, { recursive: true, force: true });
}

/** Milliseconds, and the highest memory of the process meanwhile above where it began. */
async function timed<T>(what: string, run: () => Promise<T>): Promise<{ ms: number; result: T }> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 5);
  const began = performance.now();
  const result = await run();
  const ms = performance.now() - began;
  clearInterval(watch);
  peak = Math.max(peak, process.memoryUsage.rss());
  const mb = (n: number) => (n / 1_048_576).toFixed(0);
  console.log(`${what}: ${ms.toFixed(0)} ms, peak ${mb(peak)} MB (+${mb(peak - before)})`);
  return { ms, result };
}
