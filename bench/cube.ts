// What one locked return costs over an industry × region × month cube: 2,000 enterprises × 36 months × 20 figures,
// beside the same sums in bare SQL and in a bare loop. Run: node bench/cube.ts
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import pg from "pg";
import { modules } from "../src/modules/list.ts";
import { computeMarked, markChanged, recompute } from "../src/modules/monitoring/actions/compute.ts";
import { FORM } from "../src/modules/monitoring/contract.ts";
import { type Firm, monthsUpTo, receivedOn, seeded } from "../src/modules/monitoring/fixtures.ts";
import { indicators } from "../src/modules/monitoring/reference.ts";
import { openDatabase } from "../src/platform/db/database.ts";
import { startEmbedded } from "../src/platform/db/embedded/index.ts";
import { migrate } from "../src/platform/db/migrate.ts";
import { uuidv7 } from "../src/platform/db/uuid.ts";
import { allMigrations } from "../src/platform/parts.ts";

const count = Number(process.env.ENTERPRISES ?? 2_000);
const months = monthsUpTo("2026-10", Number(process.env.MONTHS ?? 36));
const width = Number(process.env.INDICATORS ?? 20);
const random = seeded(2026);
// The form has fewer figures than the aim: the rest repeat it under other names.
const list = indicators as unknown as { code: string; label: { zh: string; en: string }; kind: string }[];
for (let at = 0; list.length < width; at++) {
  list.push({ ...list[at]!, code: `${list[at]!.code}_again`, kind: "amount" });
}
list.length = width;
const codes = list.map(({ code }) => code);
const divisions = "13 14 15 17 18 19 20 21 22 23 24 26 28 29 30 33 35 37 38 40".split(" ");
const provinces = "11 12 13 31 32 33 34 35 36 37 41 42 43 44 45 50 51".split(" ");
const one = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
// Trades live in clusters: each division in a few provinces.
const homes = new Map(
  divisions.map((division) => [division, Array.from({ length: 6 }, () => one(provinces))]),
);
const firms: Firm[] = Array.from({ length: count }, (_, at) => {
  const division = divisions[at % divisions.length]!;
  return {
    id: uuidv7(),
    industry: `${division}${1 + Math.floor(random() * 5)}1`,
    region: `${one(homes.get(division)!)}0100`,
    size: Math.exp(random() * 4) * 10,
  };
});

