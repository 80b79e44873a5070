// States and deadlines, always a word beside the colour.
import type { ReactNode } from "react";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { words } from "./words.ts";

export type TagTone = "grey" | "accent" | "blue" | "yellow" | "orange" | "red" | "green";

export function StateTag({
  tone = "grey",
  plain,
  children,
}: {
  tone?: TagTone;
  plain?: boolean;
  children: ReactNode;
}) {
  return (
    <span className={plain ? "tag plain" : "tag"} data-tone={tone}>
      {children}
    </span>
  );
}

export const DemoTag = () => {
  const say = useWords(words);
  return (
    <StateTag tone="yellow" plain>
      {say("demo")}
    </StateTag>
  );
};

/** The way a record goes, with where it stands now. */
export function Steps({ steps, at }: { steps: readonly { key: string; label: string }[]; at: string }) {
  const here = steps.findIndex((step) => step.key === at);
  return (
    <ol className="steps">
      {steps.map((step, i) => (
        <li
          key={step.key}
          data-at={i < here ? "done" : i === here ? "now" : "next"}
          aria-current={i === here ? "step" : undefined}
        >
          {step.label}
        </li>
      ))}
    </ol>
  );
}

/** Today's date in Shanghai, whatever the clock of the computer is set to. */
const shanghaiToday = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

export { shanghaiToday as today };

/** A deadline (YYYY-MM-DD) as what is left of it. */
export function Clock({ due, today }: { due: string | null | undefined; today?: string }) {
  const say = useWords(words);
  const format = useFormat();
  if (!due) return <span className="clock">—</span>;
  const now = today ?? shanghaiToday();
  const left = Math.round((Date.parse(due.slice(0, 10)) - Date.parse(now)) / 86_400_000);
  const text =
    left < 0
      ? say("overdue", { count: -left })
      : left === 0
        ? say("dueToday")
        : say("dueIn", { count: left });
  return (
    <span
      className="clock"
      data-tone={left < 0 ? "red" : left <= 2 ? "orange" : undefined}
      title={format.day(due)}
    >
      {text}
    </span>
  );
}

/** A moment by which something must be done: hours and minutes while they matter, days beyond. */
export function DueClock({ due, now = new Date() }: { due: string | null; now?: Date }) {
  const say = useWords(words);
  const format = useFormat();
  if (!due) return <span className="clock">—</span>;
  const minutes = Math.round((Date.parse(due) - now.getTime()) / 60_000);
  const distance = Math.abs(minutes);
  const late = minutes < 0;
  const text =
    distance >= 48 * 60
      ? say(late ? "overdue" : "dueIn", { count: Math.floor(distance / 1440) })
      : distance >= 60
        ? say(late ? "lateHours" : "leftHours", { hours: Math.floor(distance / 60), minutes: distance % 60 })
        : say(late ? "lateMinutes" : "leftMinutes", { minutes: distance });
  return (
    <span
      className="clock"
      data-tone={late ? "red" : minutes <= 240 ? "orange" : undefined}
      title={format.moment(due)}
    >
      {text}
    </span>
  );
}
