// Who is on duty today and in the coming days, and the last word of the shift before.
import { listHandovers, readRoster } from "../../modules/people/duty/contract.ts";
import { dutyWords } from "../../modules/people/duty/words.ts";
import { Link } from "../lib/place.tsx";
import { useMay } from "../lib/session.ts";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Card } from "../ui/frame.tsx";

export function OnDuty() {
  const may = useMay();
  return may("people.duty") ? <Today /> : null;
}

function Today() {
  const say = useWords(dutyWords);
  const format = useFormat();
  const roster = useCall(readRoster, { days: 3 });
  const log = useCall(listHandovers, { limit: 1 });
  const days = roster.data?.days ?? [];
  const last = log.data?.rows[0];
  return (
    <Card title={say("dutyCard")}>
      {days[0] && !days[0].person ? <p className="muted">{say("dutyNone")}</p> : null}
      <ul className="stack" style={{ gap: 4 }}>
        {days
          .filter((day) => day.person)
          .map((day, i) => (
            <li key={day.date}>
              {i === 0 && day.date === days[0]?.date ? <strong>{day.person}</strong> : day.person}{" "}
              <span className="muted">{format.day(day.date)}</span>
            </li>
          ))}
      </ul>
      {last?.note ? (
        <p>
          <span className="muted">{say("byTo", { by: last.by, to: last.to })}：</span>
          {last.note}
        </p>
      ) : null}
      <Link to="/people/duty">{say("dutyOpen")}</Link>
    </Card>
  );
}
