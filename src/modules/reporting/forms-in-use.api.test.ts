// A form from its editing to its figures: an association publishes, its clerk is asked, a new version comes while
// returns are open; another association sees neither form nor returns.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Caller, type TestApi, testApi, whoFor } from "../../../test/api.ts";
import type { Field, FormDefinition } from "../../engines/forms/index.ts";
import * as forms from "../forms/contract.ts";
import { loadForms } from "../forms/index.ts";
import { createOrganisations } from "../people/index.ts";
import { openPeriod } from "./actions/period.ts";
import { completeness } from "./completeness/contract.ts";
import * as contract from "./contract.ts";
import { usualMonth } from "./fixtures.ts";

const federation = randomUUID();
const paper = randomUUID();
const leather = randomUUID();
const mill = randomUUID();
const late = randomUUID();
const tannery = randomUUID();
const MILL = "91370100MA3C0Q7X2P";

let api: TestApi;
let owner: pg.Client;
let secretary: Caller;
let other: Caller;
let duty: Caller;
let clerk: Caller;
let tanner: Caller;

const as = (role: string, actingFor: string, organisations: string[], members: string[]): Caller =>
  api.as(
    whoFor(api.application, {
      personId: randomUUID(),
      name: `${role}甲`,
      roles: [role],
      actingFor,
      scope:
        role === "duty_officer" ? { all: true } : { organisations, members: [...organisations, ...members] },
    }),
  );

beforeAll(async () => {
  api = await testApi();
  api.now.set(new Date("2026-11-05T02:00:00Z"));
  owner = new pg.Client(api.owner);
  await owner.connect();
  await api.application.db.asSystem(api.now.get(), async (ctx) => {
    await loadForms(ctx);
    await createOrganisations(ctx, [
      { id: federation, kind: "federation", name: "测试联合会" },
      { id: paper, kind: "association", name: "测试造纸协会" },
      { id: leather, kind: "association", name: "测试皮革协会" },
      { id: mill, kind: "enterprise", name: "甲造纸有限公司", creditCode: MILL, association: paper },
      { id: late, kind: "enterprise", name: "乙纸业有限公司", association: paper },
      { id: tannery, kind: "enterprise", name: "丙皮革有限公司", association: leather },
    ]);
  });
  for (const [id, name] of [
    [mill, "甲造纸有限公司"],
    [late, "乙纸业有限公司"],
    [tannery, "丙皮革有限公司"],
  ])
    await owner.query(
      `insert into enterprises.enterprise (organisation_id, name, sort_key, industry_code, region_code, search, created_at, updated_at)
       values ($1, $2, $2, '2221', '370100', '', now(), now())`,
      [id, name],
    );
  secretary = as("secretary", paper, [paper, mill, late], [federation]);
  // The mill is a member of the other association too, so that its card is in sight there.
  other = as("secretary", leather, [leather, tannery, mill], [federation]);
  await owner.query(
    `insert into people.membership (organisation_id, id, member_id, since, consent) values ($1, $2, $3, '2026-01-01', true)`,
    [leather, randomUUID(), mill],
  );
  duty = as("duty_officer", federation, [], []);
  clerk = as("clerk", mill, [mill], [paper, leather, federation]);
  tanner = as("clerk", tannery, [tannery], [leather, federation]);
});
afterAll(async () => {
  await owner?.end();
  await api?.close();
});

const open = (day: string): Promise<void> => {
  api.now.set(new Date(`${day}T02:00:00Z`));
  return api.application.db.asSystem(api.now.get(), (ctx) => openPeriod(ctx));
};

const aField = (code: string, zh: string, unit: string, more: Partial<Field> = {}): Field => ({
  code,
  label: { zh, en: code },
  unit: { zh: unit, en: unit },
  type: "decimal",
  decimals: 2,
  required: true,
  min: "0",
  max: null,
  maxLength: 500,
  direction: "neutral",
  carried: false,
  help: { zh: "", en: "" },
  askedWhen: null,
  formula: null,
  source: null,
  ...more,
});

async function edit(
  code: string,
  change: (form: FormDefinition) => FormDefinition,
  who = secretary,
): Promise<number> {
  await who.call(forms.startDraft, { code });
  const { draft } = (await who.call(forms.getForm, { code })).body;
  const saved = await who.call(forms.saveDraft, {
    code,
    revision: draft!.revision,
    definition: change(draft!.definition) as never,
  });
  expect(saved.status).toBe(200);
  return saved.body.revision;
}

