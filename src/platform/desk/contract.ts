// What travels to a desk: at most ten decisions, at most three sentences, and how many there are behind them.
import { z } from "zod";
import { nothing } from "../http/contract.ts";

const text = z.object({ zh: z.string(), en: z.string() });
export type Text = z.infer<typeof text>;

export const severities = ["red", "orange", "yellow", "blue", "none"] as const;
export const severity = z.enum(severities);
export type Severity = z.infer<typeof severity>;

export const MOST_DECISIONS = 10;
export const MOST_SENTENCES = 3;

export const decision = z.object({
  /** Unique among all modules, such as `people.claim:<id>`. */
  key: z.string(),
  title: text,
  /** One word for what kind of matter it is. */
  tag: text,
  why: text,
  severity,
  /** When it must be decided: a moment, or null where no clock runs. */
  due: z.iso.datetime().nullable(),
  /** Since when it waits. */
  since: z.iso.datetime().nullable(),
  /** The page where it is decided with everything in sight. */
  to: z.string().startsWith("/"),
  /** The one-key act: an endpoint of the module; null where it must be looked at first. */
  act: z
    .object({
      label: text,
      done: text,
      method: z.enum(["POST", "PUT", "PATCH", "DELETE"]),
      path: z.string().startsWith("/api/"),
      input: z.record(z.string(), z.unknown()),
    })
    .nullable(),
});
export type Decision = z.infer<typeof decision>;

export const deskSentence = z.object({
  zh: z.string(),
  en: z.string(),
  /** Small first: warnings 10, plans 20, reports 40, people 50. */
  order: z.number(),
  tone: z.enum(["plain", "orange", "red"]),
  to: z.string().startsWith("/").nullable(),
});
export type DeskSentence = z.infer<typeof deskSentence>;

export const readDesk = {
  method: "GET" as const,
  path: "/api/desk",
  input: nothing,
  output: z.object({
    sentences: z.array(deskSentence).max(MOST_SENTENCES),
    decisions: z.array(decision).max(MOST_DECISIONS),
    /** All that wait, shown or not. */
    total: z.number().int(),
    overdue: z.number().int(),
    byModule: z.array(z.object({ module: z.string(), total: z.number().int() })),
  }),
  summary: { zh: "需要我决定的事", en: "What waits for my decision" },
};
