// Beside an open appeal: those that may report the same trouble, with what speaks for and against it; picked ones are joined.
import { useState } from "react";
import type { AppealPage } from "../../modules/appeals/contract.ts";
import { type AlikeRow, listAlike } from "../../modules/appeals/issues/contract.ts";
import { words } from "../../modules/appeals/issues/words.ts";
import { Link } from "../lib/place.tsx";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { Card } from "../ui/frame.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { JoinDialog } from "./join-dialog.tsx";
import { useSay } from "./names.tsx";

export function AlikeCard({ page }: { page: AppealPage }) {
  const say = useSay();
  const told = useWords(words);
  const { data, problem } = useCall(listAlike, { id: page.id });
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [joining, setJoining] = useState(false);
  const turn = (id: string) =>
    setPicked((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  return (
    <Card
      title={told("alike")}
      actions={
        data?.rows.length ? (
          <Button small disabled={picked.size === 0} onClick={() => setJoining(true)}>
            {say("join")}
          </Button>
        ) : null
      }
    >
      <ProblemNotice problem={problem} />
      {data ? null : <Skeleton lines={3} />}
      {data?.rows.length === 0 ? <p className="muted">{told("alikeNone")}</p> : null}
      {data?.rows.length ? (
        <>
          <ul className="appeal-alike">
            {data.rows.map((row) => (
              <Alike key={row.id} row={row} picked={picked.has(row.id)} onPick={() => turn(row.id)} />
            ))}
          </ul>
          <p className="muted">{told("alikeHint")}</p>
        </>
      ) : null}
      {joining ? <JoinDialog appealIds={[page.id, ...picked]} onClose={() => setJoining(false)} /> : null}
    </Card>
  );
}

function Alike({ row, picked, onPick }: { row: AlikeRow; picked: boolean; onPick: () => void }) {
  const told = useWords(words);
  const format = useFormat();
  const reasons = (against: boolean): string =>
    row.reasons
      .filter((reason) => reason.against === against)
      .map((reason) => reason[format.language])
      .join(format.language === "zh" ? "、" : ", ");
  return (
    <li>
      <input
        type="checkbox"
        aria-label={told("alikePick", { title: row.title })}
        checked={picked}
        onChange={onPick}
      />
      <div>
        <Link to={`/appeals/${row.id}`}>{row.title}</Link>{" "}
        {row.issueId ? <StateTag plain>{told("alikeJoined")}</StateTag> : null}
        <div className="muted">
          {[row.enterprise, row.province, format.day(row.submittedAt)].filter(Boolean).join(" · ")}
        </div>
        <div>{reasons(false)}</div>
        {reasons(true) ? (
          <div className="muted">{told("alikeAgainst", { reasons: reasons(true) })}</div>
        ) : null}
      </div>
    </li>
  );
}
