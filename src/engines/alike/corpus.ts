// How telling a term is: by how many of the appeals at hand use it. Kept up to date as appeals come and go.
import type { Reading } from "./reading.ts";

/** Appeals every corpus is thought to hold beside its own, so that two texts alone do not make every word rare. */
const SMOOTHING = 20;

export type Kind = "words" | "bigrams" | "troubles" | "things" | "causes" | "figures" | "sites";
export const KINDS: readonly Kind[] = [
  "words",
  "bigrams",
  "troubles",
  "things",
  "causes",
  "figures",
  "sites",
];

/** The terms of one kind; places named by name alone stand beside the works and roads. */
export function termsOf(reading: Reading, kind: Kind): readonly string[] {
  return kind === "sites" ? reading.place.sites : reading[kind];
}

export class Corpus {
  private size = 0;
  private readonly counts = new Map<Kind, Map<string, number>>(KINDS.map((kind) => [kind, new Map()]));

  add(reading: Reading): void {
    this.change(reading, 1);
  }
  remove(reading: Reading): void {
    this.change(reading, -1);
  }

  /** Between 0 (every appeal has it) and 1 (none of them has). */
  idf(kind: Kind, term: string): number {
    const among = this.size + SMOOTHING;
    const having = (this.counts.get(kind)!.get(term) ?? 0) + 0.5;
    return Math.log(among / Math.min(among, having)) / Math.log(2 * among);
  }

  private change(reading: Reading, by: 1 | -1): void {
    this.size += by;
    for (const kind of KINDS) {
      const counts = this.counts.get(kind)!;
      for (const term of termsOf(reading, kind)) {
        const left = (counts.get(term) ?? 0) + by;
        if (left > 0) counts.set(term, left);
        else counts.delete(term);
      }
    }
  }
}
