// Own curve against the industry's band, in a measure that lays large and small side by side.
import { useState } from "react";
import { type Measure, readOptions, readOwn } from "../../modules/monitoring/contract.ts";
import { words } from "../../modules/monitoring/words.ts";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Chart } from "../ui/chart.tsx";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { Segmented, SelectField } from "../ui/field.tsx";
import { PageProblem } from "../ui/problem-notice.tsx";
import { aroundSpringFestival } from "./months.ts";
import "./monitoring.css";

const measureWord = { index: "index", yoy: "yoy", per_head: "per_head", level: "levelMeasure" } as const;

export function CurveAgainstBand({ enterpriseId, height = 260 }: { enterpriseId: string; height?: number }) {
  const say = useWords(words);
  const { language } = useFormat();
  const [indicator, setIndicator] = useState("output_value");
  const [measure, setMeasure] = useState<Measure | undefined>(undefined);
  const options = useCall(readOptions, {});
  const read = useCall(readOwn, { enterpriseId, indicator, ...(measure ? { measure } : {}) }, { keep: true });
  if (read.problem) return <PageProblem problem={read.problem} again={read.again} />;
  if (!read.data) return <Skeleton lines={8} />;
  const own = read.data;
  const points = own.points;
  const definition = say(own.sector ? "ownDefinition" : "ownDefinitionNoBand", {
    indicator: own.indicator.label[language],
    unit: own.unit[language],
    sector: own.sector?.name[language] ?? "",
  });
  return (
    <div className="stack own-curve">
      <div className="actions no-print">
        <SelectField
          label={say("indicator")}
          value={indicator}
          onChange={(event) => {
            setIndicator(event.target.value);
            setMeasure(undefined);
          }}
          options={(options.data?.indicators ?? [own.indicator]).map((line) => ({
            value: line.code,
            label: line.label[language],
          }))}
        />
        {own.measures.length > 1 ? (
          <Segmented
            label={say("measure")}
            value={own.measure}
            options={own.measures.map((value) => ({ value, label: say(measureWord[value]) }))}
            onChange={setMeasure}
          />
        ) : null}
      </div>
      {points.some((point) => point.value !== null) ? (
        <Chart
          finding={own.sentence[language]}
          definition={definition}
          height={height}
          data={{
            labels: points.map((point) => point.month),
            unit: own.unit[language],
            digits: 1,
            series: [
              { name: say("ownSeries"), values: points.map((point) => point.own) },
              ...(own.sector
                ? [{ name: say("median"), values: points.map((point) => point.median), faint: true }]
                : []),
            ],
            ...(own.sector
              ? {
                  band: {
                    name: say("bandName"),
                    low: points.map((point) => point.p25),
                    high: points.map((point) => point.p75),
                  },
                }
              : {}),
            shaded: {
              name: say("spring"),
              labels: points.map((point) => point.month).filter(aroundSpringFestival),
            },
          }}
        />
      ) : (
        <Empty icon="chart" title={say("ownEmpty")} hint={say("ownEmptyHint")} />
      )}
    </div>
  );
}
