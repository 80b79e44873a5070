// Warnings on the screen: the list, one warning and its steps, rules with rehearsal, silences, what was published, sightings.
import type { Feature } from "../lib/feature.ts";

export const feature: Feature = {
  name: "warnings",
  routes: [
    {
      path: "/warnings",
      may: "warnings.work",
      screen: () => import("./warning-list.tsx").then((m) => m.WarningList),
    },
    {
      path: "/warnings/rules",
      may: "warnings.publish",
      screen: () => import("./rules-page.tsx").then((m) => m.RulesPage),
    },
    {
      path: "/warnings/desk",
      may: "warnings.publish",
      screen: () => import("./desk-page.tsx").then((m) => m.DeskPage),
    },
    {
      path: "/warnings/bulletins",
      may: "warnings.read",
      screen: () => import("./bulletin-list.tsx").then((m) => m.BulletinList),
    },
    {
      path: "/warnings/bulletins/:id",
      may: "warnings.read",
      screen: () => import("./bulletin-page.tsx").then((m) => m.BulletinPage),
    },
    {
      path: "/warnings/sightings",
      may: "warnings.read",
      screen: () => import("./sightings-page.tsx").then((m) => m.SightingsPage),
    },
    {
      path: "/warnings/:id",
      may: "warnings.work",
      screen: () => import("./warning-page.tsx").then((m) => m.WarningScreen),
    },
  ],
  // Said here and not taken from words.ts: all the words would come with the first page.
  menu: [
    {
      path: "/warnings",
      label: { zh: "预警", en: "Warnings" },
      icon: "warning",
      may: "warnings.work",
      order: 35,
    },
    {
      path: "/warnings/bulletins",
      label: { zh: "预警", en: "Warnings" },
      icon: "warning",
      may: "warnings.told",
      order: 35,
    },
  ],
};
