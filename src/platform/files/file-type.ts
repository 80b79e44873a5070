// What a file really is, by its content; the extension follows the content, never the other way round.
import { fileTypeFromBuffer } from "file-type";

export type FileType = { mime: string; extension: string };

const office = "application/vnd.openxmlformats-officedocument";

/** Kinds that may be kept. Whatever a browser would run (html, svg, scripts) is not among them. */
export const allowedTypes: Readonly<Record<string, string>> = {
  "application/pdf": "pdf",
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "image/gif": "gif",
  [`${office}.wordprocessingml.document`]: "docx",
  [`${office}.spreadsheetml.sheet`]: "xlsx",
  [`${office}.presentationml.presentation`]: "pptx",
  "application/msword": "doc",
  "application/vnd.ms-excel": "xls",
  "application/vnd.ms-powerpoint": "ppt",
  "application/ofd": "ofd",
  "text/csv": "csv",
  "text/plain": "txt",
};

export async function sniff(bytes: Buffer, name: string): Promise<FileType | null> {
  const mime = (await byMagic(bytes)) ?? plainText(bytes, name);
  return mime ? { mime, extension: allowedTypes[mime] ?? "" } : null;
}

async function byMagic(bytes: Buffer): Promise<string | null> {
  if (bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 3, 4]))) return zipKind(bytes);
  if (bytes.subarray(0, 8).toString("hex") === "d0cf11e0a1b11ae1") return oleKind(bytes);
  // The library may fail on damaged content; then the file is of no known kind.
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  return found?.mime ?? null;
}

/** Entry names are read from the central directory, so the order inside the zip cannot mislead. */
function zipKind(bytes: Buffer): string {
  const names = zipNames(bytes);
  if (names.some((name) => /vbaProject\.bin$/i.test(name))) return "application/vnd.ms-office.macro";
  if (names.includes("word/document.xml")) return `${office}.wordprocessingml.document`;
  if (names.includes("xl/workbook.xml")) return `${office}.spreadsheetml.sheet`;
  if (names.includes("ppt/presentation.xml")) return `${office}.presentationml.presentation`;
  return names.includes("OFD.xml") ? "application/ofd" : "application/zip";
}

function zipNames(bytes: Buffer): string[] {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 20 > bytes.length) return [];
  const names: string[] = [];
  let at = bytes.readUInt32LE(end + 16);
  while (names.length < 5000 && at + 46 <= bytes.length && bytes.readUInt32LE(at) === 0x02014b50) {
    const length = bytes.readUInt16LE(at + 28);
    names.push(bytes.subarray(at + 46, at + 46 + length).toString("utf8"));
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return names;
}

/** Old office files are one container with streams inside; their names tell which. */
function oleKind(bytes: Buffer): string {
  const holds = (stream: string) => bytes.includes(Buffer.from(stream, "utf16le"));
  if (holds("EncryptedPackage")) return "application/x-encrypted-office";
  if (holds("WordDocument")) return "application/msword";
  if (holds("PowerPoint Document")) return "application/vnd.ms-powerpoint";
  if (holds("Workbook") || holds("Book")) return "application/vnd.ms-excel";
  return "application/x-cfb";
}

function plainText(bytes: Buffer, name: string): string | null {
  if (bytes.includes(0)) return null;
  const text = decode(bytes.subarray(0, 64 * 1024));
  if (text === null || /<\s*(!doctype|html|svg|script|body|iframe|\?xml)/i.test(text)) return null;
  return /\.csv$/i.test(name) ? "text/csv" : /\.(txt|md)$/i.test(name) ? "text/plain" : null;
}

/** Text made in China is UTF-8 or GB 18030. */
function decode(bytes: Buffer): string | null {
  for (const encoding of ["utf-8", "gb18030"])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    } catch {
      // tried with the next one
    }
  return null;
}
