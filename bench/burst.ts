// Ten thousand identical uploads of one return at once, each on a connection of its own, then ten thousand identical
// submissions: what stands, what was answered, how long it took and what the serving process held. Once with the limits
// a house has, once without them, so that every request reaches the database; beside as many requests for /healthz.
// Run: node bench/burst.ts [requests]
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ExcelJS from "exceljs";
import { loadForms } from "../src/modules/forms/index.ts";
import { modules } from "../src/modules/list.ts";
import { currentFiling, getFiling, getTemplate } from "../src/modules/reporting/contract.ts";
import { anExpected, usualMonth } from "../src/modules/reporting/fixtures.ts";
import { addExpected, formsIn } from "../src/modules/reporting/store/period.ts";
import { permissionsOf } from "../src/platform/access/permissions.ts";
import { scopeOf } from "../src/platform/access/scope.ts";
import { openApplication } from "../src/platform/application.ts";
import { startEmbedded } from "../src/platform/db/embedded/index.ts";
import { migrate } from "../src/platform/db/migrate.ts";
import { allMigrations, platformRefusalParts } from "../src/platform/parts.ts";

const clerk = randomUUID();
const PERIOD = "2026-10";
/** A line cut after five minutes of waiting: the clerk's page sends again under the same number. */
const BROKEN = 0;
const now = new Date("2026-11-05T02:00:00Z");
if (process.argv[2] === "serve") await serve(process.argv[3] === "limited");
else await measure(Number(process.argv[2] ?? 10_000));

/** The whole server on a database of its own, with one clerk of one enterprise at every door. */
async function serve(rateLimited: boolean): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), "wenlian-bench-"));
  const embedded = await startEmbedded({ home, log: () => undefined });
  await migrate(embedded.connection, allMigrations(modules));
  const { organisationId, ...paper } = anExpected({ name: "甲造纸有限公司" });
  const application = await openApplication({
    app: { ...embedded.connection, user: "wenlian_app" },
    modules,
    platformRefusals: platformRefusalParts,
    rateLimited,
    clock: () => now,
    resolveWho: async (_db, permissions) => ({
      personId: clerk,
      name: "王填报",
      actingFor: organisationId,
      roles: new Set(["clerk"]),
      may: permissionsOf(permissions, ["clerk"]),
      scope: scopeOf({ organisations: [organisationId], members: [organisationId] }),
      language: "zh",
    }),
  });
  await application.db.asSystem(now, async (ctx) => {
    await loadForms(ctx);
    const form = (await formsIn(ctx, PERIOD)).find((one) => one.code === "monthly-operation")!;
    await addExpected(ctx, form, PERIOD, "2026-11-10", [{ organisationId, ...paper }]);
  });
  await application.server.listen({ port: 0, host: "127.0.0.1" });
  console.log(`port ${(application.server.server.address() as AddressInfo).port}`);
  process.once("SIGTERM", async () => {
    await application.close();
    await embedded.stop();
    rmSync(home, { recursive: true, force: true });
    process.exit(0);
  });
}

async function measure(count: number): Promise<void> {
  for (const limits of ["limited", "open"] as const) {
    const server = spawn(process.execPath, [fileURLToPath(import.meta.url), "serve", limits], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(server.stdout, "data")) as [Buffer];
    const port = Number(/port (\d+)/.exec(String(line))?.[1]);
    console.log(limits === "limited" ? "\nwith the limits of a house" : "\nwithout limits");
    await burst(port, server.pid!, count);
    server.kill("SIGTERM");
    await once(server, "exit");
  }
}

