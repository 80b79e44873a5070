// The life of an entry in the register: found, confirmed, handled, solved or dismissed; each with what it takes.
import type { PointState } from "./register/contract.ts";

export const NEXT: Readonly<Record<PointState, readonly PointState[]>> = {
  found: ["confirmed", "dismissed"],
  confirmed: ["handling", "dismissed"],
  handling: ["solved", "dismissed"],
  // What comes back is opened again, not reported anew: its history stays in one place.
  solved: ["confirmed"],
  dismissed: ["confirmed"],
};

export type Move = { to: PointState; reason: string; reviewOn: string | null };
export type Point = { state: PointState; ownerId: string | null; reviewOn: string | null };
export type Verdict =
  | { ok: true; reviewOn: string | null }
  | {
      ok: false;
      code: "network.point-move" | "network.point-reason" | "network.point-review" | "network.point-owner";
    };

const FEWEST = 4;

/** @param today day in Shanghai */
export function move(point: Point, { to, reason, reviewOn }: Move, today: string): Verdict {
  if (!NEXT[point.state].includes(to)) return { ok: false, code: "network.point-move" };
  const reopened = point.state === "solved" || point.state === "dismissed";
  const closed = to === "solved" || to === "dismissed";
  if ((closed || reopened) && reason.length < FEWEST) return { ok: false, code: "network.point-reason" };
  if (closed) return { ok: true, reviewOn: null };
  if (to === "handling" && point.ownerId === null) return { ok: false, code: "network.point-owner" };
  // An open entry is looked at again on a day that is still to come.
  const day = reviewOn ?? (reopened ? null : point.reviewOn);
  return day !== null && day > today
    ? { ok: true, reviewOn: day }
    : { ok: false, code: "network.point-review" };
}
