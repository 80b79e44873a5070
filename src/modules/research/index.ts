// The door of research: plans, visits, findings, questionnaires, and the report made of them.
import type { Module } from "../../platform/module.ts";
import { refusals } from "./contract.ts";
import { deeds } from "./deeds.ts";
import { loadDemo, removeDemo } from "./fixtures.ts";
import { refusals as questionnaireRefusals } from "./questionnaires/contract.ts";
import { permissions, routes } from "./routes.ts";

export const research: Module = {
  name: "research",
  routes,
  migrations: new URL("./migrations/", import.meta.url),
  permissions,
  refusals: { ...refusals, ...questionnaireRefusals },
  systemReads: {
    "research.own-visits":
      "An enterprise learns that it was visited, when, by whom, and what was agreed; the notes stay with the visitors.",
    "research.public-questionnaire": "Whoever has the link reads the questions of that one questionnaire.",
  },
  systemWrites: {
    "research.answer": "An anonymous answer lies with whoever asked; who answers is nobody.",
  },
  deeds,
  demo: { load: loadDemo, remove: removeDemo },
};
