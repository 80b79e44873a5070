// Response plans on the screen: the list, one plan, its editor, the board of an activation, how many enterprises have one.
import type { Feature } from "../lib/feature.ts";

export const feature: Feature = {
  name: "plans",
  routes: [
    { path: "/plans", may: "plans.read", screen: () => import("./plan-list.tsx").then((m) => m.PlanList) },
    { path: "/plans/new", may: "plans.write", screen: () => import("./new-plan.tsx").then((m) => m.NewPlan) },
    {
      path: "/plans/activations",
      may: "plans.read",
      screen: () => import("./activation-list.tsx").then((m) => m.ActivationList),
    },
    {
      path: "/plans/activations/:id",
      may: "plans.read",
      screen: () => import("./board.tsx").then((m) => m.BoardScreen),
    },
    {
      path: "/plans/coverage",
      may: "plans.oversee",
      screen: () => import("./coverage.tsx").then((m) => m.Coverage),
    },
    {
      path: "/plans/:id",
      may: "plans.read",
      screen: () => import("./plan-page.tsx").then((m) => m.PlanScreen),
    },
    {
      path: "/plans/:id/edit",
      may: "plans.write",
      screen: () => import("./plan-editor.tsx").then((m) => m.PlanEditor),
    },
  ],
  // Said here and not taken from words.ts: all the words would come with the first page.
  menu: [
    {
      path: "/plans",
      label: { zh: "应急预案", en: "Response plans" },
      icon: "shield",
      may: "plans.read",
      order: 45,
    },
  ],
};
