// Every route × every role over the demo federation: who may not is refused, whoever may never meets a fault,
// and nobody reads or changes what lies outside the own scope. The same walk with the scope torn open must be caught.
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { modules } from "../../src/modules/list.ts";
import { resolveWho } from "../../src/modules/people/index.ts";
import type { Who } from "../../src/platform/access/permissions.ts";
import { systemScope } from "../../src/platform/access/scope.ts";
import { prepareData } from "../../src/platform/demo/demo.ts";
import type { Row } from "../../src/platform/http/row.ts";
import { openRobots } from "../../src/platform/notify/robots.ts";
import { sealKey } from "../../src/platform/notify/seal.ts";
import { guardOf } from "../../src/platform/outgoing/guard.ts";
import { nobody, type TestApi, testApi } from "../api.ts";
import { type Dice, sampleInput } from "./sample.ts";

let api: TestApi;
let owner: pg.Client;
const people: Record<string, Who> = {};

beforeAll(async () => {
  api = await testApi();
  // Addresses are read and refused as in a house; nothing is ever sent.
  openRobots({
    guard: guardOf({ OUTGOING_HOSTS: [], OUTGOING_PORTS: [443], OUTGOING_TEST_RECEIVER: null }),
    key: sealKey("the key of this walk"),
    site: "https://wenlian.example.org",
    deliver: async () => undefined,
  });
  await prepareData(api.application.db, modules, new Date(), true);
  await api.settle();
  owner = new pg.Client(api.owner);
  await owner.connect();
  const found = await owner.query<{ id: string; role: string }>(
    "select distinct on (role) person_id as id, role from people.role where until is null order by role, id",
  );
  for (const { id, role } of found.rows) {
    people[role] = await resolveWho(api.application.db, {
      by: { personId: id },
      actingFor: null,
      language: "zh",
      permissions: api.application.permissions,
      now: new Date(),
    });
  }
}, 120_000);
afterAll(async () => {
  await owner?.end();
  await api?.close();
});

/** Mulberry32: the same walk every time. */
function dice(seed: number): Dice {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { pick: (of) => of[Math.floor(next() * of.length)]!, chance: (p) => next() < p };
}

const mayCall = (who: Who, row: Row): boolean =>
  row.may === "public" || (who.personId !== null && (row.may === "signed-in" || who.may.has(row.may)));

async function send(
  who: Who,
  row: Row,
  input: Record<string, unknown>,
): Promise<{ status: number; raw: string }> {
  const caller = api.as(who);
  if (row.endpoint.kind === "upload") {
    const fields = Object.fromEntries(
      Object.entries(input).map(([k, v]) => [k, typeof v === "string" ? v : JSON.stringify(v)]),
    );
    return caller.upload(row.endpoint, fields, { name: "a.xlsx", bytes: Buffer.from("PK nothing") });
  }
  if (row.endpoint.kind === "download") {
    const { status, bytes } = await caller.download(row.endpoint, input);
    return { status, raw: bytes.toString("utf8") };
  }
  return caller.call(row.endpoint, input as never);
}

test("six roles stand in the demo", () => {
  expect(Object.keys(people).sort()).toEqual([
    "administrator",
    "clerk",
    "duty_officer",
    "expert",
    "owner",
    "secretary",
  ]);
});

test("who may not is refused, and nobody meets a fault", async () => {
  const wrong: string[] = [];
  const ids = (
    await owner.query<{ id: string }>("select id from people.organisation order by id limit 5")
  ).rows.map((r) => r.id);
  for (const [role, who] of [...Object.entries(people), ["nobody", nobody] as const]) {
    for (const row of api.application.rows) {
      if (mayCall(who, row) && row.endpoint.method !== "GET") continue; // writes are walked below
      const { status, raw } = await send(who, row, sampleInput(row.endpoint.input, ids, dice(1)));
      const place = `${role} ${row.endpoint.method} ${row.endpoint.path}: ${status} ${raw.slice(0, 200)}`;
      if (mayCall(who, row) ? status >= 500 || status === 401 : status !== (who.personId ? 403 : 401))
        wrong.push(place);
    }
  }
  expect(wrong).toEqual([]);
});

type Foreign = {
  organisations: string[];
  figures: string[];
  ids: string[];
  marks: { text: string; of: string }[];
};

