// Rows in doubt, one after the other: the same as a registered enterprise, or a new one. s and d decide, j and k go on.
import { useState } from "react";
import {
  decideImportRest,
  decideImportRow,
  type ImportAsk,
  type ImportOutcome,
} from "../../modules/enterprises/imports/contract.ts";
import { words } from "../../modules/enterprises/imports/words.ts";
import { useKeys } from "../lib/keys.ts";
import { useAct } from "../lib/use-call.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Segmented } from "../ui/field.tsx";
import { Card } from "../ui/frame.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { Reasons, SideBySide } from "./compare.tsx";

export function ImportAsks({
  outcome,
  onOutcome,
}: {
  outcome: ImportOutcome;
  onOutcome: (outcome: ImportOutcome) => void;
}) {
  const say = useWords(words);
  const decide = useAct(decideImportRow, { touches: [] });
  const rest = useAct(decideImportRest, { touches: [] });
  const { asks } = outcome;
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      asks.findIndex((ask) => !ask.decided),
    ),
  );
  const [choice, setChoice] = useState(0);
  const ask = asks[at];
  const option = ask?.options[choice] ?? ask?.options[0];
  const open = outcome.state === "checked";
  const running = decide.running || rest.running;

  const go = (to: number) => {
    decide.clear();
    setChoice(0);
    setAt(Math.min(asks.length - 1, Math.max(0, to)));
  };
  const say1 = async (enterpriseId: string | null) => {
    if (!ask || !open || running) return;
    const next = await decide.attempt({ id: outcome.id, row: ask.row, enterpriseId });
    if (!next) return;
    onOutcome(next);
    const after = [...next.asks.keys()].find((i) => i > at && !next.asks[i]?.decided);
    if (after !== undefined) go(after);
    else setChoice(0);
  };
  const same = () => (option ? say1(option.id) : undefined);
  const fresh = () => say1(null);
  useKeys({ s: same, d: fresh, j: () => go(at + 1), k: () => go(at - 1) }, open);

  if (!ask || !option) return null;
  return (
    <Card
      title={say("asks", { count: asks.length + outcome.asksUnlisted })}
      actions={
        open && outcome.undecided > 0 ? (
          <Button
            small
            busy={rest.running}
            disabled={running}
            onClick={async () => {
              const next = await rest.attempt({ id: outcome.id });
              if (next) onOutcome(next);
            }}
          >
            {say("restAsNew", { count: outcome.undecided })}
          </Button>
        ) : null
      }
    >
      <div className="stack">
        <p>
          {outcome.undecided > 0
            ? say(open ? "asksLead" : "asksLeft", { count: outcome.undecided })
            : say("asksDone")}
        </p>
        <ProblemNotice problem={decide.problem ?? rest.problem} />
        <div className="ask-head">
          <strong>{say("askAt", { at: at + 1, of: asks.length, row: ask.row })}</strong>
          <Answer ask={ask} />
          <span className="ask-go">
            <Button small tone="quiet" icon="left" disabled={at === 0} onClick={() => go(at - 1)}>
              {say("before")}
            </Button>
            <Button
              small
              tone="quiet"
              icon="right"
              disabled={at === asks.length - 1}
              onClick={() => go(at + 1)}
            >
              {say("after")}
            </Button>
          </span>
        </div>
        {ask.options.length > 1 ? (
          <Segmented
            label={say("likely")}
            value={String(choice)}
            onChange={(value) => setChoice(Number(value))}
            options={ask.options.map((one, i) => ({ value: String(i), label: one.name }))}
          />
        ) : null}
        <SideBySide
          sides={[ask.incoming, option]}
          heads={[say("inTheList", { row: ask.row }), say("inTheRegistry")]}
        />
        <Reasons score={option.score} reasons={option.reasons} />
        {open ? (
          <div className="ask-do">
            <Button
              tone={ask.decided?.id === option.id ? "primary" : undefined}
              disabled={running}
              onClick={same}
            >
              {say("isSame")} <kbd>s</kbd>
            </Button>
            <Button
              tone={ask.decided?.id === null ? "primary" : undefined}
              disabled={running}
              onClick={fresh}
            >
              {say("isNew")} <kbd>d</kbd>
            </Button>
            <span className="muted">{say("askKeys")}</span>
          </div>
        ) : null}
      </div>
    </Card>
  );
}

function Answer({ ask }: { ask: ImportAsk }) {
  const say = useWords(words);
  if (!ask.decided) return <StateTag tone="yellow">{say("askOpen")}</StateTag>;
  const name = ask.options.find((one) => one.id === ask.decided?.id)?.name;
  return <StateTag tone="green">{name ? say("askSame", { name }) : say("askNew")}</StateTag>;
}