const withFields =
  (...fields: Field[]) =>
  (form: FormDefinition): FormDefinition => ({
    ...form,
    sections: [
      { code: "main", title: { zh: "库存", en: "Stock" }, fields, repeat: null },
      {
        code: "products",
        title: { zh: "主要产品", en: "Products" },
        repeat: { min: 0, max: 3 },
        fields: [aField("name", "产品", "", { type: "text", decimals: 0 }), aField("quantity", "产量", "吨")],
      },
    ],
  });

describe("a form of an association", () => {
  let code: string;
  let filing: string;

  it("is made, and what is wrong with it is said in words before it can be published", async () => {
    const made = await secretary.call(forms.createForm, { title: { zh: "原料库存月报" } });
    expect(made.body).toMatchObject({ state: "draft", mine: true, version: 0, organisationId: paper });
    code = made.body.code;
    const revision = await edit(
      code,
      withFields(
        aField("stock", "原料库存", ""),
        aField("days", "可用天数", "天", { formula: "stock / useless" }),
      ),
    );
    const refused = await secretary.call(forms.publishForm, { code, revision, from: "2026-10" });
    expect([refused.status, refused.problem.code]).toEqual([422, "forms.faults"]);
    expect(refused.problem.fields!.map((f) => f.path)).toEqual(["fields.stock.unit", "fields.days.formula"]);
    expect(refused.problem.fields![1]!.message).toMatch(/用到了代码 useless，表式里没有这个指标/);
  });

  it("two editors: the second is told, nothing is overwritten", async () => {
    const { draft } = (await secretary.call(forms.getForm, { code })).body;
    const again = await secretary.call(forms.saveDraft, {
      code,
      revision: draft!.revision - 1,
      definition: draft!.definition as never,
    });
    expect([again.status, again.problem.code]).toEqual([409, "forms.stale-draft"]);
  });

  it("is published, its period opens for its members, and the clerk sees it", async () => {
    const revision = await edit(
      code,
      withFields(
        aField("stock", "原料库存", "吨"),
        aField("used", "日均用量", "吨"),
        aField("days", "可用天数", "天", { formula: "stock / used", decimals: 1 }),
        aField("why", "紧张原因", "", { type: "text", decimals: 0, askedWhen: "days < 5" }),
      ),
    );
    const early = await secretary.call(forms.publishForm, { code, revision, from: "2026-W44" });
    expect(early.problem.code).toBe("forms.wrong-period");
    const published = await secretary.call(forms.publishForm, { code, revision, from: "2026-10" });
    expect(published.body).toMatchObject({
      state: "published",
      version: 1,
      validFrom: "2026-10-01",
      hasDraft: false,
    });
    // Its month is over already: it opens with the publishing, not in the night.
    await api.settle();
    const mine = await clerk.call(contract.myFilings, { formCode: code });
    expect(mine.body.rows).toMatchObject([
      { period: "2026-10", dueOn: "2026-11-10", formTitle: { zh: "原料库存月报" } },
    ]);
    filing = mine.body.rows[0]!.id;
    await open("2026-11-05");
    expect((await clerk.call(contract.currentFiling, {})).body.open.map((one) => one.formCode)).toEqual(
      expect.arrayContaining([code, "monthly-operation"]),
    );
  });

  it("skip rule, derived field and group hold on the server", async () => {
    const saved = await clerk.call(contract.saveEntry, {
      id: filing,
      revision: 0,
      changes: { stock: "100", used: "10", days: "999", products__1__name: "纸浆" },
    });
    const { revision } = saved.body;
    const refused = await clerk.call(contract.submitFiling, {
      id: filing,
      revision,
      submissionId: randomUUID(),
    });
    expect(refused.problem.fields!.map((f) => f.path)).toEqual(["products__1__quantity"]);
    const more = await clerk.call(contract.saveEntry, {
      id: filing,
      revision,
      changes: { products__1__quantity: "7" },
    });
    const receipt = await clerk.call(contract.submitFiling, {
      id: filing,
      revision: more.body.revision,
      submissionId: randomUUID(),
    });
    expect(receipt.status).toBe(200);
    expect(receipt.body.values).toMatchObject({ days: "10.0", why: null, products__1__quantity: "7" });
  });

  it("another association sees neither the form nor who answers it, and cannot use it", async () => {
    expect((await other.call(forms.getForm, { code })).status).toBe(404);
    expect((await other.call(forms.listForms, {})).body.rows.map((one) => one.code)).not.toContain(code);
    expect((await other.call(forms.createForm, { title: { zh: "抄一份" }, copyOf: code })).status).toBe(404);
    expect((await other.call(forms.startDraft, { code })).status).toBe(404);
    expect((await other.call(contract.listFilings, { formCode: code })).body.total).toBe(0);
    expect((await other.call(contract.reviewQueue, { formCode: code })).body.total).toBe(0);
    expect((await other.call(completeness, { formCode: code })).body.total.expected).toBe(0);
    expect((await other.call(contract.getFiling, { id: filing })).status).toBe(404);
    expect((await tanner.call(forms.getForm, { code })).status).toBe(404);
    expect((await tanner.call(contract.myFilings, { formCode: code })).body.total).toBe(0);
    // Its own association decides.
    expect((await secretary.call(contract.reviewQueue, { formCode: code })).body.total).toBe(1);
    const accepted = await secretary.call(contract.acceptFilings, { filings: [{ id: filing, vintage: 1 }] });
    expect(accepted.body.done).toBe(1);
  });

  it("a new version while returns are open: they keep theirs and the clerk is told; the next period has the new one", async () => {
    await open("2026-12-01");
    const november = (await clerk.call(contract.currentFiling, { formCode: code, period: "2026-11" })).body
      .filing!;
    const revision = await edit(code, (form) => ({
      ...form,
      sections: form.sections.map((s) =>
        s.code === "main" ? { ...s, fields: [...s.fields, aField("price", "进价", "元/吨")] } : s,
      ),
    }));
    const before = await secretary.call(forms.publishForm, { code, revision, from: "2026-09" });
    expect(before.problem.code).toBe("forms.before-version");
    await secretary.call(forms.publishForm, { code, revision, from: "2026-12", note: "增加进价" });
    const opened = (await clerk.call(contract.getFiling, { id: november.id })).body;
    expect(opened.form.version).toBe(1);
    expect(opened.newerVersion).toEqual({ version: 2, validFrom: "2026-12-01" });
    await open("2027-01-04");
    const december = (await clerk.call(contract.currentFiling, { formCode: code, period: "2026-12" })).body
      .filing!;
    const next = (await clerk.call(contract.getFiling, { id: december.id })).body;
    expect([next.form.version, next.newerVersion]).toEqual([2, null]);
    const versions = (await secretary.call(forms.getForm, { code })).body.versions;
    expect(versions.map((v) => [v.version, v.note])).toEqual([
      [1, null],
      [2, "增加进价"],
    ]);
  });

  it("is shared as a copy, and withdrawn: no new period opens, the old ones stay", async () => {
    const receivers = (await secretary.call(forms.listReceivers, {})).body.rows.map((one) => one.id);
    expect(receivers).toEqual([leather]);
    await secretary.call(forms.shareForm, { code, withOrganisation: leather });
    const received = (await other.call(forms.listForms, {})).body.rows.find((one) => one.mine)!;
    expect(received).toMatchObject({ state: "draft", origin: "测试造纸协会：原料库存月报" });
    expect(received.code).not.toBe(code);
    const ended = await secretary.call(forms.withdrawForm, { code, reason: "改用新表" });
    expect(ended.body.state).toBe("withdrawn");
    await open("2027-02-01");
    const mine = (await clerk.call(contract.myFilings, { formCode: code })).body.rows;
    expect(mine.map((one) => one.period)).toEqual(["2026-12", "2026-11", "2026-10"]);
  });
});

