// The plain data of a form 报表: what is asked, how an answer is read, what must hold, what must be explained.

export type Text = { zh: string; en: string };

export type FieldType = "decimal" | "integer" | "text";

/** Which way is good news: for colours and for diffusion indices. */
export type Direction = "higher" | "lower" | "neutral";

export type Field = {
  code: string;
  label: Text;
  unit: Text;
  type: FieldType;
  /** Digits after the point at most; integers have none. */
  decimals: number;
  required: boolean;
  /** Bounds as decimal text, both included; null where there is none. */
  min: string | null;
  max: string | null;
  /** Longest text. */
  maxLength: number;
  direction: Direction;
  /** Stands already in the form when last month's answer is likely to hold. */
  carried: boolean;
  help: Text;
  /** Skip rule: asked only when this formula holds; unknown counts as not. null: always asked. */
  askedWhen: string | null;
  /** Computed and never typed; null where somebody answers. */
  formula: string | null;
  /** Another form that knows this figure for the same period: taken from there, asked only where it is not known. */
  source: Source | null;
};
export type Source = { form: string; field: string };

/** How many rows a repeated group has at most, and how many must be filled. */
export type Repeat = { min: number; max: number };

/** With `repeat` a group (主要产品): its fields are the columns, asked once a row. */
export type Section = { code: string; title: Text; fields: readonly Field[]; repeat: Repeat | null };

/** How often a form is asked; the calendar engine knows the periods of each length. */
export type Periodicity = "day" | "week" | "ten-day" | "month" | "quarter" | "year" | "once";

/** 硬性校验 blocks submitting; 软性校验 must be explained before submitting. Neither ever blocks saving. */
export type Severity = "hard" | "soft";

export type Check = {
  code: string;
  severity: Severity;
  /** The fields it is shown at; with `each`, it is asked once for every field, `$` standing for it. */
  at: readonly string[];
  each: boolean;
  /** What must hold, e.g. "abs($ - previous.$) <= 0.5 * abs(previous.$)". Unknown counts as holding. */
  that: string;
  /** The sentence when it does not hold; {name} comes from `show`. */
  say: Text;
  /** name → formula and digits after the point. */
  show: Readonly<Record<string, { formula: string; decimals: number }>>;
  /** Checks that are not said of the same field when this one speaks: one cause, one remark. */
  silences: readonly string[];
};

/**
 * 宽限期: how long after the due day a return counts as in grace, and what happens to one that comes later still.
 * Nobody says anything: no grace, and later returns are taken as late.
 */
export type Grace = { amount: number; unit: "hours" | "working-days"; after: "late" | "refuse" };

export type FormDefinition = {
  code: string;
  version: number;
  title: Text;
  periodicity: Periodicity;
  /** Month, quarter, year: this day of the month after. Shorter, or once: so many days after. Moved to a working day. */
  dueDay: number;
  /** Accepted returns are locked this many days after the due date. */
  lockAfterDays: number;
  /** Left out in forms from before there was any: see `graceOf`. */
  grace?: Grace | undefined;
  sections: readonly Section[];
  checks: readonly Check[];
};

/** What was typed, field by field, exactly as typed. */
export type Answers = Readonly<Record<string, string | null | undefined>>;

/** Canonical answers: decimals without separators, text trimmed, null for nothing. */
export type Values = Record<string, string | null>;

export type Remark = {
  /** `check:field`; an explanation is kept under it. */
  key: string;
  check: string;
  field: string;
  severity: Severity;
  zh: string;
  en: string;
};

export type Outcome = {
  values: Values;
  remarks: Remark[];
  /** Required fields in all and those still empty or unreadable. */
  required: number;
  left: number;
  /** Fields whose skip rule does not hold: neither shown nor counted, whatever was typed before. */
  skipped: ReadonlySet<string>;
};

/** What is known of earlier months, canonical. */
export type Earlier = { previous: Readonly<Values>; lastYear: Readonly<Values> };
