// What goes in and what comes out: appeals as they were written, and how alike two of them are.

/** An appeal as its author sent it; everything but id and time may be empty. */
export type Appeal = {
  id: string;
  /** When it was sent, Shanghai wall clock: "2022-04-05" or "2022-04-05T09:10:00". */
  time: string;
  type: string;
  province: string;
  city: string;
  industry: string;
  title: string;
  text: string;
};

/** One finding for or against, in log-odds; `code` has its sentence in `REASONS`, `values` are what was found. */
export type Reason = { code: string; weight: number; values: readonly string[] };

export type Likeness = {
  /** Between 0 and 1: how sure it is that both report one trouble. */
  score: number;
  logOdds: number;
  /** The findings by absolute weight; together with the base they add up to `logOdds`. */
  reasons: readonly Reason[];
};

/** An appeal alike to the one asked about. */
export type Found = Likeness & { id: string };
