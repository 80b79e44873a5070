// Dates as spreadsheets keep them and as people write them. Plain days, no time zone.

const dayMs = 86_400_000;

/** Day of a serial number, or null outside 1900-03-01 … 2199. */
export function fromSerial(serial: number, epoch1904: boolean): string | null {
  const days = Math.floor(serial) + (epoch1904 ? 1462 : 0);
  // Serials up to 60 fall before the leap day that 1900 never had (a fault kept since Lotus 1-2-3).
  if (!Number.isFinite(days) || days <= 60 || days > 109_573) return null;
  return new Date(Date.UTC(1899, 11, 30) + days * dayMs).toISOString().slice(0, 10);
}

export function readDate(text: string): string | null {
  const parts =
    /^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?$/.exec(text) ??
    /^(\d{4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})(?:[T\s]+\d{1,2}:\d{2}.*)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!parts) return null;
  const [year, month, day] = parts
    .slice(1)
    .filter((part) => /^\d+$/.test(part))
    .map(Number);
  return calendarDay(year!, month!, day!);
}

export function readMonth(text: string): string | null {
  const parts =
    /^(\d{4})\s*年\s*(\d{1,2})\s*月(?:份)?$/.exec(text) ??
    /^(\d{4})\s*[-/.]\s*(\d{1,2})$/.exec(text) ??
    /^(\d{4})(\d{2})$/.exec(text);
  if (parts) return calendarDay(Number(parts[1]), Number(parts[2]), 1)?.slice(0, 7) ?? null;
  return readDate(text)?.slice(0, 7) ?? null;
}

function calendarDay(year: number, month: number, day: number): string | null {
  if (year < 1900 || year > 2199) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}

export function toUtcDate(day: string): Date {
  return new Date(`${day.length === 7 ? `${day}-01` : day}T00:00:00Z`);
}
