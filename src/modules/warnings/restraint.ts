// Two stages of restraint: what was silenced or has only just ended waits, and a month brings no more than can be looked at.
import {
  type Batch,
  type Cause,
  type Dropped,
  type Facts,
  nameOfCandidate,
  nameOfCause,
  type OpenWarning,
  type Outcome,
  type Silence,
} from "./batch.ts";
import { strongest, twoDigits } from "./causes.ts";
import type { Candidate } from "./detect.ts";

const DAY = 86_400_000;
/** A cause that was lifted or found false so lately comes again only when it is clearly stronger, in thresholds. */
export const FLAPPING = { days: 60, stronger: 2 } as const;

export function quiet(batch: Batch, facts: Facts): Outcome {
  const dropped: Dropped[] = [];
  const held = new Map<string, number>();
  const causes: Cause[] = [];
  for (const cause of batch.causes) {
    const heard = cause.signals.filter((one) => {
      const silence = facts.silences.find((s) => facts.today <= s.until && silences(s, one));
      if (!silence) return true;
      held.set(silence.id, (held.get(silence.id) ?? 0) + 1);
      dropped.push({
        what: nameOfCandidate(facts, one),
        why: {
          zh: `${silence.owner} 设置了静默，至 ${silence.until}`,
          en: `silenced by ${silence.owner} until ${silence.until}`,
        },
      });
      return false;
    });
    if (heard.length === 0) continue;
    const kept = { ...cause, signals: heard, leads: cause.leads.filter((one) => heard.includes(one)) };
    if (kept.leads.length === 0) kept.leads = heard.slice(0, 1);
    const before =
      cause.continues === null
        ? facts.warnings.find((warning) => flaps(kept, warning, facts.now))
        : undefined;
    if (before) {
      dropped.push({
        what: nameOfCause(facts, kept),
        why: {
          zh: `同一原因的预警结束不足 ${FLAPPING.days} 天，又不明显更强，先观察`,
          en: `a warning of this cause ended less than ${FLAPPING.days} days ago and this is not clearly stronger: held`,
        },
      });
    } else causes.push(kept);
  }
  return { batch: { ...batch, causes, held }, dropped };
}

const silences = (silence: Silence, one: Candidate): boolean =>
  (silence.sector === null || (one.sector !== null && twoDigits(one.sector) === silence.sector)) &&
  (silence.region === null || one.region === silence.region) &&
  (silence.indicator === null || one.indicator === silence.indicator);

function flaps(cause: Cause, warning: OpenWarning, now: number): boolean {
  if (warning.closedAt === null || now - warning.closedAt > FLAPPING.days * DAY) return false;
  // What people found to be false stays false for a while, however loud.
  const louder = strongest(cause) >= FLAPPING.stronger && warning.stage !== "dismissed";
  return !louder && sameMatter(cause, warning);
}

const sameMatter = (cause: Cause, warning: OpenWarning): boolean =>
  warning.kind === "region"
    ? cause.region === warning.region
    : cause.sectors.some((sector) => warning.sectors.includes(sector)) &&
      (warning.region === "00" || warning.region === cause.region);

/** So strong that no budget holds it back, in thresholds. */
const GRAVE = 3;

/** The strongest first; what a person says, and what goes to an open warning, costs nothing. */
export function budget(batch: Batch, facts: Facts): Outcome {
  const dropped: Dropped[] = [];
  const used = new Map(facts.budget.used);
  const causes = [...batch.causes]
    .sort((a, b) => strongest(b) - strongest(a))
    .filter((cause) => {
      if (cause.continues !== null || cause.kind === "place") return true;
      const before = used.get(cause.month) ?? 0;
      if (before >= facts.budget.most && strongest(cause) < GRAVE) {
        dropped.push({
          what: nameOfCause(facts, cause),
          why: {
            zh: `${cause.month} 已发 ${before} 条，达到每月 ${facts.budget.most} 条的上限，强度不够突出`,
            en: `${cause.month} has brought ${before} already, the most a month may; this one is not strong enough`,
          },
        });
        return false;
      }
      used.set(cause.month, before + 1);
      return true;
    });
  return { batch: { ...batch, causes }, dropped };
}
