// Nothing here yet, said so that the next step is clear.
import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

export function Empty({
  title,
  hint,
  action,
  icon = "info",
  page,
}: {
  title: ReactNode;
  hint?: ReactNode;
  action?: ReactNode;
  icon?: IconName;
  /** Stands for the whole page: its title is the page's heading. */
  page?: boolean;
}) {
  return (
    <div className="empty">
      <Icon name={icon} />
      {page ? <h1>{title}</h1> : <strong>{title}</strong>}
      {hint ? <p>{hint}</p> : null}
      {action}
    </div>
  );
}

export function Skeleton({ lines = 3 }: { lines?: number }) {
  return (
    <div className="stack" aria-hidden="true" style={{ gap: 10 }}>
      {Array.from({ length: lines }, (_, i) => (
        <span
          className="skeleton"
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
          key={i}
          style={{ width: `${92 - ((i * 23) % 46)}%` }}
        />
      ))}
    </div>
  );
}
