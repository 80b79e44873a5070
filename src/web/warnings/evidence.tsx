// Evidence of a step: what it is and where it comes from, one line or more.
import type { Evidence } from "../../modules/warnings/contract.ts";
import { words } from "../../modules/warnings/words.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";

export const noEvidence: readonly Evidence[] = [{ text: "", source: "" }];
/** Lines somebody has begun. */
export const filled = (lines: readonly Evidence[]): Evidence[] =>
  lines.filter((line) => line.text.trim() && line.source.trim());

export function EvidenceFields({
  lines,
  onChange,
}: {
  lines: readonly Evidence[];
  onChange: (lines: readonly Evidence[]) => void;
}) {
  const say = useWords(words);
  const set = (at: number, change: Partial<Evidence>) =>
    onChange(lines.map((line, i) => (i === at ? { ...line, ...change } : line)));
  return (
    <>
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines keep their places
        <div className="pair" key={i}>
          <TextField
            label={say("evidenceText")}
            name={`evidence.${i}.text`}
            maxLength={500}
            value={line.text}
            onChange={(event) => set(i, { text: event.target.value })}
          />
          <TextField
            label={say("evidenceSource")}
            name={`evidence.${i}.source`}
            maxLength={200}
            value={line.source}
            onChange={(event) => set(i, { source: event.target.value })}
          />
        </div>
      ))}
      <div>
        <Button small icon="plus" onClick={() => onChange([...lines, { text: "", source: "" }])}>
          {say("addEvidence")}
        </Button>
      </div>
    </>
  );
}
