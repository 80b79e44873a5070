// What one validated, scoped and audited POST costs beside a bare Fastify that inserts the same row: CPU of the
// serving process alone, both in one run, in turns. The load comes from a process of its own over real sockets.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify, { type FastifyInstance } from "fastify";
import { sql } from "kysely";
import pg from "pg";
import { z } from "zod";
import { permissionsOf, type Who } from "../src/platform/access/permissions.ts";
import { scopeOf } from "../src/platform/access/scope.ts";
import { openApplication } from "../src/platform/application.ts";
import { audit } from "../src/platform/audit/audit.ts";
import type { Ctx } from "../src/platform/ctx.ts";
import { startEmbedded } from "../src/platform/db/embedded/index.ts";
import { migrate } from "../src/platform/db/migrate.ts";
import { tables } from "../src/platform/db/scoped.ts";
import { uuidv7 } from "../src/platform/db/uuid.ts";
import { decimal, type Endpoint, id, month } from "../src/platform/http/contract.ts";
import { row } from "../src/platform/http/row.ts";
import { platformMigrations } from "../src/platform/parts.ts";

const requests = Number(process.env.REQUESTS ?? 4000);
const rounds = Number(process.env.ROUNDS ?? 5);
const connections = 8;
const wanted = 3;

const organisation = uuidv7();
const body = {
  organisationId: organisation,
  month: "2026-10",
  indicator: "output_value",
  value: "12345.67",
  remark: "节后复工，订单回升",
};

const note = {
  method: "POST" as const,
  path: "/api/bench/notes",
  input: z.object({
    organisationId: id,
    month,
    indicator: z.string().max(40),
    value: decimal,
    remark: z.string().trim().max(500),
  }),
  output: z.object({ id }),
  summary: { zh: "测速", en: "Bench" },
} satisfies Endpoint;

const insert = `insert into bench.note (organisation_id, id, month, indicator, value, remark, at)
  values ($1, $2, $3, $4, $5, $6, $7)`;

async function addNote(ctx: Ctx, input: z.output<typeof note.input>): Promise<{ id: string }> {
  const made = uuidv7();
  await sql`insert into bench.note (organisation_id, id, month, indicator, value, remark, at)
    values (${input.organisationId}, ${made}, ${input.month}, ${input.indicator}, ${input.value}, ${input.remark},
      ${ctx.now})`.execute(tables(ctx));
  await audit(ctx, {
    action: "bench.note",
    subject: "note",
    subjectId: made,
    organisationId: input.organisationId,
    after: { value: input.value },
  });
  return { id: made };
}

function bareServer(pool: pg.Pool): FastifyInstance {
  const app = Fastify();
  app.post<{ Body: typeof body }>("/api/bench/notes", async (request) => {
    const made = uuidv7();
    const b = request.body;
    await pool.query(insert, [b.organisationId, made, b.month, b.indicator, b.value, b.remark, new Date()]);
    return { id: made };
  });
  return app;
}

/** Sends `amount` requests from another process; resolves when all were answered with 200. */
function load(port: number, amount: number): Promise<void> {
  const client = `
    import http from "node:http";
    const agent = new http.Agent({ keepAlive: true, maxSockets: ${connections} });
    const payload = ${JSON.stringify(JSON.stringify(body))};
    let left = ${amount};
    const one = () => new Promise((resolve, reject) => {
      const request = http.request({ port: ${port}, host: "127.0.0.1", path: "/api/bench/notes", method: "POST", agent,
        headers: { "content-type": "application/json", "content-length": Buffer.byteLength(payload) } }, (response) => {
          response.resume();
          response.on("end", () => response.statusCode === 200 ? resolve() : reject(new Error("answered " + response.statusCode)));
        });
      request.on("error", reject);
      request.end(payload);
    });
    const worker = async () => { while (left-- > 0) await one(); };
    await Promise.all(Array.from({ length: ${connections} }, worker));
    agent.destroy();`;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--input-type=module", "-e", client], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`the load ended with ${code}`))));
  });
}

async function cpuOf(port: number, amount: number): Promise<number> {
  const before = process.cpuUsage();
  await load(port, amount);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / amount;
}

const listen = async (app: FastifyInstance): Promise<number> => {
  await app.listen({ port: 0, host: "127.0.0.1" });
  return (app.server.address() as AddressInfo).port;
};
const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const home = mkdtempSync(join(tmpdir(), "wenlian-bench-"));
const embedded = await startEmbedded({ home, log: () => undefined, fsync: false });
const owner = { ...embedded.connection, database: "postgres" };
await migrate(owner, platformMigrations);
const client = new pg.Client(owner);
await client.connect();
await client.query(`create schema bench;
  create table bench.note (organisation_id uuid not null, id uuid not null, month text not null, indicator text not null,
    value numeric not null, remark text not null, at timestamptz not null, primary key (organisation_id, id));
  select platform.protect('bench.note');
  grant usage on schema bench to wenlian_app, wenlian_all`);

const serving = { ...owner, user: "wenlian_app", max: connections };
const permissions = { "bench.write": ["clerk"] };
const who: Who = {
  personId: uuidv7(),
  name: "测速",
  actingFor: organisation,
  roles: new Set(["clerk"]),
  may: permissionsOf(permissions, ["clerk"]),
  scope: scopeOf({
    organisations: [organisation],
    members: [organisation, uuidv7()],
    sectors: ["22", "222"],
  }),
  language: "zh",
};
const application = await openApplication({
  app: serving,
  modules: [{ name: "bench", routes: [row(note, "bench.write", addNote)], permissions }],
  rateLimited: false,
  resolveWho: async () => who,
});
const pool = new pg.Pool({ ...owner, max: connections });
const bare = bareServer(pool);
const [ours, theirs] = [await listen(application.server), await listen(bare)];

await load(ours, requests / 2);
await load(theirs, requests / 2);
const scoped: number[] = [];
const plain: number[] = [];
for (let round = 0; round < rounds; round++) {
  scoped.push(await cpuOf(ours, requests));
  plain.push(await cpuOf(theirs, requests));
}
const written = await client.query("select count(*)::int as n from platform.audit");
const ratio = median(scoped) / median(plain);
console.log(`CPU per request, median of ${rounds} rounds of ${requests} over ${connections} connections`);
console.log(
  `  validated, scoped, audited   ${median(scoped).toFixed(0)} µs   (${scoped.map((v) => v.toFixed(0)).join(", ")})`,
);
console.log(
  `  bare Fastify + pg            ${median(plain).toFixed(0)} µs   (${plain.map((v) => v.toFixed(0)).join(", ")})`,
);
console.log(`  ratio ${ratio.toFixed(2)} (wanted ≤ ${wanted}); ${written.rows[0].n} audit entries written`);

await bare.close();
await pool.end();
await application.close();
await client.end();
await embedded.stop();
rmSync(home, { recursive: true, force: true });
