// What forms shows: the list of forms, one form with its editor, and the panels of expected respondents.
import { words } from "../../modules/forms/words.ts";
import type { Feature } from "../lib/feature.ts";

export const feature: Feature = {
  name: "forms",
  routes: [
    { path: "/forms", may: "forms.edit", screen: () => import("./form-list.tsx").then((m) => m.FormList) },
    {
      path: "/forms/panels",
      may: "forms.edit",
      screen: () => import("./panels-page.tsx").then((m) => m.PanelsPage),
    },
    {
      path: "/forms/:code",
      may: "forms.edit",
      screen: () => import("./form-page.tsx").then((m) => m.FormPage),
    },
  ],
  menu: [
    {
      path: "/forms",
      label: { zh: words.zh.forms, en: words.en.forms },
      icon: "edit",
      may: "forms.edit",
      order: 45,
    },
  ],
};
