// The line of one's own industry (the federation: of all of them); withheld months stay open. Chained over enterprises
// that reported in both months: a sum would fall whenever reports are still missing, and nothing has fallen.
import { useState } from "react";
import { readOptions, readSeries } from "../../modules/monitoring/contract.ts";
import { useMay } from "../lib/session.ts";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { Chart } from "../ui/chart.tsx";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { Card } from "../ui/frame.tsx";
import { words } from "./words.ts";

export function IndustryCurve() {
  const may = useMay();
  return may("monitoring.read") ? <Curve /> : null;
}

function Curve() {
  const say = useWords(words);
  const { language } = useFormat();
  const options = useCall(readOptions, {});
  const [indicator, setIndicator] = useState("output_value");
  const [chosen, setChosen] = useState("");
  const sectors = options.data?.sectors ?? [];
  const sector = chosen || sectors[0]?.code;
  const series = useCall(readSeries, sector ? { sector, indicator } : null, { keep: true });
  const data = series.data;
  const points = data?.points.slice(-24) ?? [];
  const rate = data?.indicator.kind === "rate";
  const values = points.map((point) => (rate ? point.final?.mean : point.final?.chainIndex) ?? null);
  const known = values.some((value) => value !== null);
  return (
    <Card
      title={say("industryCurve")}
      actions={
        <>
          {sectors.length > 1 ? (
            <select
              className="input small"
              aria-label={say("industryCurve")}
              value={sector ?? ""}
              onChange={(event) => setChosen(event.target.value)}
            >
              {sectors.map((one) => (
                <option key={one.code} value={one.code}>
                  {one.name[language]}
                </option>
              ))}
            </select>
          ) : null}
          <select
            className="input small"
            aria-label={say("chooseIndicator")}
            value={indicator}
            onChange={(event) => setIndicator(event.target.value)}
          >
            {(options.data?.indicators ?? []).map((one) => (
              <option key={one.code} value={one.code}>
                {one.label[language]}
              </option>
            ))}
          </select>
          <LinkButton small tone="quiet" to="/monitoring">
            {say("openMonitoring")}
          </LinkButton>
        </>
      }
    >
      {options.loading || series.loading ? (
        <Skeleton lines={6} />
      ) : !data || !known ? (
        <Empty icon="chart" title={say("curveNone")} hint={say("curveNoneHint")} />
      ) : (
        <Chart
          finding={data.sentence[language]}
          definition={say(rate ? "curveDefinition" : "curveDefinitionChain", {
            indicator: data.indicator.label[language],
            unit: data.indicator.unit[language],
            region: data.region.name[language],
            month: data.points.find((point) => point.final?.chainIndex != null)?.month ?? "—",
          })}
          data={{
            labels: points.map((point) => point.month),
            unit: rate ? data.indicator.unit[language] : "",
            digits: 1,
            series: [{ name: data.sector.name[language].slice(0, 8), values }],
          }}
        />
      )}
    </Card>
  );
}