/** What lies outside: organisations that are not in the scope, the members without consent, and what would give them away. */
async function foreignTo(who: Who): Promise<Foreign> {
  const cards = [...who.scope.members];
  const own = [...who.scope.organisations];
  const organisations = (
    await owner.query<{ id: string; name: string; credit_code: string | null }>(
      // Whom an enterprise trades with it may know by name.
      `select id, name, credit_code from people.organisation where kind = 'enterprise' and not (id = any($1))
         and not exists (select 1 from network.link l where (l.supplier_id = id and l.customer_id = $2)
           or (l.customer_id = id and l.supplier_id = $2)) order by id`,
      [cards, who.actingFor],
    )
  ).rows;
  const figures = (
    await owner.query<{ organisation_id: string; value: string; filing_id: string }>(
      `select organisation_id, filing_id, value::text as value from reporting.figure
       where not (organisation_id = any($1)) and length(replace(value::text, '.', '')) >= 7
         and value not in (select value from reporting.figure where organisation_id = any($1))
       order by organisation_id, period desc, indicator limit 4000`,
      [own],
    )
  ).rows;
  const marks = [
    ...organisations.flatMap((o) => [
      { text: o.name, of: "name" },
      ...(o.credit_code ? [{ text: o.credit_code, of: "code" }] : []),
    ]),
    ...figures
      .map((f) => ({ text: f.value.replace(/\.?0+$/, ""), of: "figure" }))
      .filter((m) => m.text.length >= 7),
  ];
  const pick = dice(7);
  return {
    organisations: organisations.map((o) => o.id),
    figures: [...new Set(figures.map((f) => f.organisation_id))],
    ids: Array.from({ length: 6 }, () => [
      pick.pick(organisations).id,
      pick.pick(figures).filing_id,
      pick.pick(figures).organisation_id,
    ]).flat(),
    marks,
  };
}

/** Reads everything `who` may read with somebody else's ids. @returns what gave something away. */
async function leaks(who: Who, foreign: Foreign): Promise<string[]> {
  const found: string[] = [];
  for (const row of api.application.rows) {
    if (row.endpoint.method !== "GET" || !mayCall(who, row)) continue;
    for (const seed of [1, 2, 3, 4]) {
      const { raw } = await send(who, row, sampleInput(row.endpoint.input, foreign.ids, dice(seed)));
      const mark = foreign.marks.find((m) => raw.includes(m.text));
      if (mark) found.push(`${row.endpoint.path}: a foreign ${mark.of} (${mark.text})`);
    }
  }
  return found;
}

/** A hash of every protected row of these organisations, table by table. */
async function snapshot(organisations: readonly string[]): Promise<Record<string, string>> {
  const found = await owner.query<{ name: string }>(
    `select c.table_schema || '.' || c.table_name as name from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where c.column_name = 'organisation_id' and t.table_type = 'BASE TABLE' and c.table_schema not in ('pgboss')
       and c.table_schema || '.' || c.table_name not in ('platform.audit')`,
  );
  const out: Record<string, string> = {};
  for (const { name } of found.rows) {
    const hash = await owner.query<{ hash: string }>(
      `select coalesce(md5(string_agg(md5(t::text), '' order by t::text)), '') as hash from ${name} t where organisation_id = any($1)`,
      [organisations],
    );
    out[name] = hash.rows[0]!.hash;
  }
  return out;
}

async function writeEverything(who: Who, foreign: Foreign): Promise<string[]> {
  const faults: string[] = [];
  for (const row of api.application.rows) {
    if (row.endpoint.method === "GET" || !mayCall(who, row) || row.endpoint.path.startsWith("/api/auth/"))
      continue;
    for (const seed of [11, 12, 13]) {
      const { status, raw } = await send(who, row, sampleInput(row.endpoint.input, foreign.ids, dice(seed)));
      if (status >= 500)
        faults.push(`${row.endpoint.method} ${row.endpoint.path}: ${status} ${raw.slice(0, 200)}`);
    }
  }
  return faults;
}

/** An enterprise may not be changed by a stranger; a member that gave no consent may get persons and reminders from its association. */
const lawful: Readonly<Record<string, readonly string[]>> = {
  secretary: ["people.role", "people.invitation", "reporting.reminder", "people.membership"],
};

test.each(["clerk", "owner", "expert", "secretary"])(
  "%s reads nothing that lies outside the own scope",
  async (role) => {
    const who = people[role]!;
    const foreign = await foreignTo(who);
    expect(foreign.marks.length).toBeGreaterThan(100);
    expect(await leaks(who, foreign)).toEqual([]);
  },
);

test("the walk barks when the scope is torn open", async () => {
  for (const role of ["clerk", "secretary"]) {
    const who = people[role]!;
    const torn: Who = { ...who, scope: systemScope };
    expect((await leaks(torn, await foreignTo(who))).length).toBeGreaterThan(0);
  }
});

test.each(["clerk", "owner", "expert", "secretary"])(
  "%s changes nothing that lies outside the own scope",
  async (role) => {
    const who = people[role]!;
    const foreign = await foreignTo(who);
    const before = await snapshot(foreign.organisations);
    expect(await writeEverything(who, foreign)).toEqual([]);
    const after = await snapshot(foreign.organisations);
    const changed = Object.keys(after).filter(
      (name) => after[name] !== before[name] && !lawful[role]?.includes(name),
    );
    expect(changed).toEqual([]);
  },
);
