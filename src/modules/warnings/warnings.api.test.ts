// Warnings through HTTP over a real database: raised, worked on, published, confirmed, lifted; and who sees nothing of it.
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, nobody, type TestApi, testApi, whoFor } from "../../../test/api.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { systemWho } from "../../platform/db/database.ts";
import { tables } from "../../platform/db/scoped.ts";
import { uuidv7 } from "../../platform/db/uuid.ts";
import { registerEnterprise } from "../enterprises/index.ts";
import { modules } from "../list.ts";
import { createOrganisation, setSectors } from "../people/index.ts";
import { watch } from "./actions/watch.ts";
import { capFaults } from "./cap-check.ts";
import * as contract from "./contract.ts";
import * as desk from "./desk/contract.ts";
import { addMonths } from "./months.ts";
import * as ruled from "./rules/contract.ts";

let api: TestApi;
let owner: pg.Client;
let officer: Caller;
let secretary: Caller;
let stranger: Caller;
let inside: Caller;
let outside: Caller;
const ids = { federation: "", paper: "", leather: "", mill: "", tannery: "" };
const today = new Date("2026-11-24T02:00:00Z");
const newest = "2026-10";
const months = Array.from({ length: 36 }, (_, i) => addMonths(newest, i - 35));
const sectors = ["13", "14", "15", "19", "22", "38"];
const indicators = ["output_value", "sales_value", "inventory", "employees", "orders"];

const asSystem = <T>(fn: (ctx: Ctx) => Promise<T>): Promise<T> =>
  api.application.db.within(systemWho, today, fn);

beforeAll(async () => {
  api = await testApi();
  api.now.set(today);
  await asSystem(async (ctx) => {
    for (const module of modules) await module.reference?.(ctx);
  });
  owner = new pg.Client(api.owner);
  await owner.connect();
  await asSystem(async (ctx) => {
    const make = (kind: "federation" | "association" | "enterprise", name: string) =>
      createOrganisation(ctx, { kind, name, shortName: name, creditCode: null, demo: false });
    ids.federation = await make("federation", "测试联合会");
    ids.paper = await make("association", "测试造纸协会");
    ids.leather = await make("association", "测试皮革协会");
    await setSectors(ctx, ids.paper, ["22"]);
    await setSectors(ctx, ids.leather, ["19"]);
    const firm = (name: string, industryCode: string, regionCode: string) =>
      registerEnterprise(ctx, { name, creditCode: null, industryCode, regionCode } as never);
    ids.mill = idOf(await firm("测试纸厂", "2221", "370100"));
    ids.tannery = idOf(await firm("测试皮厂", "1921", "330100"));
  });
  const { application } = api;
  const who = (roles: string[], actingFor: string, scope: Parameters<typeof whoFor>[1]["scope"]) =>
    api.as(whoFor(application, { personId: uuidv7(), roles, actingFor, scope: scope ?? {} }));
  officer = who(["duty_officer"], ids.federation, { all: true });
  secretary = who(["secretary"], ids.paper, {
    organisations: [ids.paper],
    members: [ids.paper, ids.mill],
    sectors: ["22", "222", "2221"],
  });
  stranger = who(["secretary"], ids.leather, { organisations: [ids.leather], sectors: ["19"] });
  inside = who(["owner"], ids.mill, { organisations: [ids.mill], sectors: ["22", "222", "2221"] });
  outside = who(["owner"], ids.tannery, { organisations: [ids.tannery], sectors: ["19"] });
  await plant((sector, region, month, indicator) =>
    sector === "22" && region === "37" && month === newest && indicator === "orders" ? 0.7 : 1,
  );
});
afterAll(async () => {
  await owner?.end();
  await api?.close();
});

const idOf = (made: unknown): string => (typeof made === "string" ? made : (made as { id: string }).id);

