// The supply network on the screen: ranking, scenarios, the register, links, products, what an enterprise hangs on.
import type { Feature } from "../lib/feature.ts";

export const feature: Feature = {
  name: "network",
  routes: [
    { path: "/network", may: "network.see", screen: () => import("./start.tsx").then((m) => m.NetworkStart) },
    {
      path: "/network/links",
      may: "network.links",
      screen: () => import("./links-page.tsx").then((m) => m.LinksPage),
    },
    {
      path: "/network/links/import",
      may: "network.links",
      screen: () => import("./import-page.tsx").then((m) => m.ImportLinks),
    },
    {
      path: "/network/products",
      may: "network.catalogue",
      screen: () => import("./products-page.tsx").then((m) => m.ProductsPage),
    },
    {
      path: "/network/essential",
      may: "network.catalogue",
      screen: () => import("./essential-page.tsx").then((m) => m.EssentialPage),
    },
    {
      path: "/network/industry",
      may: "network.industry",
      screen: () => import("./industry-page.tsx").then((m) => m.IndustryPage),
    },
    {
      path: "/network/graph",
      may: "network.analyse",
      screen: () => import("./graph-page.tsx").then((m) => m.GraphPage),
    },
    {
      path: "/network/scenarios",
      may: "network.analyse",
      screen: () => import("./runs-page.tsx").then((m) => m.RunsPage),
    },
    {
      path: "/network/scenarios/new",
      may: "network.analyse",
      screen: () => import("./scenario-form.tsx").then((m) => m.ScenarioForm),
    },
    {
      path: "/network/runs/:id",
      may: "network.analyse",
      screen: () => import("./run-page.tsx").then((m) => m.RunPage),
    },
    {
      path: "/network/register",
      may: "network.tell",
      screen: () => import("./register-page.tsx").then((m) => m.RegisterPage),
    },
    {
      path: "/network/register/:id",
      may: "network.tell",
      screen: () => import("./point-page.tsx").then((m) => m.PointScreen),
    },
  ],
  menu: [
    {
      path: "/network",
      label: { zh: "供应链网络", en: "Supply network" },
      icon: "network",
      may: "network.see",
      order: 42,
    },
  ],
  enterprisePanel: {
    label: { zh: "供应风险", en: "Supply exposure" },
    order: 40,
    may: "network.links",
    panel: () => import("./exposure-panel.tsx").then((m) => m.Exposure),
  },
};