const home = mkdtempSync(join(tmpdir(), "wenlian-bench-"));
const embedded = await startEmbedded({ home, log: () => undefined, fsync: false });
const owner = new pg.Client(embedded.connection);
try {
  await migrate(embedded.connection, allMigrations(modules));
  const db = openDatabase({ ...embedded.connection, user: "wenlian_app" }, { systemReads: new Set() });
  await owner.connect();
  await fill();
  await owner.query("vacuum analyze reporting.figures, reporting.roster");
  console.log(
    `${count} enterprises × ${months.length} months × ${width} figures, ${divisions.length} industries`,
  );

  const built = await watched(() => db.asSystem(new Date(), (ctx) => recompute(ctx, {})));
  const stored = await owner.query("select count(*)::int as n from monitoring.cell");
  say("everything built", built, `${stored.rows[0].n} cells`);
  await owner.query("vacuum analyze monitoring.cell, monitoring.part, monitoring.band");

  let newest: Watched | null = null;
  for (const [what, month] of [
    ["one return, newest month", months.at(-1)!],
    ["one return, the month before", months.at(-2)!],
    ["one return, a year and more ago", months.at(-15)!],
  ] as const) {
    const runs: Watched[] = [];
    for (let round = 0; round < 5; round++) {
      const firm = one(firms);
      await owner.query(
        `update reporting.figures set figures = (select jsonb_object_agg(key, (value::numeric * 1.01)::text)
           from jsonb_each_text(figures)) where organisation_id = $1 and period = $2`,
        [firm.id, month],
      );
      runs.push(
        await watched(() =>
          db.asSystem(new Date(), async (ctx) => {
            await markChanged(ctx, { formCode: FORM, month, organisationId: firm.id });
            await computeMarked(ctx);
          }),
        ),
      );
    }
    runs.sort((a, b) => a.ms - b.ms);
    newest ??= runs[2]!;
    say(what, runs[2]!, `slowest of five ${runs.at(-1)!.ms.toFixed(0)} ms`);
  }

  const month = months.at(-1)!;
  const bare = await watched(() =>
    owner.query(
      `select left(industry_code, 3), left(region_code, 2), indicator, count(*), sum(value), sum(value * weight)
       from reporting.figure where form_code = $1 and indicator = any($2) and period = $3 and left(industry_code, 2) = $4
       group by grouping sets ((1, 2, 3), (1, 3), (2, 3), (3))`,
      [FORM, codes, month, "22"],
    ),
  );
  say("bare SQL: sums of one industry and month", bare, "no growth, no disclosure control");
  const rows = (
    await owner.query<{ i: string; r: string; k: string; v: string }>(
      `select industry_code as i, region_code as r, indicator as k, value::text as v from reporting.figure
       where form_code = $1 and indicator = any($2) and period = $3 and left(industry_code, 2) = $4`,
      [FORM, codes, month, "22"],
    )
  ).rows;
  const loop = await watched(async () => {
    const sums = new Map<string, number>();
    for (const { i, r, k, v } of rows) {
      for (const key of [
        `${i.slice(0, 3)} ${r.slice(0, 2)} ${k}`,
        `${i.slice(0, 3)} ${k}`,
        `${r.slice(0, 2)} ${k}`,
        k,
      ]) {
        sums.set(key, (sums.get(key) ?? 0) + Number(v));
      }
    }
  });
  say("bare loop over the same rows", loop, `${rows.length} rows, no reading, no writing`);
  const ratio = (beside: Watched) => ((newest?.ms ?? 0) / beside.ms).toFixed(1);
  console.log(`one return, newest month: ${ratio(bare)} × bare SQL, ${ratio(loop)} × bare loop`);
  await db.close();
} finally {
  await owner.end().catch(() => undefined);
  await embedded.stop();
  rmSync(home, { recursive: true, force: true });
}

type Watched = { ms: number; cpu: number; longest: number };
async function watched(fn: () => Promise<unknown>): Promise<Watched> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const cpu = process.cpuUsage();
  const from = performance.now();
  await fn();
  const ms = performance.now() - from;
  const used = process.cpuUsage(cpu);
  delay.disable();
  return { ms, cpu: (used.user + used.system) / 1000, longest: delay.max / 1e6 };
}

function say(what: string, { ms, cpu, longest }: Watched, more: string): void {
  console.log(
    `${what.padEnd(42)} ${ms.toFixed(1).padStart(9)} ms, own CPU ${cpu.toFixed(0).padStart(6)} ms, longest turn ${longest.toFixed(0).padStart(4)} ms; ${more}`,
  );
}

async function fill(): Promise<void> {
  for (const [at, month] of months.entries()) {
    const figures: unknown[][] = [[], [], [], [], [], []];
    const roster: unknown[][] = [[], [], [], []];
    const season = 1 + 0.1 * Math.sin(at / 2);
    for (const { id, industry, region, size } of firms) {
      [id, uuidv7(), industry, region].forEach((value, i) => void roster[i]!.push(value));
      if (random() < 0.05) continue;
      const values = Object.fromEntries(
        list.map(({ code, kind }) => {
          const value = kind === "rate" ? 60 + random() * 30 : size * season * (0.8 + random() * 0.4);
          return [code, value.toFixed(2)];
        }),
      );
      const received = receivedOn(month, random() < 0.9 ? 8 : 20);
      [id, uuidv7(), industry, region, JSON.stringify(values), received].forEach(
        (item, i) => void figures[i]!.push(item),
      );
    }
    await owner.query(
      `insert into reporting.roster (organisation_id, id, form_code, period, name, industry_code, region_code)
       select o, i, $5, $6, '演示', c, r from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) u(o, i, c, r)`,
      [...roster, FORM, month],
    );
    await owner.query(
      `insert into reporting.figures (organisation_id, filing_id, vintage, form_code, period, industry_code,
         region_code, weight, figures, received, accepted_at)
       select o, f, 1, $7, $8, c, r, 1, v, d, now() from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[],
         $5::jsonb[], $6::date[]) u(o, f, c, r, v, d)`,
      [...figures, FORM, month],
    );
  }
}
