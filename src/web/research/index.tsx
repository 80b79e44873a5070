// Field research on the screen: plans, visits, findings, questionnaires; the public questionnaire; what an enterprise sees.
import type { Feature } from "../lib/feature.ts";

export const feature: Feature = {
  name: "research",
  routes: [
    {
      path: "/research",
      may: "research.read",
      screen: () => import("./plan-list.tsx").then((m) => m.PlanList),
    },
    {
      path: "/research/plans/new",
      may: "research.write",
      screen: () => import("./plan-form.tsx").then((m) => m.NewPlan),
    },
    {
      path: "/research/plans/:id",
      may: "research.read",
      screen: () => import("./plan-page.tsx").then((m) => m.PlanScreen),
    },
    {
      path: "/research/plans/:id/edit",
      may: "research.write",
      screen: () => import("./plan-form.tsx").then((m) => m.EditPlan),
    },
    {
      path: "/research/visits/:id",
      may: "research.read",
      screen: () => import("./visit-page.tsx").then((m) => m.VisitScreen),
    },
    {
      path: "/research/findings",
      may: "research.read",
      screen: () => import("./finding-list.tsx").then((m) => m.FindingList),
    },
    {
      path: "/research/questionnaires",
      may: "research.read",
      screen: () => import("./questionnaire-list.tsx").then((m) => m.QuestionnaireList),
    },
    {
      path: "/research/questionnaires/new",
      may: "research.write",
      screen: () => import("./questionnaire-form.tsx").then((m) => m.NewQuestionnaire),
    },
    {
      path: "/research/questionnaires/:id",
      may: "research.read",
      screen: () => import("./questionnaire-page.tsx").then((m) => m.QuestionnaireScreen),
    },
    {
      path: "/q/:link",
      may: "public",
      screen: () => import("./public-questionnaire.tsx").then((m) => m.PublicQuestionnaire),
    },
  ],
  // Said here and not taken from words.ts: all the words would come with the first page.
  menu: [
    {
      path: "/research",
      label: { zh: "调研", en: "Research" },
      icon: "notebook",
      may: "research.read",
      order: 50,
    },
  ],
  enterprisePanel: {
    label: { zh: "调研", en: "Field research" },
    order: 50,
    may: "research.enterprise",
    panel: () => import("./enterprise-panel.tsx").then((m) => m.EnterpriseResearch),
  },
};
