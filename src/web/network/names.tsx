// What the pages of the network have in common: words, tabs, names of products, how sure something is.
import { type LinkSource, type Product, readReference } from "../../modules/network/contract.ts";
import type { PointState } from "../../modules/network/register/contract.ts";
import { registerWords } from "../../modules/network/register/words.ts";
import { runWords } from "../../modules/network/runs/words.ts";
import { words } from "../../modules/network/words.ts";
import { Link, usePath } from "../lib/place.tsx";
import { useMay } from "../lib/session.ts";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { StateTag, type TagTone } from "../ui/state-tag.tsx";
import "./network.css";

const all = {
  zh: { ...words.zh, ...runWords.zh },
  en: { ...words.en, ...runWords.en },
};
export const useSay = () => useWords(all);
export const useRegister = () => useWords(registerWords);

export function Tabs() {
  const say = useSay();
  const may = useMay();
  const path = usePath();
  const tabs = [
    { to: "/network", label: say("tabRanking"), may: "network.analyse" },
    { to: "/network/graph", label: say("tabGraph"), may: "network.analyse" },
    { to: "/network/scenarios", label: say("tabScenarios"), may: "network.analyse" },
    { to: "/network/register", label: say("tabRegister"), may: "network.tell" },
    { to: "/network/links", label: say("tabLinks"), may: "network.links" },
    { to: "/network/industry", label: say("tabIndustry"), may: "network.industry" },
    { to: "/network/products", label: say("tabProducts"), may: "network.catalogue" },
    { to: "/network/essential", label: say("tabEssential"), may: "network.catalogue" },
  ].filter((tab) => may(tab.may));
  if (tabs.length < 2) return null;
  // An enterprise and an association begin elsewhere than the federation.
  const first = may("network.analyse")
    ? "/network"
    : may("network.links")
      ? "/network/links"
      : "/network/industry";
  const here = path === "/network" ? first : path;
  return (
    <nav className="network-tabs no-print" aria-label={say("network")}>
      {tabs.map((tab) => (
        <Link key={tab.to} to={tab.to} aria-current={tab.to === here ? "page" : undefined}>
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}

/** Products, industries and provinces by their codes, in the language of the page. */
export function useReference() {
  const { language } = useFormat();
  const { data, problem, again } = useCall(readReference, {});
  const industries = new Map(data?.industries.map((one) => [one.code, one[language]]));
  const products = new Map(data?.products.map((one) => [one.code, one]));
  return {
    ...{ data, problem, again },
    product: (code: string): string => products.get(code)?.[language] ?? code,
    /** The industry itself, or the nearest one above it that has a name. */
    industry: (code: string | null): string => {
      for (let length = code?.length ?? 0; length >= 2; length--) {
        const name = industries.get(code!.slice(0, length));
        if (name) return name;
      }
      return code ?? "—";
    },
    province: (code: string | null): string =>
      data?.provinces.find((one) => one.code === code?.slice(0, 2))?.[language] ?? "—",
    inUse: (data?.products ?? []).filter((one: Product) => !one.retired),
  };
}

const tones: Readonly<Record<LinkSource, TagTone>> = {
  reported: "green",
  imported: "blue",
  inferred: "yellow",
};

/** An inferred link never stands unmarked among reported ones. */
export function SourceTag({ source, confidence }: { source: LinkSource; confidence: number }) {
  const say = useSay();
  const { percent } = useFormat();
  return (
    <span title={say("confidence", { percent: percent(confidence, 0) })}>
      <StateTag tone={tones[source]}>{say(`source_${source}`)}</StateTag>
    </span>
  );
}

const pointTones: Readonly<Record<PointState, TagTone>> = {
  found: "yellow",
  confirmed: "orange",
  handling: "blue",
  solved: "green",
  dismissed: "grey",
};

export function PointTag({ state }: { state: PointState }) {
  const say = useRegister();
  return <StateTag tone={pointTones[state]}>{say(`state_${state}`)}</StateTag>;
}
