// The steps people take with a warning: seen, verified, assessed, handled, lifted, reviewed; each with who, when, evidence.
import type { z } from "zod";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import { organisationNames } from "../../people/index.ts";
import type * as contract from "../contract.ts";
import type { Evidence, Text } from "../contract.ts";
import { addStep, loadWarning, moveWarning, type StoredWarning, setAssessment } from "../store/warnings.ts";
import { closed, gradeOf, isOpen, type Move, severityNames, take } from "../warning.ts";
import { exposureOf, sideOf, suggestedImpact } from "./read.ts";

export async function ownOrganisation(ctx: Ctx): Promise<string> {
  const id = ctx.who.actingFor;
  if (id === null) return ctx.who.name;
  return (await organisationNames(ctx, [id])).get(id)?.name ?? ctx.who.name;
}

/** Loads and locks, asks the heart, moves, writes the step. @param also what else is done with the loaded warning before it moves. */
export async function step(
  ctx: Ctx,
  input: { id: string; revision?: number },
  of: {
    move: Move;
    note: Text;
    evidence?: readonly Evidence[];
    also?: (warning: StoredWarning) => Promise<void>;
  },
): Promise<{ stage: StoredWarning["stage"]; revision: number; warning: StoredWarning }> {
  const warning = await loadWarning(ctx, input.id, true);
  const verdict = take(of.move, warning, sideOf(ctx));
  if (!verdict.ok) refuse(verdict.refusal.code, verdict.refusal.params);
  if (input.revision !== undefined && input.revision !== warning.revision)
    refuse("record.changed", { name: "另一位同事" });
  await of.also?.(warning);
  const revision = await moveWarning(ctx, warning.id, {
    stage: verdict.stage,
    closed: !isOpen(verdict.stage),
    // Whoever takes a step has seen it.
    acknowledge: !closed.includes(warning.stage),
  });
  await addStep(ctx, {
    ...{ warningId: warning.id, kind: verdict.kind, organisation: await ownOrganisation(ctx), note: of.note },
    evidence: of.evidence ?? [],
  });
  await audit(ctx, {
    ...{ action: `warnings.${verdict.kind}`, subject: "warnings.warning", subjectId: warning.id },
    ...{ before: { stage: warning.stage }, after: { stage: verdict.stage, note: of.note.zh } },
  });
  return { stage: verdict.stage, revision, warning };
}

const plain = (note: string): Text => ({ zh: note, en: note });
const answer = ({ stage, revision }: { stage: StoredWarning["stage"]; revision: number }) => ({
  stage,
  revision,
});

export async function acknowledge(ctx: Ctx, input: z.output<typeof contract.acknowledge.input>) {
  const note = { zh: "已看到，正在核实。", en: "Seen; being verified." };
  return answer(await step(ctx, input, { move: "acknowledge", note }));
}

export async function verify(ctx: Ctx, input: z.output<typeof contract.verify.input>) {
  const { note, evidence, real } = input;
  return answer(await step(ctx, input, { move: real ? "verify" : "dismiss", note: plain(note), evidence }));
}

export async function reopen(ctx: Ctx, input: z.output<typeof contract.reopen.input>) {
  return answer(await step(ctx, input, { move: "reopen", note: plain(input.note) }));
}

export async function assess(ctx: Ctx, input: z.output<typeof contract.assess.input>) {
  const { likelihood, impact, note, evidence } = input;
  const grade = gradeOf(likelihood, impact);
  const done = await step(ctx, input, {
    move: "assess",
    note: {
      zh: `可能性 ${likelihood} × 影响 ${impact}，建议${severityNames[grade].zh}。${note}`,
      en: `Likelihood ${likelihood} × impact ${impact}: ${severityNames[grade].en} suggested. ${note}`,
    },
    evidence,
    also: async (warning) => {
      const exposure = await exposureOf(ctx, warning);
      await setAssessment(ctx, warning.id, {
        ...{ likelihood, impact, suggested: grade, exposure, reason: note },
        suggestedImpact: suggestedImpact(exposure),
      });
    },
  });
  return answer(done);
}

export async function handle(ctx: Ctx, input: z.output<typeof contract.handle.input>) {
  return answer(
    await step(ctx, input, { move: "handle", note: plain(input.note), evidence: input.evidence }),
  );
}

export async function review(ctx: Ctx, input: z.output<typeof contract.review.input>) {
  const note = {
    zh: `${input.note}\n要改的：${input.change}`,
    en: `${input.note}\nTo change: ${input.change}`,
  };
  const done = await step(ctx, input, { move: "review", note });
  const { id, number, title, severity, sectors, region } = done.warning;
  await ctx.announce("warnings.reviewed", {
    warningId: id,
    number,
    title: title.zh,
    severity,
    sectors,
    region,
  });
  return answer(done);
}
