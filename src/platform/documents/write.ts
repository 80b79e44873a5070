// Lays a paper out as .docx: A4, Chinese type, page numbers, the demo mark on every page, source notes at the end.
import type { Paragraph as DocxParagraph, FileChild, IRunOptions, TextRun as Run } from "docx";
import {
  type DocumentContent,
  type DocumentPicture,
  type DocumentTable,
  type Line,
  Notes,
  plain,
} from "./document.ts";
import { pictureFacts } from "./picture.ts";

type Docx = typeof import("docx");

export const docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

const body = { ascii: "Times New Roman", hAnsi: "Times New Roman", cs: "Times New Roman", eastAsia: "仿宋" };
const heavy = { ascii: "Arial", hAnsi: "Arial", cs: "Arial", eastAsia: "黑体" };
/** Sizes in half points: 三号 32, 四号 28, 小四 24, 五号 21. */
const size = { title: 40, heading: 32, subheading: 28, text: 24, small: 21 };
/** A4 in twentieths of a point, margins as in GB/T 9704 rounded. */
const paper = { width: 11906, height: 16838, margin: { top: 2098, bottom: 1984, left: 1588, right: 1474 } };
const textWidth = paper.width - paper.margin.left - paper.margin.right;
/** Widest and tallest picture, in pixels at 96 dpi. */
const pictureBox = { width: 560, height: 640 };

const said = {
  zh: { demo: "演示数据", notes: "数据来源与说明", general: "资料来源", page: ["第 ", " 页，共 ", " 页"] },
  en: {
    demo: "演示数据 · demo data",
    notes: "Sources of figures",
    general: "Sources",
    page: ["Page ", " of ", ""],
  },
} as const;

/** @returns the bytes of a .docx. The library is loaded with the first paper only. */
export async function writeDocument(content: DocumentContent): Promise<Buffer> {
  const docx = await import("docx");
  const labels = said[content.language ?? "zh"];
  const notes = new Notes();
  const children: FileChild[] = [
    paragraph(docx, [...words(docx, content.title, { bold: true, size: size.title, font: heavy })], "center"),
    ...(content.subtitle
      ? [paragraph(docx, [...words(docx, content.subtitle, { size: size.text })], "center")]
      : []),
    ...content.sections.flatMap((section) => [
      heading(docx, section.heading, section.level ?? 1),
      ...(section.paragraphs ?? []).map((line) => paragraph(docx, runs(docx, line, notes), "text")),
      ...(section.bullets ?? []).map(
        (line) =>
          new docx.Paragraph({
            children: runs(docx, line, notes),
            numbering: { reference: "dots", level: 0 },
            spacing: { line: 360 },
          }),
      ),
      ...(section.table ? table(docx, section.table, notes) : []),
      ...(section.picture ? picture(docx, section.picture) : []),
    ]),
    ...endNotes(docx, notes, content.sources ?? [], labels),
  ];
  const file = new docx.Document({
    title: plain(content.title),
    creator: plain(content.issuer ?? ""),
    lastModifiedBy: plain(content.issuer ?? ""),
    description: content.demo ? labels.demo : "",
    styles: { default: { document: { run: { font: body, size: size.text } } } },
    numbering: {
      config: [
        {
          reference: "dots",
          levels: [
            {
              level: 0,
              format: docx.LevelFormat.BULLET,
              text: "•",
              style: { paragraph: { indent: { left: 640, hanging: 320 } } },
            },
          ],
        },
      ],
    },
    sections: [
      {
        properties: { page: { size: { width: paper.width, height: paper.height }, margin: paper.margin } },
        headers: { default: header(docx, content, labels.demo) },
        footers: { default: footer(docx, content, labels.page) },
        children,
      },
    ],
  });
  return docx.Packer.toBuffer(file, false, [{ path: "word/fontTable.xml", data: fontTable }]);
}

/** Text as given and nothing else. Never as a bare child: one equal to a field's name would become that field. */
function words(docx: Docx, text: string, options: Omit<IRunOptions, "text" | "children"> = {}): Run[] {
  return plain(text)
    .split("\n")
    .map((line, i) => new docx.TextRun({ ...options, ...(i > 0 ? { break: 1 } : {}), text: line }));
}

function runs(docx: Docx, line: Line, notes: Notes, options: Omit<IRunOptions, "text"> = {}): Run[] {
  return (typeof line === "string" ? [line] : line).flatMap((piece) => {
    if (typeof piece === "string") return words(docx, piece, options);
    const number = notes.numberOf(plain(piece.source));
    return [
      ...words(docx, piece.figure, options),
      new docx.TextRun({ ...options, text: `[${number}]`, superScript: true }),
    ];
  });
}

function paragraph(docx: Docx, children: Run[], look: "center" | "text" | "small"): DocxParagraph {
  return new docx.Paragraph({
    children,
    alignment: look === "center" ? docx.AlignmentType.CENTER : docx.AlignmentType.LEFT,
    // Two characters in, as Chinese papers are set.
    ...(look === "text" ? { indent: { firstLine: 480 } } : {}),
    spacing: { line: look === "small" ? 300 : 400, after: look === "center" ? 160 : 60 },
  });
}

