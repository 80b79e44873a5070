// The pages of people beside each other, each only for whom it is.
import { words } from "../../modules/people/words.ts";
import { Link, usePath } from "../lib/place.tsx";
import { useActing, useMay } from "../lib/session.ts";
import { useWords } from "../lib/words.ts";
import "./people.css";

export function Tabs() {
  const say = useWords(words);
  const may = useMay();
  const path = usePath();
  const kind = useActing()?.kind;
  const enterprise = kind === "enterprise" || kind === "body" || kind === "service";
  const tabs = [
    { to: "/people", label: say("tab.persons"), shown: true },
    {
      to: "/people/members",
      label: say("tab.members"),
      shown: may("people.members") || kind === "federation",
    },
    { to: "/people/consent", label: say("tab.consent"), shown: enterprise },
    { to: "/people/invitations", label: say("tab.invitations"), shown: may("people.invite") },
    { to: "/people/claims", label: say("tab.claims"), shown: may("people.claims") },
    { to: "/people/duty", label: say("tab.duty"), shown: may("people.duty") },
    { to: "/people/keys", label: say("tab.keys"), shown: may("people.keys") },
    { to: "/people/organisations", label: say("tab.organisations"), shown: may("people.manage") },
  ].filter((tab) => tab.shown);
  if (tabs.length < 2) return null;
  return (
    <nav className="people-tabs no-print" aria-label={say("people")}>
      {tabs.map((tab) => (
        <Link key={tab.to} to={tab.to} aria-current={tab.to === path ? "page" : undefined}>
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
