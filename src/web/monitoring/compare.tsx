// Two to four curves on one chart: the month chosen is 100.
import { readCompared } from "../../modules/monitoring/trends/contract.ts";
import { words } from "../../modules/monitoring/trends/words.ts";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Chart } from "../ui/chart.tsx";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { SelectField } from "../ui/field.tsx";
import { Card } from "../ui/frame.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { aroundSpringFestival } from "./months.ts";

const MOST = 4;
type Choice = { value: string; label: string };

export function Compare({
  indicator,
  places,
  base,
  choices,
  onPlaces,
  onBase,
}: {
  indicator: string;
  places: readonly string[];
  base: string | undefined;
  choices: readonly Choice[];
  onPlaces: (places: string[]) => void;
  onBase: (month: string) => void;
}) {
  const say = useWords(words);
  const format = useFormat();
  const { language } = format;
  const enough = places.length >= 2;
  const read = useCall(
    readCompared,
    enough ? { place: [...places], indicator, ...(base ? { base } : {}) } : null,
    { keep: true },
  );
  const data = enough ? read.data : undefined;
  const slots = Array.from({ length: Math.min(MOST, Math.max(2, places.length + 1)) }, (_, at) => at);
  return (
    <Card title={say("compareTitle")}>
      <p className="muted small">{say(data?.indicator.kind === "rate" ? "compareRate" : "compareHint")}</p>
      <div className="actions no-print">
        {slots.map((at) => (
          <SelectField
            key={at}
            label={say("curve", { number: at + 1 })}
            value={places[at] ?? ""}
            placeholder={say("noCurve")}
            onChange={(event) => {
              const next = [...places];
              next[at] = event.target.value;
              onPlaces(next.filter(Boolean));
            }}
            options={choices.filter(({ value }) => value === places[at] || !places.includes(value))}
          />
        ))}
        {data && data.indicator.kind !== "rate" ? (
          <SelectField
            label={say("base")}
            value={base ?? ""}
            placeholder={`${say("firstCommon")}${data.base && !base ? `（${data.base}）` : ""}`}
            onChange={(event) => onBase(event.target.value)}
            options={data.months.map((value) => ({ value, label: format.month(value) }))}
          />
        ) : null}
      </div>
      <ProblemNotice problem={enough ? read.problem : null} again={read.again} />
      {enough && read.loading ? <Skeleton lines={8} /> : null}
      {enough ? null : <Empty icon="chart" title={say("chooseTwo")} hint={say("chooseTwoHint")} />}
      {data && !read.problem ? (
        <Chart
          finding={data.sentence[language]}
          definition={
            data.base
              ? say("compareDefinition", { indicator: data.indicator.label[language], month: data.base })
              : say("compareRateDefinition", {
                  indicator: data.indicator.label[language],
                  unit: data.indicator.unit[language],
                })
          }
          height={320}
          data={{
            labels: data.months,
            unit: data.base ? "" : data.indicator.unit[language],
            digits: 1,
            series: data.curves.map(({ name, values }) => ({ name: name[language], values })),
            shaded: { name: say("spring"), labels: data.months.filter(aroundSpringFestival) },
          }}
        />
      ) : null}
    </Card>
  );
}
