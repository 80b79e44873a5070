// The formats bound to the person's choices: language and 万/亿.
import * as format from "./format.ts";
import { usePreferences } from "./preferences.ts";

export function useFormat() {
  const { language, scaled } = usePreferences();
  return {
    language,
    figure: (value: string | number | null | undefined, options: format.FigureOptions = {}) =>
      format.figure(value, { scaled, language, ...options }),
    figureParts: (value: string | number | null | undefined, options: format.FigureOptions = {}) =>
      format.figureParts(value, { scaled, language, ...options }),
    percent: format.percent,
    day: (value: string | Date | null | undefined) => format.day(value, language),
    moment: (value: string | Date | null | undefined) => format.moment(value, language),
    ago: (value: string | Date | null | undefined, now = new Date()) => format.ago(value, now, language),
    month: (value: string | null | undefined) => format.monthName(value, language),
  };
}
