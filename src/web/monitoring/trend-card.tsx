// One curve with what was to be expected behind it; months outside are marked and each is explained in a sentence.
import { readTrend } from "../../modules/monitoring/trends/contract.ts";
import { words } from "../../modules/monitoring/trends/words.ts";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Chart } from "../ui/chart.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { aroundSpringFestival } from "./months.ts";

const SOME = 6;

export function TrendCard({
  sector,
  region,
  indicator,
  first,
  height = 240,
}: {
  sector: string;
  region: string;
  indicator: string;
  /** The same curve as it stood at the deadlines, by month. */
  first?: ReadonlyMap<string, string | null>;
  height?: number;
}) {
  const say = useWords(words);
  const format = useFormat();
  const { language } = format;
  const read = useCall(readTrend, { sector, region, indicator }, { keep: true });
  if (read.problem) return <ProblemNotice problem={read.problem} again={read.again} />;
  if (!read.data) return <Skeleton lines={8} />;
  const { points, sentence, unit, outside, since, method } = read.data;
  const labels = points.map(({ month }) => month);
  return (
    <section className="stack trend" aria-label={say("trend")}>
      <Chart
        finding={sentence[language]}
        definition={say(since ? "trendDefinition" : "trendYoung", { unit: unit[language] })}
        height={height}
        data={{
          labels,
          unit: read.data.indicator.kind === "rate" ? unit[language] : "",
          digits: 1,
          series: [
            { name: say("final"), values: points.map(({ value }) => value) },
            ...(first
              ? [{ name: say("first"), values: labels.map((month) => first.get(month) ?? null), faint: true }]
              : []),
          ],
          ...(since
            ? {
                band: {
                  name: say("bandName"),
                  low: points.map(({ lo }) => lo),
                  high: points.map(({ hi }) => hi),
                  ends: [say("low"), say("high")] as const,
                },
                marked: outside.map(({ month }) => month),
              }
            : {}),
          shaded: { name: say("spring"), labels: labels.filter(aroundSpringFestival) },
        }}
      />
      {outside.length ? (
        <div>
          <h3>{say("outsideTitle")}</h3>
          <ul className="outside">
            {outside.slice(0, SOME).map(({ month, say: words }) => (
              <li key={month}>
                <span className="mark" aria-hidden="true">
                  ◆
                </span>{" "}
                {format.month(month)}：{words[language]}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <details className="muted small">
        <summary>{say("howExpected")}</summary>
        <p>{method[language]}</p>
      </details>
    </section>
  );
}
