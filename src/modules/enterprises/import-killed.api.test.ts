// kill −9 in the middle of accepting a list: nothing of it stands in the registry, and it can be accepted again.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { workbookOf } from "../../../bench/import-list.ts";
import { type TestApi, testApi, whoFor } from "../../../test/api.ts";
import { uuidv7 } from "../../platform/db/uuid.ts";
import { inventedCode } from "./fixtures.ts";
import { acceptImport, readImport } from "./imports/contract.ts";
import { enterprises } from "./index.ts";

let api: TestApi;
let owner: pg.Client;
const folder = mkdtempSync(join(tmpdir(), "wenlian-import-"));
const personId = uuidv7();

beforeAll(async () => {
  api = await testApi();
  await api.application.db.asSystem(api.now.get(), (ctx) => enterprises.reference!(ctx));
  owner = new pg.Client(api.owner);
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await api?.close();
  rmSync(folder, { recursive: true, force: true });
});

const counts = async () => {
  const { rows } = await owner.query(`select (select count(*)::int from enterprises.enterprise) as cards,
    (select count(*)::int from enterprises.code_holder) as codes, (select count(*)::int from enterprises.facts) as facts,
    (select count(*)::int from people.organisation where kind = 'enterprise') as organisations,
    (select count(*)::int from platform.audit where action = 'enterprises.import') as trail,
    (select count(*)::int from platform.outbox where name = 'enterprises.imported') as news`);
  return rows[0];
};

test("killed half-way, the list is undone whole and still there to be accepted", async () => {
  const file = join(folder, "名单.xlsx");
  writeFileSync(file, await workbookOf(300, (n) => inventedCode("370100", n)));
  const nothing = { cards: 0, codes: 0, facts: 0, organisations: 0, trail: 0, news: 0 };
  expect(await counts()).toEqual(nothing);

  // The lock stops the import where cards, codes and figures are written and the evidence of the size is not.
  const gate = new pg.Client(api.owner);
  await gate.connect();
  await gate.query("begin; lock table enterprises.size_evidence in exclusive mode");
  const connection = JSON.stringify(api.owner);
  const script = new URL("../../../test/importer.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [script, connection, personId, file]);
  let said = "";
  child.stdout.on("data", (piece) => {
    said += piece;
  });
  child.stderr.on("data", (piece) => {
    said += piece;
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const { rows } = await until(
    () =>
      owner.query(`select a.pid from pg_locks l join pg_stat_activity a using (pid)
        where not l.granted and l.relation = 'enterprises.size_evidence'::regclass`),
    (found) => found.rows.length > 0,
    () => said,
  );
  child.kill("SIGKILL");
  await ended;
  await gate.query("rollback");
  await gate.end();
  await until(
    () => owner.query("select 1 from pg_stat_activity where pid = $1", [rows[0].pid]),
    (found) => found.rows.length === 0,
    () => said,
  );
  expect(said).not.toContain("accepted");
  expect(await counts()).toEqual(nothing);

  const id = /checked (\S+)/.exec(said)![1]!;
  const federation = api.as(
    whoFor(api.application, { personId, roles: ["duty_officer"], actingFor: uuidv7(), scope: { all: true } }),
  );
  expect((await federation.call(readImport, { id })).body).toMatchObject({ state: "checked", create: 300 });
  const again = await federation.call(acceptImport, { id });
  expect(again.body, again.raw).toMatchObject({ state: "accepted", create: 300 });
  expect(await counts()).toEqual({
    cards: 300,
    codes: 300,
    facts: 300,
    organisations: 300,
    trail: 300,
    news: 1,
  });
});

async function until<T>(ask: () => Promise<T>, done: (found: T) => boolean, say: () => string): Promise<T> {
  for (let n = 0; n < 300; n++) {
    const found = await ask();
    if (done(found)) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited too long; the process said: ${say()}`);
}
