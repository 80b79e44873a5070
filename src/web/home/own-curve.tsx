// One's own line beside the band of the industry: the thanks for reporting.
import { readOwn } from "../../modules/monitoring/contract.ts";
import { useMay } from "../lib/session.ts";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Chart } from "../ui/chart.tsx";
import { Card } from "../ui/frame.tsx";
import { words } from "./words.ts";

export function OwnCurve({ enterpriseId }: { enterpriseId: string }) {
  const say = useWords(words);
  const { language } = useFormat();
  const may = useMay();
  const own = useCall(readOwn, may("monitoring.read") ? { enterpriseId } : null).data;
  const points = own?.points.slice(-24) ?? [];
  if (!own || !points.some((point) => point.own !== null)) return null;
  const banded = points.some((point) => point.p25 !== null);
  return (
    <Card>
      <Chart
        finding={own.sentence[language]}
        definition={say("ownDefinition", {
          indicator: own.indicator.label[language],
          unit: own.unit[language],
          sector: own.sector?.name[language] ?? "—",
        })}
        data={{
          labels: points.map((point) => point.month),
          unit: own.unit[language],
          digits: 1,
          series: [{ name: say("ownSeries"), values: points.map((point) => point.own) }],
          ...(banded
            ? {
                band: {
                  name: say("bandName"),
                  low: points.map((point) => point.p25),
                  high: points.map((point) => point.p75),
                },
              }
            : {}),
        }}
      />
    </Card>
  );
}
