// The bylaw of the registry, case by case: edits, codes, dated records.
import { describe, expect, test } from "vitest";
import { addDated, edit, emptyDetails, endDated, isCurrent, sectorsOf, settleCode } from "./enterprise.ts";

const before = {
  ...emptyDetails,
  name: "山东新纸业有限公司",
  creditCode: "91370000MA3C0000XX",
  industryCode: "2221",
  aliases: ["新纸", "XZ"],
};

describe("edit", () => {
  test("only what differs counts as changed; the order of aliases does not", () => {
    const result = edit(before, { aliases: ["XZ", "新纸"], address: " 济南 ", shortName: "" }, false);
    expect(result).toMatchObject({ ok: true, changed: ["address"], formerName: null });
    expect(result.ok && result.after.address).toBe("济南");
  });
  test("a name given up is kept as a former name", () => {
    expect(edit(before, { name: "山东新纸业股份有限公司" }, true)).toMatchObject({
      ok: true,
      changed: ["name"],
      formerName: "山东新纸业有限公司",
    });
  });
  test.each([{ name: "别的公司" }, { creditCode: "91370000MA3C0000YY" }, { industryCode: "2222" }])(
    "the enterprise itself cannot change %o",
    (patch) => {
      expect(edit(before, patch, false)).toEqual({
        ok: false,
        refusal: { code: "enterprises.identity-kept", params: {} },
      });
    },
  );
  test("the same identity sent back is no change", () => {
    expect(edit(before, { name: before.name, regionCode: "370100" }, false)).toMatchObject({
      ok: true,
      changed: ["regionCode"],
    });
  });
  test("a blank name does not erase the name; a new code drops the old excuse", () => {
    const excused = { ...before, codeOverrideReason: "早期试点码" };
    const result = edit(excused, { name: "  ", creditCode: "91370000MA3C0000YY" }, true);
    expect(result.ok && result.after.name).toBe(before.name);
    expect(result.ok && result.after.codeOverrideReason).toBeNull();
  });
});

describe("settleCode", () => {
  test.each([
    [null, "malformed", null, { ok: true, reason: null }],
    ["X", "valid", "不需要的理由", { ok: true, reason: null }],
    ["X", "check-digit", " 执照如此 ", { ok: true, reason: "执照如此" }],
  ] as const)("%s %s passes", (code, verdict, reason, expected) => {
    expect(settleCode(code, verdict, reason)).toEqual(expected);
  });
  test.each([
    ["malformed", "执照如此", "enterprises.code-malformed"],
    ["check-digit", "  ", "enterprises.code-needs-reason"],
    ["check-digit", null, "enterprises.code-needs-reason"],
  ] as const)("%s with reason %j is refused", (verdict, reason, code) => {
    expect(settleCode("X", verdict, reason)).toMatchObject({ ok: false, refusal: { code } });
  });
});

describe("dated records", () => {
  const giant = (from: string, to: string | null) => ({ code: "LITTLE_GIANT", from, to });
  const name = () => "小巨人";
  test("both ends are included", () => {
    expect(isCurrent(giant("2024-01-01", "2026-12-31"), "2026-12-31")).toBe(true);
    expect(isCurrent(giant("2024-01-01", "2026-12-31"), "2027-01-01")).toBe(false);
    expect(isCurrent(giant("2024-01-01", null), "2023-12-31")).toBe(false);
  });
  test("the next term begins the day after; an overlap is refused; another tier may run beside", () => {
    const first = [giant("2021-07-01", "2024-06-30")];
    expect(addDated(first, giant("2024-07-01", "2027-06-30"), name)).toEqual({ ok: true });
    expect(addDated(first, giant("2024-06-30", null), name)).toMatchObject({
      ok: false,
      refusal: { code: "enterprises.dates-overlap", params: { name: "小巨人", from: "2021-07-01" } },
    });
    expect(addDated([giant("2021-07-01", null)], giant("2030-01-01", null), name).ok).toBe(false);
    expect(addDated(first, { code: "CHAMPION", from: "2024-01-01", to: null }, name).ok).toBe(true);
  });
  test("an end before the beginning is refused", () => {
    expect(addDated([], giant("2024-07-01", "2024-06-30"), name).ok).toBe(false);
    expect(endDated(giant("2024-07-01", null), "2024-06-30").ok).toBe(false);
    expect(endDated(giant("2024-07-01", null), "2024-07-01").ok).toBe(true);
  });
});

test("an industry lies in the ones above it", () => {
  expect(sectorsOf("2221")).toEqual(["22", "222", "2221"]);
  expect(sectorsOf("22")).toEqual(["22"]);
  expect(sectorsOf(null)).toEqual([]);
});
