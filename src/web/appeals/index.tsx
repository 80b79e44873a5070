// Appeals on the screen: the inbox or one's own, raising one, one appeal with its thread and clocks.
import type { Feature } from "../lib/feature.ts";

export const feature: Feature = {
  name: "appeals",
  routes: [
    {
      path: "/appeals",
      may: "appeals.use",
      screen: () => import("./appeal-list.tsx").then((m) => m.AppealList),
    },
    {
      path: "/appeals/new",
      may: "appeals.use",
      screen: () => import("./new-appeal.tsx").then((m) => m.NewAppeal),
    },
    {
      path: "/appeals/statistics",
      may: "appeals.oversee",
      screen: () => import("./statistics.tsx").then((m) => m.Statistics),
    },
    {
      path: "/appeals/issues",
      may: "appeals.oversee",
      screen: () => import("./issue-list.tsx").then((m) => m.IssueList),
    },
    {
      path: "/appeals/issues/:id",
      may: "appeals.oversee",
      screen: () => import("./issue-page.tsx").then((m) => m.IssueScreen),
    },
    {
      path: "/appeals/:id",
      may: "appeals.use",
      screen: () => import("./appeal-page.tsx").then((m) => m.AppealScreen),
    },
    {
      path: "/appeals/:id/write",
      may: "appeals.use",
      screen: () => import("./write-appeal.tsx").then((m) => m.WriteScreen),
    },
  ],
  // Said here and not taken from words.ts: all the words would come with the first page.
  menu: [
    {
      path: "/appeals",
      label: { zh: "诉求", en: "Appeals" },
      icon: "speech",
      may: "appeals.use",
      order: 15,
    },
  ],
  enterprisePanel: {
    label: { zh: "诉求", en: "Appeals" },
    order: 40,
    may: "appeals.use",
    panel: () => import("./enterprise-panel.tsx").then((m) => m.EnterpriseAppeals),
  },
};
