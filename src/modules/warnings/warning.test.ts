// The stages of a warning as a table: which step leads where, whose it is; the grade; text that holds a stray figure; CAP.
import { describe, expect, test } from "vitest";
import { type CapBulletin, capOf } from "./cap.ts";
import { capFaults } from "./cap-check.ts";
import { warningStages } from "./contract.ts";
import { addShown, exposedOf, impactOf } from "./impact.ts";
import { strayFigure } from "./text-figures.ts";
import { gradeOf, type Move, moves, nextMoves, take } from "./warning.ts";

test("from signal to review, each step once and in order", () => {
  let stage: (typeof warningStages)[number] = "signalled";
  for (const move of ["verify", "assess", "publish", "handle", "lift", "review"] as const) {
    for (const other of Object.keys(moves) as Move[]) {
      const verdict = take(other, { stage }, "federation");
      expect(verdict.ok, `${other} at ${stage}`).toBe(moves[other].from.includes(stage));
    }
    const done = take(move, { stage }, "federation");
    if (!done.ok) throw new Error(`${move} at ${stage}`);
    stage = done.stage;
  }
  expect(stage).toBe("reviewed");
  expect(nextMoves("reviewed", "federation", true)).toEqual([]);
});

test("an association verifies and assesses; it does not publish or lift; others do nothing", () => {
  expect(nextMoves("signalled", "association", false)).toEqual(["acknowledge", "verify", "dismiss"]);
  expect(take("publish", { stage: "assessed" }, "association")).toMatchObject({
    refusal: { code: "warnings.not-yours" },
  });
  expect(take("lift", { stage: "handling" }, "association").ok).toBe(false);
  for (const stage of warningStages) expect(nextMoves(stage, "none", false)).toEqual([]);
});

test("likelihood times impact", () => {
  expect([gradeOf(1, 4), gradeOf(1, 5), gradeOf(2, 5), gradeOf(4, 4), gradeOf(5, 5)]).toEqual([
    "blue",
    "yellow",
    "orange",
    "red",
    "red",
  ]);
});

test("what is exposed: an unknown part makes the whole unknown, and one or two enterprises are not counted out", () => {
  const part = { firms: 40, output: 100, outputOfAll: 1000, jobs: 5000, inventory: 20, sales: 100 };
  expect(exposedOf(addShown([part, part]))).toEqual({
    firms: 80,
    output: 200,
    outputShare: 0.2,
    jobs: 10000,
    daysOfCover: 6,
  });
  expect(impactOf(exposedOf(addShown([part, part])))).toBe(5);
  expect(exposedOf(addShown([part, { ...part, output: null }])).output).toBeNull();
  expect(exposedOf({ ...part, firms: 2 }).firms).toBeNull();
  expect(impactOf({ firms: null, output: null, outputShare: null, jobs: null, daysOfCover: 3 })).toBeNull();
});

describe("a published text", () => {
  const allowed = ["25.4", "17", "5183"];
  test.each([
    "2026-10，订单比预期低 25.4%，连续 2 个月。涉及企业 17 家，5,183 人。",
    "请在 3 天内、11 月 30 日 17:00 前反馈，电话 010-12345678。",
    "25.40 % lower than expected; 17 enterprises",
  ])("may say %j", (text) => expect(strayFigure([text], allowed)).toBeNull());
  test.each([
    ["订单低 25.5%。", "25.5%"],
    ["其中一家企业产值 3,210.5 万元。", "3,210.5 万元"],
    ["停产企业 2 家", "2 家"],
    ["减产三成", "三成"],
    ["百分之四十五的产能", "百分之四十五"],
    ["down 30 percent", "30 percent"],
    ["损失五亿元", "五亿元"],
    ["低 ２５．５％", "25.5%"],
  ])("may not say %j", (text, said) => expect(strayFigure([text], allowed)).toBe(said));
});

describe("CAP 1.2", () => {
  const bulletin: CapBulletin = {
    ...{
      id: "01a2",
      type: "Alert",
      severity: "orange",
      likelihood: 4,
      number: "2026-001",
      open: false,
      demo: false,
    },
    headline: { zh: "造纸：订单低于预期 <&>", en: "" },
    description: { zh: "说明\u0001", en: "said" },
    instruction: { zh: "请核对", en: "check" },
    sentAt: "2026-11-24T02:00:00.000Z",
    sectors: [{ code: "22", name: "造纸" }],
    region: { code: "37", name: "山东" },
  };
  const sender = { id: "wenlian", name: "联合会", web: null };
  const alert = capOf(bulletin, [], sender);
  test("Alert, Update and Cancel keep to the element list, with references and offsets", () => {
    expect(capFaults(alert)).toEqual([]);
    expect(alert).toContain("<sent>2026-11-24T10:00:00+08:00</sent>");
    const cancel = capOf(
      { ...bulletin, id: "01a4", type: "Cancel" },
      [bulletin, { ...bulletin, id: "01a3", type: "Update" }],
      sender,
    );
    expect(capFaults(cancel)).toEqual([]);
    expect(cancel).toContain(
      "<references>wenlian,01a2,2026-11-24T10:00:00+08:00 wenlian,01a3,2026-11-24T10:00:00+08:00</references>",
    );
    expect(capOf({ ...bulletin, demo: true }, [], sender)).toContain("<status>Exercise</status>");
  });
  test.each([
    [
      "a missing element",
      (xml: string) => xml.replace(/<urgency>.*?<\/urgency>/g, ""),
      "alert/info/urgency: missing",
    ],
    [
      "a moment in Z",
      (xml: string) => xml.replace("+08:00</sent>", "Z</sent>"),
      "alert/sent: 2026-11-24T10:00:00Z is not written as asked",
    ],
    [
      "a value outside the list",
      (xml: string) => xml.replace("Severe", "Grave"),
      "alert/info/severity: Grave is not in the list",
    ],
    [
      "an unknown element",
      (xml: string) => xml.replace("<scope>", "<colour>x</colour><scope>"),
      "alert/colour: no such element",
    ],
    [
      "a wrong order",
      (xml: string) => xml.replace(/(<status>.*<\/status>)\n(<msgType>.*<\/msgType>)/, "$2\n$1"),
      "alert/status: out of order",
    ],
    [
      "no area description",
      (xml: string) => xml.replace(/<areaDesc>.*?<\/areaDesc>/g, ""),
      "alert/info/area/areaDesc: missing",
    ],
    [
      "an Update of nothing",
      (xml: string) => xml.replace(">Alert<", ">Update<"),
      "references: an Update or Cancel must say what it refers to",
    ],
    [
      "a restricted one without saying to whom",
      (xml: string) => xml.replace(/<restriction>.*<\/restriction>\n/, ""),
      "restriction: needed where the scope is Restricted",
    ],
    ["a broken tag", (xml: string) => xml.replace("</info>", ""), "not well-formed"],
    [
      "another namespace",
      (xml: string) => xml.replace("cap:1.2", "cap:1.1"),
      "the namespace is not that of CAP 1.2",
    ],
  ])("%s is found", (_, break_, fault) => expect(capFaults(break_(alert))).toContain(fault));
});
