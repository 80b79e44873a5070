// Persons and organisations: colleagues and roles, members and consent, invitations, claims, one's own account.
import type { Feature } from "../lib/feature.ts";

export const feature: Feature = {
  name: "people",
  routes: [
    { path: "/people", may: "people.see", screen: () => import("./persons.tsx").then((m) => m.Persons) },
    {
      path: "/people/members",
      may: "people.see",
      screen: () => import("./members.tsx").then((m) => m.Members),
    },
    {
      path: "/people/consent",
      may: "people.see",
      screen: () => import("./consent.tsx").then((m) => m.Consent),
    },
    {
      path: "/people/invitations",
      may: "people.invite",
      screen: () => import("./invitations.tsx").then((m) => m.Invitations),
    },
    {
      path: "/people/claims",
      may: "people.claims",
      screen: () => import("./claims.tsx").then((m) => m.Claims),
    },
    {
      path: "/people/organisations",
      may: "people.manage",
      screen: () => import("./organisations.tsx").then((m) => m.Organisations),
    },
    { path: "/people/keys", may: "people.keys", screen: () => import("./keys.tsx").then((m) => m.Keys) },
    { path: "/account", screen: () => import("./account.tsx").then((m) => m.Account) },
    { path: "/claim", may: "public", screen: () => import("./claim.tsx").then((m) => m.Claim) },
    {
      path: "/claim/:receipt",
      may: "public",
      screen: () => import("./claim.tsx").then((m) => m.ClaimReceipt),
    },
    {
      path: "/people/duty",
      may: "people.duty",
      screen: () => import("./duty.tsx").then((m) => m.Duty),
    },
  ],
  menu: [
    {
      path: "/people",
      // Said here and not taken from words.ts: all the words would come with the first page.
      label: { zh: "人员与机构", en: "People and organisations" },
      icon: "people",
      may: "people.see",
      order: 70,
    },
  ],
};
