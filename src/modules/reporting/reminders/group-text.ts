// What is said in a chat group about missing returns: names and days, never a figure.
import { type Day, labelOf, type Period } from "../../../engines/calendar/index.ts";

export type Matter = { period: Period; title: string; dueOn: Day; link: string };

/** In an association's own group: which of its members are missing. `plain` takes the markdown out of what was typed. */
export function namesText(matter: Matter, names: readonly string[], plain: (text: string) => string): Parts {
  return {
    head: `**报表提醒** ${labelOf(matter.period)}《${plain(matter.title)}》${matter.dueOn} 截止，以下 ${names.length} 家尚未报送：`,
    lines: names.map((name, i) => `> ${i + 1}. ${plain(name)}`),
    end: `[打开已预填的报表](${matter.link})，约五分钟填完。已报送的请忽略。`,
  };
}

/** In the federation's group: how many of each association, and nobody's name. */
export function countsText(
  matter: Matter,
  counts: readonly { association: string; missing: number }[],
  plain: (text: string) => string,
): Parts {
  const total = counts.reduce((all, one) => all + one.missing, 0);
  return {
    head: `**报送进度** ${labelOf(matter.period)}《${plain(matter.title)}》${matter.dueOn} 截止，尚未报送 ${total} 家：`,
    lines: counts.map((one) => `> ${plain(one.association)}：${one.missing} 家`),
    end: `[查看完成情况](${matter.link})`,
  };
}

export type Parts = { head: string; lines: string[]; end: string };