describe("panels", () => {
  it("free list by pasted codes: what is unknown is named; two panels ask once; whoever left is not asked again", async () => {
    const list = await secretary.call(forms.createPanel, { name: "重点造纸企业", kind: "list" });
    const all = await secretary.call(forms.createPanel, { name: "全体会员", kind: "members" });
    const added = await secretary.call(forms.addPanelMembers, {
      id: list.body.id,
      pasted: `甲 ${MILL}\n91110000100000000X`,
    });
    expect(added.body).toMatchObject({ added: 1, already: 0 });
    expect([...added.body.unknown, ...added.body.wrong]).toEqual(["91110000100000000X"]);
    const code = (
      await secretary.call(forms.createForm, { title: { zh: "开工情况周报" }, periodicity: "week" })
    ).body.code;
    const revision = await edit(code, withFields(aField("running", "开工率", "%")));
    await secretary.call(forms.publishForm, { code, revision, from: "2027-W05" });
    await secretary.call(forms.bindPanels, { code, panels: [list.body.id] });
    await open("2027-02-08");
    const roster = async (period: string): Promise<string[]> =>
      (
        await owner.query<{ id: string }>(
          "select organisation_id as id from reporting.filing where form_code = $1 and period = $2",
          [code, period],
        )
      ).rows.map((r) => r.id);
    expect(await roster("2027-W05")).toEqual([mill]);
    await secretary.call(forms.bindPanels, { code, panels: [list.body.id, all.body.id] });
    await open("2027-02-15");
    expect((await roster("2027-W06")).sort()).toEqual([late, mill].sort());
    await owner.query(
      "update people.membership set until = '2027-02-16' where organisation_id = $1 and member_id = $2",
      [paper, mill],
    );
    await open("2027-02-22");
    expect(await roster("2027-W07")).toEqual([late]);
    expect((await other.call(forms.panelMembers, { id: list.body.id })).status).toBe(404);
    expect((await other.call(forms.bindPanels, { code, panels: [] })).status).toBe(404);
    await owner.query(
      "update people.membership set until = null where organisation_id = $1 and member_id = $2",
      [paper, mill],
    );
  });
});

