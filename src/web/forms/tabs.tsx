// Forms and panels beside each other.
import { words } from "../../modules/forms/words.ts";
import { Link, usePath } from "../lib/place.tsx";
import { useWords } from "../lib/words.ts";
import "./forms.css";

export function Tabs() {
  const say = useWords(words);
  const path = usePath();
  return (
    <nav className="forms-tabs no-print" aria-label={say("forms")}>
      {[
        { to: "/forms", label: say("tab.forms") },
        { to: "/forms/panels", label: say("tab.panels") },
      ].map((tab) => (
        <Link key={tab.to} to={tab.to} aria-current={tab.to === path ? "page" : undefined}>
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