/** Cells as monitoring keeps them: a gentle course with small ups and downs, and what the test plants. */
async function plant(
  hit: (sector: string, region: string, month: string, indicator: string) => number,
  more: { reported?: number; suppressed?: boolean } = {},
): Promise<void> {
  await owner.query("delete from monitoring.cell");
  const rows: unknown[][] = [];
  let state = 7;
  const noise = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return 1 + (state / 2_147_483_648 - 0.5) * 0.04;
  };
  for (const sector of [...sectors, "*"]) {
    for (const region of ["00", "33", "37"]) {
      for (const indicator of indicators) {
        for (const month of months) {
          const index = 100 * noise() * hit(sector, region, month, indicator);
          rows.push([
            sector,
            region,
            indicator,
            month,
            more.reported ?? 20,
            index.toFixed(1),
            (index * 50).toFixed(2),
            more.suppressed ? "few" : null,
          ]);
        }
      }
    }
  }
  const column = (i: number) => rows.map((row) => row[i]);
  await owner.query(
    `insert into monitoring.cell (form_code, sector, region, indicator, month, vintage, expected, reported, coverage, total,
       matched_mom, matched_yoy, chain_index, suppressed, provisional, engine, computed_at)
     select 'monthly-operation', s, r, i, m, 'final', 20, n, 0.95, case when x is null then t end, 19, 19, case when x is null then c end, x, false, 'test', now()
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::numeric[], $7::numeric[], $8::text[]) u(s, r, i, m, n, c, t, x)`,
    [0, 1, 2, 3, 4, 5, 6, 7].map(column),
  );
}

const rule = (more: Partial<Parameters<typeof officer.call<typeof ruled.addRule>>[1]> = {}) => ({
  name: { zh: "测试规则", en: "" },
  method: "peers" as const,
  threshold: 5,
  direction: "both" as const,
  indicators: [],
  sectors: [],
  regions: [],
  ...more,
});

async function goLive(): Promise<string> {
  const { body } = await officer.call(ruled.addRule, rule());
  await officer.call(ruled.rehearseRule, { id: body.id });
  const { status } = await officer.call(ruled.setRule, { id: body.id, state: "live" });
  expect(status).toBe(200);
  return body.id;
}

describe("a rule goes live only after its rehearsal", () => {
  test("unrehearsed, changed since, too loud, without history: each refused, with the number", async () => {
    const { body } = await officer.call(ruled.addRule, rule());
    const live = () => officer.call(ruled.setRule, { id: body.id, state: "live" });
    expect((await live()).problem.code).toBe("warnings.rule-unrehearsed");
    const said = await officer.call(ruled.rehearseRule, { id: body.id });
    expect(said.body).toMatchObject({ months: 24, sent: 1, refusal: null });
    expect(said.body.sentence.zh).toContain("过去 24 个月会发 1 次");
    const { revision } = (await officer.call(ruled.listRules, {})).body.rows.find(
      ({ id }) => id === body.id,
    )!;
    await officer.call(ruled.editRule, { id: body.id, revision, ...rule({ threshold: 0.3 }) });
    expect((await live()).problem.code).toBe("warnings.rule-unrehearsed");
    await officer.call(ruled.rehearseRule, { id: body.id });
    const refused = await live();
    expect(refused.problem.code).toBe("warnings.rule-too-loud");
    expect(refused.problem.detail).toMatch(/24 个月里会发 \d+ 条，\d+ 个数里有 \d+ 个报警/);
    const empty = await officer.call(ruled.addRule, rule({ sectors: ["40"] }));
    await officer.call(ruled.rehearseRule, { id: empty.body.id });
    const silent = await officer.call(ruled.setRule, { id: empty.body.id, state: "live" });
    expect(silent.problem.code).toBe("warnings.rule-silent-history");
  });

  test("an unknown figure, an unknown industry, an association's hand: refused", async () => {
    expect((await officer.call(ruled.addRule, rule({ indicators: ["nonsense"] }))).problem.code).toBe(
      "warnings.rule-indicator",
    );
    expect((await officer.call(ruled.addRule, rule({ sectors: ["99"] }))).status).toBe(422);
    expect((await secretary.call(ruled.addRule, rule())).status).toBe(403);
  });
});

