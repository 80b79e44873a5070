// A chart whose title is its finding, with the table behind it and the ways out; the drawing itself is loaded when seen.
import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import "./chart.css";
import type { ChartData } from "./chart-data.ts";
import { saveCsv, savePng } from "./chart-out.ts";
import { Skeleton } from "./empty.tsx";
import { Popover } from "./popover.tsx";
import { words } from "./words.ts";

export type { Band, ChartData, Series } from "./chart-data.ts";

const Drawing = lazy(() => import("./chart-drawing.tsx").then((m) => ({ default: m.ChartDrawing })));

export function Chart({
  finding,
  definition,
  data,
  height = 280,
  onXlsx,
}: {
  /** "造纸：产量连续两月低于行业区间" */
  finding: string;
  /** What is drawn, in what unit, for whom. */
  definition: ReactNode;
  data: ChartData;
  height?: number;
  /** A download of the same rows by the server, where there is one. */
  onXlsx?: () => void;
}) {
  const say = useWords(words);
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  return (
    <figure className="chart">
      <figcaption>
        <div>
          <h2>{finding}</h2>
          <p className="muted">{definition}</p>
        </div>
        <span className="no-print">
          <Popover button={say("export")} className="btn small quiet" align="end">
            {(close) => (
              <>
                <button
                  type="button"
                  className="item"
                  onClick={() => {
                    void savePng(box.current, finding);
                    close();
                  }}
                >
                  {say("savePng")}
                </button>
                {onXlsx ? (
                  <button
                    type="button"
                    className="item"
                    onClick={() => {
                      onXlsx();
                      close();
                    }}
                  >
                    {say("saveXlsx")}
                  </button>
                ) : null}
                <button
                  type="button"
                  className="item"
                  onClick={() => {
                    saveCsv(data, finding);
                    close();
                  }}
                >
                  {say("saveCsv")}
                </button>
              </>
            )}
          </Popover>
        </span>
      </figcaption>
      <div ref={box} style={{ height }} role="img" aria-label={finding}>
        <Suspense fallback={<Skeleton lines={6} />}>
          <Drawing data={data} height={height} />
        </Suspense>
      </div>
      <button
        type="button"
        className="btn small quiet no-print"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {say(open ? "hideTable" : "showTable")}
      </button>
      <div className={open ? "chart-table tbl-scroll" : "chart-table tbl-scroll closed"}>
        <ChartTable data={data} />
      </div>
    </figure>
  );
}

function ChartTable({ data }: { data: ChartData }) {
  const format = useFormat();
  const cell = (value: string | null | undefined) => format.figure(value, { digits: data.digits ?? 2 });
  return (
    <table className="tbl">
      <thead>
        <tr>
          <th>{data.unit}</th>
          {data.series.map((series) => (
            <th key={series.name} className="num">
              {series.name}
            </th>
          ))}
          {data.band ? <th className="num">{data.band.name}</th> : null}
        </tr>
      </thead>
      <tbody>
        {data.labels.map((label, i) => (
          <tr key={label}>
            <td>{label}</td>
            {data.series.map((series) => (
              <td key={series.name} className="num">
                {cell(series.values[i])}
              </td>
            ))}
            {data.band ? (
              <td className="num">
                {cell(data.band.low[i])} – {cell(data.band.high[i])}
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
