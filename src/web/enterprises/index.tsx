// Enterprises on the screen: the register, one enterprise, registering, importing.
import { words } from "../../modules/enterprises/words.ts";
import { call } from "../lib/call.ts";
import type { Feature } from "../lib/feature.ts";

const label = { zh: words.zh.menu, en: words.en.menu };

export const feature: Feature = {
  name: "enterprises",
  routes: [
    {
      path: "/enterprises",
      may: "enterprises.browse",
      screen: () => import("./enterprise-list.tsx").then((m) => m.EnterpriseList),
    },
    {
      path: "/enterprises/new",
      may: "enterprises.register",
      screen: () => import("./enterprise-form.tsx").then((m) => m.NewEnterprise),
    },
    {
      path: "/enterprises/import",
      may: "enterprises.register",
      screen: () => import("./import-page.tsx").then((m) => m.ImportPage),
    },
    {
      path: "/enterprises/merges",
      may: "enterprises.merge",
      screen: () => import("./merges-page.tsx").then((m) => m.MergesPage),
    },
    {
      path: "/enterprises/:id/merge",
      may: "enterprises.merge",
      screen: () => import("./merge-page.tsx").then((m) => m.MergePage),
    },
    {
      path: "/enterprises/:id",
      may: "enterprises.read",
      screen: () => import("./enterprise-page.tsx").then((m) => m.EnterprisePage),
    },
    {
      path: "/enterprises/:id/edit",
      may: "enterprises.write",
      screen: () => import("./enterprise-form.tsx").then((m) => m.EditEnterprise),
    },
    {
      path: "/my-enterprise",
      may: "enterprises.own",
      screen: () => import("./enterprise-page.tsx").then((m) => m.MyEnterprise),
    },
  ],
  menu: [
    { path: "/enterprises", label, icon: "building", may: "enterprises.browse", order: 30 },
    {
      path: "/my-enterprise",
      label: { zh: words.zh.mine, en: words.en.mine },
      icon: "building",
      may: "enterprises.own",
      order: 40,
    },
  ],
  palette: {
    label,
    may: "enterprises.read",
    find: async (text) => {
      // The contract only when somebody searches: it would weigh on everybody's first page.
      const { listEnterprises } = await import("../../modules/enterprises/contract.ts");
      const { rows } = await call(listEnterprises, { q: text, limit: 6 });
      return rows.map((row) => ({
        title: row.name,
        ...(row.creditCode ? { detail: row.creditCode } : {}),
        path: `/enterprises/${row.id}`,
      }));
    },
  },
};
