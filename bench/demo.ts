// How long the demo data takes stage by stage, how much memory, and beside it the same figures by a bare INSERT into a
// bare table with the same two indexes. Run: ENTERPRISES=2000 node bench/demo.ts  (WITH=monitoring for that stage too)
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { modules } from "../src/modules/list.ts";
import { openDatabase } from "../src/platform/db/database.ts";
import { startEmbedded } from "../src/platform/db/embedded/index.ts";
import { migrate } from "../src/platform/db/migrate.ts";
import { prepareData } from "../src/platform/demo/demo.ts";
import { allMigrations } from "../src/platform/parts.ts";

const enterprises = Number(process.env.ENTERPRISES ?? 2000);
// Computing the industries has a bench of its own (bench/cube.ts).
const left = modules.filter(({ name }) => name !== "monitoring" || process.env.WITH === "monitoring");

const home = mkdtempSync(join(tmpdir(), "wenlian-bench-"));
const embedded = await startEmbedded({ home, log: () => undefined });
const owner = new pg.Client(embedded.connection);
let most = 0;
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage().rss);
}, 200);
try {
  await migrate(embedded.connection, allMigrations(modules));
  const db = openDatabase(
    { ...embedded.connection, user: "wenlian_app" },
    {
      systemReads: new Set(modules.flatMap((one) => Object.keys(one.systemReads ?? {}))),
      systemWrites: new Set(modules.flatMap((one) => Object.keys(one.systemWrites ?? {}))),
    },
  );
  await owner.connect();
  let reporting = 0;
  const seconds = await timed(() =>
    prepareData(db, left, new Date(), true, enterprises, (line) => {
      console.log(line);
      reporting = Number(/reporting ([\d.]+) s/.exec(line)?.[1] ?? reporting);
    }).then(() => undefined),
  );
  clearInterval(watch);
  const [rows] = (
    await owner.query(`select count(*)::int as figures,
    (select count(*)::int from reporting.filing) as filings,
    (select count(*)::int from reporting.vintage) as vintages,
    pg_size_pretty(pg_database_size(current_database())) as size from reporting.figure`)
  ).rows;
  console.log(
    `${enterprises} enterprises: ${rows.filings} returns, ${rows.vintages} vintages, ${rows.figures} figures in ${seconds.toFixed(1)} s; ` +
      `Node.js at most ${Math.round(most / 1e6)} MB, database ${rows.size}`,
  );
  await owner.query(`create table public.bare (like reporting.figures);
    create unique index on public.bare (organisation_id, filing_id, vintage);
    create index on public.bare (form_code, period, industry_code)`);
  const bare = await timed(() =>
    owner
      .query("insert into public.bare select * from reporting.figures order by organisation_id, filing_id")
      .then(() => undefined),
  );
  console.log(
    `reporting ${reporting.toFixed(1)} s, ${Math.round(rows.figures / reporting)} figures/s with returns, vintages and decisions; ` +
      `the figures alone copied by bare SQL ${bare.toFixed(1)} s; ratio ${(reporting / bare).toFixed(1)}`,
  );
  await db.close();
} finally {
  clearInterval(watch);
  await owner.end();
  await embedded.stop();
  rmSync(home, { recursive: true, force: true });
}

async function timed(run: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await run();
  return (performance.now() - began) / 1000;
}
