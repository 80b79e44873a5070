// At most ten things to decide, each with its reason, its clock and one key; what is decided leaves the list.
import { type ReactNode, useState } from "react";
import { useKeys } from "../lib/keys.ts";
import { Link, useGo } from "../lib/place.tsx";
import { useWords } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { Card } from "../ui/frame.tsx";
import { DueClock, StateTag, type TagTone } from "../ui/state-tag.tsx";
import { words } from "./words.ts";

export type Decision = {
  key: string;
  title: string;
  to: string;
  tag: string;
  tone: TagTone;
  why: ReactNode;
  /** Until when; shown as what is left of it. */
  due?: string | null;
  clock?: ReactNode;
  /** The one-key action; left out: it must be looked at first. */
  act?: { label: string; run: () => Promise<void> };
};

const MOST = 10;

export function Decisions({
  decisions,
  total,
  loading,
  more,
}: {
  decisions: readonly Decision[];
  /** How many wait in all. */
  total: number;
  loading: boolean;
  more?: ReactNode;
}) {
  const say = useWords(words);
  const go = useGo();
  const [at, setAt] = useState(0);
  const [running, setRunning] = useState<string | null>(null);
  const shown = decisions.slice(0, MOST);
  const here = Math.min(at, shown.length - 1);
  const act = async (decision: Decision | undefined) => {
    if (!decision || running) return;
    if (!decision.act) return go(decision.to);
    setRunning(decision.key);
    await decision.act.run().finally(() => setRunning(null));
  };
  useKeys(
    {
      j: () => setAt(Math.min(shown.length - 1, here + 1)),
      k: () => setAt(Math.max(0, here - 1)),
      e: () => void act(shown[here]),
      Enter: () => shown[here] && go(shown[here].to),
    },
    shown.length > 0,
  );
  return (
    <Card flush title={say("decisions")} actions={more}>
      {loading ? (
        <div style={{ padding: 16 }}>
          <Skeleton lines={4} />
        </div>
      ) : shown.length === 0 ? (
        <Empty icon="check" title={say("decisionsNone")} hint={say("decisionsNoneHint")} />
      ) : (
        <>
          <ul className="todo">
            {shown.map((decision, i) => (
              <li key={decision.key} data-at={i === here}>
                <div className="what">
                  <Link to={decision.to}>{decision.title}</Link>{" "}
                  <StateTag tone={decision.tone}>{decision.tag}</StateTag>
                  <div className="why">{decision.why}</div>
                </div>
                <div className="do">
                  {decision.due ? <DueClock due={decision.due} /> : null}
                  {decision.clock ? <span className="clock">{decision.clock}</span> : null}
                  {decision.act ? (
                    <Button
                      small
                      tone="primary"
                      busy={running === decision.key}
                      aria-label={`${decision.act.label}：${decision.title}`}
                      onClick={() => void act(decision)}
                    >
                      {decision.act.label}
                    </Button>
                  ) : null}
                  <LinkButton small to={decision.to}>
                    {say("look")}
                  </LinkButton>
                </div>
              </li>
            ))}
          </ul>
          <p className="todo-keys muted no-print">
            {total > shown.length ? `${say("decisionsMore", { count: total - shown.length })} ` : ""}
            {say("decisionsHint")}
          </p>
        </>
      )}
    </Card>
  );
}
