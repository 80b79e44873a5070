// 走势与对比: industries, key groups or provinces by month; as a heat table, small charts, a map, or curves on one base.
import { readOptions, type Vintage } from "../../modules/monitoring/contract.ts";
import { exportSdmx, readStructure } from "../../modules/monitoring/sdmx/contract.ts";
import { exportOverTime, readOverTime } from "../../modules/monitoring/trends/contract.ts";
import { words } from "../../modules/monitoring/trends/words.ts";
import { useQueryString } from "../lib/place.tsx";
import { useCall, useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { ExportMenu } from "../ui/export-menu.tsx";
import { Segmented, SelectField } from "../ui/field.tsx";
import { AnalysisPage, Card } from "../ui/frame.tsx";
import { PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { CellPanel } from "./cell-panel.tsx";
import { Compare } from "./compare.tsx";
import { Legend } from "./legend.tsx";
import { LineMultiples } from "./line-multiples.tsx";
import { alongFiguresOf } from "./month-cell.tsx";
import { HeatScale, MonthHeat } from "./month-heat.tsx";
import { TileMap } from "./tile-map.tsx";
import "./monitoring.css";

const views = ["heat", "multiples", "compare", "map"] as const;
const spreads = ["industry", "group", "region"] as const;
const spans = [13, 24, 36] as const;

export function OverTimePage() {
  const say = useWords(words);
  const format = useFormat();
  const { language } = format;
  const [query, setQuery] = useQueryString();
  const one = (name: string) => (typeof query[name] === "string" ? query[name] : undefined);
  const view = views.find((value) => value === one("view")) ?? "heat";
  const rows = view === "map" ? "region" : (spreads.find((value) => value === one("rows")) ?? "industry");
  const indicator = one("indicator") ?? "output_value";
  const span = spans.find((value) => String(value) === one("span")) ?? 24;
  const [sector, until] = [one("sector"), one("until")];
  const vintage: Vintage = one("vintage") === "first" ? "first" : "final";
  const input = {
    ...{ indicator, rows, months: span, vintage },
    ...(until ? { until } : {}),
    ...(sector && rows !== "group" && (rows === "region" || /^\d\d$/.test(sector)) ? { sector } : {}),
  };
  const options = useCall(readOptions, {});
  const read = useCall(readOverTime, input, { keep: true });
  const save = useDownload(exportOverTime);
  const sdmx = useDownload(exportSdmx);
  const structure = useDownload(readStructure);
  if (read.problem) return <PageProblem problem={read.problem} again={read.again} />;
  if (!read.data || !options.data) return <Skeleton lines={12} />;
  const table = read.data;
  const known = options.data;
  const figures = alongFiguresOf(table.indicator.kind);
  const shown = figures.find((figure) => figure === one("show")) ?? figures[0]!;
  const label = table.indicator.label[language];
  const newest = table.months.at(-1);
  const open = (code: string, month: string) => setQuery({ cell: `${code}/${month}` });
  const [code, openMonth] = (one("cell") ?? "").split("/");
  const place =
    rows === "region"
      ? { sector: table.sector?.code ?? "*", region: code ?? "00" }
      : { sector: code ?? "*", region: "00" };
  const named = (codes: typeof known.sectors) =>
    codes.map(({ code: value, name }) => ({ value, label: name[language] }));
  const divisions = known.sectors.filter(({ code: value }) => /^\d\d$/.test(value));
  const wide = known.sectors.filter(({ code: value }) => value === "*" || value.startsWith("@"));
  const raw = query.place;
  const places = (Array.isArray(raw) ? [...raw] : raw ? [String(raw)] : []).slice(0, 4);
  const rowsName = say(rows);
  const provinceNames = new Map(table.provinces.map(({ code: value, name }) => [value, name[language]]));
  return (
    <AnalysisPage
      title={say("title")}
      lead={table.sentence[language]}
      actions={
        <>
          <LinkButton to="/monitoring">{say("toTable")}</LinkButton>
          <Button disabled={structure.running} onClick={() => void structure.save({})}>
            {say("sdmxStructure")}
          </Button>
          <Button
            disabled={sdmx.running}
            onClick={() =>
              void sdmx.save({
                ...{ indicator, vintage },
                ...(rows === "region"
                  ? { region: "all", ...(table.sector ? { sector: table.sector.code } : {}) }
                  : {}),
                ...(table.months[0] && newest ? { from: table.months[0], until: newest } : {}),
              })
            }
          >
            {say("sdmx")}
          </Button>
          <ExportMenu busy={save.running} onPick={(format) => void save.save({ ...input, format })} />
        </>
      }
      filters={
        <>
          <Segmented
            label={say("view")}
            value={view}
            options={views.map((value) => ({ value, label: say(value) }))}
            onChange={(value) => setQuery({ view: value })}
          />
          <SelectField
            label={say("indicator")}
            value={indicator}
            onChange={(event) => setQuery({ indicator: event.target.value, show: "" })}
            options={known.indicators.map((line) => ({ value: line.code, label: line.label[language] }))}
          />
          {view === "compare" ? null : (
            <>
              {view === "map" ? null : (
                <SelectField
                  label={say("rows")}
                  value={rows}
                  onChange={(event) => setQuery({ rows: event.target.value, sector: "" })}
                  options={spreads.map((value) => ({ value, label: say(value) }))}
                />
              )}
              {rows === "group" ? null : (
                <SelectField
                  label={say(rows === "region" ? "ofSector" : "groupsOf")}
                  value={rows === "region" ? (table.sector?.code ?? "") : (sector ?? "")}
                  {...(rows === "industry" ? { placeholder: say("allDivisions") } : {})}
                  onChange={(event) => setQuery({ sector: event.target.value })}
                  options={named(
                    rows === "region"
                      ? [...wide.filter(({ code: value }) => value === "*"), ...divisions]
                      : divisions,
                  )}
                />
              )}
              <SelectField
                label={say(view === "map" ? "mapMonth" : "until")}
                value={until ?? ""}
                placeholder={`${say("newest")}${newest && !until ? `（${newest}）` : ""}`}
                onChange={(event) => setQuery({ until: event.target.value })}
                options={[...known.months].reverse().map((value) => ({ value, label: format.month(value) }))}
              />
              {view === "map" ? null : (
                <SelectField
                  label={say("months")}
                  value={String(span)}
                  onChange={(event) => setQuery({ span: event.target.value })}
                  options={spans.map((count) => ({
                    value: String(count),
                    label: say("lastMonths", { count }),
                  }))}
                />
              )}
              <Segmented
                label={say("show")}
                value={shown}
                options={figures.map((value) => ({ value, label: say(value) }))}
                onChange={(value) => setQuery({ show: value })}
              />
            </>
          )}
        </>
      }
      method={say("method", { at: format.moment(table.computed.at), engine: table.computed.engine })}
    >
      <ProblemNotice problem={save.problem ?? sdmx.problem ?? structure.problem} />
      {view === "compare" ? (
        <Compare
          indicator={indicator}
          places={places}
          base={one("base")}
          choices={named([...wide, ...divisions])}
          onPlaces={(next) => setQuery({ place: next, base: "" })}
          onBase={(month) => setQuery({ base: month })}
        />
      ) : table.lines.length === 0 ? (
        <Empty icon="chart" title={say("emptyTitle")} hint={say("emptyHint")} />
      ) : view === "heat" ? (
        <Card title={say("heatTitle", { rows: rowsName, indicator: label, figure: say(shown) })} flush>
          <MonthHeat
            table={table}
            shown={shown}
            caption={say("heatCaption", { rows: rowsName, indicator: label, figure: say(shown) })}
            onOpen={open}
          />
        </Card>
      ) : view === "multiples" ? (
        <Card title={say("multiplesTitle", { indicator: label, figure: say(shown), count: span })}>
          <p className="muted small">{say("multiplesHint", { zero: "0" })}</p>
          <LineMultiples table={table} shown={shown} onOpen={open} />
        </Card>
      ) : (
        <Card
          title={say("mapTitle", {
            sector: table.sector?.name[language] ?? "",
            month: format.month(newest),
            indicator: label,
            figure: say(shown),
          })}
        >
          <p className="muted small">{say("mapHint")}</p>
          <TileMap table={table} shown={shown} month={newest ?? ""} names={provinceNames} onOpen={open} />
        </Card>
      )}
      {view === "heat" || view === "map" ? (
        <>
          {shown === "level" || shown === "diffusion" ? null : <HeatScale />}
          <Legend />
        </>
      ) : null}
      {code && openMonth ? (
        <CellPanel
          at={{ ...place, indicator, month: openMonth, vintage }}
          onClose={() => setQuery({ cell: "" })}
        />
      ) : null}
    </AnalysisPage>
  );
}
