// A chart taken along: as a picture, or its rows as CSV that Excel opens rightly.
import { saveFile } from "../lib/save-file.ts";
import type { ChartData } from "./chart-data.ts";

export async function savePng(box: HTMLElement | null, name: string): Promise<void> {
  const svg = box?.querySelector("svg");
  if (!svg) return;
  const { width, height } = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute(
    "style",
    `font-family:${getComputedStyle(document.body).fontFamily.replaceAll('"', "'")}`,
  );
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * 2;
  canvas.height = height * 2 + 88;
  const pen = canvas.getContext("2d")!;
  const style = getComputedStyle(document.documentElement);
  pen.fillStyle = style.getPropertyValue("--surface");
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = style.getPropertyValue("--ink");
  pen.font = `600 30px ${getComputedStyle(document.body).fontFamily}`;
  pen.fillText(name, 24, 52, canvas.width - 48);
  pen.drawImage(image, 0, 88, width * 2, height * 2);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (blob) saveFile({ name: `${name}.png`, blob });
}

export function saveCsv(data: ChartData, name: string): void {
  // The mark at the start tells Excel that this is UTF-8.
  saveFile({
    name: `${name}.csv`,
    blob: new Blob([`\uFEFF${csvOf(data)}`], { type: "text/csv;charset=utf-8" }),
  });
}

export function csvOf(data: ChartData): string {
  const heads = ["", ...data.series.map((one) => `${one.name}（${data.unit}）`)];
  const [low, high] = data.band?.ends ?? ["P25", "P75"];
  if (data.band) heads.push(`${data.band.name} ${low}`, `${data.band.name} ${high}`);
  const rows = data.labels.map((label, i) => [
    label,
    ...data.series.map((one) => one.values[i] ?? ""),
    ...(data.band ? [data.band.low[i] ?? "", data.band.high[i] ?? ""] : []),
  ]);
  return [heads, ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
}

/** A text that begins like a formula stays text. */
function cell(text: string): string {
  const plain = /^-?\d+(\.\d+)?$/.test(text);
  const safe = !plain && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
