// Cuts Chinese and Latin text into pieces and spells it out; the dictionaries load when first asked for.
import type { Jieba } from "@node-rs/jieba";

/** A stretch of text of one kind: Chinese characters, or letters and digits. */
export type Stretch = { kind: "han" | "latin"; text: string };

export function stretches(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (const [piece] of text
    .normalize("NFKC")
    .toLowerCase()
    .matchAll(/\p{Script=Han}+|[\p{L}\p{N}]+?(?=\p{Script=Han}|[^\p{L}\p{N}]|$)/gu))
    found.push({ kind: /^\p{Script=Han}/u.test(piece) ? "han" : "latin", text: piece });
  return found;
}

let cutter: Promise<Jieba> | null = null;

/** Words of a stretch of Chinese, in order and without overlap. About 55 MB once loaded. */
export async function words(han: string): Promise<string[]> {
  cutter ??= Promise.all([import("@node-rs/jieba"), import("@node-rs/jieba/dict.js")]).then(
    ([jieba, { dict }]) => jieba.Jieba.withDict(dict),
  );
  return (await cutter).cut(han, true);
}

/** Syllables, one a character, ü as v: 重庆 → chong qing. */
export async function syllables(han: string): Promise<string[]> {
  const { pinyin } = await import("pinyin-pro");
  return pinyin(han, { toneType: "none", type: "array", v: true });
}

/** Pairs of neighbouring characters: any two in a row can be found, whatever the dictionary thinks a word is. */
export function pairs(han: string): string[] {
  const characters = [...han];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, i) => characters[i]! + character);
}
