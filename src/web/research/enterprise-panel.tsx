// Research on the page of an enterprise: visits and findings for whoever did it, dates and agreements for itself.
import { readEnterprise } from "../../modules/research/contract.ts";
import { words } from "../../modules/research/words.ts";
import { Link } from "../lib/place.tsx";
import { useMay } from "../lib/session.ts";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Skeleton } from "../ui/empty.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { Findings } from "./findings.tsx";
import "./research.css";

export function EnterpriseResearch({ enterpriseId }: { enterpriseId: string }) {
  const say = useWords(words);
  const format = useFormat();
  const may = useMay();
  const { data, problem, again } = useCall(readEnterprise, { id: enterpriseId });
  if (problem) return <ProblemNotice problem={problem} again={again} />;
  if (!data) return <Skeleton lines={3} />;
  if (data.visits.length + data.findings.length === 0)
    return <p className="muted">{say(may("research.read") ? "panelEmpty" : "panelOwnEmpty")}</p>;
  return (
    <div className="stack">
      <ul className="visits">
        {data.visits.map((visit) => {
          const line = (
            <>
              <span className="num">{format.day(visit.onDate)}</span>{" "}
              <strong>{say("panelVisit", { visitor: visit.visitor })}</strong>
            </>
          );
          return (
            <li key={visit.id}>
              {visit.open ? <Link to={`/research/visits/${visit.id}`}>{line}</Link> : <span>{line}</span>}
              <StateTag tone={visit.done ? "green" : "grey"} plain>
                {say(visit.done ? "done" : "notDone")}
              </StateTag>
              {visit.agreed ? (
                <span className="agreed">{say("panelAgreed", { text: visit.agreed })}</span>
              ) : null}
            </li>
          );
        })}
      </ul>
      <Findings rows={data.findings} />
    </div>
  );
}
