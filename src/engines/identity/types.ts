// What checking a code says: a verdict, the code as it should be written, and every problem with its weight.

/** `refuse`: not a code at all. `warn`: may be kept, with a reason (early pilot codes fail the check digit). */
export type Severity = "refuse" | "warn";
export type ProblemKind = "length" | "charset" | "region" | "registrar" | "org-check" | "check";

export type CreditCodeProblem = {
  kind: ProblemKind;
  severity: Severity;
  /** Position (from 1) of the first character concerned. */
  position: number | null;
  zh: string;
  en: string;
};

export type CreditCodeCheck = {
  /** True when there is no problem at all. */
  ok: boolean;
  /** True when the code may be kept, if need be with a reason. */
  acceptable: boolean;
  normalized: string;
  problems: CreditCodeProblem[];
  /** A code that differs only by a letter the standard never uses (O for 0 …) and passes; null when there is none. */
  suggestion: string | null;
};