describe("one warning from the figure to the review", () => {
  let id = "";
  const revision = async () => (await officer.call(contract.readWarning, { id })).body.revision;
  const evidence = [{ text: "电话核实", source: "协会记录" }];

  test("it is raised once, and running again raises nothing", async () => {
    await goLive();
    const first = await officer.call(desk.runNow, {});
    expect(first.body).toMatchObject({ month: newest, opened: 1 });
    expect((await officer.call(desk.runNow, {})).body).toMatchObject({ opened: 0, continued: 0 });
    const { rows } = (await officer.call(contract.listWarnings, {})).body;
    expect(rows).toHaveLength(1);
    id = rows[0]!.id;
    const page = (await officer.call(contract.readWarning, { id })).body;
    expect(page.signalRows[0]).toMatchObject({
      sector: "22",
      region: "37",
      month: newest,
      direction: "down",
      standing: true,
    });
    expect(Number(page.signalRows[0]!.hi)).toBeGreaterThan(Number(page.signalRows[0]!.expected));
    expect(Number(page.signalRows[0]!.value)).toBeLessThan(Number(page.signalRows[0]!.lo));
    expect(page.exposure.firms).toBe(20);
    const series = (await officer.call(contract.readSeries, { id })).body.series;
    expect(series[0]!.points).toHaveLength(36);
    const { rows: runs } = (await officer.call(desk.listRuns, {})).body;
    expect(runs[0]!.stages.map(({ stage }) => stage)).toEqual(contract.pipelineStages);
  });

  test("the association of the industry works on it; another and every enterprise see nothing", async () => {
    expect((await secretary.call(contract.readWarning, { id })).status).toBe(200);
    expect((await secretary.call(contract.readSeries, { id })).body.series).toHaveLength(1);
    expect((await stranger.call(contract.listWarnings, {})).body.total).toBe(0);
    expect((await stranger.call(contract.readWarning, { id })).status).toBe(404);
    const theft = await stranger.call(contract.verify, { id, revision: 1, real: false, note: "x", evidence });
    expect(theft.status).toBe(404);
    for (const who of [inside, outside]) {
      expect((await who.call(contract.readWarning, { id })).status).toBe(403);
      expect((await who.call(ruled.listBulletins, {})).body.total).toBe(0);
    }
  });

  test("steps come in order, with evidence, and never over another's change", async () => {
    const wrong = await officer.call(contract.lift, { id, revision: await revision(), note: "x", evidence });
    expect(wrong.problem.code).toBe("warnings.move");
    const bare = await officer.call(contract.verify, {
      id,
      revision: 1,
      real: true,
      note: "x",
      evidence: [],
    });
    expect(bare.status).toBe(400);
    expect((await secretary.call(contract.acknowledge, { id })).status).toBe(200);
    const stale = await secretary.call(contract.verify, {
      id,
      revision: 1,
      real: true,
      note: "属实",
      evidence,
    });
    expect(stale.status).toBe(409);
    const done = await secretary.call(contract.verify, {
      id,
      revision: await revision(),
      real: true,
      note: "属实",
      evidence,
    });
    expect(done.body.stage).toBe("verified");
    const assessed = await secretary.call(contract.assess, {
      id,
      revision: await revision(),
      likelihood: 4,
      impact: 3,
      note: "影响较大",
      evidence: [],
    });
    expect(assessed.body.stage).toBe("assessed");
  });

  const publication = async (more: Partial<Record<string, unknown>> = {}) => {
    const page = (await officer.call(contract.readWarning, { id })).body;
    return {
      ...{
        id,
        revision: page.revision,
        severity: "orange" as const,
        gradeReason: "",
        open: false,
        enterpriseIds: [],
      },
      ...{
        headline: page.draft.headline.zh,
        description: page.draft.description.zh,
        instruction: page.draft.instruction.zh,
      },
      ...{ headlineEn: "", descriptionEn: page.draft.description.en, instructionEn: "" },
      ...more,
    };
  };

  test("its text holds no figure without a source, none that is withheld by now, and the grade has its reason", async () => {
    expect((await secretary.call(contract.publish, await publication())).status).toBe(403);
    const stray = await officer.call(
      contract.publish,
      await publication({ description: "某企业产值 321.5 万元。" }),
    );
    expect(stray.problem.code).toBe("warnings.figure-unsourced");
    const grade = await officer.call(contract.publish, await publication({ severity: "red" }));
    expect(grade.problem.code).toBe("warnings.grade-reason");
    const unknown = await officer.call(contract.publish, await publication({ enterpriseIds: [uuidv7()] }));
    expect(unknown.problem.code).toBe("warnings.enterprise-unknown");
    const withFigures = await publication();
    await owner.query(
      "update monitoring.cell set suppressed = 'few', total = null, chain_index = null where sector = '22' and region = '37' and month = $1 and indicator = 'orders'",
      [newest],
    );
    const withheld = await officer.call(contract.publish, withFigures);
    expect(withheld.problem.code).toBe("warnings.figure-withheld");
    expect(withheld.problem.detail).toContain(newest);
    await owner.query(
      "update monitoring.cell set suppressed = null, total = 3500, chain_index = 70 where sector = '22' and region = '37' and month = $1 and indicator = 'orders'",
      [newest],
    );
  });

  test("published, it reaches its industry and province and nobody else; receipts count", async () => {
    const sent = await officer.call(contract.publish, await publication());
    expect(sent.body).toMatchObject({ stage: "published", told: 2 });
    const { rows } = (await inside.call(ruled.listBulletins, {})).body;
    expect(rows).toMatchObject([{ type: "Alert", severity: "orange", receipt: { receivedAt: null } }]);
    expect((await outside.call(ruled.listBulletins, {})).body.total).toBe(0);
    expect((await outside.call(ruled.readBulletin, { id: rows[0]!.id })).status).toBe(404);
    expect((await outside.call(ruled.confirmBulletin, { id: rows[0]!.id })).status).toBe(404);
    expect((await inside.call(ruled.confirmBulletin, { id: rows[0]!.id })).status).toBe(200);
    expect((await officer.call(contract.readWarning, { id })).body.receipts).toEqual({
      told: 2,
      received: 1,
    });
    // Inside the record nothing is to be had: neither by permission nor by rows.
    expect((await inside.call(contract.listWarnings, {})).status).toBe(403);
    const cap = await inside.download(ruled.bulletinCap, { id: rows[0]!.id });
    expect(capFaults(cap.bytes.toString())).toEqual([]);
    const feeds = await Promise.all(
      [api.as(nobody), outside, inside].map((who) => who.download(ruled.feed, {})),
    );
    expect(feeds.map(({ bytes }) => bytes.toString().includes("<item>"))).toEqual([false, false, true]);
  });

  test("an enterprise's rows in the database: the working record, steps, signals and rules' writing are closed to it", async () => {
    const who = whoFor(api.application, {
      personId: uuidv7(),
      roles: ["owner"],
      actingFor: ids.mill,
      scope: { organisations: [ids.mill], sectors: ["22"] },
    });
    const counts = await api.application.db.within(who, today, async (ctx) => {
      const out: Record<string, number> = {};
      for (const table of ["warning", "step", "signal", "recipient", "bulletin"]) {
        const found = await sql<{
          n: number;
        }>`select count(*)::int as n from ${sql.table(`warnings.${table}`)}`.execute(tables(ctx));
        out[table] = found.rows[0]!.n;
      }
      return out;
    });
    expect(counts).toEqual({ warning: 0, step: 0, signal: 0, recipient: 1, bulletin: 1 });
  });

  test("updated, handled, lifted with a cancellation that names what it ends, reviewed with what is to change", async () => {
    const updated = await officer.call(
      contract.update,
      await publication({ open: true, severity: "orange" }),
    );
    expect(updated.body.stage).toBe("published");
    expect((await api.as(nobody).download(ruled.feed, {})).bytes.toString()).toContain("<item>");
    await secretary.call(contract.handle, { id, revision: await revision(), note: "协调原料", evidence: [] });
    const early = await officer.call(contract.review, {
      id,
      revision: await revision(),
      note: "x",
      change: "y",
    });
    expect(early.problem.code).toBe("warnings.move");
    const stray = await officer.call(contract.lift, {
      id,
      revision: await revision(),
      note: "产值恢复到 999.9 亿元",
      evidence,
    });
    expect(stray.problem.code).toBe("warnings.figure-unsourced");
    expect(
      (await officer.call(contract.lift, { id, revision: await revision(), note: "恢复正常", evidence })).body
        .stage,
    ).toBe("lifted");
    const [last] = (await inside.call(ruled.listBulletins, {})).body.rows;
    expect(last).toMatchObject({ type: "Cancel" });
    const cap = (await inside.download(ruled.bulletinCap, { id: last!.id })).bytes.toString();
    expect(capFaults(cap)).toEqual([]);
    expect(cap.match(/<references>(.*)<\/references>/)![1]!.split(" ")).toHaveLength(2);
    const reviewed = await officer.call(contract.review, {
      id,
      revision: await revision(),
      note: "及时",
      change: "早一天",
    });
    expect(reviewed.body.stage).toBe("reviewed");
    const kinds = (await officer.call(contract.readWarning, { id })).body.steps.map(({ kind }) => kind);
    expect(kinds.join(" ")).toBe(
      "opened acknowledged verified assessed published updated handled lifted reviewed",
    );
  });
});

