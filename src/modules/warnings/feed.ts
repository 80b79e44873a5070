// Published warnings as an RSS 2.0 feed.
import type { BulletinType, Severity, Text } from "./contract.ts";
import { severityNames } from "./warning.ts";

export type FeedItem = {
  id: string;
  number: string;
  type: BulletinType;
  severity: Severity;
  headline: Text;
  description: Text;
  sentAt: string;
  demo: boolean;
};

const escapeXml = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no place for them
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");
const rfc822 = (iso: string): string => new Date(iso).toUTCString().replace("GMT", "+0000");

export function feedOf(
  items: readonly FeedItem[],
  of: { title: string; site: string; builtAt: string },
): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0"><channel>',
    `<title>${escapeXml(of.title)}</title>`,
    `<link>${escapeXml(of.site)}</link>`,
    "<description>产业链供应链运行风险预警</description>",
    "<language>zh-cn</language>",
    `<lastBuildDate>${rfc822(of.builtAt)}</lastBuildDate>`,
    ...items.map((item) => {
      const lifted = item.type === "Cancel" ? "【解除】" : `【${severityNames[item.severity].zh}】`;
      return [
        "<item>",
        `<title>${escapeXml(`${lifted}${item.headline.zh}${item.demo ? "（演示数据）" : ""}`)}</title>`,
        `<link>${escapeXml(`${of.site}/warnings/bulletins/${item.id}`)}</link>`,
        `<description>${escapeXml(item.description.zh)}</description>`,
        `<pubDate>${rfc822(item.sentAt)}</pubDate>`,
        `<guid isPermaLink="false">${item.id}</guid>`,
        "</item>",
      ].join("");
    }),
    "</channel></rss>",
    "",
  ].join("\n");
}
