// The starter plans of data/plans: both languages side by side; one language of one of them becomes a plan's content.
import energy from "../../../data/plans/energy.json" with { type: "json" };
import exported from "../../../data/plans/export.json" with { type: "json" };
import logistics from "../../../data/plans/logistics.json" with { type: "json" };
import material from "../../../data/plans/material.json" with { type: "json" };
import outbreak from "../../../data/plans/outbreak.json" with { type: "json" };
import price from "../../../data/plans/price.json" with { type: "json" };
import safety from "../../../data/plans/safety.json" with { type: "json" };
import { type PlanContent, planContent, type Scenario } from "./contract.ts";

type Language = "zh" | "en";
export type Level = "federation" | "enterprise";
export const levels: readonly Level[] = ["federation", "enterprise"];

type Starter = { code: Scenario; title: unknown; levels: Record<Level, unknown> };
const starters = [logistics, material, energy, outbreak, exported, price, safety] as unknown as Starter[];

export type StarterPlan = {
  code: string;
  scenario: Scenario;
  level: Level;
  title: string;
  content: PlanContent;
};

/** `logistics`, `logistics.enterprise`: the scenario, and for whom it is written. */
export function starterPlans(language: Language): StarterPlan[] {
  return starters.flatMap((starter) =>
    levels.map((level) => ({
      code: level === "federation" ? starter.code : `${starter.code}.enterprise`,
      scenario: starter.code,
      level,
      title: String(inLanguage(starter.title, language)),
      content: planContent.parse(inLanguage(starter.levels[level], language)),
    })),
  );
}

export const starterPlan = (code: string, language: Language): StarterPlan | null =>
  starterPlans(language).find((one) => one.code === code) ?? null;

/** {zh, en} becomes its text; everything else stays. */
function inLanguage(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((item) => inLanguage(item, language));
  if (typeof value !== "object" || value === null) return value;
  if ("zh" in value && "en" in value) return (value as Record<Language, unknown>)[language];
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, inLanguage(part, language)]));
}

/** A plan with nothing in it yet. */
export const emptyContent: PlanContent = {
  purpose: "",
  trigger: { text: "", severity: null, words: [] },
  ...{ roles: [], steps: [], contacts: [], messages: [], substitutes: [], policies: [], materials: [] },
};
