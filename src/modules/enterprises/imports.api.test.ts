// Whole lists with all their mess: every fault at its cell, good rows taken in, known ones not doubled.
import ExcelJS from "exceljs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, type TestApi, testApi, whoFor } from "../../../test/api.ts";
import { uuidv7 } from "../../platform/db/uuid.ts";
import * as c from "./contract.ts";
import { aDetails, inventedCode, misfitCode } from "./fixtures.ts";
import * as imports from "./imports/contract.ts";
import { enterprises } from "./index.ts";

let api: TestApi;
let federation: Caller;
let secretary: Caller;
/** Registered before the list comes. */
let stranger: string;
const strangerCode = inventedCode("370100", 3);

beforeAll(async () => {
  api = await testApi();
  api.now.set(new Date("2026-05-01T02:00:00Z"));
  const { application } = api;
  await application.db.asSystem(api.now.get(), (ctx) => enterprises.reference!(ctx));
  federation = api.as(
    whoFor(application, {
      personId: uuidv7(),
      name: "周值班",
      roles: ["duty_officer"],
      actingFor: uuidv7(),
      scope: { all: true },
    }),
  );
  const association = uuidv7();
  secretary = api.as(
    whoFor(application, {
      personId: uuidv7(),
      roles: ["secretary"],
      actingFor: association,
      scope: { organisations: [association], members: [association] },
    }),
  );
  const { body } = await federation.call(
    c.registerEnterpriseCall,
    aDetails(3, { name: "佛山顺德电器股份有限公司", industryCode: "3852", regionCode: "440606" }),
  );
  stranger = body.id;
});
afterAll(() => api?.close());

const found = async (input: Parameters<typeof federation.call<typeof c.listEnterprises>>[1]) => {
  const answer = await federation.call(c.listEnterprises, input);
  expect(answer.status, answer.raw).toBe(200);
  return answer.body.rows.map((r) => r.name);
};

const header = [
  "统一社会信用代码 *",
  "企业名称 *",
  "简称",
  "别名",
  "行业代码 *",
  "行政区划代码 *",
  "登记注册类型",
  "成立日期",
  "地址",
  "指标年份",
  "从业人员（人）",
  "营业收入（万元）",
  "资产总额（万元）",
  "豁免原因",
];
const workbook = async (rows: unknown[][]): Promise<Buffer> => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("名单");
  sheet.addRow(header);
  for (const row of rows) sheet.addRow(row);
  return Buffer.from(await book.xlsx.writeBuffer());
};

test("every fault is named at its cell, good rows go in, known ones are updated and not doubled", async () => {
  const code = (n: number) => inventedCode("330100", n);
  const bytes = await workbook([
    [code(20), "杭州好纸业有限公司", "", "好纸、HZ", "2221", "330100", "", "", "", 2025, 30, 500.5, null, ""],
    [code(21).slice(0, 17), "短码公司", "", "", "2221", "330100"],
    [misfitCode("330100", 22), "校验错公司", "", "", "2221", "330100"],
    [
      misfitCode("330100", 23),
      "有理由公司",
      "",
      "",
      "2221",
      "330100",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "执照如此",
    ],
    [code(24), "行业错公司", "", "", "9999", "330100"],
    [` ${code(20).toLowerCase()} `, "重复公司", "", "", "2221", "330100"],
    [
      strangerCode,
      "佛山顺德电器股份有限公司",
      "",
      "顺电",
      "3852",
      "440606",
      "",
      "",
      "顺德大良",
      2025,
      1200,
      90000,
    ],
    [code(25), "单位错公司", "", "", "2221", "330100", "", "", "", 2025, 10, 5000000],
    [code(26), "缺年份公司", "", "", "2221", "330100", "", "", "", "", 10],
    ["", "", "", "", "", "", "", "", "", "", "", "", "", ""],
  ]);
  const checked = await federation.upload(imports.checkImport, {}, { name: "名单.xlsx", bytes });
  expect(checked.status, checked.raw).toBe(200);
  const { body } = checked;
  expect(body).toMatchObject({ rows: 9, create: 3, update: 1, same: 0, bad: 5, state: "checked" });
  const errors = body.problems.filter((p) => p.severity === "error").map((p) => [p.cell, p.code]);
  expect(errors).toEqual([
    ["A3", "code_malformed"],
    ["A4", "code_check_digit"],
    ["E6", "industry_unknown"],
    ["A7", "code_twice"],
    ["J10", "year_missing"],
  ]);
  const warnings = body.problems.filter((p) => p.severity === "warning").map((p) => p.code);
  expect(warnings).toEqual(expect.arrayContaining(["code_excused", "revenue_unit"]));
  expect(body.updates[0]).toMatchObject({
    row: 8,
    id: stranger,
    changes: [
      { field: "aliases", before: null, after: "顺电" },
      { field: "address", before: null, after: "顺德大良" },
      { field: "employees@2025", before: null, after: "1200" },
      { field: "revenue@2025", before: null, after: "900000000" },
    ],
  });
  // Nothing was written by looking.
  expect(await found({ q: "好纸" })).toEqual([]);

  const annotated = await federation.download(imports.downloadProblems, { id: body.id });
  expect(annotated.bytes.subarray(0, 2).toString()).toBe("PK");
  expect((await secretary.call(imports.acceptImport, { id: body.id })).status).toBe(403);

  const accepted = await federation.call(imports.acceptImport, { id: body.id });
  expect(accepted.body).toMatchObject({ state: "accepted", create: 3, update: 1 });
  expect(await found({ q: "hz", region: ["33"] })).toEqual(["杭州好纸业有限公司"]);
  expect(await found({ q: "顺电" })).toEqual(["佛山顺德电器股份有限公司"]);
  const page = await federation.call(c.readEnterprise, { id: stranger });
  expect(page.body).toMatchObject({ sizeClass: "large", address: "顺德大良" });
  expect((await federation.call(imports.acceptImport, { id: body.id })).problem.code).toBe(
    "enterprises.import-done",
  );

  const again = await federation.upload(imports.checkImport, {}, { name: "名单.xlsx", bytes });
  expect(again.body).toMatchObject({ create: 0, update: 0, same: 4, bad: 5 });
  expect((await federation.call(imports.acceptImport, { id: again.body.id })).problem.code).toBe(
    "enterprises.import-nothing",
  );
});

