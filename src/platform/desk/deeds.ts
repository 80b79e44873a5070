// The trail put into plain words: each kind of deed counted, with the names it was about.

/** action of the audit trail → what was done, `{count}` times; null: nothing a hand-over needs to tell of. */
export type Deeds = Readonly<Record<string, { zh: string; en: string } | null>>;
export type Done = { action: string; about: string | null };
export type Line = { zh: string; en: string; count: number; about: string[] };

/** The words of every module, joined when the application opens; whoever writes a shift down asks here. */
let joined: Deeds = {};
export function joinDeeds(parts: readonly Deeds[]): void {
  joined = Object.assign({}, ...parts);
}
export const allDeeds = (): Deeds => joined;

const NAMED = 5;

/** Most frequent last, so that the rare deed is read first; deeds without words are counted together, never dropped. */
export function inWords(done: readonly Done[], deeds: Deeds): Line[] {
  const counted = new Map<string, { count: number; about: Set<string> }>();
  let others = 0;
  for (const { action, about } of done) {
    const words = deeds[action];
    if (words === null) continue;
    if (words === undefined) {
      others++;
      continue;
    }
    const one = counted.get(action) ?? { count: 0, about: new Set<string>() };
    one.count++;
    if (about) one.about.add(about);
    counted.set(action, one);
  }
  const lines = [...counted]
    .sort(([x, a], [y, b]) => a.count - b.count || (x < y ? -1 : 1))
    .map(([action, { count, about }]) => {
      const names = [...about].slice(0, NAMED);
      const more = about.size > NAMED;
      const words = deeds[action]!;
      const list = (gap: string, rest: string): string => names.join(gap) + (more ? rest : "");
      const zh = words.zh.replace("{count}", String(count));
      const en = words.en.replace("{count}", String(count));
      return {
        zh: names.length ? `${zh}：${list("、", " 等")}` : zh,
        en: names.length ? `${en}: ${list(", ", " and others")}` : en,
        count,
        about: names,
      };
    });
  if (others > 0)
    lines.push({ zh: `其他操作 ${others} 次`, en: `${others} other deeds`, count: others, about: [] });
  return lines;
}
