// The three pages of whoever works on appeals: cases, issues, statistics.
import { Link, usePath } from "../lib/place.tsx";
import { useMay } from "../lib/session.ts";
import { useSay } from "./names.tsx";

export function Tabs() {
  const say = useSay();
  const path = usePath();
  if (!useMay()("appeals.oversee")) return null;
  const tabs = [
    ["/appeals", say("tabAppeals")],
    ["/appeals/issues", say("tabIssues")],
    ["/appeals/statistics", say("tabStatistics")],
  ] as const;
  return (
    <nav className="appeal-tabs no-print" aria-label={say("appeals")}>
      {tabs.map(([to, label]) => (
        <Link key={to} to={to} aria-current={path === to ? "page" : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
