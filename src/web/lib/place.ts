// Where the person is: path parameters and the query string, which carries filters so that a link shows the same page.
import { useNavigate, useParams, useRouterState } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

export { Link } from "@tanstack/react-router";

export function useParam(name: string): string {
  const params = useParams({ strict: false }) as Record<string, string | undefined>;
  return params[name] ?? "";
}

export function usePath(): string {
  return useRouterState({ select: (state) => state.location.pathname });
}

export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The query string as plain text values, and a setter that keeps what it does not name; "" removes a value. */
export function useQueryString(): [Query, (change: Query, options?: { push?: boolean }) => void] {
  const text = useRouterState({ select: (state) => state.location.searchStr });
  const navigate = useNavigate();
  const query = useMemo(() => parseQuery(text), [text]);
  const set = useCallback(
    (change: Query, options: { push?: boolean } = {}) => {
      const next: Record<string, unknown> = { ...parseQuery(window.location.search), ...change };
      for (const [name, value] of Object.entries(next)) {
        if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0))
          delete next[name];
      }
      void navigate({ to: ".", search: next as never, replace: !options.push });
    },
    [navigate],
  );
  return [query, set];
}

export function useGo(): (path: string) => void {
  const navigate = useNavigate();
  return useCallback((path) => void navigate({ href: path }), [navigate]);
}

export function parseQuery(text: string): Record<string, string | string[]> {
  const out: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const before = out[name];
    out[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return out;
}
