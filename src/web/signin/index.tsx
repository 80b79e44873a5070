// The doors: signing in, a lost password, an invitation, claiming one's enterprise, the first administrator. No shell, no antd.
import type { Feature } from "../lib/feature.ts";

export const feature: Feature = {
  name: "signin",
  routes: [
    { path: "/sign-in", may: "public", screen: () => import("./sign-in.tsx").then((m) => m.SignIn) },
    { path: "/forgotten", may: "public", screen: () => import("./forgotten.tsx").then((m) => m.Forgotten) },
    { path: "/reset/:token", may: "public", screen: () => import("./reset.tsx").then((m) => m.Reset) },
    {
      path: "/invite/:token",
      may: "public",
      screen: () => import("./invitation.tsx").then((m) => m.Invitation),
    },
    {
      path: "/first-start",
      may: "public",
      screen: () => import("./first-start.tsx").then((m) => m.FirstStart),
    },
  ],
};
