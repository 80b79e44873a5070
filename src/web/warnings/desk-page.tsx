// Silences with owner, reason and end; and the runs of the pipeline with what each stage kept, dropped, and why.
import { useState } from "react";
import {
  addSilence,
  endSilence,
  listRuns,
  listSilences,
  runNow,
} from "../../modules/warnings/desk/contract.ts";
import { listRules } from "../../modules/warnings/rules/contract.ts";
import { words } from "../../modules/warnings/words.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { Card, ListPage } from "../ui/frame.tsx";
import { PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { toast } from "../ui/toast.tsx";
import { Tabs } from "./tags.tsx";

export function DeskPage() {
  const say = useWords(words);
  const format = useFormat();
  const { language } = format;
  const silences = useCall(listSilences, {});
  const runs = useCall(listRuns, {});
  const end = useAct(endSilence);
  const run = useAct(runNow);
  const [adding, setAdding] = useState(false);
  return (
    <ListPage
      title={say("desk")}
      lead={say("silencesLead")}
      actions={
        <>
          <Button
            busy={run.running}
            onClick={async () => {
              const done = await run.attempt({});
              if (done)
                toast(say("ran", { signals: done.signals, opened: done.opened, continued: done.continued }));
            }}
          >
            {say("runNow")}
          </Button>
          <Button tone="primary" icon="plus" onClick={() => setAdding(true)}>
            {say("newSilence")}
          </Button>
        </>
      }
    >
      <Tabs />
      <ProblemNotice problem={end.problem ?? run.problem} />
      <Card title={say("silences")}>
        {silences.problem ? <PageProblem problem={silences.problem} again={silences.again} /> : null}
        {silences.loading ? <Skeleton lines={3} /> : null}
        {silences.data?.rows.length === 0 ? <p className="muted">{say("silencesEmpty")}</p> : null}
        <ul className="warning-lines">
          {silences.data?.rows.map((one) => (
            <li key={one.id}>
              <strong>{one.place[language]}</strong>{" "}
              <StateTag tone={one.active ? "yellow" : "grey"}>
                {say(one.active ? "active" : "ended")}
              </StateTag>
              <div>{one.reason}</div>
              <div className="muted">
                {say("owner")}：{one.owner} · {say("until")} {format.day(one.until)} · {say("held")}{" "}
                {one.held}
              </div>
              {one.active ? (
                <Button small busy={end.running} onClick={() => void end.attempt({ id: one.id })}>
                  {say("endSilence")}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      </Card>
      <Card title={say("runs")}>
        <p className="muted">{say("runsLead")}</p>
        {runs.problem ? <PageProblem problem={runs.problem} again={runs.again} /> : null}
        {runs.loading ? <Skeleton lines={5} /> : null}
        {runs.data?.rows.length === 0 ? <Empty icon="list" title={say("runsEmpty")} /> : null}
        <ul className="warning-lines">
          {runs.data?.rows.map((one) => (
            <li key={one.id}>
              <details>
                <summary>
                  {one.month
                    ? say("run", {
                        ...{ month: one.month, judged: one.judged, signals: one.signals },
                        opened: one.opened,
                        continued: one.continued,
                      })
                    : say("runOther", {
                        source: say(`source_${one.source}`),
                        signals: one.signals,
                        opened: one.opened,
                        continued: one.continued,
                      })}{" "}
                  <span className="muted">{format.moment(one.at)}</span>
                </summary>
                <ol className="pipeline">
                  {one.stages.map((stage) => (
                    <li key={stage.stage}>
                      <strong>{say(`pipe_${stage.stage}`)}</strong>
                      <span className="num">{say("inOut", { in: stage.in, out: stage.out })}</span>
                      <span className="muted">
                        {stage.dropped
                          .map(({ why, count }) => say("dropped", { count, why: why[language] }))
                          .join("；")}
                      </span>
                    </li>
                  ))}
                </ol>
              </details>
            </li>
          ))}
        </ul>
      </Card>
      {adding ? <SilenceDialog onClose={() => setAdding(false)} /> : null}
    </ListPage>
  );
}

function SilenceDialog({ onClose }: { onClose: () => void }) {
  const say = useWords(words);
  const { language } = useFormat();
  const act = useAct(addSilence);
  const { data } = useCall(listRules, {});
  const [sector, setSector] = useState("");
  const [region, setRegion] = useState("");
  const [indicator, setIndicator] = useState("");
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState("");
  const options = (
    rows: readonly {
      code: string;
      name?: { zh: string; en: string };
      label?: { zh: string; en: string };
    }[] = [],
  ) => rows.map((one) => ({ value: one.code, label: (one.name ?? one.label)?.[language] ?? one.code }));
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("newSilence")}
      onSubmit={async () => {
        const done = await act.attempt({
          ...{ sector: sector || null, region: region || null, indicator: indicator || null },
          ...{ reason, until },
        });
        if (!done) return;
        toast(say("did"));
        onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running}>
            {say("save")}
          </Button>
        </>
      }
    >
      <div className="warning-form">
        <ProblemNotice problem={act.problem} labels={{ reason: say("reason"), until: say("until") }} />
        <SelectField
          label={say("sector")}
          placeholder={say("allSectors")}
          options={options(data?.sectors)}
          value={sector}
          onChange={(event) => setSector(event.target.value)}
        />
        <SelectField
          label={say("region")}
          placeholder={say("allRegions")}
          options={options(data?.regions)}
          value={region}
          onChange={(event) => setRegion(event.target.value)}
        />
        <SelectField
          label={say("indicator")}
          placeholder={say("allIndicators")}
          options={options(data?.indicators)}
          value={indicator}
          onChange={(event) => setIndicator(event.target.value)}
        />
        <TextField
          label={say("reason")}
          name="reason"
          needed
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <TextField
          label={say("until")}
          name="until"
          type="date"
          needed
          value={until}
          onChange={(event) => setUntil(event.target.value)}
        />
      </div>
    </Dialog>
  );
}
