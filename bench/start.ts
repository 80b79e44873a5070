// How long until the page works: the first start with the demo federation, a later one, and beside each what a bare
// Node.js with the same PostgreSQL takes: nothing of ours, only a server that answers once the database does.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { freePort, newFolder, openHouse, removeFolder, root } from "../test/house.ts";

const wanted = { first: 90, later: 5 };
const enterprises = process.env.ENTERPRISES ?? "200";
const rounds = Math.max(1, Number(process.env.ROUNDS ?? 3));

const bare = `
import http from "node:http";
import pg from "pg";
import { startEmbedded } from "./src/platform/db/embedded/index.ts";
const database = await startEmbedded({ home: process.argv[1], log: () => undefined });
const client = new pg.Client(database.connection);
await client.connect();
const server = http.createServer(async (_request, response) => {
  await client.query("select 1");
  response.end("ready");
});
server.listen(Number(process.argv[2]), "127.0.0.1", () => console.log("listening"));
process.on("SIGTERM", async () => {
  await client.end();
  await database.stop();
  process.exit(0);
});`;

async function bareStart(home: string): Promise<number> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, ["--input-type=module", "-e", bare, home, String(port)], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  await fetch(`http://127.0.0.1:${port}/`);
  const seconds = (performance.now() - began) / 1000;
  child.kill("SIGTERM");
  await once(child, "exit");
  return seconds;
}

async function start(home: string): Promise<number> {
  const began = performance.now();
  const house = await openHouse({ home, env: { WENLIAN_DEMO_ENTERPRISES: enterprises } });
  const seconds = (performance.now() - began) / 1000;
  for (const line of house.output().split("\n")) if (line.includes("demo data:")) console.log(line);
  await house.stop();
  return seconds;
}

const middle = (all: number[]): number => all.sort((a, b) => a - b)[Math.floor(all.length / 2)]!;

async function measure(one: (home: string) => Promise<number>): Promise<{ first: number; later: number }> {
  const home = newFolder();
  const first = await one(home);
  const later: number[] = [];
  for (let round = 0; round < rounds; round++) later.push(await one(home));
  removeFolder(home);
  return { first, later: middle(later) };
}

const base = await measure(bareStart);
const ours = await measure(start);
for (const kind of ["first", "later"] as const) {
  const ratio = (ours[kind] / base[kind]).toFixed(1);
  console.log(
    `${kind} start to /readyz: ${ours[kind].toFixed(2)} s; bare Node.js + PostgreSQL ${base[kind].toFixed(2)} s; ratio ${ratio}; wanted ≤ ${wanted[kind]} s`,
  );
  if (ours[kind] > wanted[kind]) process.exitCode = 1;
}
