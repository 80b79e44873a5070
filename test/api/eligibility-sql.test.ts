// Rules judged by PostgreSQL give the verdicts the engine gives: 10,000 random pairs, missing facts among them.
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aRule, seeded, someFacts, someFields } from "../../src/engines/eligibility/fixtures.ts";
import { evaluate, prepare, sqlOf } from "../../src/engines/eligibility/index.ts";
import { type TestDatabase, testDatabase } from "../database.ts";

const TYPES: Readonly<Record<string, string>> = {
  bool: "boolean",
  decimal: "numeric",
  date: "date",
  map: "jsonb",
};
const day = "2022-06-01";
const fields = new Map(someFields.map((field) => [field.field, field]));
let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client(database.owner);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

test("generated SQL and the engine agree", async () => {
  const random = seeded(11);
  const records = Array.from({ length: 100 }, () => someFacts(random, 0.25));
  const columns = someFields.map(({ field, kind, members }) => {
    return `"${field}" ${TYPES[kind] ?? (kind === "int" && !members ? "numeric" : "text")}`;
  });
  await client.query(`create temp table firm (at int, ${columns.join(", ")})`);
  for (const [at, facts] of records.entries()) {
    const values = someFields.map(({ field }) => facts[field] ?? null);
    const marks = values.map((_, place) => `$${place + 2}`).join(", ");
    await client.query(`insert into firm values ($1, ${marks})`, [at, ...values]);
  }
  const met = { yes: 0, no: 0, unknown: 0 };
  for (let round = 0; round < 100; round++) {
    const rule = prepare(aRule(random), fields);
    const verdict = sqlOf(rule, (field) => `"${field}"`, `date '${day}'`);
    const { rows } = await client.query<{ verdict: string }>(
      `select ${verdict} as verdict from firm order by at`,
    );
    for (const [at, facts] of records.entries()) {
      const own = evaluate(rule, facts, day).verdict;
      met[own]++;
      expect(rows[at]!.verdict, `${JSON.stringify(rule.rule)} ${JSON.stringify(facts)}`).toBe(own);
    }
  }
  expect(met.yes + met.no + met.unknown).toBe(10_000);
  expect(Math.min(met.yes, met.no, met.unknown)).toBeGreaterThan(500);
});
