// kill -9 in the middle of writing: what was acknowledged is there afterwards, whoever was killed.
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startEmbedded } from "../../src/platform/db/embedded/index.ts";
import { databasePid, kill, laidOutFolder, runs, type TemporaryFolder, writer } from "./processes.ts";

let place: TemporaryFolder;
beforeEach(async () => {
  place = await laidOutFolder();
});
afterEach(() => place.remove());

const lastAcknowledged = (said: string) =>
  Number(/acknowledged (\d+)\n(?![\s\S]*acknowledged \d+\n)/.exec(said)?.[1]);

async function rowsAfterReopening(log: string[] = []): Promise<number[]> {
  const database = await startEmbedded({ home: place.folder, log: (line) => log.push(line) });
  const client = new pg.Client(database.connection);
  await client.connect();
  const { rows } = await client.query<{ n: number }>("select n from written order by n");
  await client.end();
  await database.stop();
  return rows.map((row) => row.n);
}

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

test("server and database killed at once, three times over: every acknowledged row is there", async () => {
  let acknowledged = 0;
  for (let round = 1; round <= 3; round++) {
    const process = writer(place.folder);
    await process.line(new RegExp(`acknowledged ${acknowledged + 50 * round}`));
    kill(databasePid(place.folder)!, "SIGKILL");
    kill(process.pid, "SIGKILL");
    await process.ended;
    acknowledged = lastAcknowledged(process.said());
    const rows = await rowsAfterReopening();
    expect(rows.slice(0, acknowledged)).toEqual(upTo(acknowledged));
    // At most the one row that was written but not yet acknowledged.
    expect(rows.length - acknowledged).toBeLessThanOrEqual(1);
    acknowledged = rows.length;
  }
});

test("only the database killed: the living process brings it back and goes on", async () => {
  const process = writer(place.folder);
  await process.line(/acknowledged 50/);
  const before = databasePid(place.folder)!;
  kill(before, "SIGKILL");
  await process.line(/log .*The database is back/);
  const reached = lastAcknowledged(process.said());
  await process.line(new RegExp(`acknowledged ${reached + 50}$`));
  expect(databasePid(place.folder)).not.toBe(before);
  process.child.kill("SIGTERM");
  expect(await process.ended).toBe(0);
  const acknowledged = lastAcknowledged(process.said());
  expect((await rowsAfterReopening()).slice(0, acknowledged)).toEqual(upTo(acknowledged));
});

test("only the server killed: the next start takes over the database still running", async () => {
  const process = writer(place.folder);
  await process.line(/acknowledged 50/);
  const database = databasePid(place.folder)!;
  kill(process.pid, "SIGKILL");
  await process.ended;
  expect(runs(database)).toBe(true);
  const log: string[] = [];
  const rows = await rowsAfterReopening(log);
  expect(log.join()).toContain("Took over the database still running");
  const acknowledged = lastAcknowledged(process.said());
  expect(rows.slice(0, acknowledged)).toEqual(upTo(acknowledged));
  expect(runs(database)).toBe(false);
});
