// Reads XML piece by piece. A DTD is refused outright, so no entity can grow or reach outside.
import { SaxesParser } from "saxes";
import { refusals, UnreadableWorkbook } from "./refusal.ts";

export type Attributes = Readonly<Record<string, string>>;

export type XmlListener = {
  open: (name: string, attributes: Attributes) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
};

export type XmlReader = { write: (piece: string) => void; end: () => void };

export function readXml(listener: XmlListener): XmlReader {
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on("doctype", () => {
    throw new UnreadableWorkbook(refusals.unsafeXml());
  });
  parser.on("error", () => {
    throw new UnreadableWorkbook(refusals.broken());
  });
  parser.on("opentag", (tag) => listener.open(local(tag.name), tag.attributes as Record<string, string>));
  if (listener.close) {
    const close = listener.close;
    parser.on("closetag", (tag) => close(local(tag.name)));
  }
  if (listener.text) parser.on("text", listener.text);
  return { write: (piece) => void parser.write(piece), end: () => void parser.close() };
}

/** Some producers prefix every tag (x:row). */
function local(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

/** An attribute whatever its prefix: r:id and id are one. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  if (name in attributes) return attributes[name];
  for (const key in attributes) if (key.endsWith(`:${name}`)) return attributes[key];
  return undefined;
}

/** Spreadsheets write characters XML cannot hold as _x000D_. */
export function unescapeText(text: string): string {
  return text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}
