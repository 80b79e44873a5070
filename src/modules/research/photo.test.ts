// What leaves a photo and what stays: built byte by byte, so that each case says what it holds.
import { describe, expect, test } from "vitest";
import { aJpeg, aPngWith, segment } from "./fixtures-photo.ts";
import { withoutPlace } from "./photo.ts";

const text = (bytes: Uint8Array | null): string => Buffer.from(bytes ?? []).toString("latin1");

describe("a JPEG", () => {
  test("loses EXIF, XMP, IPTC, comments and what follows its end; the picture stays", () => {
    const dirty = aJpeg([
      segment(0xe0, "JFIF\0\u0001\u0001"),
      segment(0xe1, "Exif\0\0MM\0*\0\0\0\u0008\0\0GPS-31.2304N"),
      segment(0xe1, "http://ns.adobe.com/xap/1.0/\0<exif:GPSLatitude>31</exif:GPSLatitude>"),
      segment(0xe2, "MPF\0second picture GPS"),
      segment(0xe2, "ICC_PROFILE\0\u0001\u0001profile"),
      segment(0xed, "Photoshop 3.0\0GPS city"),
      segment(0xfe, "GPS remark"),
    ]);
    const clean = withoutPlace(Buffer.concat([dirty, Buffer.from("GPS film behind the end")]));
    expect(text(clean)).not.toMatch(/GPS|xap|Exif|Photoshop|MPF/);
    expect(text(clean)).toContain("JFIF");
    expect(text(clean)).toContain("ICC_PROFILE");
    expect(text(clean)).toContain("picture\u00ff\u0000data");
    expect(text(clean).endsWith("\u00ff\u00d9")).toBe(true);
    expect(withoutPlace(clean!)).toEqual(clean);
  });

  test.each([
    ["big-endian", "MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\u0006\0\0\0\0\0\0"],
    ["little-endian", "II*\0\u0008\0\0\0\u0001\0\u0012\u0001\u0003\0\u0001\0\0\0\u0006\0\0\0\0\0\0\0"],
  ])("keeps its orientation and nothing else of EXIF (%s)", (_, tiff) => {
    const clean = withoutPlace(aJpeg([segment(0xe1, `Exif\0\0${tiff}GPS-31.2304N`)]))!;
    expect(text(clean)).not.toContain("GPS");
    expect(text(clean)).toContain("\u0001\u0012\0\u0003\0\0\0\u0001\0\u0006");
    expect(withoutPlace(clean)).toEqual(clean);
  });

  test.each([
    ["cut inside a segment", aJpeg([segment(0xe0, "JFIF\0")]).subarray(0, 9)],
    ["without an end", aJpeg([]).subarray(0, -2)],
    ["without a picture", Buffer.from("ffd8ffd9", "hex")],
    ["with a length of zero", Buffer.from("ffd8ffe10000ffd9", "hex")],
    ["with rubbish between segments", Buffer.from("ffd8004142ffd9", "hex")],
  ])("is refused %s", (_, bytes) => {
    expect(withoutPlace(bytes)).toBeNull();
  });
});

describe("a PNG", () => {
  test("loses text, EXIF and time, and what follows its end", () => {
    const clean = withoutPlace(
      Buffer.concat([
        aPngWith(["eXIf", "tEXt", "iTXt", "zTXt", "tIME"], "GPS-31.2304N"),
        Buffer.from("GPS tail"),
      ]),
    )!;
    expect(text(clean)).not.toMatch(/GPS|eXIf|tEXt|iTXt|zTXt|tIME/);
    expect(text(clean)).toContain("IDAT");
    expect(withoutPlace(clean)).toEqual(clean);
  });

  test("is refused when it is cut", () => {
    expect(withoutPlace(aPngWith([], "").subarray(0, -3))).toBeNull();
  });
});

test("anything else is no photo", () => {
  expect(withoutPlace(Buffer.from("GIF89a"))).toBeNull();
  expect(withoutPlace(Buffer.alloc(0))).toBeNull();
});
