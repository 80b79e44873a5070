// Reads and acts from a component: the query cache around `call`, and the file that a download brings.
import {
  keepPreviousData,
  QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { actingFor, type Callable, CallProblem, call, type Input, type Output } from "./call.ts";
import { usePreferences } from "./preferences.ts";
import { saveFile } from "./save-file.ts";

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A refusal does not change by asking again; a broken line does.
      retry: (count, error) =>
        count < 2 && error instanceof CallProblem && (error.status === 0 || error.status === 503),
      refetchOnWindowFocus: true,
    },
  },
});

export type Read<T> = {
  data: T | undefined;
  problem: CallProblem | null;
  loading: boolean;
  /** New data is on its way while the old is shown. */
  refreshing: boolean;
  again: () => void;
};

/** `const filings = useCall(listFilings, { period })`. Pass null as input to wait. */
export function useCall<E extends Callable>(
  endpoint: E,
  input: Input<E> | null,
  options: { keep?: boolean; everyMs?: number } = {},
): Read<Output<E>> {
  const { language } = usePreferences();
  const query: UseQueryResult<Output<E>, Error> = useQuery<Output<E>, Error>({
    queryKey: keyOf(endpoint, input, language),
    queryFn: ({ signal }) => call(endpoint, input as Input<E>, { signal }),
    enabled: input !== null,
    ...(options.keep ? { placeholderData: keepPreviousData as never } : {}),
    ...(options.everyMs ? { refetchInterval: options.everyMs } : {}),
  });
  return {
    data: query.data,
    problem: problemOf(query.error),
    loading: query.isPending && input !== null,
    refreshing: query.isFetching && !query.isPending,
    again: () => void query.refetch(),
  };
}

export type Act<E extends Callable> = {
  run: (input: Input<E>, file?: File | Blob) => Promise<Output<E>>;
  /** As `run`, but a refusal is kept in `problem` instead of being thrown. */
  attempt: (input: Input<E>, file?: File | Blob) => Promise<Output<E> | null>;
  running: boolean;
  problem: CallProblem | null;
  clear: () => void;
};

/** A write. Afterwards everything read of the endpoint's module (or of `touches`) is read anew. */
export function useAct<E extends Callable>(
  endpoint: E,
  options: { touches?: readonly string[] } = {},
): Act<E> {
  const client = useQueryClient();
  const mutation: UseMutationResult<Output<E>, Error, { input: Input<E>; file?: File | Blob }> = useMutation({
    mutationFn: ({ input, file }) => call(endpoint, input, file ? { file } : {}),
    onSuccess: () => {
      for (const path of options.touches ?? [moduleOf(endpoint)]) {
        void client.invalidateQueries({ predicate: (query) => String(query.queryKey[0]).startsWith(path) });
      }
    },
  });
  const run = (input: Input<E>, file?: File | Blob) =>
    mutation.mutateAsync(file ? { input, file } : { input });
  return {
    run,
    attempt: (input, file) => run(input, file).catch(() => null),
    running: mutation.isPending,
    problem: problemOf(mutation.error),
    clear: mutation.reset,
  };
}

/** A download endpoint as a button's action: asks, then saves the file. */
export function useDownload<E extends Callable & { kind: "download" }>(
  endpoint: E,
): { save: (input: Input<E>) => Promise<void>; running: boolean; problem: CallProblem | null } {
  const mutation = useMutation<void, Error, Input<E>>({
    mutationFn: async (input) => saveFile((await call(endpoint, input)) as never),
  });
  return {
    save: (input) => mutation.mutateAsync(input).catch(() => undefined),
    running: mutation.isPending,
    problem: problemOf(mutation.error),
  };
}

export const keyOf = (endpoint: Callable, input: unknown, language: string): readonly unknown[] => [
  endpoint.path,
  input,
  actingFor(),
  language,
];

const moduleOf = (endpoint: Callable): string => endpoint.path.split("/").slice(0, 3).join("/");

function problemOf(error: Error | null): CallProblem | null {
  if (!error) return null;
  if (error instanceof CallProblem) return error;
  return new CallProblem({ code: "web.fault", status: 0, title: error.message, detail: error.message });
}
