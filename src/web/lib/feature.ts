// What a module's web folder offers: its screens, its lines in the menu, its panel on the enterprise page.
import { type ComponentType, createContext, useContext } from "react";
import type { IconName } from "./icons.ts";

/** A word as plain text in both languages; a feature takes it from its module's words.ts. */
export type Label = { readonly zh: string; readonly en: string };

export type FeatureRoute = {
  /** `/reporting/:id`; parameters are read with `useParam("id")`. */
  readonly path: string;
  /** `() => import("./filing-list.tsx").then((m) => m.FilingList)` */
  readonly screen: () => Promise<ComponentType>;
  /** Permission; "public": without sign-in and outside the shell; left out: anybody signed in. */
  readonly may?: string;
};

export type MenuLine = {
  readonly path: string;
  readonly label: Label;
  readonly icon: IconName;
  readonly may?: string;
  /** Small first; home is 0, a module's main line 10–90. */
  readonly order: number;
};

/** What a module says about one enterprise, shown on the enterprise's page. */
export type EnterprisePanel = {
  readonly label: Label;
  readonly order: number;
  readonly may?: string;
  readonly panel: () => Promise<ComponentType<{ enterpriseId: string }>>;
};

/** Something the command palette can do or find; `find` is asked while the person types. */
export type PaletteSource = {
  readonly label: Label;
  readonly may?: string;
  readonly find: (text: string) => Promise<readonly PaletteHit[]>;
};
export type PaletteHit = { readonly title: string; readonly detail?: string; readonly path: string };

export type Feature = {
  readonly name: string;
  readonly routes: readonly FeatureRoute[];
  readonly menu?: readonly MenuLine[];
  readonly enterprisePanel?: EnterprisePanel;
  readonly palette?: PaletteSource;
};

const Features = createContext<readonly Feature[]>([]);
export const FeaturesProvider = Features.Provider;
export const useFeatures = (): readonly Feature[] => useContext(Features);
