// A published warning as CAP 1.2 (OASIS Standard, 1 July 2010; ITU-T X.1303 bis): Alert, Update and Cancel with references.
import type { BulletinType, Severity, Text } from "./contract.ts";

export type CapBulletin = {
  id: string;
  type: BulletinType;
  severity: Severity;
  likelihood: number;
  headline: Text;
  description: Text;
  instruction: Text;
  /** ISO in UTC. */
  sentAt: string;
  open: boolean;
  demo: boolean;
  sectors: readonly { code: string; name: string }[];
  region: { code: string; name: string };
  number: string;
};
export type CapSender = { id: string; name: string; web: string | null };

const SEVERITY: Record<Severity, string> = {
  red: "Extreme",
  orange: "Severe",
  yellow: "Moderate",
  blue: "Minor",
};
const URGENCY: Record<Severity, string> = {
  red: "Immediate",
  orange: "Expected",
  yellow: "Expected",
  blue: "Future",
};
const CERTAINTY = ["Unknown", "Unlikely", "Possible", "Possible", "Likely", "Observed"] as const;
const COLOUR: Record<Severity, string> = { red: "红色", orange: "橙色", yellow: "黄色", blue: "蓝色" };

/** With the offset of China; CAP forbids "Z". */
export const capTime = (iso: string): string =>
  `${new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;

const escapeXml = (text: string): string =>
  text
    // Characters XML 1.0 has no place for.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
const tag = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>`;
const pair = (name: string, label: string, value: string): string =>
  `<${name}>${tag("valueName", label)}${tag("value", value)}</${name}>`;

/** @param earlier bulletins of the same warning, oldest first: what this one refers to. */
export function capOf(bulletin: CapBulletin, earlier: readonly CapBulletin[], sender: CapSender): string {
  const refers = earlier.map((one) => `${sender.id},${one.id},${capTime(one.sentAt)}`).join(" ");
  const info = (language: "zh-CN" | "en-US", key: keyof Text): string =>
    [
      "<info>",
      tag("language", language),
      tag("category", "Other"),
      tag("event", key === "zh" ? "产业链供应链运行风险" : "Industrial supply risk"),
      tag(
        "responseType",
        bulletin.type === "Cancel" ? "AllClear" : bulletin.severity === "blue" ? "Monitor" : "Prepare",
      ),
      tag("urgency", bulletin.type === "Cancel" ? "Past" : URGENCY[bulletin.severity]),
      tag("severity", SEVERITY[bulletin.severity]),
      tag("certainty", CERTAINTY[bulletin.likelihood] ?? "Unknown"),
      pair("eventCode", "WENLIAN", bulletin.number),
      tag("effective", capTime(bulletin.sentAt)),
      tag("senderName", sender.name),
      tag("headline", bulletin.headline[key] || bulletin.headline.zh),
      tag("description", bulletin.description[key] || bulletin.description.zh),
      tag("instruction", bulletin.instruction[key] || bulletin.instruction.zh),
      ...(sender.web ? [tag("web", sender.web)] : []),
      pair("parameter", "ColourCode", COLOUR[bulletin.severity]),
      ...bulletin.sectors.map(({ code }) => pair("parameter", "GB/T 4754", code)),
      "<area>",
      tag("areaDesc", bulletin.region.name),
      ...(bulletin.region.code === "00" ? [] : [pair("geocode", "GB/T 2260", `${bulletin.region.code}0000`)]),
      "</area>",
      "</info>",
    ].join("");
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">',
    tag("identifier", bulletin.id),
    tag("sender", sender.id),
    tag("sent", capTime(bulletin.sentAt)),
    // What was invented is never told as if it had happened.
    tag("status", bulletin.demo ? "Exercise" : "Actual"),
    tag("msgType", bulletin.type),
    tag("scope", bulletin.open ? "Public" : "Restricted"),
    ...(bulletin.open ? [] : [tag("restriction", "Recipients named by the federation")]),
    ...(bulletin.demo ? [tag("note", "演示数据 Demo data")] : []),
    ...(refers ? [tag("references", refers)] : []),
    info("zh-CN", "zh"),
    info("en-US", "en"),
    "</alert>",
    "",
  ].join("\n");
}