async function burst(port: number, pid: number, count: number): Promise<void> {
  const ask = (method: string, path: string, body?: Buffer, type = "application/json") =>
    one(port, method, path, body, type);
  const asked = `${currentFiling.path}?period=${PERIOD}`;
  const id = JSON.parse((await ask("GET", asked)).body.toString()).filing.id as string;
  const template = await ask("GET", getTemplate.path.replace(":id", id));
  const { body, type } = await upload(template.body);
  const idle = memory(pid);
  const say = (what: string, { seconds, answers }: Outcome, beside?: Outcome) => {
    const statuses = Object.entries(Object.groupBy(answers, (a) => String(a)))
      .map(([status, all]) => `${status === "0" ? "no answer" : status} × ${all!.length}`)
      .join(", ");
    const ratio = beside ? `, ${(seconds / beside.seconds).toFixed(1)} × /healthz` : "";
    console.log(`${what}: ${seconds.toFixed(1)} s (${Math.round(count / seconds)}/s${ratio}); ${statuses}`);
  };
  const base = await all(count, () => ask("GET", "/healthz"));
  say("/healthz", base);
  const path = `/api/reporting/filings/${id}`;
  const uploads = await all(count, () => ask("POST", `${path}/upload`, body, type));
  say("uploads", uploads, base);
  const record = async () =>
    JSON.parse((await ask("GET", getFiling.path.replace(":id", id))).body.toString());
  // The minute's quota is used up by then; the next one is waited for.
  if (uploads.answers.includes(429)) await new Promise((resolve) => setTimeout(resolve, 61_000));
  const { entry } = await record();
  const wish = Buffer.from(JSON.stringify({ revision: entry.revision, submissionId: randomUUID() }));
  const submissions = await all(count, () => ask("POST", `${path}/submit`, wish));
  say("submissions", submissions, base);
  if (submissions.answers.includes(429)) await new Promise((resolve) => setTimeout(resolve, 61_000));
  const after = await record();
  console.log(
    `stands: draft revision ${after.entry.revision}, ${after.vintages.length} return, ${after.card.state}; ` +
      `memory ${idle.now} MB idle, at most ${memory(pid).most} MB`,
  );
  const faults = [...uploads.answers, ...submissions.answers].filter(
    (status) => ![BROKEN, 200, 409, 429].includes(status),
  );
  if (faults.length || after.vintages.length !== 1 || after.card.state !== "submitted") {
    console.error(`not as it has to be: ${faults.length} other answers`);
    process.exitCode = 1;
  }
}

type Outcome = { seconds: number; answers: number[] };

/** All at once: no request waits for another one's answer. */
async function all(count: number, ask: () => Promise<{ status: number }>): Promise<Outcome> {
  const from = performance.now();
  const answers = await Promise.all(
    Array.from({ length: count }, () =>
      ask().then(
        (answer) => answer.status,
        () => BROKEN,
      ),
    ),
  );
  return { seconds: (performance.now() - from) / 1000, answers };
}

function one(port: number, method: string, path: string, body?: Buffer, type = "application/json") {
  return new Promise<{ status: number; body: Buffer }>((resolve, reject) => {
    const headers = body ? { "content-type": type, "content-length": body.length } : {};
    const request = http.request(
      { port, host: "127.0.0.1", path, method, headers, agent: false },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part) => parts.push(part));
        answer.on("end", () => resolve({ status: answer.statusCode!, body: Buffer.concat(parts) }));
        answer.on("error", reject);
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

/** The template with a usual month in it, as a browser sends it. */
async function upload(template: Buffer): Promise<{ body: Buffer; type: string }> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(template as unknown as ArrayBuffer);
  book.worksheets[0]!.eachRow((row) => {
    const value = usualMonth[row.getCell(1).text as keyof typeof usualMonth];
    if (value !== undefined) row.getCell(3).value = Number(value);
  });
  const form = new FormData();
  form.append("revision", "0");
  form.append("file", new Blob([new Uint8Array(await book.xlsx.writeBuffer())]), "十月.xlsx");
  const request = new Request("http://bench.local", { method: "POST", body: form });
  return { body: Buffer.from(await request.arrayBuffer()), type: request.headers.get("content-type")! };
}

/** Resident megabytes of a process, now and at the most. */
function memory(pid: number): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const of = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
  return { now: of("VmRSS"), most: of("VmHWM") };
}
