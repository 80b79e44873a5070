// 重点对象分析: one key group or industry in every figure, beside another one, who moves it, and what was revised.
import { readOptions, type Vintage } from "../../modules/monitoring/contract.ts";
import { type Analysis, exportAnalysis, readAnalysis } from "../../modules/monitoring/panels/contract.ts";
import { words } from "../../modules/monitoring/panels/words.ts";
import { words as trendWords } from "../../modules/monitoring/trends/words.ts";
import { useQueryString } from "../lib/place.tsx";
import { useMay } from "../lib/session.ts";
import { useCall, useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { ExportMenu } from "../ui/export-menu.tsx";
import { Segmented, SelectField } from "../ui/field.tsx";
import { Card, AnalysisPage as Page } from "../ui/frame.tsx";
import { PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { CellPanel } from "./cell-panel.tsx";
import { Movers } from "./movers.tsx";
import { Revisions } from "./revisions.tsx";
import { Spark } from "./spark.tsx";
import { TrendCard } from "./trend-card.tsx";
import "./monitoring.css";

export function AnalysisPage() {
  const say = useWords(words);
  const trendSay = useWords(trendWords);
  const format = useFormat();
  const { language } = format;
  const may = useMay();
  const [query, setQuery] = useQueryString();
  const one = (name: string) => (typeof query[name] === "string" ? query[name] : undefined);
  const vintage: Vintage = one("vintage") === "first" ? "first" : "final";
  const [sector, month, beside, indicator] = ["sector", "month", "with", "indicator"].map(one);
  const wish = { vintage, ...(month ? { month } : {}) };
  const options = useCall(readOptions, {});
  const read = useCall(readAnalysis, { ...wish, ...(sector ? { sector } : {}) }, { keep: true });
  const other = useCall(readAnalysis, beside ? { ...wish, sector: beside } : null, { keep: true });
  const save = useDownload(exportAnalysis);
  if (read.problem) return <PageProblem problem={read.problem} again={read.again} />;
  if (!read.data || !options.data) return <Skeleton lines={12} />;
  const analysis = read.data;
  const choices = [
    ...analysis.groups,
    ...(options.data.sectors.some(({ code }) => code === "*")
      ? [{ code: "*", name: { zh: words.zh.all, en: words.en.all } }]
      : []),
    ...analysis.industries,
  ].map(({ code, name }) => ({ value: code, label: name[language] }));
  const versus = beside ? (other.data ?? null) : null;
  const moved = indicator ?? "output_value";
  const at = one("open");
  return (
    <Page
      title={say("analysis")}
      lead={analysis.sentence[language]}
      actions={
        <>
          <LinkButton to="/monitoring">{say("toTable")}</LinkButton>
          {may("monitoring.brief") ? <LinkButton to="/monitoring/briefs">{say("briefs")}</LinkButton> : null}
          <ExportMenu
            busy={save.running}
            onPick={(format) => void save.save({ ...wish, sector: analysis.sector.code, format })}
          />
        </>
      }
      filters={
        <>
          <SelectField
            label={say("object")}
            value={analysis.sector.code}
            onChange={(event) => setQuery({ sector: event.target.value })}
            options={choices}
          />
          <SelectField
            label={say("compareWith")}
            value={beside ?? ""}
            placeholder={say("noComparison")}
            onChange={(event) => setQuery({ with: event.target.value })}
            options={choices.filter(({ value }) => value !== analysis.sector.code)}
          />
          <SelectField
            label={say("month")}
            value={month ?? ""}
            placeholder={`${say("newest")}${analysis.month && !month ? `（${analysis.month}）` : ""}`}
            onChange={(event) => setQuery({ month: event.target.value })}
            options={[...options.data.months]
              .reverse()
              .map((value) => ({ value, label: format.month(value) }))}
          />
          <Segmented
            label={say("vintage")}
            value={vintage}
            options={(["first", "final"] as const).map((value) => ({ value, label: say(value) }))}
            onChange={(value) => setQuery({ vintage: value })}
          />
        </>
      }
      method={say("method", {
        at: format.moment(analysis.computed.at),
        engine: analysis.computed.engine,
      })}
    >
      <ProblemNotice problem={save.problem ?? other.problem} />
      {analysis.month ? (
        <>
          <Card title={say("figures")}>
            <p className="muted small">{say("figuresHint")}</p>
            <div className="multiples">
              {analysis.figures.map((figure) => (
                <Multiple
                  key={figure.indicator.code}
                  figure={figure}
                  name={analysis.sector.name[language]}
                  versus={versus}
                  onOpen={() => setQuery({ open: figure.indicator.code })}
                />
              ))}
            </div>
          </Card>
          <Card title={trendSay("trend")}>
            <TrendCard sector={analysis.sector.code} region="00" indicator={moved} />
          </Card>
          <Movers
            sector={analysis.sector.code}
            month={analysis.month}
            indicator={moved}
            indicators={analysis.figures.map((figure) => figure.indicator)}
            onIndicator={(code) => setQuery({ indicator: code })}
          />
          <Revisions analysis={analysis} />
        </>
      ) : (
        <Empty icon="chart" title={say("emptyTitle")} hint={say("emptyHint")} />
      )}
      {at && analysis.month ? (
        <CellPanel
          at={{ sector: analysis.sector.code, region: "00", indicator: at, month: analysis.month, vintage }}
          onClose={() => setQuery({ open: "" })}
        />
      ) : null}
    </Page>
  );
}

type Figure = Analysis["figures"][number];

function Multiple({
  figure,
  name,
  versus,
  onOpen,
}: {
  figure: Figure;
  name: string;
  versus: Analysis | null;
  onOpen: () => void;
}) {
  const say = useWords(words);
  const format = useFormat();
  const { language } = format;
  const { indicator, points } = figure;
  const label = indicator.label[language];
  const other = versus?.figures.find((one) => one.indicator.code === indicator.code);
  const value = useSaid(figure);
  const otherValue = useSaid(other ?? figure);
  const values = (of: Figure) =>
    points.map(({ month }) => of.points.find((point) => point.month === month)?.value ?? null);
  return (
    <button type="button" className="multiple" onClick={onOpen}>
      <span className="multiple-name">{label}</span>
      <span className="multiple-value" data-withheld={value.withheld || undefined}>
        {value.text}
      </span>
      <span className="muted small">{value.more}</span>
      <Spark
        lines={[
          { name, values: values(figure) },
          ...(other && versus ? [{ name: versus.sector.name[language], values: values(other) }] : []),
        ]}
      />
      {other && versus ? (
        <span className="small versus">
          {say("versus", { name: versus.sector.name[language], value: otherValue.text })}
        </span>
      ) : null}
    </button>
  );
}

/** The figure large, its level and the month's growth small. */
function useSaid({ indicator, cell }: Figure): { text: string; more: string; withheld: boolean } {
  const say = useWords(words);
  const format = useFormat();
  const unit = indicator.unit[format.language];
  if (cell === null || cell.reported === 0) return { text: "—", more: say("nobody"), withheld: false };
  if (cell.suppressed !== null && cell.suppressed !== "revision") {
    return { text: "＊", more: say("withheld"), withheld: true };
  }
  if (indicator.kind === "rate") {
    return { text: format.figure(cell.mean, { unit, digits: 1 }), more: say("level"), withheld: false };
  }
  const growth = (value: string | null) =>
    format.figure(value, { unit: "%", digits: 1, signed: true, scaled: false });
  return {
    text: `${say("growthYoy")} ${growth(cell.growthYoy)}`,
    more: `${cell.total === null ? "＊" : format.figure(cell.total, { unit })} · ${say("growthMom")} ${growth(cell.growthMom)}`,
    withheld: false,
  };
}
