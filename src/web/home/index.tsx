// The pages that belong to no one module: each person's start, and the public one.
import type { Feature } from "../lib/feature.ts";

export const feature: Feature = {
  name: "home",
  routes: [
    { path: "/", screen: () => import("./start.tsx").then((m) => m.Start) },
    { path: "/public", may: "public", screen: () => import("./public-start.tsx").then((m) => m.PublicStart) },
  ],
  menu: [{ path: "/", label: { zh: "首页", en: "Home" }, icon: "home", order: 0 }],
};