describe("what people see", () => {
  const evidence = [{ text: "通知", source: "港口" }];
  test("is taken in, followed by whoever said it, and seen by nobody beside", async () => {
    const sight = (who: Caller, more: object = {}) =>
      who.call(desk.reportSighting, {
        seenOn: "2026-11-23",
        sector: "19",
        region: "33",
        text: "皮革原料断供",
        evidence,
        ...more,
      });
    expect((await sight(outside, { seenOn: "2026-11-25" })).problem.code).toBe("warnings.seen-future");
    expect((await sight(outside, { sector: null, region: null })).problem.code).toBe("warnings.place-needed");
    expect((await sight(outside, { sector: "99" })).status).toBe(422);
    expect((await sight(outside, { evidence: [] })).status).toBe(400);
    expect((await sight(outside)).status).toBe(200);
    await api.settle();
    const { rows } = (await outside.call(desk.listSightings, {})).body;
    expect(rows).toMatchObject([{ text: "皮革原料断供", outcome: { stage: "signalled" } }]);
    expect((await inside.call(desk.listSightings, {})).body.total).toBe(0);
    expect((await stranger.call(contract.listWarnings, { source: ["people"] })).body.total).toBe(1);
    expect((await secretary.call(contract.listWarnings, { source: ["people"] })).body.total).toBe(0);
    // The same again, from somebody else: one cause, one warning.
    await sight(outside, { text: "原料到不了" });
    await api.settle();
    const { body } = await officer.call(contract.listWarnings, { source: ["people"] });
    expect(body.rows).toMatchObject([{ signals: 2 }]);
  });

  test("another module raises a signal by its event, once however often it says so", async () => {
    const raised = {
      source: "network",
      key: "chokepoint-7",
      sector: "38",
      region: null,
      on: "2026-11-20",
      title: { zh: "关键芯片断供", en: "Chip" },
      evidence,
      strength: 7,
    };
    for (const _ of [1, 2]) {
      await asSystem((ctx) => ctx.announce("warnings.signal-raised", raised));
      await api.settle();
    }
    const { rows } = (await officer.call(contract.listWarnings, { source: ["network"] })).body;
    expect(rows).toMatchObject([{ severity: "orange", signals: 1, title: { zh: "关键芯片断供" } }]);
  });
});

