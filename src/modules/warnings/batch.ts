// What travels through the pipeline: signals, causes, what stands already, and what a stage leaves out.
import type { PipelineStage, Severity, WarningStage } from "./contract.ts";
import type { Candidate } from "./detect.ts";

export type Text = { zh: string; en: string };
export type Dropped = { what: Text; why: Text };

/** region: many industries of one province; industry, industries: wherever they are; place: what somebody saw. */
export type CauseKind = "region" | "industry" | "industries" | "place";
export type Cause = {
  kind: CauseKind;
  /** Two digits, "*" for all; none where only a region is known. */
  sectors: readonly string[];
  /** "00" for the country. */
  region: string;
  month: string;
  /** Everything out of the ordinary that belongs to it. */
  signals: readonly Candidate[];
  /** Of these, the ones that say something by themselves. */
  leads: readonly Candidate[];
  /** The open warning of the same cause. */
  continues: string | null;
};

/** What stands already, as far as the stages need it; times in epoch milliseconds. */
export type OpenWarning = {
  id: string;
  kind: CauseKind;
  sectors: readonly string[];
  region: string;
  stage: WarningStage;
  severity: Severity;
  first: string;
  last: string;
  since: number;
  closedAt: number | null;
  acknowledged: boolean;
  escalated: number;
};

export type Silence = {
  id: string;
  sector: string | null;
  region: string | null;
  indicator: string | null;
  /** YYYY-MM-DD, the last day. */
  until: string;
  owner: string;
};

export type Facts = {
  now: number;
  /** The newest month there can be figures of, and today. */
  newest: string;
  today: string;
  /** Keys of signals that were taken in before. */
  known: ReadonlySet<string>;
  warnings: readonly OpenWarning[];
  silences: readonly Silence[];
  /** New warnings a month may bring, and how many each has brought. */
  budget: { most: number; used: ReadonlyMap<string, number> };
  associations: readonly { id: string; sectors: readonly string[] }[];
  nameOf: (one: { sector: string | null; region: string | null; indicator: string | null }) => Text;
};

export type Graded = Cause & { severity: Severity };
/** Who works on it beside the federation. */
export type Routed = Graded & { associations: readonly string[] };
export type Escalation = { warningId: string; level: number };

export type Batch = {
  signals: readonly Candidate[];
  causes: readonly Cause[];
  graded: readonly Graded[];
  routed: readonly Routed[];
  escalations: readonly Escalation[];
  /** Silence → how many signals it held. */
  held: ReadonlyMap<string, number>;
};
export type Outcome = { batch: Batch; dropped: Dropped[] };
export type Stage = { name: PipelineStage; run: (batch: Batch, facts: Facts) => Outcome };

export const nameOfCandidate = (facts: Facts, one: Candidate): Text => one.title ?? facts.nameOf(one);
export const nameOfCause = (facts: Facts, cause: Cause): Text => {
  const lead = cause.leads[0] ?? cause.signals[0];
  return lead
    ? nameOfCandidate(facts, lead)
    : facts.nameOf({ sector: null, region: cause.region, indicator: null });
};
