// Size and kind of a PNG or JPEG from its own header, so that a picture keeps its proportions on paper.

export type PictureFacts = { type: "png" | "jpg"; width: number; height: number };

const pngMagic = "89504e470d0a1a0a";

/** @returns null when the bytes are neither, or their header is damaged. */
export function pictureFacts(bytes: Buffer): PictureFacts | null {
  if (bytes.length >= 24 && bytes.subarray(0, 8).toString("hex") === pngMagic)
    return sized("png", bytes.readUInt32BE(16), bytes.readUInt32BE(20));
  if (bytes.length >= 4 && bytes.readUInt16BE(0) === 0xffd8) return jpegFacts(bytes);
  return null;
}

function jpegFacts(bytes: Buffer): PictureFacts | null {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    // Frame headers are C0–CF but for tables (C4), reserved (C8) and arithmetic conditioning (CC).
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return sized("jpg", bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5));
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2) return null;
    at += 2 + length;
  }
  return null;
}

const sized = (type: "png" | "jpg", width: number, height: number): PictureFacts | null =>
  width > 0 && height > 0 && width <= 30_000 && height <= 30_000 ? { type, width, height } : null;