describe("silences", () => {
  test("need an end within 90 days and a place; they hold, are counted, and end early", async () => {
    const silence = (more: object) =>
      officer.call(desk.addSilence, {
        sector: "13",
        region: null,
        indicator: null,
        reason: "口径调整",
        until: "2026-12-20",
        ...more,
      });
    expect((await silence({ until: "2026-11-24" })).problem.code).toBe("warnings.silence-end");
    expect((await silence({ until: "2027-06-01" })).problem.code).toBe("warnings.silence-end");
    expect((await silence({ sector: null })).problem.code).toBe("warnings.silence-wide");
    expect((await secretary.call(desk.listSilences, {})).status).toBe(403);
    const { body } = await silence({});
    await plant((sector, region, month) =>
      sector === "13" && region === "33" && month === newest ? 0.7 : 1,
    );
    expect((await officer.call(desk.runNow, {})).body.opened).toBe(0);
    expect((await officer.call(desk.listSilences, {})).body.rows[0]!.held).toBeGreaterThan(0);
    await officer.call(desk.endSilence, { id: body.id });
    expect((await officer.call(desk.runNow, {})).body.opened).toBe(1);
  });
});

describe("bad input raises nothing", () => {
  test.each([
    ["all missing", () => plant(() => 1, { suppressed: true })],
    [
      "constant",
      () => plant(() => 1).then(() => owner.query("update monitoring.cell set chain_index = 100")),
    ],
    [
      "×10000 in one cell",
      () => plant((s, r, m, i) => (s === "15" && r === "33" && m === newest && i === "orders" ? 10_000 : 1)),
    ],
    [
      "cells of one enterprise",
      () => plant((s, r, m) => (s === "15" && r === "33" && m === newest ? 0.5 : 1), { reported: 1 }),
    ],
    [
      "a future month",
      () =>
        plant(() => 1).then(() =>
          owner.query(
            "update monitoring.cell set month = '2027-03', chain_index = 10 where month = $1 and sector = '15'",
            [newest],
          ),
        ),
    ],
  ])("%s", async (_, make) => {
    await make();
    const before = (await officer.call(contract.listWarnings, {})).body.total;
    const done = await asSystem((ctx) => watch(ctx));
    expect(done.opened).toBe(0);
    expect((await officer.call(contract.listWarnings, {})).body.total).toBe(before);
  });
});
