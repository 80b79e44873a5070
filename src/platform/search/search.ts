// Text search: what goes into a row's search column, and what a person's words ask of it.
import { pairs, stretches, syllables, words } from "./text.ts";

/** Characters spelt out from the start of a word; longer input than that is rare. */
const spelt = 8;

/** Tokens of a text: character pairs, Latin words, and for each Chinese word the spelling and initials from there on. */
export async function segment(text: string): Promise<string[]> {
  const tokens = new Set<string>();
  for (const stretch of stretches(text)) {
    if (stretch.kind === "latin") {
      tokens.add(stretch.text.slice(0, 64));
      continue;
    }
    for (const pair of pairs(stretch.text)) tokens.add(pair);
    const characters = [...stretch.text];
    // The last character begins no pair but may be asked for alone.
    tokens.add(characters.at(-1)!);
    const spelling = await syllables(stretch.text);
    let at = 0;
    for (const word of await words(stretch.text)) {
      const from = spelling.slice(at, at + spelt);
      tokens.add(from.join(""));
      tokens.add(from.map((syllable) => syllable[0]).join(""));
      at += [...word].length;
    }
  }
  return [...tokens];
}

/**
 * Fills the search column: `array_to_tsvector(string_to_array($1, ' '))`. No text parser of the database takes part,
 * so the same row is found under any locale and version.
 */
export async function searchText(fields: readonly (string | null | undefined)[]): Promise<string> {
  const tokens = new Set<string>();
  for (const field of fields) if (field) for (const token of await segment(field)) tokens.add(token);
  return [...tokens].join(" ");
}

/** A query for `search @@ $1::tsquery`; null when the words hold nothing to search for. */
export async function searchQuery(text: string): Promise<string | null> {
  const found = stretches(text.slice(0, 100));
  const parts: string[] = [];
  let latin: string[] = [];
  const closeLatin = () => {
    if (latin.length === 0) return;
    const each = latin.map((word) => `${quoted(word)}:*`).join(" & ");
    // “shan dong” may be two words or one spelling typed with a space.
    parts.push(latin.length === 1 ? each : `((${each}) | ${quoted(latin.join(""))}:*)`);
    latin = [];
  };
  for (const stretch of found) {
    if (stretch.kind === "latin") {
      latin.push(stretch.text);
      continue;
    }
    closeLatin();
    for (const word of joinSingles(await words(stretch.text)))
      for (const pair of pairs(word)) parts.push(quoted(pair) + ([...pair].length === 1 ? ":*" : ""));
  }
  closeLatin();
  return parts.length > 0 ? [...new Set(parts)].join(" & ") : null;
}

/** A name the dictionary does not know falls into single characters; together they are one word again. */
function joinSingles(list: readonly string[]): string[] {
  const joined: string[] = [];
  let run = "";
  for (const word of list) {
    if ([...word].length === 1) {
      run += word;
      continue;
    }
    if (run) joined.push(run);
    run = "";
    joined.push(word);
  }
  if (run) joined.push(run);
  return joined;
}

function quoted(lexeme: string): string {
  return `'${lexeme.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
