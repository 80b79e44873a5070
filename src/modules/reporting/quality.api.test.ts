// What a reviewer is told of a return whose change lies far from its trade, and that nobody else's figures are asked.
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Gate, openGate } from "../../../test/gate.ts";
import { tables } from "../../platform/db/scoped.ts";
import { uuidv7 } from "../../platform/db/uuid.ts";
import { enterprises } from "../enterprises/index.ts";
import { loadForms } from "../forms/index.ts";
import { authPersons, people, resolveWho, shownBy } from "../people/index.ts";
import * as contract from "./contract.ts";
import { anExpected } from "./fixtures.ts";
import { reporting } from "./index.ts";
import { addExpected, findForm } from "./store/period.ts";

let gate: Gate;
let duty: string;
let secretary: string;

beforeAll(async () => {
  gate = await openGate([people, enterprises, reporting], { authPersons, resolveWho, shownBy });
  await gate.asSystem(async (ctx) => {
    await people.demo!.load(ctx, { random: () => 0.5, now: gate.now(), months: [] });
    await loadForms(ctx);
  });
  [duty, secretary] = [await gate.enter("周值班"), await gate.enter("林秘书")];
  await gate.asSystem(async (ctx) => {
    const found = await sql<{ id: string; association: string }>`select m.member_id as id,
        m.organisation_id as association
      from people.membership m join people.organisation a on a.id = m.organisation_id and a.short_name like '造纸%'
      where m.until is null order by m.member_id limit 12`.execute(tables(ctx));
    const members = found.rows.map((row) => row.id);
    const association = found.rows[0]!.association;
    // The association sees the first four only: the one in question and three others.
    await sql`update people.membership set consent = member_id = any(${members.slice(0, 4)}::uuid[])
      where organisation_id = ${association}`.execute(tables(ctx));
    const form = (await findForm(ctx, "monthly-operation", 2))!;
    const expected = members.map((organisationId, i) =>
      anExpected({ organisationId, name: `纸业${i}`, associations: [association] }),
    );
    for (const period of ["2026-09", "2026-10"]) {
      await addExpected(ctx, form, period, "2026-11-10", expected);
      for (const [i, id] of members.entries()) {
        const value = period === "2026-09" ? 100 : i === 0 ? 280 : 100 + i / 2;
        await sql`insert into reporting.figures (organisation_id, filing_id, vintage, form_code, period,
            industry_code, region_code, weight, figures, received)
          select organisation_id, id, 1, form_code, period, '2221', '370100', 1,
            jsonb_build_object('output_value', ${String(value)}::text), '2026-11-01'
          from reporting.filing where organisation_id = ${id} and period = ${period}`.execute(tables(ctx));
      }
    }
    for (const i of [0, 1]) {
      await sql`insert into reporting.vintage (organisation_id, id, filing_id, number, values, received,
          submitted_by_name, receipt, digest)
        select organisation_id, ${uuidv7()}, id, 1, ${JSON.stringify({ output_value: i ? "100.5" : "280" })}::jsonb,
          '2026-11-01T01:00:00Z', '测试', ${`收${i}`}, 'x'
        from reporting.filing where organisation_id = ${members[i]} and period = '2026-10'`.execute(
        tables(ctx),
      );
      await sql`update reporting.filing set state = 'submitted', vintage = 1, submitted_at = '2026-11-01T01:00:00Z',
          first_submitted_at = '2026-11-01T01:00:00Z'
        where organisation_id = ${members[i]} and period = '2026-10'`.execute(tables(ctx));
    }
  });
});
afterAll(() => gate.close());

it("the one far from its trade is named with both changes, the other is not", async () => {
  const { rows } = (await gate.call(contract.reviewQueue, { period: "2026-10" }, { cookie: duty })).body;
  const told = new Map(rows.map((row) => [row.organisationName, row.oddities]));
  expect(told.get("纸业1")).toEqual([]);
  const [odd, ...others] = told.get("纸业0")!;
  expect(others).toEqual([]);
  expect(odd).toMatchObject({ field: "output_value", n: 11 });
  expect(odd!.change).toBeCloseTo(180, 6);
  expect(odd!.median).toBeGreaterThan(2);
  expect(odd!.median).toBeLessThan(4);
});

it("an association compares only among those whose figures it may see: here too few", async () => {
  const { rows } = (await gate.call(contract.reviewQueue, { period: "2026-10" }, { cookie: secretary })).body;
  expect(rows.find((row) => row.organisationName === "纸业0")!.oddities).toEqual([]);
});
