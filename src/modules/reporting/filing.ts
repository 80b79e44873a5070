// The heart of a return: 待报 → 草稿 → 已报 → 退回 or 审核 → 锁定, and the correction that makes a new vintage.
import type { FilingState } from "./contract.ts";

export type Filing = {
  state: FilingState;
  /** Set while a correction is being written: what stands if it is dropped. */
  resumeState: "submitted" | "accepted" | "locked" | null;
  /** Number of the newest submitted vintage; 0 before the first. */
  vintage: number;
};

export type Move = "save" | "submit" | "accept" | "return" | "lock" | "correct" | "drop";

export type Moved =
  | { ok: true; filing: Filing }
  | { ok: false; refusal: { code: "reporting.move"; params: Record<string, string> } };

export function move(filing: Filing, wish: Move): Moved {
  const next = MOVES[wish](filing);
  if (next) return { ok: true, filing: next };
  const [stateZh, stateEn] = STATE_WORDS[filing.state];
  const [moveZh, moveEn] = MOVE_WORDS[wish];
  return { ok: false, refusal: { code: "reporting.move", params: { stateZh, stateEn, moveZh, moveEn } } };
}

/** Nothing was filed that stands: the association still waits for it. */
export function isMissing(filing: Pick<Filing, "state" | "resumeState">): boolean {
  return (
    filing.state === "due" || filing.state === "returned" || (filing.state === "draft" && !filing.resumeState)
  );
}

/** Instants in milliseconds, themselves excluded, and what happens to what comes after the grace. */
export type Deadline = { due: number; grace: number; after: "late" | "refuse" };
/** 按时, 宽限期内, 逾期. */
export type Arrival = "on-time" | "grace" | "late";

export function arrivalAt(at: number, { due, grace, after }: Deadline): Arrival | "refused" {
  if (at < due) return "on-time";
  if (at < grace) return "grace";
  return after === "refuse" ? "refused" : "late";
}

/** The clerk may type in it. */
export const isOpen = (filing: Pick<Filing, "state">): boolean => EDITABLE.has(filing.state);

const EDITABLE: ReadonlySet<FilingState> = new Set(["due", "draft", "returned"]);

const MOVES: Record<Move, (filing: Filing) => Filing | null> = {
  // A returned filing stays returned while it is being mended: its reason must remain in sight.
  save: (f) => (isOpen(f) ? { ...f, state: f.state === "returned" ? "returned" : "draft" } : null),
  submit: (f) => (isOpen(f) ? { state: "submitted", resumeState: null, vintage: f.vintage + 1 } : null),
  accept: (f) => (f.state === "submitted" ? { ...f, state: "accepted" } : null),
  return: (f) => (f.state === "submitted" || f.state === "accepted" ? { ...f, state: "returned" } : null),
  lock: (f) => (f.state === "accepted" ? { ...f, state: "locked" } : null),
  correct: (f) =>
    f.state === "submitted" || f.state === "accepted" || f.state === "locked"
      ? { ...f, state: "draft", resumeState: f.state }
      : null,
  drop: (f) =>
    f.state === "draft" && f.resumeState ? { ...f, state: f.resumeState, resumeState: null } : null,
};

const STATE_WORDS: Record<FilingState, readonly [string, string]> = {
  due: ["待报", "due"],
  draft: ["草稿", "a draft"],
  submitted: ["已报", "submitted"],
  returned: ["退回", "returned"],
  accepted: ["审核通过", "accepted"],
  locked: ["锁定", "locked"],
};

const MOVE_WORDS: Record<Move, readonly [string, string]> = {
  save: ["修改", "changed"],
  submit: ["提交", "submitted"],
  accept: ["审核通过", "accepted"],
  return: ["退回", "returned"],
  lock: ["锁定", "locked"],
  correct: ["更正", "corrected"],
  drop: ["放弃更正", "restored"],
};
