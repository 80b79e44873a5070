// The built-in database from the first start to the last process out.
import * as fs from "node:fs";
import * as path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { StartProblem } from "../../src/platform/config/start-problem.ts";
import { startEmbedded } from "../../src/platform/db/embedded/index.ts";
import { canEnter, defaultHome } from "../../src/platform/db/embedded/place.ts";
import {
  databasePid,
  laidOutFolder,
  runs,
  type TemporaryFolder,
  temporaryFolder,
  writer,
} from "./processes.ts";

const nobody = { uid: 65534, gid: 65534 };
const asRoot = process.getuid?.() === 0;

let place: TemporaryFolder;
let log: string[];
beforeEach(() => {
  place = temporaryFolder();
  log = [];
});
afterEach(() => place.remove());

const open = (home: string) => startEmbedded({ home, log: (line) => log.push(line), fsync: false });
const problemOf = (home: string) =>
  open(home).then(
    () => expect.unreachable("it started"),
    (error: StartProblem) => error,
  );

async function ask(connection: pg.ClientConfig, sql: string) {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query(sql)).rows[0];
  } finally {
    await client.end();
  }
}

test("starts, keeps what is written, stops, starts again", async () => {
  const first = await open(place.folder);
  const pid = databasePid(place.folder)!;
  await ask(first.connection, "create table kept as select '稳链' as word");
  const facts = await ask(
    first.connection,
    "select current_setting('listen_addresses') as listens, datlocprovider as provider, pg_encoding_to_char(encoding) as encoding from pg_database where datname = 'wenlian'",
  );
  expect(facts).toEqual({ listens: "", provider: "b", encoding: "UTF8" });
  await first.stop();
  expect(runs(pid)).toBe(false);
  const second = await open(place.folder);
  expect(await ask(second.connection, "select word from kept")).toEqual({ word: "稳链" });
  await second.stop();
});

test("two first starts at once share one database; the last one out stops it", async () => {
  const [one, other] = await Promise.all([writer(place.folder), writer(place.folder)]);
  await Promise.all([one.line(/^open/), other.line(/^open/)]);
  const pid = databasePid(place.folder)!;
  one.child.kill("SIGTERM");
  expect(await one.ended).toBe(0);
  expect(runs(pid)).toBe(true);
  other.child.kill("SIGTERM");
  expect(await other.ended).toBe(0);
  expect(runs(pid)).toBe(false);
});

test("a note of a process number that belongs to somebody else by now does not stop it", async () => {
  place.remove();
  place = await laidOutFolder();
  const notes = [process.pid, path.join(place.folder, "database"), 1, 5432, "", "", "", "ready", ""].join(
    "\n",
  );
  fs.writeFileSync(path.join(place.folder, "database/postmaster.pid"), notes);
  await (await open(place.folder)).stop();
});

test("an unfinished first start is swept away", async () => {
  place.remove();
  place = await laidOutFolder();
  fs.mkdirSync(path.join(place.folder, "data.new.999999999"));
  await (await open(place.folder)).stop();
  // Where nobody can reach the checkout, a copy of the programs lies beside the data.
  const left = fs.readdirSync(place.folder).filter((name) => !name.startsWith("postgresql-"));
  expect(left.sort()).toEqual(["database", "log", "run"]);
});

test("a path too long for a socket gets a short private folder", async () => {
  const home = path.join(place.folder, "长".repeat(30));
  const database = await open(home);
  expect(database.connection.host.length).toBeLessThan(90);
  expect(fs.statSync(database.connection.host).mode & 0o777).toBe(0o700);
  expect(log.join()).toContain(database.connection.host);
  await database.stop();
  fs.rmSync(database.connection.host, { recursive: true, force: true });
});

test("a folder that cannot be written: one sentence", async () => {
  const problem = await problemOf("/proc/wenlian");
  expect(problem.code).toBe("folder-unwritable");
  expect(problem.sentence).toMatch(/WENLIAN_HOME[\s\S]*WENLIAN_HOME/);
});

test("data of another PostgreSQL version is left alone", async () => {
  fs.mkdirSync(path.join(place.folder, "database"));
  if (asRoot) fs.chownSync(path.join(place.folder, "database"), nobody.uid, nobody.gid);
  fs.writeFileSync(path.join(place.folder, "database/PG_VERSION"), "13\n");
  expect((await problemOf(place.folder)).code).toBe("data-of-another-version");
});

test.runIf(asRoot)(
  "root hands over to nobody; a closed folder of our own is opened for passing through",
  async () => {
    const home = path.join(place.folder, "closed");
    fs.mkdirSync(home, { mode: 0o700 });
    const database = await open(home);
    expect(fs.statSync(database.dataDir).uid).toBe(nobody.uid);
    expect(fs.statSync(home).mode & 0o777).toBe(0o711);
    await database.stop();
  },
);

test.runIf(asRoot)(
  "a folder nobody cannot reach: one sentence that names the barrier, and nothing is left there",
  async () => {
    const barrier = path.join(place.folder, "private");
    fs.mkdirSync(barrier, { mode: 0o700 });
    const problem = await problemOf(path.join(barrier, "home"));
    expect(problem.code).toBe("folder-unreachable");
    expect(problem.sentence).toContain(`chmod o+x ${barrier}`);
    expect(fs.readdirSync(barrier)).toEqual([]);
  },
);

test.runIf(asRoot)("a checkout nobody cannot reach keeps its data where it can", () => {
  const checkout = path.join(place.folder, "private");
  fs.mkdirSync(checkout, { mode: 0o700 });
  expect(defaultHome(checkout)).toMatch(/^\/var\/lib\/wenlian-[0-9a-f]{8}$/);
  fs.chmodSync(checkout, 0o755);
  expect(defaultHome(checkout)).toBe(path.join(checkout, ".wenlian"));
});

test.runIf(asRoot)("another process of nobody is not let in", async () => {
  place.remove();
  place = await laidOutFolder();
  const database = await open(place.folder);
  expect(canEnter({ uid: 65533, gid: 65533 }, database.connection.host)).toBe(false);
  expect(fs.readFileSync(path.join(database.dataDir, "pg_hba.conf"), "utf8")).toContain("peer");
  await database.stop();
});
