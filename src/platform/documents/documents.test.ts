// The Word file opened again: text, notes, table, marks; and text that tries to become more than text.
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import type { DocumentContent } from "./document.ts";
import { plain } from "./document.ts";
import { aPng, textOf, unzip } from "./fixtures.ts";
import { pictureFacts } from "./picture.ts";
import { writeDocument } from "./write.ts";

const paper: DocumentContent = {
  title: "造纸行业运行调研报告",
  subtitle: "2026 年 10 月",
  demo: true,
  issuer: "中国轻工业联合会（演示）",
  sections: [
    {
      heading: "一、调研目的",
      paragraphs: [
        [
          "10 月造纸业营业收入 ",
          { figure: "123.4 亿元", source: "填报月报 2026-10，覆盖 41 家" },
          "，继续回升。",
        ],
        [
          "用电量 ",
          { figure: "5.6 亿千瓦时", source: "现场访谈" },
          "；收入口径同上 ",
          { figure: "123.4 亿元", source: "填报月报 2026-10，覆盖 41 家" },
        ],
      ],
      bullets: ["纸浆到港推迟", "订单不足"],
      table: {
        caption: "表 1　走访企业",
        columns: [{ label: "企业" }, { label: "从业人员", align: "right" }],
        rows: [
          ["华纸（演示）", [{ figure: "1,204", source: "企业填报" }]],
          ["江北造纸", "—"],
        ],
      },
      picture: { bytes: aPng, caption: "图 1　车间" },
    },
  ],
  sources: ["国家统计局：国民经济行业分类（GB/T 4754-2017）"],
};

const opened = async (content: DocumentContent) => unzip(await writeDocument(content));

const isWellFormed = (xml: string): boolean => {
  const parser = new SaxesParser({ xmlns: true });
  let good = true;
  parser.on("error", () => {
    good = false;
  });
  parser.write(xml).close();
  return good;
};

describe("a paper", () => {
  test("carries its text, table and numbered sources; the same source keeps its number", async () => {
    const parts = await opened(paper);
    const text = textOf(parts.get("word/document.xml")!);
    expect(text).toContain("造纸行业运行调研报告");
    expect(text).toContain("10 月造纸业营业收入 123.4 亿元[1]，继续回升。");
    expect(text).toContain("用电量 5.6 亿千瓦时[2]；收入口径同上 123.4 亿元[1]");
    expect(text).toContain("1,204[3]");
    const notes = text.slice(text.indexOf("数据来源与说明"));
    expect(notes).toContain("[1] 填报月报 2026-10，覆盖 41 家\n[2] 现场访谈\n[3] 企业填报");
    expect(notes).not.toContain("[4]");
    expect(notes).toContain("资料来源\n国家统计局：国民经济行业分类（GB/T 4754-2017）");
    const document = parts.get("word/document.xml")!;
    expect(document.match(/<w:tr[ >]/g)).toHaveLength(3);
    expect(document).toContain("<w:tblHeader");
    expect(document).toMatch(/<w:numPr>.*?纸浆到港推迟/s);
  });

  test("is A4, in 仿宋 and 黑体 with other names for both, with page numbers and the demo mark", async () => {
    const parts = await opened(paper);
    const document = parts.get("word/document.xml")!;
    expect(document).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
    expect(document).toContain('w:eastAsia="黑体"');
    expect(parts.get("word/styles.xml")).toContain('w:eastAsia="仿宋"');
    expect(parts.get("word/fontTable.xml")).toContain('<w:altName w:val="仿宋_GB2312, FangSong');
    const header = parts.get("word/header1.xml")!;
    expect(textOf(header)).toContain("演示数据");
    const footer = parts.get("word/footer1.xml")!;
    expect(footer.match(/<w:instrText[^>]*>(PAGE|NUMPAGES)/g)).toHaveLength(2);
    expect(textOf(footer)).toContain("中国轻工业联合会（演示）");
    const real = await opened({ ...paper, demo: false });
    expect([...real.values()].join("")).not.toContain("演示数据");
  });

  test("holds the picture in its proportions, and refuses what is none", async () => {
    const parts = await opened(paper);
    expect([...parts.keys()].filter((name) => /^word\/media\/.*\.png$/.test(name))).toHaveLength(1);
    await expect(
      writeDocument({ title: "x", sections: [{ heading: "x", picture: { bytes: Buffer.from("<svg/>") } }] }),
    ).rejects.toThrow("PNG or JPEG");
  });

  test("is well-formed XML in every part", async () => {
    for (const [name, xml] of await opened(paper))
      if (/\.(xml|rels)$/.test(name)) expect([name, isWellFormed(xml)]).toEqual([name, true]);
  });
});

