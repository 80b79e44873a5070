// Is it the same enterprise? Rows in doubt are asked about; two entries become one and two again, through HTTP.
import ExcelJS from "exceljs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importHeader } from "../../../bench/import-list.ts";
import { type Caller, type TestApi, testApi, whoFor } from "../../../test/api.ts";
import { uuidv7 } from "../../platform/db/uuid.ts";
import * as c from "./contract.ts";
import { aDetails, inventedCode } from "./fixtures.ts";
import * as imports from "./imports/contract.ts";
import { enterprises } from "./index.ts";
import * as merging from "./merging/contract.ts";

let api: TestApi;
let federation: Caller;
let secretary: Caller;
const ids: Record<string, string> = {};

const register = async (name: string, n: number, parts: object = {}) => {
  const answer = await federation.call(c.registerEnterpriseCall, aDetails(n, { name, ...parts }));
  expect(answer.status, answer.raw).toBe(200);
  return answer.body.id;
};
const found = async (q: string, by = federation) => {
  const answer = await by.call(c.listEnterprises, { q });
  return answer.body.rows.map((r) => r.id);
};
const workbook = async (rows: unknown[][]) => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("名单");
  for (const row of [importHeader, ...rows]) sheet.addRow(row);
  return { name: "名单.xlsx", bytes: Buffer.from(await book.xlsx.writeBuffer()) };
};
const row = (code: string | null, name: string, address: string | null) => [
  ...[code, name, null, null, "2221", "370100", null, null, address],
];

beforeAll(async () => {
  api = await testApi();
  api.now.set(new Date("2026-05-01T02:00:00Z"));
  await api.application.db.asSystem(api.now.get(), (ctx) => enterprises.reference!(ctx));
  federation = api.as(
    whoFor(api.application, {
      ...{ personId: uuidv7(), roles: ["duty_officer"], actingFor: uuidv7(), scope: { all: true } },
    }),
  );
  ids.chen = await register("济南市恒昌纸业有限公司", 1, { address: "济南市历城区工业北路60号" });
  ids.lv = await register("济南市绿源造纸有限公司", 2, { address: "济南市章丘区明水大街90号" });
  ids.uncoded = await register("济南市宏达包装纸品有限公司", 3, {
    ...{ creditCode: null, address: "济南市天桥区药山西路12号" },
  });
  secretary = api.as(
    whoFor(api.application, {
      ...{ personId: uuidv7(), roles: ["secretary"], actingFor: uuidv7() },
      scope: { organisations: [ids.lv], members: [ids.lv] },
    }),
  );
});
afterAll(() => api?.close());

