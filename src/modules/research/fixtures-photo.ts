// Photos built byte by byte, for tests.

const latin = (text: string): Buffer => Buffer.from(text, "latin1");

export function segment(marker: number, content: string): Buffer {
  const body = latin(content);
  return Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255]), body]);
}

/** A small JPEG with these segments before its frame and scan. */
export function aJpeg(segments: readonly Buffer[]): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...segments,
    segment(0xc0, "\u0008\0\u0010\0\u0010\u0001\u0001\u0011\0"),
    segment(0xda, "\u0001\u0001\0\0?\0"),
    latin("picture\u00ff\0data\u00ff\u00d0more"),
    Buffer.from([0xff, 0xd9]),
  ]);
}

/** A PNG of one pixel with chunks of these kinds after its header. */
export function aPngWith(kinds: readonly string[], content: string): Buffer {
  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  const chunk = (kind: string): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    return Buffer.concat([length, latin(kind), latin(content), Buffer.alloc(4)]);
  };
  return Buffer.concat([png.subarray(0, 33), ...kinds.map(chunk), png.subarray(33)]);
}
