// Reads a pasted list of people, as it comes out of WeChat or Excel: name, phone or mail, credit code, in any order.

export type InviteLine = { name: string; contact: string | undefined; creditCode: string | undefined };

const code = /^[0-9A-HJ-NP-RTUWXY]{18}$/i;
const phone = /^(\+?86)?1\d{10}$/;

/** @returns one entry a line that holds anything. A line without a name is named by its contact. */
export function readInviteLines(text: string): InviteLine[] {
  const out: InviteLine[] = [];
  for (const line of text.normalize("NFKC").split(/\r?\n/)) {
    const parts = line
      .replace(/(1\d{2})[\s-](\d{4})[\s-](\d{4})/g, "$1$2$3")
      .split(/[\s,;|、，；]+/)
      .map((part) => part.trim())
      .filter(Boolean);
    if (parts.length === 0) continue;
    const contact = parts.find((part) => part.includes("@") || phone.test(part));
    const creditCode = parts.find((part) => code.test(part) && part !== contact);
    const rest = parts.filter((part) => part !== contact && part !== creditCode);
    const name = rest.join(" ") || contact;
    if (name) out.push({ name: name.slice(0, 50), contact, creditCode });
  }
  return out;
}
