// Grades and stages as tags, and the tabs of warnings; a word always stands beside the colour.
import type { Severity, WarningStage } from "../../modules/warnings/contract.ts";
import { words } from "../../modules/warnings/words.ts";
import { Link, usePath } from "../lib/place.tsx";
import { useMay } from "../lib/session.ts";
import { useWords } from "../lib/words.ts";
import { StateTag, type TagTone } from "../ui/state-tag.tsx";
import "./warnings.css";

export function SeverityTag({ severity, proposed }: { severity: Severity; proposed?: boolean }) {
  const say = useWords(words);
  return (
    <StateTag tone={severity}>
      {proposed ? `${say("proposed")} ` : ""}
      {say(`severity_${severity}`)}
    </StateTag>
  );
}

const tones: Readonly<Record<WarningStage, TagTone>> = {
  signalled: "accent",
  dismissed: "grey",
  verified: "accent",
  assessed: "accent",
  published: "accent",
  handling: "accent",
  lifted: "green",
  reviewed: "green",
};
export function StageTag({ stage }: { stage: WarningStage }) {
  const say = useWords(words);
  return (
    <StateTag tone={tones[stage]} plain>
      {say(`stage_${stage}`)}
    </StateTag>
  );
}

export function Tabs() {
  const say = useWords(words);
  const may = useMay();
  const path = usePath();
  const tabs = [
    ["/warnings", say("warnings"), "warnings.work"],
    ["/warnings/bulletins", say("bulletins"), "warnings.read"],
    ["/warnings/sightings", say("sightings"), "warnings.read"],
    ["/warnings/rules", say("rules"), "warnings.publish"],
    ["/warnings/desk", say("desk"), "warnings.publish"],
  ] as const;
  return (
    <nav className="warning-tabs">
      {tabs
        .filter(([, , permission]) => may(permission))
        .map(([to, label]) => (
          <Link key={to} to={to} aria-current={path === to ? "page" : undefined}>
            {label}
          </Link>
        ))}
    </nav>
  );
}
