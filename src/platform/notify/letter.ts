// What a mail says: the reader's language first, the other below, one matter or a digest of several.

export type Matter = {
  title_zh: string;
  title_en: string;
  body_zh: string;
  body_en: string;
  link: string | null;
};

export type Letter = { subject: string; text: string };

/** Matters written out in one digest; the rest is counted. */
const shown = 30;

export function letter(
  matters: readonly Matter[],
  language: "zh" | "en",
  name: string,
  site: string | null,
): Letter {
  const one = matters.length === 1 ? matters[0]! : null;
  const subjects = {
    zh: one ? one.title_zh : `稳链：${matters.length} 条新消息`,
    en: one ? one.title_en : `Wenlian: ${matters.length} new messages`,
  };
  const order = language === "zh" ? (["zh", "en"] as const) : (["en", "zh"] as const);
  return {
    subject: subjects[language],
    text: `${order.map((tongue) => part(matters, tongue, name, site)).join(`\n\n${"—".repeat(20)}\n\n`)}\n`,
  };
}

function part(matters: readonly Matter[], language: "zh" | "en", name: string, site: string | null): string {
  const zh = language === "zh";
  const several = matters.length > 1;
  const lines = [zh ? `${name || "您好"}：` : `Dear ${name || "colleague"},`, ""];
  for (const [i, matter] of matters.slice(0, shown).entries()) {
    const title = zh ? matter.title_zh : matter.title_en;
    const body = (zh ? matter.body_zh : matter.body_en).trim();
    lines.push(several ? `${i + 1}. ${title}` : title);
    if (body) lines.push(body);
    if (matter.link && site) lines.push(new URL(matter.link, site).href);
    lines.push("");
  }
  const rest = matters.length - shown;
  if (rest > 0) lines.push(zh ? `另有 ${rest} 条，请登录查看。` : `${rest} more; sign in to see them.`, "");
  lines.push(
    zh ? "这封邮件由系统发出，请不要直接回复。" : "This message was sent automatically; please do not reply.",
  );
  return lines.join("\n");
}
