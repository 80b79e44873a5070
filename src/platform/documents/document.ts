// What a paper says: title, sections, tables, and figures that each carry where they come from. Data, no layout.

/** A figure in running text; its source becomes a numbered note at the end. */
export type FigureText = { figure: string; source: string };
export type Piece = string | FigureText;
/** A line of text, or pieces of text and figures in their order. */
export type Line = string | readonly Piece[];

export type DocumentTable = {
  caption?: string;
  columns: readonly {
    label: string;
    align?: "left" | "right";
    /** Share of the width; left out: equal shares. */
    share?: number;
  }[];
  rows: readonly (readonly Line[])[];
};

export type DocumentPicture = { bytes: Buffer; caption?: string };

export type DocumentSection = {
  heading: string;
  /** 1 or 2; left out: 1. */
  level?: 1 | 2;
  paragraphs?: readonly Line[];
  bullets?: readonly Line[];
  table?: DocumentTable;
  /** PNG or JPEG. */
  picture?: DocumentPicture;
};

export type DocumentContent = {
  title: string;
  subtitle?: string;
  /** Marks every page as invented data. */
  demo?: boolean;
  /** Who issues it; stands in the footer. */
  issuer?: string;
  language?: "zh" | "en";
  sections: readonly DocumentSection[];
  /** Sources of the paper as a whole, listed after the notes of the figures. */
  sources?: readonly string[];
};

/** Characters XML cannot hold, and marks that turn the direction of text, are left out. */
export function plain(text: string): string {
  let out = "";
  for (const character of text.replaceAll("\r\n", "\n").replaceAll("\r", "\n")) {
    const code = character.codePointAt(0)!;
    const control = (code < 0x20 && code !== 0x09 && code !== 0x0a) || (code >= 0x7f && code <= 0x9f);
    const half = code >= 0xd800 && code <= 0xdfff;
    const turning = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    if (!control && !half && !turning && code !== 0xfffe && code !== 0xffff) out += character;
  }
  return out;
}

/** Numbers sources in the order in which they are first met; the same source keeps its number. */
export class Notes {
  readonly #numbers = new Map<string, number>();

  numberOf(source: string): number {
    const known = this.#numbers.get(source);
    if (known) return known;
    const next = this.#numbers.size + 1;
    this.#numbers.set(source, next);
    return next;
  }

  get texts(): string[] {
    return [...this.#numbers.keys()];
  }
}
