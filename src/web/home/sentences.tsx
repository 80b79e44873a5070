// The three sentences of a desk: warnings and running plans before the month, the rest after it.
import type { ReactNode } from "react";
import { MOST_SENTENCES } from "../../platform/desk/contract.ts";
import { Link } from "../lib/place.tsx";
import type { Waiting } from "./waiting.ts";

/** Where the sentence on the month's returns stands among the modules' orders. */
const MONTH = 30;

export function sentencesOf(waiting: Waiting, month: ReactNode, look: string): ReactNode[] {
  const said = waiting.sentences.map((one) => ({
    order: one.order,
    node: (
      <span key={one.order} data-tone={one.tone === "plain" ? undefined : one.tone}>
        {one.text}{" "}
        {one.to ? (
          <Link to={one.to} className="more" aria-label={`${look}：${one.text}`}>
            {look}
          </Link>
        ) : null}
      </span>
    ),
  }));
  return [
    ...said.filter((one) => one.order < MONTH).map((one) => one.node),
    month,
    ...said.filter((one) => one.order >= MONTH).map((one) => one.node),
  ].slice(0, MOST_SENTENCES);
}