describe("text stays text", () => {
  const nasty = [
    'CURRENT PAGE { PAGE } =HYPERLINK("http://x") <w:instrText>DATE</w:instrText>',
    "]]></w:t></w:r><w:hyperlink r:id='rId9'/>&amp;\u0000\u0001\u000b\ufffe\ud800\u202e",
    "CURRENT",
    "TOTAL_PAGES",
    "https://example.org/a?b=1&c=2",
    "一行\n两行\r\n三行",
  ];

  test("no field, link or element comes from words, wherever they stand", async () => {
    const parts = await opened({
      title: nasty[0]!,
      subtitle: nasty[1]!,
      issuer: nasty[2]!,
      demo: true,
      sections: [
        ...nasty.map((text) => ({
          heading: text,
          paragraphs: [text, [text, { figure: text, source: text }]],
          bullets: [text],
          table: { caption: text, columns: [{ label: text }], rows: [[text]] },
        })),
        { heading: "图", picture: { bytes: aPng, caption: nasty[1]! } },
      ],
      sources: nasty,
    });
    for (const [name, xml] of parts) {
      if (!/\.(xml|rels)$/.test(name)) continue;
      expect([name, isWellFormed(xml)]).toEqual([name, true]);
      expect(xml).not.toMatch(/<w:hyperlink|<w:fldSimple|TargetMode="External"/);
      const fields = [...xml.matchAll(/<w:instrText[^>]*>([^<]*)</g)].map(([, code]) => code);
      expect(fields).toEqual(name === "word/footer1.xml" ? ["PAGE", "NUMPAGES"] : []);
    }
    const text = textOf(parts.get("word/document.xml")!);
    expect(text).toContain("\nCURRENT\n");
    expect(text).toContain('=HYPERLINK("http://x") <w:instrText>DATE</w:instrText>');
    expect(parts.get("word/document.xml")).toMatch(
      /一行<\/w:t><\/w:r><w:r>(?:<w:rPr>.*?<\/w:rPr>)?<w:br\/><w:t[^>]*>两行/,
    );
  });

  test("what XML cannot hold is left out, characters beyond the first plane stay", () => {
    expect(plain("a\u0000b\u202ec\u{20000}\ud800d\te")).toBe("abc\u{20000}d\te");
  });
});

describe("the size of a picture", () => {
  test.each([
    ["a PNG", aPng, { type: "png", width: 1, height: 1 }],
    [
      "a JPEG after its tables",
      Buffer.from("ffd8ffdb000400ffffc00011080123045603012200021101031101", "hex"),
      { type: "jpg", width: 0x456, height: 0x123 },
    ],
    ["a JPEG cut off", Buffer.from("ffd8ffdb0004", "hex"), null],
    ["a segment without length", Buffer.from("ffd8ffe1000000000000000000000000", "hex"), null],
    ["text", Buffer.from("hello, this is no picture at all"), null],
    ["nothing", Buffer.alloc(0), null],
  ])("%s", (_, bytes, facts) => {
    expect(pictureFacts(bytes as Buffer)).toEqual(facts);
  });
});