describe("rows without a registered code", () => {
  const file = () =>
    workbook([
      row(null, "济南恒昌纸业有限责任公司", "济南市历城区工业北路60号"),
      row(inventedCode("370100", 5), "济南市宏达包装纸品有限公司", "济南市天桥区药山西路12号"),
      row(null, "济南市绿源造纸股份有限公司", null),
      row(null, "青岛海晶玻璃制品有限公司", "青岛市城阳区兴阳路3号"),
      row(null, "济南市绿源造纸有限公司第二分厂", "济南市章丘区明水大街90号"),
    ]);

  test("same is an update, unlike is new, doubt is asked; nothing comes of a row nobody decided about", async () => {
    const checked = await federation.upload(imports.checkImport, {}, await file());
    expect(checked.body, checked.raw).toMatchObject({
      ...{ rows: 5, bad: 0, create: 2, update: 2, matched: 2, undecided: 1, asksUnlisted: 0 },
    });
    const [ask] = checked.body.asks;
    expect(ask).toMatchObject({ row: 4, decided: null, incoming: { name: "济南市绿源造纸股份有限公司" } });
    expect(ask!.options[0]).toMatchObject({ id: ids.lv, creditCode: inventedCode("370100", 2) });
    expect(ask!.options[0]!.reasons.map((r) => r.finding)).toEqual(
      expect.arrayContaining(["brand-equal", "form-changed"]),
    );
    // A spelling that is no more than one stays unsaid or becomes an alias; the code goes where none was known.
    expect(checked.body.updates.find((u) => u.id === ids.chen)?.changes).toEqual([
      { field: "aliases", before: null, after: "济南恒昌纸业有限责任公司" },
    ]);
    expect(checked.body.updates.find((u) => u.id === ids.uncoded)?.changes).toEqual([
      { field: "creditCode", before: null, after: inventedCode("370100", 5) },
    ]);

    const accepted = await federation.call(imports.acceptImport, { id: checked.body.id });
    expect(accepted.body, accepted.raw).toMatchObject({
      state: "accepted",
      create: 2,
      update: 2,
      undecided: 1,
    });
    expect(await found("绿源造纸股份")).toEqual([]);
    expect(await found("第二分厂")).toHaveLength(1);
    expect((await federation.call(merging.readMatcher)).body).toMatchObject({ version: 0, decisions: 0 });
  });

  test("the answer is kept with the list, can be changed until it is accepted, and teaches then", async () => {
    const { body: checked } = await federation.upload(imports.checkImport, {}, await file());
    expect(checked).toMatchObject({ create: 0, update: 0, same: 4, undecided: 1 });
    const say = (enterpriseId: string | null) =>
      federation.call(imports.decideImportRow, { id: checked.id, row: 4, enterpriseId });
    expect((await say(ids.uncoded!)).status).toBe(404);
    expect((await say(null)).body).toMatchObject({ create: 1, update: 0, undecided: 0 });
    const same = await say(ids.lv!);
    expect(same.body).toMatchObject({ create: 0, update: 1, undecided: 0 });
    expect((await federation.call(imports.readImport, { id: checked.id })).body.asks[0]!.decided).toEqual({
      id: ids.lv,
    });
    expect(
      (await secretary.call(imports.decideImportRow, { id: checked.id, row: 4, enterpriseId: null })).status,
    ).toBe(403);

    const accepted = await federation.call(imports.acceptImport, { id: checked.id });
    expect(accepted.body, accepted.raw).toMatchObject({ create: 0, update: 1, undecided: 0 });
    expect(await found("绿源造纸股份")).toEqual([ids.lv]);
    expect((await say(null)).problem.code).toBe("enterprises.import-done");
    const { body: matcher } = await federation.call(merging.readMatcher);
    expect(matcher).toMatchObject({ version: 1, decisions: 1 });
    const [moved] = matcher.weights;
    expect(moved!.now).toBeGreaterThan(moved!.set);
    expect(matcher.weights.map((w) => w.finding)).toContain("form-changed");
  });

  test("all the rest as new, at one stroke and without a lesson", async () => {
    const doubtful = await workbook([row(null, "济南市恒昌纸业集团有限公司", null)]);
    const { body: checked } = await federation.upload(imports.checkImport, {}, doubtful);
    expect(checked, JSON.stringify(checked)).toMatchObject({ create: 0, undecided: 1 });
    expect((await federation.call(imports.acceptImport, { id: checked.id })).problem.code).toBe(
      "enterprises.import-nothing",
    );
    const rest = await federation.call(imports.decideImportRest, { id: checked.id });
    expect(rest.body).toMatchObject({
      create: 1,
      undecided: 0,
      asks: [{ decided: { id: null, rest: true } }],
    });
    expect((await federation.call(imports.acceptImport, { id: checked.id })).body).toMatchObject({
      create: 1,
    });
    expect((await federation.call(merging.readMatcher)).body).toMatchObject({ version: 1, decisions: 1 });
  });

  test("a name twice without a code, and two rows for one enterprise", async () => {
    const twice = await workbook([
      row(null, "聊城一处纸业有限公司", null),
      row(null, "聊城一处纸业有限公司", null),
      row(null, "济南恒昌纸业有限公司", "济南市历城区工业北路60号"),
      row(null, "济南市恒昌纸业有限责任公司", "济南市历城区工业北路60号"),
    ]);
    const { body: checked } = await federation.upload(imports.checkImport, {}, twice);
    expect(checked.problems.map((p) => [p.cell, p.code])).toContainEqual(["B3", "name_twice"]);
    expect(checked).toMatchObject({ bad: 1, undecided: 1, asks: [{ row: 5 }] });
    const clash = await federation.call(imports.decideImportRow, {
      ...{ id: checked.id, row: 5, enterpriseId: ids.chen! },
    });
    expect([clash.status, clash.problem.code]).toEqual([409, "enterprises.row-claimed"]);
  });
});

