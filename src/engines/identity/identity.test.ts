// Codes held against the published examples, a second implementation and what people mistype; names by their key.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { stdnum } from "stdnum";
import { describe, expect, test } from "vitest";
import {
  CREDIT_CODE_CHARSET,
  checkCreditCode,
  creditCheckCharacter,
  isWithinIndustry,
  nameKey,
  normalizeName,
  orgCheckCharacter,
  parseIndustryCode,
  sectionOfDivision,
} from "./index.ts";

const { uscc } = JSON.parse(readFileSync(new URL("../../../data/codes.json", import.meta.url), "utf8"));
const kinds = (text: string) =>
  checkCreditCode(text).problems.map(({ kind, severity }) => `${kind} ${severity}`);

const character = fc.constantFrom(...CREDIT_CODE_CHARSET);
const validCode = fc
  .tuple(
    fc.constantFrom("110000", "330226", "440606"),
    fc.string({ unit: character, minLength: 8, maxLength: 8 }),
  )
  .map(([region, body]) => `91${region}${body}`)
  .map((code) => code + orgCheckCharacter(code.slice(8)))
  .map((code) => code + creditCheckCharacter(code));

describe("credit codes", () => {
  test("every published example is judged as published", () => {
    for (const { code, expected_valid, check_expected, org_check_ok } of uscc.examples) {
      const { problems } = checkCreditCode(code);
      const refused = problems.some(({ severity }) => severity === "refuse");
      expect(problems.every(({ kind }) => kind !== "check") && !refused, code).toBe(expected_valid);
      if (refused) continue;
      expect(creditCheckCharacter(code), code).toBe(check_expected);
      expect(orgCheckCharacter(code.slice(8, 16)) === code[16], code).toBe(org_check_ok);
    }
    expect(uscc.examples.length).toBeGreaterThan(10);
  });

  test("a second implementation agrees on right codes and on every code with one character changed", () => {
    // stdnum 1.12.0 knows no check character 0 (it looks up place 31 of 31); the standard has it, so those are left out.
    const other = (code: string) => stdnum.CN?.uscc?.validate(code).isValid;
    let compared = 0;
    fc.assert(
      fc.property(validCode, fc.integer({ min: 8, max: 17 }), character, (code, place, letter) => {
        expect(checkCreditCode(code).ok).toBe(true);
        const changed = code.slice(0, place) + letter + code.slice(place + 1);
        const fits = !checkCreditCode(changed).problems.some(({ kind }) => kind === "check");
        expect(fits).toBe(letter === code[place]);
        for (const [text, right] of [
          [code, true],
          [changed, fits],
        ] as const) {
          if (creditCheckCharacter(text) === "0") continue;
          compared++;
          expect(other(text)).toBe(right);
        }
      }),
    );
    expect(compared).toBeGreaterThan(150);
  });

  test("two neighbours exchanged are always noticed", () => {
    fc.assert(
      fc.property(validCode, fc.integer({ min: 8, max: 16 }), (code, place) => {
        const [a, b] = [code[place] ?? "", code[place + 1] ?? ""];
        const changed = code.slice(0, place) + b + a + code.slice(place + 2);
        expect(checkCreditCode(changed).ok).toBe(a === b);
      }),
    );
  });

  test("however it was pasted, it is the same code", () => {
    const code = "9144030071526726XG";
    const wide = [...code].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join("");
    for (const text of [
      wide,
      "9144 0300 7152 6726 xg",
      " 91440300-71526726-XG\u200b\n",
      "914403007152 6726XG",
    ]) {
      expect(checkCreditCode(text)).toMatchObject({ ok: true, normalized: code });
    }
  });

  test("wrong form is refused, a wrong check character only warned of", () => {
    expect(kinds("")).toEqual(["length refuse"]);
    expect(kinds("9144030071526726X")).toEqual(["length refuse"]);
    expect(kinds("9144O30071526726XG")).toEqual(["charset refuse"]);
    expect(checkCreditCode("9144O30071526726XG").suggestion).toBe("9144030071526726XG");
    expect(kinds("914403A071526726XG")).toEqual(["region refuse"]);
    expect(kinds("9144030071526726XH")).toEqual(["check warn"]);
    expect(checkCreditCode("9144030071526726XH")).toMatchObject({
      ok: false,
      acceptable: true,
      suggestion: null,
    });
    expect(checkCreditCode("91350100M0001TGQXM")).toMatchObject({ acceptable: true });
    expect(kinds("9199030071526726XG")).toContain("region warn");
    expect(kinds("Q144030071526726XG")).toContain("registrar warn");
  });

  test("whatever is typed, the answer comes and every problem has a sentence in both languages", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 24 }), (text) => {
        const { ok, problems } = checkCreditCode(text);
        expect(ok).toBe(problems.length === 0);
        for (const { zh, en } of problems) expect(zh.length * en.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe("names", () => {
  test("one way to write it", () => {
    expect(normalizeName(" 佛山市ＡＢＣ 家具(集团) 有限公司 ")).toBe("佛山市ABC家具（集团）有限公司");
    expect(normalizeName("晋江【鞋业】「中国」有限公司")).toBe("晋江（鞋业）（中国）有限公司");
    expect(normalizeName("Nine  Dragons Paper（Holdings）")).toBe("Nine Dragons Paper（Holdings）");
  });
  test("spellings of one name meet; different names do not", () => {
    expect(nameKey("晋中市辰茂乳业有限责任公司")).toBe(nameKey("晋中市辰茂乳业 有限公司"));
    expect(nameKey("甲（中国）股份有限公司")).toBe(nameKey("甲(中国)股份公司"));
    expect(nameKey("甲·乙制造有限公司")).toBe(nameKey("甲•乙制造有限公司"));
    expect(nameKey("甲股份有限公司")).not.toBe(nameKey("甲有限公司"));
    expect(nameKey("甲有限公司第二分厂")).not.toBe(nameKey("甲有限公司"));
  });
  test("normalising twice is normalising once", () => {
    const letters = fc.constantFrom(..."甲乙公司（）()【】 　·•ＡAa,，");
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 20 }), (text) => {
        expect(normalizeName(normalizeName(text))).toBe(normalizeName(text));
        expect(nameKey(normalizeName(text))).toBe(nameKey(text));
      }),
    );
  });
});

describe("industry codes", () => {
  test("sections, divisions, groups, classes; what is none is none", () => {
    expect(parseIndustryCode("1331")).toEqual({ code: "1331", level: "class", section: "C", division: "13" });
    expect(parseIndustryCode("Ｃ")).toEqual({ code: "C", level: "section", section: "C", division: null });
    expect(parseIndustryCode("C133")?.level).toBe("group");
    expect(sectionOfDivision("85")).toBe("Q");
    for (const wrong of ["", "1", "13311", "A13", "98", "00", "Z", "13a"])
      expect(parseIndustryCode(wrong)).toBeNull();
    const code = parseIndustryCode("7010");
    expect(
      code && [isWithinIndustry(code, "K"), isWithinIndustry(code, "7010"), isWithinIndustry(code, "71")],
    ).toEqual([true, true, false]);
  });
});

test("the example of the README", () => {
  const check = checkCreditCode("9144 0300 7152 6726 XH");
  expect([check.normalized, check.acceptable, check.problems[0]?.kind]).toEqual([
    "9144030071526726XH",
    true,
    "check",
  ]);
  expect(nameKey("佛山市甲家具（集团）有限责任公司")).toBe("佛山市甲家具集团有限公司");
});
