// How far a run is and how it was computed: progress with the time left, cancel, repeat to equality, the method in a line.
import { cancelRun, type RunRow, readRun, repeatRun } from "../../modules/network/runs/contract.ts";
import { useGo } from "../lib/place.tsx";
import { useAct, useCall } from "../lib/use-call.ts";
import { Button } from "../ui/button.tsx";
import { Notice, ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag, type TagTone } from "../ui/state-tag.tsx";
import { useSay } from "./names.tsx";

/** How often a page asks how far a run is. */
export const LOOK_MS = 1500;

const tones: Readonly<Record<RunRow["state"], TagTone>> = {
  ...{ running: "blue", done: "green", cancelled: "grey", failed: "red" },
};
export function RunTag({ state }: { state: RunRow["state"] }) {
  const say = useSay();
  return <StateTag tone={tones[state]}>{say(`state_${state}`)}</StateTag>;
}

export function RunProgress({ run }: { run: RunRow }) {
  const say = useSay();
  const cancel = useAct(cancelRun);
  const { done, parts } = run;
  const passed = (Date.now() - Date.parse(run.askedAt)) / 1000;
  const left = done > 0 ? Math.ceil((passed / done) * (parts - done)) : null;
  const leftText =
    left === null
      ? null
      : left < 90
        ? say("seconds", { count: left })
        : say("minutes", { count: Math.round(left / 60) });
  return (
    <Notice
      tone="blue"
      title={run.title}
      action={
        <Button small busy={cancel.running} onClick={() => cancel.attempt({ id: run.id })}>
          {say("cancelRun")}
        </Button>
      }
    >
      <ProblemNotice problem={cancel.problem} />
      <span role="status">
        {leftText ? say("progressLeft", { done, parts, left: leftText }) : say("progress", { done, parts })}
      </span>
      <progress className="run-progress" max={parts} value={done} aria-label={run.title} />
    </Notice>
  );
}

type Run = NonNullable<ReturnType<typeof useCall<typeof readRun>>["data"]>;

/** The last line of every result: what it was computed from, and the button that computes it again. */
export function RunMethod({ run }: { run: Run }) {
  const say = useSay();
  const go = useGo();
  const repeat = useAct(repeatRun);
  const first = useCall(readRun, run.repeats ? { id: run.repeats } : null);
  const equal = first.data ? first.data.resultHash === run.resultHash : null;
  const known = say("known", run.known);
  return (
    <div className="muted method">
      <p>
        {say("method", { engine: run.engine, eps: run.eps, hash: run.inputHash.slice(0, 12), known })}{" "}
        {run.known.inferred + run.known.estimated > 0 ? say("provisional") : null}
      </p>
      {equal === null ? null : (
        <StateTag tone={equal ? "green" : "red"}>{say(equal ? "repeatsEqual" : "repeatsDiffer")}</StateTag>
      )}
      <ProblemNotice problem={repeat.problem} />
      <Button
        small
        tone="quiet"
        busy={repeat.running}
        onClick={async () => {
          const done = await repeat.attempt({ id: run.id });
          if (done) go(`/network/runs/${done.id}`);
        }}
      >
        {say("repeat")}
      </Button>
    </div>
  );
}
