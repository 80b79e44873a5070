// What the marks of the table mean.
import { words } from "../../modules/monitoring/words.ts";
import { useWords } from "../lib/words.ts";

const lines = ["legendHeat", "legendWithheld", "legendProvisional", "legendUnknown", "legendEmpty"] as const;

export function Legend() {
  const say = useWords(words);
  return (
    <ul className="heat-legend muted" aria-label={say("legend")}>
      {lines.map((line) => (
        <li key={line}>{say(line)}</li>
      ))}
    </ul>
  );
}
