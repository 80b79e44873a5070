// How many enterprises have a plan in force: counts, and for an association its members that have none.
import { useState } from "react";
import { askForPlans, coverage } from "../../modules/plans/contract.ts";
import { useMay } from "../lib/session.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { Card, ListPage } from "../ui/frame.tsx";
import { PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { Table } from "../ui/table.tsx";
import { toast } from "../ui/toast.tsx";
import { Tabs, useSay } from "./names.tsx";

const SHOWN = 30;

export function Coverage() {
  const say = useSay();
  const may = useMay();
  const { data, problem, again } = useCall(coverage, {});
  const ask = useAct(askForPlans);
  const [asked, setAsked] = useState(false);
  if (problem) return <PageProblem problem={problem} again={again} />;
  if (!data)
    return (
      <div className="page">
        <Skeleton lines={8} />
      </div>
    );
  const { of, valid, none } = data.total;
  const missing = data.missing;
  return (
    <ListPage title={say("coverage")} lead={say("coverageLead", { of, valid, none })}>
      <Tabs />
      <p className="muted">{say("coverageNote")}</p>
      {data.associations.length > 0 ? (
        <Table
          caption={say("coverage")}
          rows={data.associations}
          rowKey={(row) => row.id}
          columns={[
            { key: "name", label: say("association"), cell: (row) => row.name },
            { key: "of", label: say("of"), numeric: true, cell: (row) => row.of },
            { key: "valid", label: say("validCount"), numeric: true, cell: (row) => row.valid },
            { key: "expiring", label: say("expiringCount"), numeric: true, cell: (row) => row.expiring },
            { key: "waiting", label: say("waitingCount"), numeric: true, cell: (row) => row.waiting },
            { key: "none", label: say("noneCount"), numeric: true, cell: (row) => row.none },
          ]}
          empty={{ title: say("none") }}
        />
      ) : null}
      <Card title={say("byScenario")}>
        <ul className="counted">
          {data.scenarios
            .filter((one) => one.scenario !== "other" || one.valid > 0)
            .map((one) => (
              <li key={one.scenario}>
                <span>{say(`scenario_${one.scenario}`)}</span> <strong className="num">{one.valid}</strong>
              </li>
            ))}
        </ul>
      </Card>
      {may("plans.ask") ? (
        <Card
          title={say("missing")}
          actions={
            missing.length > 0 ? (
              <Button
                tone="primary"
                icon="mail"
                busy={ask.running}
                disabled={asked}
                onClick={async () => {
                  const done = await ask.attempt({ enterpriseIds: missing.map((one) => one.id) });
                  if (!done) return;
                  setAsked(true);
                  toast(say("asked", { count: done.told }));
                }}
              >
                {say("ask", { count: missing.length })}
              </Button>
            ) : null
          }
        >
          <ProblemNotice problem={ask.problem} />
          {missing.length === 0 ? (
            <p className="muted">{say("missingNone")}</p>
          ) : (
            <p className="prose">
              {missing
                .slice(0, SHOWN)
                .map((one) => one.name)
                .join("、")}
              {missing.length > SHOWN ? "……" : ""}
            </p>
          )}
        </Card>
      ) : null}
    </ListPage>
  );
}
