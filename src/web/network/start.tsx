// Where each begins: an enterprise with its own links, an association with its industry, the federation with all links.
import { useMay } from "../lib/session.ts";
import { IndustryPage } from "./industry-page.tsx";
import { LinksPage } from "./links-page.tsx";

export function NetworkStart() {
  return useMay()("network.links") ? <LinksPage /> : <IndustryPage />;
}
