// Which version is asked for which period, from when a version may be valid, and who is asked: tables of cases.
import { describe, expect, it } from "vitest";
import { addDays, lastDayOf } from "../../engines/calendar/index.ts";
import type { Field, FormDefinition } from "../../engines/forms/index.ts";
import {
  askedBetween,
  askedNow,
  sourceFaults,
  type Version,
  validFrom,
  versionFaults,
  versionOn,
} from "./form.ts";
import { codesIn, respondents } from "./panel.ts";

const version = (
  number: number,
  validFrom: string,
  more: Partial<Version> = {},
  periodicity: FormDefinition["periodicity"] = "month",
): Version => ({
  code: "f",
  version: number,
  validFrom,
  validTo: null,
  definition: {
    code: "f",
    version: number,
    title: { zh: "表", en: "form" },
    periodicity,
    dueDay: 10,
    lockAfterDays: 20,
    sections: [],
    checks: [],
  },
  ...more,
});

describe("what is asked now", () => {
  it("the period that has ended last, with the newest version valid in it", () => {
    const two = [version(1, "2026-01-01"), version(2, "2026-11-01")];
    const at = (today: string) => {
      const asked = askedNow(two, today);
      return asked && [asked.period, asked.version.version];
    };
    expect(at("2026-11-24")).toEqual(["2026-10", 1]);
    expect(at("2026-12-01")).toEqual(["2026-11", 2]);
    expect(askedNow([version(1, "2026-11-01")], "2026-11-24")).toBeNull();
    expect(versionOn(two, "2026-10-31")?.version).toBe(1);
  });
  it.each([
    ["day", "2026-11-23"],
    ["week", "2026-W47"],
    ["ten-day", "2026-11-T2"],
    ["quarter", "2026-Q3"],
    ["year", "2025"],
    ["once", "once"],
  ] as const)("%s", (length, period) => {
    expect(askedNow([version(1, "2020-01-01", {}, length)], "2026-11-24")?.period).toBe(period);
  });
  it("nothing from the day a form is withdrawn", () => {
    const ended = [version(1, "2026-01-01", { validTo: "2026-11-24" })];
    expect(askedNow(ended, "2026-11-23")?.period).toBe("2026-10");
    expect(askedNow(ended, "2026-11-24")).toBeNull();
  });
});

describe("what is asked between two days", () => {
  it.each(["day", "week", "ten-day", "month", "quarter", "year"] as const)(
    "is what is asked on each of its days: %s",
    (length) => {
      const versions = [
        version(1, "2026-01-01", {}, length),
        version(2, "2026-07-01", { validTo: "2027-02-10" }, length),
      ];
      const days = Array.from({ length: 420 }, (_, i) => addDays("2026-02-01", i));
      const daily = new Map<string, number>();
      for (const today of days) {
        const asked = askedNow(versions, today);
        const opens = asked && addDays(lastDayOf(asked.period), 1);
        if (opens === today) daily.set(asked!.period, asked!.version.version);
      }
      const between = askedBetween(versions, days[0]!, days.at(-1)!);
      expect(between.map((one) => [one.period, one.version.version])).toEqual([...daily]);
      expect(between.length).toBeGreaterThan(0);
    },
  );
  it("once, from the day it opened; nothing without a version", () => {
    const once = [version(1, "2026-05-04", {}, "once")];
    expect(askedBetween(once, "2026-05-01", "2026-05-31").map((one) => one.period)).toEqual(["once"]);
    expect(askedBetween(once, "2026-05-05", "2026-05-31")).toEqual([]);
    expect(askedBetween([], "2026-05-01", "2026-05-31")).toEqual([]);
  });
});

describe("validity of a new version", () => {
  it("begins with a period of the form's own length, never before the version in force", () => {
    expect(validFrom("month", "2026-11", "2026-01-01")).toEqual({ ok: true, day: "2026-11-01" });
    expect(validFrom("once", "2026-11-24", null)).toEqual({ ok: true, day: "2026-11-24" });
    expect(validFrom("week", "2026-11", null)).toMatchObject({ refusal: { code: "forms.wrong-period" } });
    expect(validFrom("month", "2025-12", "2026-01-01")).toMatchObject({
      refusal: { code: "forms.before-version", params: { day: "2026-01-01" } },
    });
  });
});

