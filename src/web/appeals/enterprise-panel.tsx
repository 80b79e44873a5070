// Appeals on the page of an enterprise: what it has raised, as far as the asker works on it.
import { listAppeals } from "../../modules/appeals/contract.ts";
import { Link } from "../lib/place.tsx";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { Skeleton } from "../ui/empty.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { AppealTag, useSay } from "./names.tsx";

export function EnterpriseAppeals({ enterpriseId }: { enterpriseId: string }) {
  const say = useSay();
  const format = useFormat();
  const { data, problem, again } = useCall(listAppeals, { enterprise: enterpriseId, limit: 10 });
  if (problem) return <ProblemNotice problem={problem} again={again} />;
  if (!data) return <Skeleton lines={3} />;
  if (data.rows.length === 0) return <p className="muted">{say("panelNone")}</p>;
  return (
    <ul className="stack" style={{ gap: 8 }}>
      {data.rows.map((row) => (
        <li key={row.id}>
          <Link to={`/appeals/${row.id}`}>{row.title}</Link>{" "}
          <AppealTag state={row.state} outcome={row.outcome} />{" "}
          <span className="muted">{row.submittedAt ? format.day(row.submittedAt) : ""}</span>
        </li>
      ))}
    </ul>
  );
}
