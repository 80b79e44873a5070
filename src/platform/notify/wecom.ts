// The robot of a 企业微信 group: its address, its limits, what its answers mean. https://developer.work.weixin.qq.com/document/path/91770

/** Longest markdown message, bytes of UTF-8. */
export const MOST_BYTES = 4096;
/** Messages one robot takes in a minute. */
export const MOST_A_MINUTE = 20;
const HOST = "qyapi.weixin.qq.com";
const PATH = "/cgi-bin/webhook/send";

/**
 * @param hosts hosts the operator allows besides (a 企业微信 on machines of one's own)
 * @returns the address as it is requested and the last letters of its key; null when it is no robot's address
 */
export function readWebhook(
  text: string,
  hosts: readonly string[] = [],
): { url: string; tail: string } | null {
  const typed = text.trim();
  if (typed.length > 300 || !URL.canParse(typed)) return null;
  const url = new URL(typed);
  const key = url.searchParams.get("key") ?? "";
  const known = url.hostname === HOST || hosts.includes(url.hostname);
  if (url.protocol !== "https:" || !known || url.pathname !== PATH || !/^[A-Za-z0-9-]{16,64}$/.test(key))
    return null;
  return { url: `https://${url.host}${PATH}?key=${key}`, tail: key.slice(-4) };
}

/** What a person typed never becomes markdown, a link or a call to everybody (`<@all>`). */
export const plain = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(/</g, "＜")
    .replace(/>/g, "＞")
    .replace(/\[/g, "［")
    .replace(/\]/g, "］")
    .replace(/[`*_#~\\]/g, (sign) => FULL_WIDTH[sign] ?? sign)
    .trim();
const FULL_WIDTH: Record<string, string> = {
  "`": "｀",
  "*": "＊",
  _: "＿",
  "#": "＃",
  "~": "～",
  "\\": "＼",
};

const bytes = (text: string): number => Buffer.byteLength(text, "utf8");

/**
 * Lines under one head in as few messages as their size allows, each below the limit and numbered when there are several.
 * @param end below the last one
 */
export function batches(head: string, lines: readonly string[], end: string, most = MOST_BYTES): string[] {
  // “（12/34）” and the line breaks.
  const room = most - bytes(head) - bytes(end) - 24;
  const parts: string[][] = [[]];
  let size = 0;
  for (const line of lines) {
    const fitting = cut(line, room);
    const more = bytes(fitting) + 1;
    if (size + more > room && parts.at(-1)!.length) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)!.push(fitting);
    size += more;
  }
  return parts.map((part, i) => {
    const number = parts.length > 1 ? `（${i + 1}/${parts.length}）` : "";
    const last = i === parts.length - 1 && end ? `\n${end}` : "";
    return `${head}${number}\n${part.join("\n")}${last}`;
  });
}

/** By whole characters, never in the middle of one. */
function cut(text: string, room: number): string {
  if (bytes(text) <= room) return text;
  let out = "";
  for (const letter of text) {
    if (bytes(out) + bytes(letter) + 3 > room) break;
    out += letter;
  }
  return `${out}…`;
}

export const markdown = (content: string): string =>
  JSON.stringify({ msgtype: "markdown", markdown: { content } });

export type Verdict =
  | { done: "sent" }
  /** `slow`: the robot has said enough for this minute. */
  | { done: "again"; error: string; slow: boolean }
  | { done: "failed"; error: string };

/** Of the sentence that comes with a code nothing is kept: it may say more than it should. */
export function verdict(status: number, body: string): Verdict {
  if (status === 429) return { done: "again", error: "http:429", slow: true };
  if (status >= 500) return { done: "again", error: `http:${status}`, slow: false };
  const code = codeIn(body);
  if (status >= 400 || code === null) return { done: "failed", error: `http:${status}` };
  if (code === 0) return { done: "sent" };
  // 45009: more than 20 a minute; -1: the service is busy.
  if (code === 45009) return { done: "again", error: "errcode:45009", slow: true };
  if (code === -1) return { done: "again", error: "errcode:-1", slow: false };
  return { done: "failed", error: `errcode:${code}` };
}

function codeIn(body: string): number | null {
  try {
    const code = (JSON.parse(body) as { errcode?: unknown }).errcode;
    return typeof code === "number" ? code : null;
  } catch {
    return null;
  }
}
