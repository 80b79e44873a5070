// Takes out of a photo what says where and when it was taken: only the picture itself and its orientation stay.

/** @returns the bytes without place, device and remarks; null when they are no sound JPEG or PNG. */
export function withoutPlace(bytes: Uint8Array): Uint8Array | null {
  if (startsWith(bytes, [0xff, 0xd8])) return cleanJpeg(bytes);
  if (startsWith(bytes, pngMagic)) return cleanPng(bytes);
  return null;
}

const pngMagic = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const startsWith = (bytes: Uint8Array, head: readonly number[], at = 0): boolean =>
  head.every((value, i) => bytes[at + i] === value);
const ascii = (text: string): number[] => [...text].map((c) => c.charCodeAt(0));

/** Kept besides the picture: JFIF, colour profile, Adobe's colour transform. APP1 (EXIF, XMP), IPTC and comments go. */
function isKept(marker: number, bytes: Uint8Array, content: number): boolean {
  if (marker === 0xe0) return startsWith(bytes, ascii("JFIF\0"), content);
  if (marker === 0xe2) return startsWith(bytes, ascii("ICC_PROFILE\0"), content);
  if (marker === 0xee) return startsWith(bytes, ascii("Adobe"), content);
  return !(marker >= 0xe0 && marker <= 0xef) && marker !== 0xfe;
}

function cleanJpeg(bytes: Uint8Array): Uint8Array | null {
  const parts: Uint8Array[] = [];
  let orientation = 1;
  let pictures = 0;
  let at = 2;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    // Whatever follows the end (a second picture, a film) is left out.
    if (marker === 0xd9)
      return pictures > 0
        ? joined([Uint8Array.of(0xff, 0xd8), ...exif(orientation), ...parts, Uint8Array.of(0xff, 0xd9)])
        : null;
    if (at + 4 > bytes.length) return null;
    const length = bytes[at + 2]! * 256 + bytes[at + 3]!;
    let end = at + 2 + length;
    if (length < 2 || end > bytes.length) return null;
    if (marker === 0xe1 && startsWith(bytes, ascii("Exif\0\0"), at + 4))
      orientation = orientationOf(bytes.subarray(at + 10, end)) ?? orientation;
    if (marker === 0xda) {
      pictures += 1;
      end = endOfScan(bytes, end);
    }
    if (isKept(marker, bytes, at + 4)) parts.push(bytes.subarray(at, end));
    at = end;
  }
  return null;
}

/** Inside a scan FF is followed by 00 or a restart mark; anything else is the next segment. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at + 1 < bytes.length) {
    if (bytes[at] === 0xff) {
      const next = bytes[at + 1]!;
      if (next !== 0x00 && !(next >= 0xd0 && next <= 0xd7)) return at;
    }
    at += 1;
  }
  return bytes.length;
}

/** Tag 0x0112 of the first directory (TIFF 6.0). */
function orientationOf(tiff: Uint8Array): number | null {
  if (tiff.length < 8) return null;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const little = view.getUint16(0) === 0x4949;
  if (!little && view.getUint16(0) !== 0x4d4d) return null;
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.length) return null;
  const entries = view.getUint16(directory, little);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + i * 12;
    if (entry + 12 > tiff.length) return null;
    if (view.getUint16(entry, little) !== 0x0112) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

/** An EXIF segment that says the orientation and nothing else; without it, photos from phones lie on their side. */
function exif(orientation: number): Uint8Array[] {
  if (orientation === 1) return [];
  const tiff = [
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    0x01,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  const content = [...ascii("Exif\0\0"), ...tiff];
  return [Uint8Array.from([0xff, 0xe1, 0, content.length + 2, ...content])];
}

const pngKept = new Set([
  "IHDR",
  "PLTE",
  "IDAT",
  "IEND",
  "tRNS",
  "gAMA",
  "cHRM",
  "sRGB",
  "iCCP",
  "pHYs",
  "sBIT",
  "bKGD",
]);

function cleanPng(bytes: Uint8Array): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = [bytes.subarray(0, 8)];
  let at = 8;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) return null;
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (pngKept.has(kind)) parts.push(bytes.subarray(at, end));
    if (kind === "IEND") return joined(parts);
    at = end;
  }
  return null;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
