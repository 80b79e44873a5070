// What waits for a decision of whoever looks, as the modules publish it: put in order by the server, acted on by one key.
import { useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { type Decision as Published, readDesk, type Severity } from "../../platform/desk/contract.ts";
import { call } from "../lib/call.ts";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import type { TagTone } from "../ui/state-tag.tsx";
import { toast } from "../ui/toast.tsx";
import type { Decision } from "./decisions.tsx";

type Sentence = { text: string; order: number; tone: "plain" | "orange" | "red"; to: string | null };
export type Waiting = {
  decisions: readonly Decision[];
  sentences: readonly Sentence[];
  total: number;
  overdue: number;
  loading: boolean;
  problem: ReturnType<typeof useCall>["problem"];
  again: () => void;
};

const tones: Readonly<Record<Severity, TagTone>> = {
  red: "red",
  orange: "orange",
  yellow: "yellow",
  blue: "blue",
  none: "accent",
};
const EVERY_MINUTE = 60_000;

export function useWaiting(): Waiting {
  const { language, ago } = useFormat();
  const client = useQueryClient();
  const { data, loading, problem, again } = useCall(readDesk, {}, { everyMs: EVERY_MINUTE, keep: true });
  const run = async ({ method, path, input, done }: NonNullable<Published["act"]>) => {
    try {
      const answer = await call({ method, path, input: z.any(), output: z.any() }, input);
      toast(skipped(answer)?.[language] ?? done[language]);
    } catch (error) {
      toast((error as Error & { detail?: string }).detail ?? String(error));
    }
    // Whatever was decided shows in the lists of its module as well.
    await client.invalidateQueries();
  };
  return {
    decisions: (data?.decisions ?? []).map((one) => ({
      key: one.key,
      title: one.title[language],
      to: one.to,
      tag: one.tag[language],
      tone: tones[one.severity],
      why: one.why[language],
      due: one.due,
      clock: one.due ? null : one.since ? ago(one.since) : null,
      ...(one.act ? { act: { label: one.act.label[language], run: () => run(one.act!) } } : {}),
    })),
    sentences: (data?.sentences ?? []).map((one) => ({ ...one, text: one[language] })),
    total: data?.total ?? 0,
    overdue: data?.overdue ?? 0,
    loading,
    problem,
    again,
  };
}

/** A deed on many may leave one out and say why. */
function skipped(answer: unknown): { zh: string; en: string } | null {
  const list = (answer as { skipped?: { zh: string; en: string }[] } | null)?.skipped;
  return list?.[0] ?? null;
}
