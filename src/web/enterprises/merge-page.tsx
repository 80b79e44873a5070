// Two entries of one enterprise: found, laid side by side, and one laid under the other with a reason.
import { useState } from "react";
import { listEnterprises, readEnterprise } from "../../modules/enterprises/contract.ts";
import { compareEnterprises, mergeEnterprises } from "../../modules/enterprises/merging/contract.ts";
import { words } from "../../modules/enterprises/merging/words.ts";
import { words as registry } from "../../modules/enterprises/words.ts";
import { useGo, useParam, useQueryString } from "../lib/place.tsx";
import { useAct, useCall } from "../lib/use-call.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { Segmented, TextField } from "../ui/field.tsx";
import { Card, FormPage } from "../ui/frame.tsx";
import { Notice, PageProblem, ProblemNotice, type Tone, wrongOf } from "../ui/problem-notice.tsx";
import { toast } from "../ui/toast.tsx";
import { Reasons, SideBySide } from "./compare.tsx";
import "./enterprises.css";

export function MergePage() {
  const say = useWords(words);
  const also = useWords(registry);
  const go = useGo();
  const id = useParam("id");
  const [query, setQuery] = useQueryString();
  const other = typeof query.with === "string" ? query.with : "";
  const page = useCall(readEnterprise, { id });
  const compared = useCall(compareEnterprises, other ? { a: id, b: other } : null);
  const merge = useAct(mergeEnterprises);
  const [survivor, setSurvivor] = useState(id);
  const [reason, setReason] = useState("");
  if (page.problem) return <PageProblem problem={page.problem} again={page.again} />;
  const pair = compared.data;
  const merged = survivor === id ? other : id;
  const nameOf = (one: string) => (pair ? (one === pair.a.id ? pair.a.name : pair.b.name) : "");
  const send = async () => {
    if (!(await merge.attempt({ id: survivor, mergedId: merged, reason }))) return;
    toast(say("mergedNow", { merged: nameOf(merged), survivor: nameOf(survivor) }));
    go(`/enterprises/${survivor}`);
  };
  return (
    <FormPage
      title={say("mergeTitle")}
      lead={say("mergeLead")}
      back={{ to: `/enterprises/${id}`, label: page.data?.name ?? also("back") }}
      buttons={
        pair ? (
          <>
            <Button onClick={() => setQuery({ with: undefined })}>{say("chooseAnother")}</Button>
            <Button tone="primary" busy={merge.running} disabled={reason.trim().length < 2} onClick={send}>
              {say("doMerge")}
            </Button>
          </>
        ) : null
      }
    >
      <ProblemNotice problem={compared.problem ?? merge.problem} labels={{ reason: say("mergeReason") }} />
      {!other ? <Choose id={id} choose={(chosen) => setQuery({ with: chosen })} /> : null}
      {other && !pair && !compared.problem ? <Skeleton lines={6} /> : null}
      {pair ? (
        <>
          <Notice tone={tones[pair.verdict]} title={say(`verdict_${pair.verdict}`)} />
          <Card title={say("besideTitle")}>
            <div className="stack">
              <SideBySide sides={[pair.a, pair.b]} heads={[say("entryA"), say("entryB")]} />
              <Reasons score={pair.score} reasons={pair.reasons} />
            </div>
          </Card>
          <Card title={say("mergeHow")}>
            <div className="stack">
              <Segmented
                label={say("survivor")}
                value={survivor}
                onChange={setSurvivor}
                options={[
                  { value: pair.a.id, label: pair.a.name },
                  { value: pair.b.id, label: pair.b.name },
                ]}
              />
              <p className="muted">
                {say("mergeHint", { survivor: nameOf(survivor), merged: nameOf(merged) })}
              </p>
              <TextField
                name="reason"
                label={say("mergeReason")}
                hint={say("mergeReasonHint")}
                needed
                maxLength={200}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
                wrong={wrongOf(merge.problem, "reason")}
              />
            </div>
          </Card>
        </>
      ) : null}
    </FormPage>
  );
}

const tones: Readonly<Record<"same" | "different" | "ask", Tone>> = {
  same: "green",
  different: "red",
  ask: "yellow",
};

function Choose({ id, choose }: { id: string; choose: (id: string) => void }) {
  const say = useWords(words);
  const [q, setQ] = useState("");
  const found = useCall(listEnterprises, q.trim() ? { q: q.trim(), limit: 10 } : null, { keep: true });
  const rows = (q.trim() ? (found.data?.rows ?? []) : []).filter((row) => row.id !== id);
  return (
    <Card title={say("otherEntry")}>
      <div className="stack">
        <TextField
          label={say("search")}
          type="search"
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
        />
        <ProblemNotice problem={found.problem} />
        {q.trim() && found.data && rows.length === 0 ? <p className="muted">{say("otherNone")}</p> : null}
        <ul className="choices">
          {rows.map((row) => (
            <li key={row.id}>
              <button type="button" onClick={() => choose(row.id)}>
                <strong>{row.name}</strong>
                <span className="muted num">{row.creditCode ?? "—"}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}
