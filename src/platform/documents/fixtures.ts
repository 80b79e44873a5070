// Opens a .docx as the zip it is, so that tests read what Word would read.
import yauzl from "yauzl";

/** Text of every entry by its name; pictures as latin-1. */
export function unzip(bytes: Buffer): Promise<Map<string, string>> {
  return new Promise((resolve, reject) => {
    const found = new Map<string, string>();
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on("error", reject);
      zip.on("end", () => resolve(found));
      zip.on("entry", (entry: yauzl.Entry) => {
        zip.openReadStream(entry, (failed, stream) => {
          if (failed) return reject(failed);
          const pieces: Buffer[] = [];
          stream.on("data", (piece: Buffer) => pieces.push(piece));
          stream.on("error", reject);
          stream.on("end", () => {
            const whole = Buffer.concat(pieces);
            found.set(
              entry.fileName,
              whole.toString(/\.(xml|rels)$/.test(entry.fileName) ? "utf8" : "latin1"),
            );
            zip.readEntry();
          });
        });
      });
      zip.readEntry();
    });
  });
}

/** What a reader sees of one part: its text runs joined, a line for each paragraph. */
export function textOf(xml: string): string {
  return xml
    .split("</w:p>")
    .map((part) =>
      [...part.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
        .map(([, text]) =>
          text!
            .replaceAll("&lt;", "<")
            .replaceAll("&gt;", ">")
            .replaceAll("&quot;", '"')
            .replaceAll("&amp;", "&"),
        )
        .join(""),
    )
    .join("\n");
}

/** A PNG of one pixel. */
export const aPng = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
