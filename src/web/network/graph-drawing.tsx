// The network drawn by WebGL: moved, zoomed, a firm picked; only its neighbours where that is wished.
import type Graph from "graphology";
import { useEffect, useRef } from "react";
import Sigma from "sigma";
import { type Colouring, colourOf, coloursOf, type Data } from "./graph-model.ts";
import type { View } from "./graph-png.ts";

/** Above so many lines, they are left out while the picture moves. */
const MANY_LINES = 20_000;
const MOVE_MS = 250;

export const hasWebgl = (): boolean => {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
};

export type Handle = { zoom: (way: "in" | "out" | "all") => void; view: () => View };

export function Drawing({
  graph,
  data,
  picked,
  only,
  colouring,
  label,
  onPick,
  onReady,
}: {
  graph: Graph;
  data: Data;
  picked: number | null;
  /** Drawn alone; null: everybody. */
  only: ReadonlySet<number> | null;
  colouring: Colouring;
  label: string;
  onPick: (firm: number | null) => void;
  onReady: (handle: Handle) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<Sigma | null>(null);
  const wish = useRef({ picked, only, onPick });
  wish.current = { picked, only, onPick };

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is picked is read when drawn, not a reason to begin anew
  useEffect(() => {
    if (!box.current) return;
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string): string => style.getPropertyValue(name).trim();
    const [ink, surface, line] = [colour("--ink"), colour("--surface"), colour("--line")];
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const sigma = new Sigma(graph, box.current, {
      hideEdgesOnMove: graph.size > MANY_LINES,
      labelFont: getComputedStyle(document.body).fontFamily,
      labelSize: 12,
      labelColor: { color: ink },
      labelRenderedSizeThreshold: graph.order > 2_000 ? 9 : 5,
      defaultEdgeColor: line,
      zIndex: true,
      defaultDrawNodeHover: (context, node, settings) => {
        context.font = `${settings.labelSize}px ${settings.labelFont}`;
        const width = context.measureText(node.label ?? "").width;
        context.fillStyle = surface;
        context.fillRect(node.x + node.size + 2, node.y - 10, width + 8, 20);
        context.fillStyle = ink;
        context.fillText(node.label ?? "", node.x + node.size + 6, node.y + 4);
      },
      nodeReducer: (node, attributes) => {
        const { only: shown, picked: own } = wish.current;
        if (shown && !shown.has(Number(node))) return { ...attributes, hidden: true };
        return Number(node) === own ? { ...attributes, highlighted: true, zIndex: 2 } : attributes;
      },
      edgeReducer: (edge, attributes) => {
        const { only: shown, picked: own } = wish.current;
        const [from, to] = graph.extremities(edge).map(Number) as [number, number];
        if (shown && !(shown.has(from) && shown.has(to))) return { ...attributes, hidden: true };
        const inferred = data.inferred[Number(edge)] ? { color: `${line}88` } : {};
        if (own === null || (from !== own && to !== own)) return { ...attributes, ...inferred };
        // Towards the firm that was picked: what it buys; away from it: what it sells.
        return { ...attributes, size: 1.6, zIndex: 1, color: to === own ? "#D9730D" : "#0B8A83" };
      },
    });
    sigma.on("clickNode", ({ node }) => wish.current.onPick(Number(node)));
    sigma.on("clickStage", () => wish.current.onPick(null));
    drawn.current = sigma;
    // A machine without a Chinese font has the slices it needs only when asked; a canvas does not ask.
    const characters = [...new Set(data.firms.flatMap((firm) => [...firm.name]))].join("");
    void document.fonts.load(`12px ${getComputedStyle(document.body).fontFamily}`, characters).then(
      () => drawn.current?.refresh({ skipIndexation: true }),
      () => undefined,
    );
    onReady({
      zoom: (way) => {
        const camera = sigma.getCamera();
        const duration = still ? 0 : MOVE_MS;
        if (way === "all") void camera.animatedReset({ duration });
        else void camera[way === "in" ? "animatedZoom" : "animatedUnzoom"]({ duration });
      },
      view: () => ({
        ...sigma.getDimensions(),
        at: (firm) => sigma.graphToViewport(graph.getNodeAttributes(firm) as { x: number; y: number }),
        scale: 1 / Math.sqrt(sigma.getCamera().ratio),
      }),
    });
    return () => {
      sigma.kill();
      drawn.current = null;
    };
  }, [graph]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever changes is drawn anew
  useEffect(() => {
    drawn.current?.refresh({ skipIndexation: true });
  }, [picked, only]);

  useEffect(() => {
    const colours = coloursOf(data);
    graph.updateEachNodeAttributes((node, attributes) => ({
      ...attributes,
      color: colourOf(data.firms[Number(node)]!, colouring, colours),
    }));
  }, [graph, data, colouring]);

  useEffect(() => {
    const sigma = drawn.current;
    if (!sigma || picked === null) return;
    const spot = sigma.getNodeDisplayData(picked);
    if (!spot) return;
    const camera = sigma.getCamera();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    void camera.animate(
      { x: spot.x, y: spot.y, ratio: Math.min(camera.ratio, 0.35) },
      { duration: still ? 0 : MOVE_MS },
    );
  }, [picked]);

  return <div ref={box} className="graph-box" role="img" aria-label={label} />;
}