function heading(docx: Docx, text: string, level: 1 | 2): DocxParagraph {
  return new docx.Paragraph({
    heading: level === 1 ? docx.HeadingLevel.HEADING_1 : docx.HeadingLevel.HEADING_2,
    children: [
      ...words(docx, text, {
        bold: true,
        color: "000000",
        font: heavy,
        size: level === 1 ? size.heading : size.subheading,
      }),
    ],
    keepNext: true,
    spacing: { before: 240, after: 120 },
  });
}

function table(docx: Docx, content: DocumentTable, notes: Notes): FileChild[] {
  const shares = content.columns.map((column) => column.share ?? 1);
  const whole = shares.reduce((sum, share) => sum + share, 0) || 1;
  const widths = shares.map((share) => Math.floor((textWidth * share) / whole));
  const cell = (column: number, children: Run[], head: boolean) =>
    new docx.TableCell({
      width: { size: widths[column]!, type: docx.WidthType.DXA },
      ...(head ? { shading: { fill: "EEEAE4" } } : {}),
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      children: [
        new docx.Paragraph({
          children,
          alignment:
            content.columns[column]?.align === "right" ? docx.AlignmentType.RIGHT : docx.AlignmentType.LEFT,
        }),
      ],
    });
  const head = new docx.TableRow({
    tableHeader: true,
    cantSplit: true,
    children: content.columns.map((column, i) =>
      cell(i, [...words(docx, column.label, { bold: true, size: size.small })], true),
    ),
  });
  const rows = content.rows.map(
    (row) =>
      new docx.TableRow({
        cantSplit: true,
        children: content.columns.map((_, i) =>
          cell(i, runs(docx, row[i] ?? "—", notes, { size: size.small }), false),
        ),
      }),
  );
  return [
    ...(content.caption
      ? [paragraph(docx, [...words(docx, content.caption, { font: heavy, size: size.small })], "center")]
      : []),
    new docx.Table({
      rows: [head, ...rows],
      columnWidths: widths,
      width: { size: textWidth, type: docx.WidthType.DXA },
      layout: docx.TableLayoutType.FIXED,
    }),
    paragraph(docx, [], "small"),
  ];
}

function picture(docx: Docx, content: DocumentPicture): FileChild[] {
  const facts = pictureFacts(content.bytes);
  if (!facts) throw new Error("a picture in a document must be a PNG or JPEG with a sound header");
  const scale = Math.min(1, pictureBox.width / facts.width, pictureBox.height / facts.height);
  const caption = content.caption ?? "";
  return [
    new docx.Paragraph({
      alignment: docx.AlignmentType.CENTER,
      keepNext: caption !== "",
      children: [
        new docx.ImageRun({
          type: facts.type,
          data: content.bytes,
          transformation: {
            width: Math.max(1, Math.round(facts.width * scale)),
            height: Math.max(1, Math.round(facts.height * scale)),
          },
          altText: { name: plain(caption), title: plain(caption), description: plain(caption) },
        }),
      ],
    }),
    ...(caption ? [paragraph(docx, [...words(docx, caption, { size: size.small })], "center")] : []),
  ];
}

function endNotes(
  docx: Docx,
  notes: Notes,
  sources: readonly string[],
  labels: { notes: string; general: string },
): FileChild[] {
  const small = (text: string) => paragraph(docx, [...words(docx, text, { size: size.small })], "small");
  return [
    ...(notes.texts.length ? [heading(docx, labels.notes, 2)] : []),
    ...notes.texts.map((text, i) => small(`[${i + 1}] ${text}`)),
    ...(sources.length ? [heading(docx, labels.general, 2)] : []),
    ...sources.map(small),
  ];
}

function header(docx: Docx, content: DocumentContent, mark: string) {
  const children = [...words(docx, content.title, { size: 18, color: "595959" })];
  if (content.demo)
    children.push(...words(docx, `　${mark}`, { size: 18, bold: true, color: "A61B29", font: heavy }));
  return new docx.Header({
    children: [new docx.Paragraph({ children, alignment: docx.AlignmentType.RIGHT })],
  });
}

function footer(docx: Docx, content: DocumentContent, page: readonly [string, string, string]) {
  const small = { size: 18, color: "595959" };
  return new docx.Footer({
    children: [
      new docx.Paragraph({
        alignment: docx.AlignmentType.CENTER,
        children: [
          ...(content.issuer ? [...words(docx, `${content.issuer}　`, small)] : []),
          new docx.TextRun({
            ...small,
            children: [page[0], docx.PageNumber.CURRENT, page[1], docx.PageNumber.TOTAL_PAGES, page[2]],
          }),
        ],
      }),
    ],
  });
}

/** Other names of the same faces, for machines that do not have the first. */
const fontTable = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${[
  ["仿宋", "仿宋_GB2312, FangSong, STFangsong, Noto Serif CJK SC", "roman"],
  ["黑体", "SimHei, STHeiti, Noto Sans CJK SC", "swiss"],
]
  .map(
    ([name, others, family]) =>
      `<w:font w:name="${name}"><w:altName w:val="${others}"/><w:charset w:val="86"/><w:family w:val="${family}"/></w:font>`,
  )
  .join("")}</w:fonts>`;
