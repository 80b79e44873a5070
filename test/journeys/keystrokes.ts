// A scripted clerk's hands and head, counted by the keystroke-level model while they really press and click.
// Operators: S. K. Card, T. P. Moran, A. Newell, "The keystroke-level model for user performance time with interactive
// systems", Communications of the ACM 23 (7), 1980, 396–410. https://doi.org/10.1145/358886.358895
import type { Locator, Page } from "playwright-core";

/** Seconds. K: a key or a click of an average typist; P: pointing; H: hand to mouse or keyboard; M: making up one's mind. */
export const KLM = { K: 0.28, P: 1.1, H: 0.4, M: 1.35 } as const;
/**
 * Seconds, declared and not measured. A label with its unit and last month's figure is some twenty characters, read at
 * five a second; the same again to find the figure in one's own ledger.
 */
export const READ_FIGURE = 8;
/** A question of one or two lines, and remembering why. */
export const READ_QUESTION = 10;
/** A Chinese character by pinyin: its letters and the choice of it. */
export const KEYS_A_CHARACTER = 3.5;

type Counts = { keys: number; points: number; hands: number; minds: number; reading: number };

export class Hand {
  readonly page: Page;
  readonly counts: Counts = { keys: 0, points: 0, hands: 0, minds: 0, reading: 0 };
  #at: "keyboard" | "mouse" = "mouse";

  constructor(page: Page) {
    this.page = page;
  }

  get seconds(): number {
    const { keys, points, hands, minds, reading } = this.counts;
    return keys * KLM.K + points * KLM.P + hands * KLM.H + minds * KLM.M + reading;
  }

  #move(to: "keyboard" | "mouse"): void {
    if (this.#at !== to) this.counts.hands++;
    this.#at = to;
  }

  read(seconds: number): void {
    this.counts.reading += seconds;
  }

  /** Decides what is next: before each chunk, as the model's rules place it. */
  think(): void {
    this.counts.minds++;
  }

  async click(target: Locator): Promise<void> {
    this.#move("mouse");
    this.counts.points++;
    this.counts.keys++;
    await target.click();
  }

  async press(key: string): Promise<void> {
    this.#move("keyboard");
    this.counts.keys += key.split("+").length;
    await this.page.keyboard.press(key);
  }

  /** Figures key by key; characters as an input method takes them. */
  async type(text: string): Promise<void> {
    this.#move("keyboard");
    for (const sign of text) this.counts.keys += /\p{Script=Han}/u.test(sign) ? KEYS_A_CHARACTER : 1;
    if (/\p{Script=Han}/u.test(text)) await this.page.keyboard.insertText(text);
    else await this.page.keyboard.type(text);
  }

  /** In the own spreadsheet: to it, the column marked and copied, and back; what lies there is put under the cursor. */
  async pasteFromSheet(column: readonly string[]): Promise<void> {
    this.think();
    this.#move("keyboard");
    this.counts.keys += 2;
    this.#move("mouse");
    this.counts.points += 2;
    this.counts.keys += 1;
    this.#move("keyboard");
    this.counts.keys += 4;
    await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(column.join("\n"))})`);
    await this.press("Control+v");
  }
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