describe("merging two entries", () => {
  const pageOf = async (id: string, by = federation) => (await by.call(c.readEnterprise, { id })).body;

  test("one survives and is found by both; the other keeps its card; undone, all is as before", async () => {
    const double = await register("济南绿源特种纸厂", 11, { aliases: ["老绿源"] });
    const before = { survivor: await pageOf(ids.lv!), merged: await pageOf(double) };
    const compared = await federation.call(merging.compareEnterprises, { a: ids.lv!, b: double });
    expect(compared.body).toMatchObject({ a: { id: ids.lv }, b: { id: double, name: "济南绿源特种纸厂" } });
    expect(compared.body.reasons.length).toBeGreaterThan(0);

    const wish = { id: ids.lv!, mergedId: double, reason: "同一营业执照，2019 年更名" };
    for (const [by, status] of [[secretary, 403]] as const) {
      expect((await by.call(merging.mergeEnterprises, wish)).status).toBe(status);
    }
    const merged = await federation.call(merging.mergeEnterprises, wish);
    expect(merged.status, merged.raw).toBe(200);
    for (const q of ["特种纸厂", "老绿源", inventedCode("370100", 11), "绿源造纸"]) {
      expect(await found(q), q).toContain(ids.lv);
      expect(await found(q), q).not.toContain(double);
    }
    const survivor = await pageOf(ids.lv!);
    expect(survivor.merged).toMatchObject([
      {
        id: merged.body.id,
        merged: { id: double, creditCode: inventedCode("370100", 11) },
        reason: wish.reason,
      },
    ]);
    expect((await pageOf(double)).mergedInto).toMatchObject({ survivor: { id: ids.lv }, undone: null });
    // An association sees that it was merged; why and by whom is the federation's own matter.
    expect((await pageOf(ids.lv!, secretary)).merged).toMatchObject([
      { reason: null, by: null, merged: { name: null } },
    ]);

    // Found by them after the card is written anew, too.
    await federation.call(c.editEnterprise, { id: ids.lv!, revision: survivor.revision, address: "新地址" });
    expect(await found("特种纸厂")).toEqual([ids.lv]);
    const edited = await pageOf(ids.lv!);
    await federation.call(c.editEnterprise, {
      ...{ id: ids.lv!, revision: edited.revision, address: before.survivor.address },
    });

    for (const [id, mergedId, code] of [
      [ids.lv!, ids.lv!, "merge-itself"],
      [ids.chen!, double, "merged-already"],
      [double, ids.chen!, "merged-already"],
      [ids.chen!, ids.lv!, "merge-carries"],
    ] as const) {
      const refused = await federation.call(merging.mergeEnterprises, { id, mergedId, reason: "试试" });
      expect(refused.problem.code).toBe(`enterprises.${code}`);
    }

    const undone = await federation.call(merging.unmergeEnterprises, { id: double, reason: "是两家企业" });
    expect(undone.status, undone.raw).toBe(200);
    const kept = ({ revision: _, updatedAt: __, names, ...rest }: c.Page) => ({
      ...rest,
      names: names.map(({ kind, name }) => ({ kind, name })),
    });
    expect(kept(await pageOf(ids.lv!))).toEqual(kept(before.survivor));
    expect(kept(await pageOf(double))).toEqual(kept(before.merged));
    expect(await found("特种纸厂")).toEqual([double]);
    expect(await found(inventedCode("370100", 11))).toEqual([double]);
    const { merges } = (await federation.call(merging.listMerges, {})).body;
    expect(merges).toMatchObject([{ merged: { id: double }, undone: { reason: "是两家企业" } }]);
    expect((await federation.call(merging.unmergeEnterprises, { id: double, reason: "再来" })).status).toBe(
      404,
    );
    const trail = (await federation.call(c.readHistory, { id: double })).body.entries.map((e) => e.action);
    expect(trail.slice(0, 2)).toEqual(["enterprises.unmerge", "enterprises.merge"]);
    // The lesson stays: weights keep no single lesson apart.
    expect((await federation.call(merging.readMatcher)).body).toMatchObject({ version: 2, decisions: 2 });
  });

  test("a row with the code of the merged entry speaks of the survivor, and changes neither name nor code", async () => {
    const double = await register("济南恒昌老厂", 12);
    await federation.call(merging.mergeEnterprises, { id: ids.chen!, mergedId: double, reason: "重复登记" });
    const file = await workbook([row(inventedCode("370100", 12), "济南恒昌老厂", "济南市历城区新址8号")]);
    const { body } = await federation.upload(imports.checkImport, {}, file);
    expect(body).toMatchObject({
      ...{ create: 0, update: 1, undecided: 0 },
      updates: [{ id: ids.chen, changes: [{ field: "address", after: "济南市历城区新址8号" }] }],
    });
  });

  test("whoever may not see the survivor keeps the merged one in the own list", async () => {
    const double = await register("济南另一登记纸业", 13);
    await federation.call(merging.mergeEnterprises, { id: ids.chen!, mergedId: double, reason: "重复登记" });
    const other = api.as(
      whoFor(api.application, {
        ...{ personId: uuidv7(), roles: ["secretary"], actingFor: uuidv7() },
        scope: { organisations: [double], members: [double] },
      }),
    );
    expect(await found("另一登记", other)).toEqual([double]);
    expect(await pageOf(double, other)).toMatchObject({
      name: "济南另一登记纸业",
      mergedInto: null,
      merged: [],
    });
  });
});
