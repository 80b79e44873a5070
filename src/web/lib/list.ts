// A list endpoint driven by the address: search, filters, sort and page stand in the query string.
import type { z } from "zod";
import type { Callable, CallProblem, Input } from "./call.ts";
import { type Query, useQueryString } from "./place.tsx";
import { useCall } from "./use-call.ts";

export type ListAnswer<R> = { rows: R[]; total: number; limit: number; offset: number };
export type ListCallable<R> = Callable & { output: z.ZodType<ListAnswer<R>> };

/** What a Table needs to know about where its rows come from. */
export type List<R> = {
  rows: readonly R[];
  total: number;
  limit: number;
  offset: number;
  sort: string;
  q: string;
  filters: Query;
  loading: boolean;
  refreshing: boolean;
  problem: CallProblem | null;
  again: () => void;
  set: (change: Query) => void;
  /** The input without paging: what an export of the same rows needs. */
  input: Record<string, unknown>;
};

/**
 * `const list = useList(listEnterprises, ["region", "industry", "tier"])`
 * @param filters names of the endpoint's own filters that may stand in the address
 * @param fixed input that the address does not decide
 */
export function useList<R>(
  endpoint: ListCallable<R>,
  filters: readonly string[],
  fixed: Record<string, unknown> = {},
  limit = 50,
): List<R> {
  const [query, setQuery] = useQueryString();
  const own: Record<string, unknown> = {};
  for (const name of filters) if (query[name] !== undefined) own[name] = query[name];
  const q = one(query.q);
  const sort = one(query.sort);
  const offset = Math.max(0, Number.parseInt(one(query.offset) || "0", 10) || 0);
  const input = { ...own, ...fixed, ...(q ? { q } : {}), ...(sort ? { sort } : {}) };
  const read = useCall(endpoint, { ...input, limit, offset } as Input<ListCallable<R>>, { keep: true });
  const answer = read.data as ListAnswer<R> | undefined;
  return {
    rows: answer?.rows ?? [],
    total: answer?.total ?? 0,
    limit,
    offset,
    sort,
    q,
    filters: query,
    loading: read.loading,
    refreshing: read.refreshing,
    problem: read.problem,
    again: read.again,
    // A new filter begins at the first page.
    set: (change) => setQuery("offset" in change ? change : { ...change, offset: "" }),
    input,
  };
}

const one = (value: string | readonly string[] | undefined): string =>
  typeof value === "string" ? value : (value?.[0] ?? "");