test("codes swapped between two rows are asked back at both cells and change nothing; one real change of name passes", async () => {
  const [a, b, c3] = [inventedCode("350200", 41), inventedCode("350200", 42), inventedCode("350200", 43)];
  const names = { [a]: "厦门晨光食品有限公司", [b]: "厦门海蓝饮料有限公司", [c3]: "厦门白鹭乳业有限公司" };
  const row = (code: string, name: string) => [code, name, "", "", "1522", "350200"];
  const first = await workbook(Object.entries(names).map(([code, name]) => row(code, name)));
  const taken = await federation.upload(imports.checkImport, {}, { name: "名单.xlsx", bytes: first });
  expect((await federation.call(imports.acceptImport, { id: taken.body.id })).body.create).toBe(3);

  const swapped = await workbook([row(a, names[b]!), row(b, names[a]!), row(c3, "厦门白鹭乳品有限公司")]);
  const { body } = await federation.upload(imports.checkImport, {}, { name: "名单.xlsx", bytes: swapped });
  expect(body).toMatchObject({ rows: 3, create: 0, update: 1, bad: 2, undecided: 0 });
  const errors = body.problems.filter((p) => p.severity === "error");
  expect(errors.map((p) => [p.cell, p.code])).toEqual([
    ["A2", "code_swapped"],
    ["A3", "code_swapped"],
  ]);
  expect(errors[0]!.zh).toContain("两行的代码是不是填反了");
  expect((await federation.call(imports.acceptImport, { id: body.id })).body).toMatchObject({
    update: 1,
    bad: 2,
  });
  expect(await found({ q: a })).toEqual([names[a]]);
  expect(await found({ q: b })).toEqual([names[b]]);
  expect(await found({ q: c3 })).toEqual(["厦门白鹭乳品有限公司"]);
});

test("a file that is no workbook is answered with a sentence, not a fault", async () => {
  const answer = await federation.upload(
    imports.checkImport,
    {},
    { name: "假.xlsx", bytes: Buffer.from("a,b\n1,2\n") },
  );
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ rows: 0, create: 0 });
  expect(answer.body.problems[0]).toMatchObject({ severity: "error", code: "file_csv" });
});

test("the template comes back through the same checker", async () => {
  const template = await federation.download(imports.downloadTemplate);
  const answer = await federation.upload(
    imports.checkImport,
    {},
    { name: "模板.xlsx", bytes: template.bytes },
  );
  expect(answer.body.problems.map((p) => p.code)).toEqual(["no_rows"]);
});
