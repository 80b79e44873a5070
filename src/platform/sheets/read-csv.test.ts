// CSV by the letter of RFC 4180, however the text is cut into pieces.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CsvFault, csvLine, csvReader, readCsv } from "./read-csv.ts";

function parse(text: string, size = text.length || 1): string[][] {
  const reader = csvReader();
  const records: string[][] = [];
  for (let at = 0; at < text.length; at += size) {
    records.push(...reader.push(text.slice(at, at + size)).map(({ fields }) => fields));
  }
  return [...records, ...reader.end().map(({ fields }) => fields)];
}

describe("reading", () => {
  test("quotes, commas and line breaks inside quotes, CRLF, CR, a BOM, no last line break", () => {
    expect(parse('\uFEFFa,b\r\n"x, ""y""","1\r\n2"\r\n,\r"",end')).toEqual([
      ["a", "b"],
      ['x, "y"', "1\r\n2"],
      ["", ""],
      ["", "end"],
    ]);
    expect(parse("")).toEqual([]);
    expect(parse("a\n\n\nb\n")).toEqual([["a"], ["b"]]);
  });
  test("records know the line they start on", async () => {
    const records = [];
    for await (const record of readCsv(['a\n"x\n', 'y"\n\nb'])) records.push(record);
    expect(records.map(({ line }) => line)).toEqual([1, 2, 5]);
  });
  test("what is broken is named with its line", () => {
    expect(() => parse('a\nb"c')).toThrow(CsvFault);
    expect(() => parse('a\n"b')).toThrow("never closed");
    expect(() => parse('"a"b')).toThrow("after a closing quote");
  });
});

test("what is written is read back, whatever the pieces", () => {
  const field = fc.string({ unit: fc.constantFrom(...'a1,"\r\n 轻'), maxLength: 6 });
  const record = fc.array(field, { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(record, { maxLength: 6 }), fc.integer({ min: 1, max: 5 }), (records, size) => {
      const text = records.map((fields) => `${csvLine(fields)}\r\n`).join("");
      expect(parse(text, size)).toEqual(records);
    }),
  );
});
