// What monitoring shows: the table of industries by region, and one's own curve beside the band for other features.
import { lazy, Suspense } from "react";
import { words } from "../../modules/monitoring/words.ts";
import type { Feature } from "../lib/feature.ts";
import { Skeleton } from "../ui/empty.tsx";

const Curve = lazy(() => import("./curve-against-band.tsx").then((m) => ({ default: m.CurveAgainstBand })));

/** Own curve against the industry's band: for the receipt, the clerk's start page and the enterprise page. */
export function CurveAgainstBand(props: { enterpriseId: string; height?: number }) {
  return (
    <Suspense fallback={<Skeleton lines={8} />}>
      <Curve {...props} />
    </Suspense>
  );
}

export const feature: Feature = {
  name: "monitoring",
  routes: [
    {
      path: "/monitoring",
      may: "monitoring.read",
      screen: () => import("./monitoring-page.tsx").then((m) => m.MonitoringPage),
    },
    {
      path: "/monitoring/analysis",
      may: "monitoring.read",
      screen: () => import("./analysis-page.tsx").then((m) => m.AnalysisPage),
    },
    {
      path: "/monitoring/over-time",
      may: "monitoring.read",
      screen: () => import("./over-time-page.tsx").then((m) => m.OverTimePage),
    },
    {
      path: "/monitoring/briefs",
      may: "monitoring.brief",
      screen: () => import("./briefs-page.tsx").then((m) => m.BriefsPage),
    },
  ],
  menu: [
    {
      path: "/monitoring",
      label: { zh: words.zh.menu, en: words.en.menu },
      icon: "chart",
      may: "monitoring.read",
      order: 30,
    },
  ],
  enterprisePanel: {
    label: { zh: words.zh.ownPanel, en: words.en.ownPanel },
    order: 30,
    may: "monitoring.read",
    panel: () => import("./curve-against-band.tsx").then((m) => m.CurveAgainstBand),
  },
};
