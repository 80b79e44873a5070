// Draws a ChartData with ECharts as SVG; only the parts in use are loaded. Colours come from the tokens, so dark is followed.
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { axisScale, tick } from "../lib/format.ts";
import { usePreferences } from "../lib/preferences.ts";
import { useFormat } from "../lib/use-format.ts";
import type { ChartData } from "./chart-data.ts";

use([LineChart, BarChart, GridComponent, TooltipComponent, LabelLayout, SVGRenderer]);

type Write = (value: string | number | null | undefined) => string;

export function ChartDrawing({ data, height }: { data: ChartData; height: number }) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const { scaled, language } = usePreferences();
  const format = useFormat();
  // One unit for the whole axis; its name stands on top of it.
  const scale = scaled ? axisScale(largestOf(data), data.unit, language) : { power: 0, unit: data.unit };
  const write: Write = (value) => format.figure(value, { unit: data.unit, digits: data.digits ?? 2 });

  useEffect(() => {
    if (!box.current) return;
    const made = init(box.current, null, { renderer: "svg" });
    chart.current = made;
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      made.dispose();
    };
  }, []);

  useEffect(() => {
    const draw = () =>
      chart.current?.setOption(optionOf(data, coloursOf(), write, scale), { notMerge: true });
    draw();
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", draw);
    return () => system.removeEventListener("change", draw);
  });

  return <div ref={box} style={{ height, width: "100%" }} />;
}

type Colours = {
  ink: string;
  ink3: string;
  line: string;
  surface: string;
  band: string;
  mark: string;
  series: string[];
};

function coloursOf(): Colours {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: token("--ink"),
    ink3: token("--ink-3"),
    line: token("--line"),
    surface: token("--surface"),
    band: token("--chart-band"),
    mark: token("--red"),
    series: [1, 2, 3, 4, 5].map((n) => token(`--chart-${n}`)),
  };
}

const number = (value: string | null | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);

type Scale = { power: number; unit: string };

function optionOf(data: ChartData, colour: Colours, write: Write, scale: Scale): Record<string, unknown> {
  const { labels, series, band } = data;
  // Direct labels at the line's end instead of a legend; room is kept for the longest.
  const longest = Math.max(...series.map((one) => one.name.length), band ? band.name.length : 0);
  const right = series.length > 4 ? 16 : Math.min(140, 14 + longest * 13);
  const bandSeries = band
    ? [
        { ...bandLine(band.low), name: "low" },
        {
          ...bandLine(band.low.map((low, i) => difference(band.high[i], low))),
          name: band.name,
          areaStyle: { color: colour.band, opacity: 1 },
        },
      ]
    : [];
  const few = labels.length <= 13;
  const marked = new Set(data.marked ?? []);
  const marks = (value: string | null, at: number) => {
    const isMarked = marked.has(labels[at] ?? "");
    return {
      value: number(value),
      symbol: isMarked ? "diamond" : few ? "circle" : "none",
      symbolSize: isMarked ? 12 : 5,
      ...(isMarked ? { itemStyle: { color: colour.mark, borderColor: colour.surface, borderWidth: 1 } } : {}),
    };
  };
  const drawn = series.map((one, i) => {
    const own = one.faint ? colour.ink3 : colour.series[i % colour.series.length]!;
    return {
      name: one.name,
      type: one.shape ?? "line",
      data: i === 0 && marked.size > 0 ? one.values.map(marks) : one.values.map(number),
      color: own,
      lineStyle: { width: one.faint ? 1 : 2.2, type: one.faint ? "dashed" : "solid" },
      symbol: "circle",
      symbolSize: 5,
      showSymbol: few || (i === 0 && marked.size > 0),
      showAllSymbol: marked.size > 0 ? true : "auto",
      barMaxWidth: 28,
      connectNulls: false,
      endLabel: {
        show: series.length <= 4 && (one.shape ?? "line") === "line",
        formatter: "{a}",
        color: own,
        distance: 8,
        fontSize: 12,
      },
      labelLayout: { moveOverlap: "shiftY" },
      z: one.faint ? 2 : 3,
    };
  });
  return {
    animation: false,
    textStyle: { fontFamily: "inherit", color: colour.ink },
    grid: { left: 4, right, top: 30, bottom: 4, containLabel: true },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      backgroundColor: colour.surface,
      borderColor: colour.line,
      textStyle: { color: colour.ink, fontSize: 13 },
      axisPointer: { lineStyle: { color: colour.ink3 } },
      formatter: (points: { dataIndex: number }[]) => tip(data, points[0]?.dataIndex ?? 0, write),
    },
    xAxis: {
      type: "category",
      data: labels,
      boundaryGap: true,
      axisLine: { lineStyle: { color: colour.line } },
      axisTick: { show: false },
      axisLabel: { color: colour.ink3, hideOverlap: true },
    },
    yAxis: [
      {
        type: "value",
        scale: !series.some((one) => one.shape === "bar"),
        name: scale.unit,
        nameTextStyle: { color: colour.ink3, align: "left", padding: [0, 0, 0, -28] },
        nameGap: 12,
        splitLine: { lineStyle: { color: colour.line } },
        axisLabel: { color: colour.ink3, formatter: (value: number) => tick(value, scale.power) },
      },
      { type: "value", min: 0, max: 1, show: false },
    ],
    series: [...shadedOf(data, colour), ...bandSeries, ...drawn],
  };
}

function largestOf(data: ChartData): string {
  const all = [...data.series.flatMap((one) => one.values), ...(data.band?.high ?? [])];
  const sizes = all.map((value) => Math.abs(Number(value ?? 0))).filter(Number.isFinite);
  return String(Math.round(Math.max(0, ...sizes)));
}

const bandLine = (values: readonly (string | number | null | undefined)[]) => ({
  type: "line",
  stack: "band",
  data: values.map((value) => (value === null || value === undefined ? null : Number(value))),
  lineStyle: { opacity: 0 },
  symbol: "none",
  silent: true,
  stackStrategy: "all",
  z: 1,
});

const difference = (high: string | null | undefined, low: string | null): number | null =>
  high === null || high === undefined || low === null ? null : Number(high) - Number(low);

/** Known shocks stay in the picture: a month's whole width behind everything, on an axis of its own. */
function shadedOf(data: ChartData, colour: Colours): object[] {
  const { shaded, labels } = data;
  if (!shaded?.labels.length) return [];
  const months = new Set(shaded.labels);
  return [
    {
      name: shaded.name,
      type: "bar",
      yAxisIndex: 1,
      barWidth: "100%",
      barGap: "-100%",
      silent: true,
      itemStyle: { color: colour.line, opacity: 0.55 },
      label: { position: "insideTop", color: colour.ink3, fontSize: 11, formatter: shaded.name },
      // Months in a row are one shade with one name on it.
      data: labels.map((label, i) =>
        months.has(label) ? { value: 1, label: { show: !months.has(labels[i - 1] ?? "") } } : null,
      ),
      z: 0,
    },
  ];
}

function tip(data: ChartData, i: number, write: Write): string {
  const lines = data.series.map((one) => `${one.name}  ${write(one.values[i])}`);
  if (data.band) lines.push(`${data.band.name}  ${write(data.band.low[i])} – ${write(data.band.high[i])}`);
  return [data.labels[i], ...lines].join("\n");
}
