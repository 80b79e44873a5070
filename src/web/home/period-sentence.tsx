// One sentence on how the newest month stands, and one on its deadline.
import type { z } from "zod";
import type { completeness } from "../../modules/reporting/completeness/contract.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { today } from "../ui/state-tag.tsx";
import { words } from "./words.ts";

export function PeriodSentence({ answer }: { answer: z.output<typeof completeness.output> | undefined }) {
  const say = useWords(words);
  const format = useFormat();
  if (!answer) return <span className="skeleton" style={{ width: "24em", maxWidth: "100%" }} />;
  if (!answer.period) return <>{say("reportsNone")}</>;
  const { expected, reported, accepted, missing } = answer.total;
  const left = answer.dueOn ? daysBetween(today(), answer.dueOn) : 0;
  const due = format.day(answer.dueOn);
  return (
    <>
      {say("reportsSentence", { period: format.month(answer.period), expected, reported, accepted, missing })}
      {missing > 0 && answer.dueOn ? (
        <span data-tone={left < 0 ? "red" : left <= 2 ? "orange" : undefined}>
          {left < 0
            ? say("lateSentence", { due, days: -left })
            : left === 0
              ? say("dueTodaySentence", { due })
              : say("dueSentence", { due, days: left })}
        </span>
      ) : null}
    </>
  );
}

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
