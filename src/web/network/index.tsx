// The supply network on the screen: links, products, essential inputs, an industry's inputs, what an enterprise hangs on.
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
