// Opens an .xlsx as the zip it is, and never lets it grow past its limits while it unpacks.
import { closeSync, openSync, readSync, statSync } from "node:fs";
import type { Readable } from "node:stream";
import yauzl from "yauzl";
import type { SheetLimits } from "./form.ts";
import { refusals, UnreadableWorkbook } from "./refusal.ts";

export type Archive = {
  names: ReadonlySet<string>;
  /** Hands the entry over piece by piece; between pieces the process serves others. */
  pour: (name: string, take: (piece: string) => void) => Promise<void>;
  text: (name: string) => Promise<string>;
  close: () => void;
};

export async function openArchive(source: string | Buffer, limits: SheetLimits): Promise<Archive> {
  const { bytes, head } = look(source);
  if (bytes === 0) throw new UnreadableWorkbook(refusals.empty());
  if (bytes > limits.maxBytes) throw new UnreadableWorkbook(refusals.tooLarge(bytes, limits));
  refuseByMagic(source, head);
  const zip = await openZip(source);
  const entries = new Map<string, yauzl.Entry>();
  try {
    await listEntries(zip, entries, bytes, limits);
    refuseByContent(entries);
  } catch (error) {
    zip.close();
    throw asUnreadable(error);
  }
  let inflated = 0;
  const pour = async (name: string, take: (piece: string) => void) => {
    const entry = entries.get(name);
    if (!entry) throw new UnreadableWorkbook(refusals.broken());
    try {
      const stream = await openEntry(zip, entry);
      const decoder = new TextDecoder("utf-8", { fatal: false });
      let own = 0;
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        own += chunk.length;
        inflated += chunk.length;
        // The declared sizes may lie; only what really comes out counts.
        if (inflated > limits.maxInflatedBytes || isOutOfProportion(own, entry.compressedSize, limits)) {
          stream.destroy();
          throw new UnreadableWorkbook(refusals.bomb());
        }
        take(decoder.decode(chunk, { stream: true }));
      }
      take(decoder.decode());
    } catch (error) {
      throw asUnreadable(error);
    }
  };
  return {
    names: new Set(entries.keys()),
    pour,
    text: async (name) => {
      const pieces: string[] = [];
      await pour(name, (piece) => pieces.push(piece));
      return pieces.join("");
    },
    close: () => zip.close(),
  };
}

/** Small files may well shrink a thousandfold (blank styled cells); only big ones are suspicious. */
function isOutOfProportion(inflated: number, compressed: number, limits: SheetLimits): boolean {
  return inflated > 20 * 1024 * 1024 && inflated > limits.maxRatio * Math.max(compressed, 1);
}

function look(source: string | Buffer): { bytes: number; head: Buffer } {
  if (typeof source !== "string") return { bytes: source.length, head: source.subarray(0, 4096) };
  try {
    const bytes = statSync(source).size;
    const head = Buffer.alloc(Math.min(bytes, 4096));
    const file = openSync(source, "r");
    readSync(file, head, 0, head.length, 0);
    closeSync(file);
    return { bytes, head };
  } catch {
    throw new UnreadableWorkbook(refusals.missing());
  }
}

function refuseByMagic(source: string | Buffer, head: Buffer): void {
  if (head.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 3, 4]))) return;
  if (head.subarray(0, 8).toString("hex") === "d0cf11e0a1b11ae1")
    throw new UnreadableWorkbook(holdsEncryptedPackage(source) ? refusals.encrypted() : refusals.oldExcel());
  if (head.subarray(0, 5).toString("latin1") === "%PDF-")
    throw new UnreadableWorkbook(refusals.otherOffice("PDF"));
  if (head.includes(0)) {
    const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
    throw new UnreadableWorkbook(utf16 ? refusals.csv() : refusals.notWorkbook());
  }
  const text = head.toString("latin1");
  if (/<(html|table|!doctype|\?xml)/i.test(text)) throw new UnreadableWorkbook(refusals.html());
  throw new UnreadableWorkbook(
    /[,\t;]/.test(text) && /[\r\n]/.test(text) ? refusals.csv() : refusals.notWorkbook(),
  );
}

/** In an encrypted workbook the directory of the OLE container names a stream EncryptedPackage. */
function holdsEncryptedPackage(source: string | Buffer): boolean {
  const mark = Buffer.from("EncryptedPackage", "utf16le");
  if (typeof source !== "string") return source.includes(mark);
  const file = openSync(source, "r");
  try {
    const block = Buffer.alloc(1024 * 1024 + mark.length);
    for (let at = 0; ; at += 1024 * 1024) {
      const got = readSync(file, block, 0, block.length, at);
      if (block.subarray(0, got).includes(mark)) return true;
      if (got < block.length) return false;
    }
  } finally {
    closeSync(file);
  }
}

function openZip(source: string | Buffer): Promise<yauzl.ZipFile> {
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true } as const;
  return new Promise((resolve, reject) => {
    const opened = (error: Error | null, zip?: yauzl.ZipFile) =>
      error || !zip ? reject(new UnreadableWorkbook(refusals.broken())) : resolve(zip);
    if (typeof source === "string") yauzl.open(source, options, opened);
    else yauzl.fromBuffer(source, options, opened);
  });
}

function listEntries(
  zip: yauzl.ZipFile,
  entries: Map<string, yauzl.Entry>,
  bytes: number,
  limits: SheetLimits,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let declared = 0;
    let count = 0;
    zip.on("error", () => reject(new UnreadableWorkbook(refusals.broken())));
    zip.on("end", () => resolve());
    zip.on("entry", (entry: yauzl.Entry) => {
      declared += entry.uncompressedSize;
      count += 1;
      if (
        count > limits.maxEntries ||
        declared > limits.maxInflatedBytes ||
        isOutOfProportion(declared, bytes, limits)
      )
        return reject(new UnreadableWorkbook(refusals.bomb()));
      // Bit 0: the entry is encrypted by zip itself.
      if (entry.generalPurposeBitFlag & 1) return reject(new UnreadableWorkbook(refusals.encrypted()));
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function refuseByContent(entries: ReadonlyMap<string, yauzl.Entry>): void {
  if (entries.has("xl/workbook.xml")) return;
  const kind = entries.has("word/document.xml")
    ? "Word"
    : entries.has("ppt/presentation.xml")
      ? "PowerPoint"
      : entries.has("xl/workbook.bin")
        ? ".xlsb"
        : entries.has("content.xml")
          ? "OpenDocument"
          : null;
  throw new UnreadableWorkbook(kind ? refusals.otherOffice(kind) : refusals.notWorkbook());
}

function openEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error || !stream ? reject(error) : resolve(stream)));
  });
}

function asUnreadable(error: unknown): UnreadableWorkbook {
  return error instanceof UnreadableWorkbook ? error : new UnreadableWorkbook(refusals.broken());
}
