// Files that are not what they say, or mean harm: each is refused with a sentence, quickly.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bareWorkbook, listForm, zip } from "./fixtures.ts";
import { readWorkbook } from "./read.ts";
import { writeTemplate } from "./template.ts";

const ole = (body: Buffer) =>
  Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600), body]);

async function refusal(file: Buffer | string, limits = {}): Promise<string> {
  const { rows, problems } = await readWorkbook(file, listForm, { limits });
  expect(rows).toEqual([]);
  expect(problems.at(-1)).toMatchObject({ severity: "error", cell: "", row: null });
  expect(problems.at(-1)!.zh).toMatch(/请/);
  return problems.at(-1)!.code;
}

describe("not a workbook", () => {
  test.each([
    ["empty", Buffer.alloc(0), "file_empty"],
    ["old .xls renamed", ole(Buffer.from("Workbook", "utf16le")), "file_old_excel"],
    ["encrypted .xlsx", ole(Buffer.from("EncryptedPackage", "utf16le")), "file_encrypted"],
    ["csv renamed", Buffer.from("编号,数量\r\nA-1,3\r\n"), "file_csv"],
    ["utf-16 text", Buffer.from("\ufeff编号\t数量\r\n", "utf16le"), "file_csv"],
    ["web page", Buffer.from("<html><table><tr><td>1</td></tr></table></html>"), "file_html"],
    ["pdf", Buffer.from("%PDF-1.7\n"), "file_other_office"],
    ["word", zip([{ name: "word/document.xml", data: Buffer.from("<a/>") }]), "file_other_office"],
    ["plain zip", zip([{ name: "a.txt", data: Buffer.from("a") }]), "file_not_workbook"],
    [
      "picture",
      Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(64)]),
      "file_not_workbook",
    ],
    ["broken xml", bareWorkbook("<worksheet><sheetData><row"), "file_broken"],
  ])("%s", async (_, file, code) => {
    expect(await refusal(file)).toBe(code);
  });

  test("cut off anywhere, it is a sentence and never a crash", async () => {
    const whole = await writeTemplate(listForm, [{ number: "1", bought: "2026-01-01" }]);
    for (const part of [0.1, 0.5, 0.9, 0.999])
      expect(await refusal(whole.subarray(0, Math.floor(whole.length * part)))).toMatch(/^file_/);
  });

  test("bytes flipped at random are read or refused, never thrown", async () => {
    const whole = await writeTemplate(listForm, [{ number: "1", bought: "2026-01-01" }]);
    for (let i = 0; i < 60; i++) {
      const file = Buffer.from(whole);
      randomBytes(8).copy(file, Math.floor((i / 60) * (file.length - 8)));
      await expect(readWorkbook(file, listForm)).resolves.toHaveProperty("problems");
    }
  });

  test("read from disk as from memory; a missing file is a sentence", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sheets-"));
    writeFileSync(
      join(folder, "a.xlsx"),
      await writeTemplate(listForm, [{ number: "1", bought: "2026-01-01" }]),
    );
    expect((await readWorkbook(join(folder, "a.xlsx"), listForm)).rows).toHaveLength(1);
    expect(await refusal(join(folder, "b.xlsx"))).toBe("file_missing");
    rmSync(folder, { recursive: true });
  });
});

describe("harmful", () => {
  const big = Buffer.alloc(64 * 1024 * 1024, " ");

  test("50 MB are refused by size alone", async () => {
    expect(await refusal(Buffer.alloc(50 * 1024 * 1024, "PK"))).toBe("file_too_large");
  });

  test("a bomb that declares its size, one that hides it, and one of many parts", async () => {
    expect(await refusal(bareWorkbook(big))).toBe("file_inflates");
    expect(await refusal(bareWorkbook(big, [], 1000))).toMatch(/file_inflates|file_broken/);
    const parts = Array.from({ length: 3000 }, (_, i) => ({ name: `xl/a${i}`, data: Buffer.from("a") }));
    expect(await refusal(bareWorkbook("<a/>", parts))).toBe("file_inflates");
    const wide = Buffer.from(`<worksheet>${"<c/>".repeat(2_000_000)}</worksheet>`);
    expect(await refusal(bareWorkbook(wide), { maxInflatedBytes: 1e6 })).toBe("file_inflates");
  });

  test("entities neither grow nor reach out", async () => {
    const laughs = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>`;
    expect(await refusal(bareWorkbook(laughs))).toBe("file_unsafe");
    const outside = `<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><worksheet/>`;
    expect(await refusal(bareWorkbook(outside))).toBe("file_unsafe");
    expect(await refusal(bareWorkbook("<worksheet>&b;</worksheet>"))).toBe("file_broken");
  });

  test("a relationship that points outside the package finds nothing", async () => {
    const file = zip([
      {
        name: "xl/workbook.xml",
        data: Buffer.from(`<workbook><sheets><sheet name="a" id="r1"/></sheets></workbook>`),
      },
      {
        name: "xl/_rels/workbook.xml.rels",
        data: Buffer.from(
          `<Relationships><Relationship Id="r1" Type="/worksheet" Target="../../../../etc/passwd"/></Relationships>`,
        ),
      },
    ]);
    expect(await refusal(file)).toBe("header_missing");
  });

  test("more rows than allowed", async () => {
    const file = await writeTemplate(
      listForm,
      Array.from({ length: 30 }, (_, i) => ({ number: `${i}`, bought: "2026-01-01" })),
    );
    expect(await refusal(file, { maxRows: 20 })).toBe("too_many_rows");
  });

  test("more cells than memory should hold", async () => {
    const row = `<row r="1">${"<c><v>1</v></c>".repeat(2_000_000)}</row>`;
    expect(
      await refusal(bareWorkbook(`<worksheet><sheetData>${row}</sheetData></worksheet>`), { maxRatio: 1e6 }),
    ).toBe("too_many_cells");
  });

  test("a million blank rows and thousands of merged areas do not hang", async () => {
    const rows = `<row r="1"><c t="str"><v>x</v></c></row>${'<row><c s="1"/></row>'.repeat(300_000)}`;
    expect(await refusal(bareWorkbook(`<worksheet><sheetData>${rows}</sheetData></worksheet>`))).toBe(
      "header_missing",
    );
    const header = listForm.columns.map((c) => `<c t="str"><v>${c.label}</v></c>`).join("");
    const merges = Array.from(
      { length: 5000 },
      (_, i) => `<mergeCell ref="A${i * 2 + 5}:B${i * 2 + 6}"/>`,
    ).join("");
    const sheet = `<worksheet><sheetData><row r="1">${header}</row></sheetData><mergeCells>${merges}</mergeCells></worksheet>`;
    expect(await refusal(bareWorkbook(sheet))).toBe("merged_many");
  });
});
