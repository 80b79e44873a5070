// All merges, current and undone, and what the matcher weighs: as set, and as people's decisions have moved it.
import { listMerges, type Merge, readMatcher } from "../../modules/enterprises/merging/contract.ts";
import { words } from "../../modules/enterprises/merging/words.ts";
import { words as registry } from "../../modules/enterprises/words.ts";
import { Link } from "../lib/place.tsx";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Skeleton } from "../ui/empty.tsx";
import { Card, ListPage } from "../ui/frame.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { Table } from "../ui/table.tsx";
import { signed } from "./compare.tsx";
import { Deed, Unmerge } from "./merged.tsx";
import "./enterprises.css";

export function MergesPage() {
  const say = useWords(words);
  const also = useWords(registry);
  const { data, problem, again } = useCall(listMerges, { limit: 200 });
  const current = data?.merges.filter((m) => !m.undone).length ?? 0;
  return (
    <ListPage
      title={say("mergesTitle")}
      lead={data ? say("mergesLead", { count: current, undone: data.merges.length - current }) : null}
      back={{ to: "/enterprises", label: also("back") }}
    >
      <ProblemNotice problem={problem} again={again} />
      {data ? <Merges merges={data.merges} /> : <Skeleton lines={6} />}
      <Matcher />
    </ListPage>
  );
}

function Merges({ merges }: { merges: readonly Merge[] }) {
  const say = useWords(words);
  const format = useFormat();
  return (
    <Card flush>
      <Table
        caption={say("mergesTitle")}
        rows={merges}
        rowKey={(m) => m.id}
        empty={{ title: say("mergesNone"), hint: say("mergesNoneHint") }}
        columns={[
          {
            key: "merged",
            label: say("mergedEntry"),
            cell: (m) => (
              <Link to={`/enterprises/${m.merged.id}`}>{m.merged.name ?? say("mergedUnseen")}</Link>
            ),
          },
          {
            key: "state",
            label: say("mergeState"),
            phone: "badge",
            cell: (m) => (
              <StateTag tone={m.undone ? "grey" : "green"}>{say(m.undone ? "undone" : "inForce")}</StateTag>
            ),
          },
          {
            key: "survivor",
            label: say("survivor"),
            cell: (m) => <Link to={`/enterprises/${m.survivor.id}`}>{m.survivor.name}</Link>,
          },
          {
            key: "deed",
            label: say("mergeDeed"),
            cell: (m) => (
              <>
                <Deed merge={m} />
                {m.undone ? (
                  <div className="muted">
                    {say("undoneOn", {
                      when: format.moment(m.undone.at),
                      by: m.undone.by ?? say("byUnknown"),
                      reason: m.undone.reason ?? "—",
                    })}
                  </div>
                ) : null}
              </>
            ),
          },
          { key: "undo", label: "", cell: (m) => (m.undone ? null : <Unmerge merge={m} />) },
        ]}
      />
    </Card>
  );
}

function Matcher() {
  const say = useWords(words);
  const format = useFormat();
  const { data, problem, again } = useCall(readMatcher, {});
  if (!data) return <ProblemNotice problem={problem} again={again} />;
  const { version, decisions, learntAt, share } = data;
  return (
    <Card title={say("matcherTitle")} flush>
      <p className="matcher-lead">
        {version === 0
          ? say("matcherFresh")
          : say("matcherLead", { version, decisions, when: learntAt ? format.moment(learntAt) : "—" })}{" "}
        {say("matcherHint", { share: format.percent(share, 0) })}
      </p>
      <Table
        caption={say("matcherTitle")}
        rows={data.weights}
        rowKey={(w) => w.finding}
        empty={{ title: "—" }}
        columns={[
          { key: "reason", label: say("matcherReason"), cell: (w) => w[format.language] },
          { key: "set", label: say("weightSet"), numeric: true, cell: (w) => signed(w.set) },
          {
            key: "now",
            label: say("weightNow"),
            numeric: true,
            cell: (w) => (w.now === w.set ? signed(w.now) : <strong>{signed(w.now)}</strong>),
          },
        ]}
      />
    </Card>
  );
}