describe("a figure taken from another form", () => {
  const text = (zh: string) => ({ zh, en: zh });
  const known = {
    form: "g",
    formTitle: text("快报"),
    field: "output",
    label: text("产值"),
    unit: text("万元"),
    type: "decimal" as const,
    periodicity: "month" as const,
  };
  const form = (unit: string, field = "output"): FormDefinition => ({
    ...version(1, "2026-01-01").definition,
    sections: [
      {
        code: "main",
        title: text("甲"),
        repeat: null,
        fields: [
          {
            code: "output",
            label: text("产值"),
            unit: text(unit),
            type: "decimal",
            decimals: 2,
            required: true,
            min: null,
            max: null,
            maxLength: 500,
            direction: "neutral",
            carried: false,
            help: text(""),
            askedWhen: null,
            formula: null,
            source: { form: "g", field },
          },
        ],
      },
    ],
  });
  it("must be there, of the same length and unit", () => {
    expect(sourceFaults(form("万元"), [known])).toEqual([]);
    expect(sourceFaults(form("元"), [known])[0]?.zh).toMatch(/对方是“万元”/);
    expect(sourceFaults(form("万元", "gone"), [known])[0]?.zh).toMatch(/已不在对方表式里/);
    expect(sourceFaults(form("万元"), [{ ...known, periodicity: "week" }])[0]?.zh).toMatch(/长短不同/);
  });
});

describe("who is asked", () => {
  const list = (...members: string[]) => ({ kind: "list" as const, members });
  it("once, although on two panels; without a panel everybody", () => {
    expect(respondents([list("a", "b"), list("b", "c")], ["a", "b", "c", "d"], "members")).toEqual([
      "a",
      "b",
      "c",
    ]);
    expect(respondents([], ["a", "b", "a"], "members")).toEqual(["a", "b"]);
    expect(respondents([{ kind: "members", members: [] }], ["a"], "members")).toEqual(["a"]);
  });
  it("an association asks nobody who has left it; the federation may", () => {
    expect(respondents([list("a", "left")], ["a"], "members")).toEqual(["a"]);
    expect(respondents([list("a", "left")], ["a"], "anybody")).toEqual(["a", "left"]);
  });
  it("codes come out of whatever was pasted, each once", () => {
    expect(codesIn("甲公司\t91370100MA3C0Q7X2P\n乙：９１３７０１００MA3C0Q7X2P，abc 123")).toEqual([
      "91370100MA3C0Q7X2P",
    ]);
  });
});

describe("against its own published versions", () => {
  const asking = (unit: string, more: Partial<Field> = {}): FormDefinition => ({
    ...version(1, "2026-01-01").definition,
    sections: [
      {
        code: "main",
        title: { zh: "主要指标", en: "Main" },
        repeat: null,
        fields: [
          {
            code: "stock",
            label: { zh: "库存", en: "Stock" },
            unit: { zh: unit, en: unit },
            type: "decimal",
            ...more,
          } as Field,
        ],
      },
    ],
  });
  const faults = (form: FormDefinition) =>
    versionFaults(form, [asking("吨")]).map(({ at, severity }) => [at, severity]);

  it("a code keeps its unit and stays a figure; digits, names and new codes are free", () => {
    expect(
      faults(asking("吨", { decimals: 0, label: { zh: "原料库存", en: "Raw stock" }, type: "integer" })),
    ).toEqual([]);
    expect(faults(asking("万吨", { code: "stock_2" }))).toEqual([]);
    expect(faults(asking("万吨"))).toEqual([["fields.stock.unit", "stop"]]);
    expect(faults(asking("吨", { type: "text" }))).toEqual([["fields.stock.unit", "stop"]]);
    expect(versionFaults(asking("万吨"), [asking("吨")])[0]!.zh).toMatch(/单位是“吨”，现在是“万吨”/);
  });

  it("also against a version before the last, in which the code was not asked", () => {
    const without = { ...asking("吨"), sections: [] };
    expect(versionFaults(asking("万吨"), [asking("吨"), without])).toHaveLength(1);
  });
});
