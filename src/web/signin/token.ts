// The secret of a link stands behind `#`, so that it reaches no server log; older mails carry it as ?token=.
import { useState } from "react";
import { parseQuery } from "../lib/place.ts";

export function useLinkToken(): string {
  const [token] = useState(() => {
    const hash = window.location.hash.slice(1);
    const named = parseQuery(hash).token ?? parseQuery(window.location.search).token;
    return typeof named === "string" ? named : /^[\w.-]{10,}$/.test(hash) ? hash : "";
  });
  return token;
}
