// Days of a list as an iCalendar file (RFC 5545), for the calendar of a phone or a computer.

export type CalendarDay = {
  /** The same day saved again replaces the one before. */
  id: string;
  /** YYYY-MM-DD, a whole day wherever it is read. */
  day: string;
  title: string;
  text: string;
  /** The day may still move (STATUS:TENTATIVE). */
  tentative: boolean;
  /** What the alarm at nine on the day before says. */
  alarm: string;
};

const FIFTEEN_HOURS_BEFORE = "-PT15H";

export function writeCalendar(name: string, now: Date, days: readonly CalendarDay[]): Buffer {
  const stamp = `${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Wenlian//Wenlian//ZH",
    "CALSCALE:GREGORIAN",
    `X-WR-CALNAME:${escaped(name)}`,
    ...days.flatMap((one) => [
      "BEGIN:VEVENT",
      `UID:${escaped(one.id)}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${one.day.replaceAll("-", "")}`,
      `SUMMARY:${escaped(one.title)}`,
      `DESCRIPTION:${escaped(one.text)}`,
      `STATUS:${one.tentative ? "TENTATIVE" : "CONFIRMED"}`,
      "TRANSP:TRANSPARENT",
      "BEGIN:VALARM",
      "ACTION:DISPLAY",
      `TRIGGER:${FIFTEEN_HOURS_BEFORE}`,
      `DESCRIPTION:${escaped(`${one.alarm}：${one.title}`)}`,
      "END:VALARM",
      "END:VEVENT",
    ]),
    "END:VCALENDAR",
  ];
  return Buffer.from(`${lines.map(folded).join("\r\n")}\r\n`);
}

/** RFC 5545 §3.3.11 */
const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, "\\$&").replaceAll(/\r?\n/g, "\\n");

/** RFC 5545 §3.1: at most 75 octets a line, never cut within a character. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = "";
  let octets = 0;
  for (const sign of line) {
    const size = Buffer.byteLength(sign);
    if (octets + size > 75) {
      parts.push(part);
      part = " ";
      octets = 1;
    }
    part += sign;
    octets += size;
  }
  return [...parts, part].join("\r\n");
}
