// Where each begins: the federation with the ranking, an enterprise with its own links, an association with its industry.
import { useMay } from "../lib/session.ts";
import { IndustryPage } from "./industry-page.tsx";
import { LinksPage } from "./links-page.tsx";
import { RankingPage } from "./ranking-page.tsx";

export function NetworkStart() {
  const may = useMay();
  if (may("network.analyse")) return <RankingPage />;
  return may("network.links") ? <LinksPage /> : <IndustryPage />;
}
