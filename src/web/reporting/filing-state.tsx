// The state of a return as a word with its colour.
import type { FilingState } from "../../modules/reporting/contract.ts";
import { words } from "../../modules/reporting/words.ts";
import { useWords } from "../lib/words.ts";
import { StateTag, type TagTone } from "../ui/state-tag.tsx";

const tones: Record<FilingState, TagTone> = {
  due: "grey",
  draft: "blue",
  submitted: "accent",
  returned: "orange",
  accepted: "green",
  locked: "grey",
};

export function FilingStateTag({ state, overdue }: { state: FilingState; overdue?: boolean }) {
  const say = useWords(words);
  return (
    <StateTag tone={overdue ? "red" : tones[state]}>
      {say(state)}
      {overdue ? ` · ${say("late")}` : ""}
    </StateTag>
  );
}
