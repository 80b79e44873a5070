// Where the person is: path parameters and the query string, which carries filters so that a link shows the same page.
import { useNavigate, useParams, useRouter, useRouterState } from "@tanstack/react-router";
import { type AnchorHTMLAttributes, useCallback, useMemo } from "react";

/** A link inside the product: a plain address, with its query, that needs no reload; other clicks are the browser's. */
export function Link({ to, onClick, ...rest }: { to: string } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  const go = useGo();
  const router = useRouter();
  return (
    <a
      {...rest}
      href={to}
      onMouseEnter={() => void router.preloadRoute(target(to) as never).catch(() => undefined)}
      onClick={(event) => {
        onClick?.(event);
        const others = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
        if (event.defaultPrevented || others || rest.target || !to.startsWith("/")) return;
        event.preventDefault();
        go(to);
      }}
    />
  );
}

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
  return useCallback((path) => void navigate(target(path) as never), [navigate]);
}

function target(path: string): { to: string; search: Record<string, unknown>; hash?: string } {
  const [rest = "", hash] = path.split("#");
  const [to = "/", query = ""] = rest.split("?");
  return { to, search: parseQuery(query), ...(hash ? { hash } : {}) };
}

export function parseQuery(text: string): Record<string, string | string[]> {
  const out: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const before = out[name];
    out[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return out;
}