describe("what another form knows already", () => {
  it("is taken from there and not asked", async () => {
    const code = (await duty.call(forms.createForm, { title: { zh: "能耗月报" } })).body.code;
    const revision = await edit(
      code,
      withFields(
        aField("power", "用电量", "万千瓦时", {
          source: { form: "monthly-operation", field: "electricity" },
        }),
        aField("gas", "用气量", "立方米"),
      ),
      duty,
    );
    expect((await duty.call(forms.getForm, { code })).body.known.map((one) => one.field)).toContain(
      "electricity",
    );
    await duty.call(forms.publishForm, { code, revision, from: "2027-03" });
    await open("2027-04-02");
    const monthly = (
      await clerk.call(contract.currentFiling, { formCode: "monthly-operation", period: "2027-03" })
    ).body.filing!;
    const saved = await clerk.call(contract.saveEntry, {
      id: monthly.id,
      revision: 0,
      changes: { ...usualMonth },
    });
    const filed = await clerk.call(contract.submitFiling, {
      id: monthly.id,
      revision: saved.body.revision,
      submissionId: randomUUID(),
    });
    expect(filed.status).toBe(200);
    const energy = (await clerk.call(contract.currentFiling, { formCode: code, period: "2027-03" })).body
      .filing!;
    const record = (await clerk.call(contract.getFiling, { id: energy.id })).body;
    expect(record.entry.values.power).toBe("50");
    expect(Object.keys(record.entry.taken)).toEqual(["power"]);
    const typed = await clerk.call(contract.saveEntry, { id: energy.id, revision: 0, changes: { gas: "3" } });
    const receipt = await clerk.call(contract.submitFiling, {
      id: energy.id,
      revision: typed.body.revision,
      submissionId: randomUUID(),
    });
    expect(receipt.body.values).toMatchObject({ power: "50", gas: "3" });
  });

  it("the form that comes with the product is the federation's to change, not an association's", async () => {
    const refused = await secretary.call(forms.startDraft, { code: "monthly-operation" });
    expect([refused.status, refused.problem.code]).toEqual([403, "forms.not-yours"]);
    const revision = await edit("monthly-operation", (form) => form, duty);
    const published = await duty.call(forms.publishForm, {
      code: "monthly-operation",
      revision,
      from: "2027-04",
    });
    expect(published.body).toMatchObject({ version: 3, state: "published" });
    expect(
      (await duty.call(forms.withdrawForm, { code: "monthly-operation", reason: "试一试" })).problem.code,
    ).toBe("forms.standard");
    await open("2027-05-04");
    const april = (
      await clerk.call(contract.currentFiling, { formCode: "monthly-operation", period: "2027-04" })
    ).body.filing!;
    expect((await clerk.call(contract.getFiling, { id: april.id })).body.form.version).toBe(3);
  });
});
