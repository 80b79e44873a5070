// The part of the network that is in sight, as a picture to take along: drawn anew, so that no WebGL is needed for it.
import { saveFile } from "../lib/save-file.ts";
import { type Colouring, colourOf, coloursOf, type Data, sizeOf } from "./graph-model.ts";

export type View = {
  width: number;
  height: number;
  at: (firm: number) => { x: number; y: number };
  scale: number;
};

const HEAD = 56;
const SHARP = 2;
/** Names of the firms that matter most; more would lie over each other. */
const NAMED = 25;

export async function saveGraphPng(
  data: Data,
  view: View,
  { title, colouring, only }: { title: string; colouring: Colouring; only: ReadonlySet<number> | null },
): Promise<void> {
  const canvas = document.createElement("canvas");
  canvas.width = view.width * SHARP;
  canvas.height = (view.height + HEAD) * SHARP;
  const pen = canvas.getContext("2d")!;
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const font = getComputedStyle(document.body).fontFamily;
  pen.scale(SHARP, SHARP);
  pen.fillStyle = colour("--surface");
  pen.fillRect(0, 0, view.width, view.height + HEAD);
  pen.fillStyle = colour("--ink");
  pen.font = `600 16px ${font}`;
  pen.fillText(title, 16, 32, view.width - 32);
  pen.translate(0, HEAD);
  const shown = [...data.firms.keys()].filter((firm) => !only || only.has(firm));
  const spots = new Map(shown.map((firm) => [firm, view.at(firm)]));
  pen.strokeStyle = colour("--line");
  data.supplier.forEach((supplier, e) => {
    const [from, to] = [spots.get(supplier), spots.get(data.customer[e]!)];
    if (!from || !to) return;
    pen.setLineDash(data.inferred[e] ? [3, 3] : []);
    pen.beginPath();
    pen.moveTo(from.x, from.y);
    pen.lineTo(to.x, to.y);
    pen.stroke();
  });
  const colours = coloursOf(data);
  for (const [firm, spot] of spots) {
    pen.fillStyle = colourOf(data.firms[firm]!, colouring, colours);
    pen.beginPath();
    pen.arc(spot.x, spot.y, sizeOf(data.firms[firm]!.esri, data.firms.length) * view.scale, 0, 2 * Math.PI);
    pen.fill();
  }
  pen.fillStyle = colour("--ink");
  pen.font = `12px ${font}`;
  const first = shown.sort((a, b) => data.firms[b]!.esri - data.firms[a]!.esri || a - b).slice(0, NAMED);
  for (const firm of first)
    pen.fillText(data.firms[firm]!.name, spots.get(firm)!.x + 8, spots.get(firm)!.y + 4);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (blob) saveFile({ name: `${title}.png`, blob });
}
