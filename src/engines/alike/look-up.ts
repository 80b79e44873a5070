// The appeals at hand, ready to answer which of them a new one is alike to: by the rare terms they share.
import { Corpus, KINDS, type Kind, termsOf } from "./corpus.ts";
import { likeness } from "./pair.ts";
import { type Reading, read } from "./reading.ts";
import type { Appeal, Found } from "./types.ts";

/** Phrases are too many to look up by; what shares only phrases shares a word or a name as well. */
const LOOKED_UP: readonly Kind[] = KINDS.filter((kind) => kind !== "bigrams");
/** Terms of so many appeals tell nothing; their postings are not walked. */
const TOO_COMMON = 0.02;
/** So many of the likeliest by shared terms are compared in full. */
const COMPARED = 200;

export class AlikeIndex {
  private readonly readings = new Map<string, Reading>();
  private readonly postings = new Map<string, Set<string>>();
  private readonly corpus = new Corpus();

  get size(): number {
    return this.readings.size;
  }

  /** An appeal under an id that is known takes the place of the one before. */
  add(appeal: Appeal): void {
    this.remove(appeal.id);
    const reading = read(appeal);
    this.readings.set(appeal.id, reading);
    this.corpus.add(reading);
    for (const key of keysOf(reading)) {
      const ids = this.postings.get(key);
      if (ids) ids.add(appeal.id);
      else this.postings.set(key, new Set([appeal.id]));
    }
  }

  remove(id: string): void {
    const reading = this.readings.get(id);
    if (!reading) return;
    this.readings.delete(id);
    this.corpus.remove(reading);
    for (const key of keysOf(reading)) {
      const ids = this.postings.get(key);
      ids?.delete(id);
      if (ids?.size === 0) this.postings.delete(key);
    }
  }

  /** The likest first, itself left out. @param least of the score, 0…1 */
  alike(appeal: Appeal, most = 10, least = 0.5): Found[] {
    const reading = read(appeal);
    const found: Found[] = [];
    for (const id of this.candidates(reading)) {
      const one = likeness(reading, this.readings.get(id)!, this.corpus);
      if (one.score >= least) found.push({ id, ...one });
    }
    return found.sort((a, b) => b.logOdds - a.logOdds || (a.id < b.id ? -1 : 1)).slice(0, most);
  }

  private candidates(reading: Reading): string[] {
    const common = Math.max(1000, TOO_COMMON * this.size);
    const points = new Map<string, number>();
    for (const kind of LOOKED_UP) {
      for (const term of termsOf(reading, kind)) {
        const ids = this.postings.get(`${kind} ${term}`);
        if (!ids || ids.size > common) continue;
        const weight = this.corpus.idf(kind, term);
        for (const id of ids) points.set(id, (points.get(id) ?? 0) + weight);
      }
    }
    points.delete(reading.id);
    return [...points]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, COMPARED)
      .map(([id]) => id);
  }
}

const keysOf = (reading: Reading): string[] =>
  LOOKED_UP.flatMap((kind) => termsOf(reading, kind).map((term) => `${kind} ${term}`));
