// Who is called first, what an association sees of whom, and a call that is noted once.
import { randomUUID } from "node:crypto";
import ExcelJS from "exceljs";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Gate, openGate } from "../../../test/gate.ts";
import { tables } from "../../platform/db/scoped.ts";
import { enterprises } from "../enterprises/index.ts";
import { loadForms } from "../forms/index.ts";
import * as org from "../people/contract.ts";
import { authPersons, people, resolveWho, shownBy } from "../people/index.ts";
import { anExpected } from "./fixtures.ts";
import * as following from "./followup/contract.ts";
import { reporting } from "./index.ts";
import { addExpected, findForm } from "./store/period.ts";

let gate: Gate;
let call: Gate["call"];
let secretary: string;
let duty: string;
let clerk: string;
/** Of one association: three that let it see their figures, one that does not. */
let big: string;
let small: string;
let odd: string;
let silent: string;

beforeAll(async () => {
  gate = await openGate([people, enterprises, reporting], { authPersons, resolveWho, shownBy });
  call = gate.call;
  await gate.asSystem(async (ctx) => {
    await people.demo!.load(ctx, { random: () => 0.5, now: gate.now(), enterprises: 200, months: [] });
    await loadForms(ctx);
  });
  [secretary, duty, clerk] = [
    await gate.enter("林秘书"),
    await gate.enter("周值班"),
    await gate.enter("王填报"),
  ];
  const association = (await call(org.me, {}, { cookie: secretary })).body.acting!.id;
  const mill = (await call(org.me, {}, { cookie: clerk })).body.acting!.id;
  await gate.asSystem(async (ctx) => {
    const members = await sql<{ id: string }>`select member_id as id from people.membership
      where organisation_id = ${association} and until is null and member_id <> ${mill}
      order by member_id limit 3`.execute(tables(ctx));
    [big, [small, odd, silent]] = [mill, members.rows.map(({ id }) => id) as [string, string, string]];
    await sql`update people.membership set consent = member_id <> ${silent}
      where organisation_id = ${association} and member_id = any(${[big, small, odd, silent]}::uuid[])`.execute(
      tables(ctx),
    );
    const form = (await findForm(ctx, "monthly-operation", 2))!;
    const names = new Map([
      [big, "大纸业"],
      [small, "小纸业"],
      [odd, "怪纸业"],
      [silent, "静纸业"],
    ]);
    const expected = [...names].map(([organisationId, name]) =>
      anExpected({ organisationId, name, associations: [association] }),
    );
    for (const period of ["2026-08", "2026-09", "2026-10"])
      await addExpected(ctx, form, period, `${period}-28`, expected);
    // What was filed: (enterprise, period, value); October came from the odd one alone, a hundred times too large.
    const filed: [string, string, number][] = [big, small, odd, silent].flatMap((id, i) =>
      ["2026-08", "2026-09"].map((period): [string, string, number] => [
        id,
        period,
        [900, 100, 200, 5000][i]!,
      ]),
    );
    for (const [id, period, value] of [...filed, [odd, "2026-10", 20_000] as const]) {
      await sql`insert into reporting.figures (organisation_id, filing_id, vintage, form_code, period,
          industry_code, region_code, weight, figures, received)
        select organisation_id, id, 1, form_code, period, '2221', '370100', 1,
            jsonb_build_object('output_value', ${String(value)}::text), '2026-11-01'
        from reporting.filing where organisation_id = ${id} and period = ${period}`.execute(tables(ctx));
      await sql`update reporting.filing set state = 'submitted', vintage = 1
        where organisation_id = ${id} and period = ${period}`.execute(tables(ctx));
    }
  });
});
afterAll(() => gate.close());

const list = async (cookie: string) =>
  (await call(following.followUp, { period: "2026-10" }, { cookie })).body;

it("the largest effect comes first; the past of a member that lets nobody look weighs nothing", async () => {
  const found = await list(secretary);
  expect(found.indicator).toBe("output_value");
  expect(found.rows.map((row) => [row.organisationName, row.why, row.expected, row.reported])).toEqual([
    ["怪纸业", "doubtful", "200", "20000"],
    ["大纸业", "missing", "900", null],
    ["小纸业", "missing", "100", null],
    ["静纸业", "missing", null, null],
  ]);
  // 19,800 of an expected total of 20,000 + 900 + 100.
  expect(found.rows.map((row) => row.share)).toEqual([94.29, 4.29, 0.48, null]);
  expect([found.total, found.hidden, found.few, found.settles]).toEqual([4, 1, 1, 95.2]);
});

it("the federation weighs all of them", async () => {
  const found = await list(duty);
  expect(found.rows.map((row) => [row.organisationName, row.expected])).toEqual([
    ["怪纸业", "200"],
    ["静纸业", "5000"],
    ["大纸业", "900"],
    ["小纸业", "100"],
  ]);
  expect(found.hidden).toBe(0);
});

it("contacts are the persons who fill in; the list is an .xlsx of the same order", async () => {
  const found = await list(secretary);
  expect(found.rows[1]!.contacts.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["王填报", "陈老板"]),
  );
  const { rawPayload } = await gate.application.server.inject({
    url: `${following.exportFollowUp.path}?period=2026-10`,
    headers: { host: "localhost:8080", cookie: secretary },
  });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(rawPayload as unknown as ArrayBuffer);
  const names = (book.worksheets[0]!.getColumn(2).values as unknown[]).slice(2);
  expect(names).toEqual(["怪纸业", "大纸业", "小纸业", "静纸业"]);
});

it("a call is noted once, shown as the last one, and only to those who called and the federation", async () => {
  const before = (await list(secretary)).rows[1]!;
  const wish = {
    id: randomUUID(),
    filingId: before.id,
    result: "promised" as const,
    spokeWith: "财务李会计",
  };
  const refused = await call(following.noteCall, wish, { cookie: secretary });
  expect(refused.status).toBe(400);
  const whole = { ...wish, promisedOn: "2026-11-26", note: "系统升级，周四报" };
  const [one, two] = [
    await call(following.noteCall, whole, { cookie: secretary }),
    await call(following.noteCall, whole, { cookie: secretary }),
  ];
  expect([one.status, two.status, two.body.id]).toEqual([200, 200, wish.id]);
  const log = (await call(following.listCalls, { period: "2026-10" }, { cookie: secretary })).body;
  expect(log.total).toBe(1);
  expect(log.rows[0]).toMatchObject({
    memberName: "大纸业",
    promisedOn: "2026-11-26",
    calledByName: "林秘书",
  });
  expect((await list(secretary)).rows[1]!.lastCall?.note).toBe("系统升级，周四报");
  expect((await call(following.listCalls, {}, { cookie: duty })).body.total).toBe(1);
  expect((await call(following.listCalls, {}, { cookie: clerk })).status).toBe(403);
});
