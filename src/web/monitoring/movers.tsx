// Who moves the total: points of growth of the enterprises one may see, up and down.
import { useState } from "react";
import type { Indicator } from "../../modules/monitoring/contract.ts";
import { readMovers } from "../../modules/monitoring/panels/contract.ts";
import { words } from "../../modules/monitoring/panels/words.ts";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { Segmented, SelectField } from "../ui/field.tsx";
import { Card } from "../ui/frame.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { Table } from "../ui/table.tsx";

export function Movers({
  sector,
  month,
  indicator,
  indicators,
  onIndicator,
}: {
  sector: string;
  month: string;
  indicator: string;
  indicators: readonly Indicator[];
  onIndicator: (code: string) => void;
}) {
  const say = useWords(words);
  const format = useFormat();
  const { language } = format;
  const [against, setAgainst] = useState<"yoy" | "mom">("yoy");
  const read = useCall(readMovers, { sector, month, indicator, against }, { keep: true });
  const chosen = indicators.find(({ code }) => code === indicator);
  const growth = (value: string | null) =>
    format.figure(value, { unit: "%", digits: 1, signed: true, scaled: false });
  const unit = chosen?.unit[language] ?? "";
  const data = read.data;
  const list = (kind: "up" | "down") => (
    <section aria-label={say(kind)}>
      <h3 className="movers-head">{say(kind)}</h3>
      <Table
        caption={say(kind)}
        rows={data?.[kind] ?? []}
        rowKey={(row) => row.organisationId}
        to={(row) => `/enterprises/${row.organisationId}`}
        columns={[
          { key: "name", label: say("enterprise"), cell: (row) => row.name },
          {
            key: "points",
            label: say("points"),
            numeric: true,
            phone: "badge",
            cell: (row) => format.figure(row.points, { digits: 2, signed: true, scaled: false }),
          },
          {
            key: "growth",
            label: say(against === "yoy" ? "growthYoy" : "growthMom"),
            numeric: true,
            cell: (row) => growth(row.growth),
          },
          {
            key: "now",
            label: say("value"),
            numeric: true,
            cell: (row) => format.figure(row.now, { unit }),
          },
        ]}
        empty={{ title: "—" }}
      />
    </section>
  );
  return (
    <Card
      title={say("movers", { indicator: chosen?.label[language] ?? "" })}
      actions={
        <>
          <SelectField
            label={say("indicator")}
            value={indicator}
            onChange={(event) => onIndicator(event.target.value)}
            options={indicators
              .filter(({ kind }) => kind !== "rate")
              .map(({ code, label }) => ({ value: code, label: label[language] }))}
          />
          <Segmented
            label={say("against")}
            value={against}
            options={(["yoy", "mom"] as const).map((value) => ({ value, label: say(value) }))}
            onChange={setAgainst}
          />
        </>
      }
    >
      <ProblemNotice problem={read.problem} again={read.again} />
      {read.loading && !data ? <Skeleton lines={6} /> : null}
      {data && data.visible > 0 ? (
        <>
          <p>
            {say("moversSentence", {
              count: data.visible,
              growth: growth(data.growth),
              before: format.month(data.before),
            })}
            {data.notVisible > 0 ? ` ${say("moversRest", { count: data.notVisible })}` : ""}
          </p>
          <div className="movers">
            {list("up")}
            {list("down")}
          </div>
        </>
      ) : null}
      {data && data.visible === 0 ? (
        <Empty icon="lock" title={say("noMovers")} hint={say("noMoversHint")} />
      ) : null}
    </Card>
  );
}
