// The network as the drawing library knows it: places, sizes, colours; and who is whose neighbour.
import Graph from "graphology";
import type { z } from "zod";
import type { readGraph } from "../../modules/network/runs/contract.ts";
import { placed } from "./graph-layout.ts";

export type Data = z.output<typeof readGraph.output>;
export type Colouring = "industry" | "risk";
/** Okabe & Ito: told apart by the colour-blind. The rest is grey. */
const PALETTE = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#8A7A00", "#7A5CC2"];
const REST = "#8a8a85";
export const RISK = ["#5b8db8", "#8aa77a", "#c79a00", "#d9730d", "#c4314b"];

const headOf = (industry: string): string => industry.slice(0, 2);

/** The largest industries have a colour of their own. */
export function coloursOf(data: Data): Map<string, string> {
  const sizes = Map.groupBy(data.firms, (firm) => headOf(firm.industry));
  const order = [...sizes].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  return new Map(order.slice(0, PALETTE.length).map(([code], i) => [code, PALETTE[i]!]));
}

export function colourOf(
  firm: Data["firms"][number],
  by: Colouring,
  colours: ReadonlyMap<string, string>,
): string {
  if (by === "industry") return colours.get(headOf(firm.industry)) ?? REST;
  // Each step is four times the loss of the one before.
  const step = firm.esri <= 0 ? 0 : Math.max(0, Math.floor(Math.log(firm.esri * 1000) / Math.log(4)));
  return RISK[Math.min(RISK.length - 1, step)]!;
}

export const sizeOf = (esri: number, firms: number): number =>
  (firms > 5_000 ? 1.2 : 2.5) + 18 * Math.sqrt(Math.max(0, esri));

export function graphOf(data: Data): Graph {
  const graph = new Graph({ multi: true, type: "directed" });
  const spots = placed(
    data.firms.map((firm) => headOf(firm.industry)),
    data.firms.map((firm) => firm.esri),
  );
  const colours = coloursOf(data);
  data.firms.forEach((firm, i) => {
    const size = sizeOf(firm.esri, data.firms.length);
    graph.addNode(i, { ...spots[i]!, size, label: firm.name, color: colourOf(firm, "industry", colours) });
  });
  data.supplier.forEach((supplier, e) => {
    graph.addEdgeWithKey(e, supplier, data.customer[e]!, { size: 0.5 });
  });
  return graph;
}

/** The firm and whom it trades with; each once. */
export function neighbours(data: Data, firm: number): { suppliers: number[]; customers: number[] } {
  const suppliers = new Set<number>();
  const customers = new Set<number>();
  data.supplier.forEach((supplier, e) => {
    if (data.customer[e] === firm) suppliers.add(supplier);
    if (supplier === firm) customers.add(data.customer[e]!);
  });
  const byRisk = (list: Set<number>) =>
    [...list].sort((a, b) => data.firms[b]!.esri - data.firms[a]!.esri || a - b);
  return { suppliers: byRisk(suppliers), customers: byRisk(customers) };
}
