// Two entries of the registry become one, and become two again; every such word of a person teaches the matcher.
import type { z } from "zod";
import { type Finding, LEARN, learn, match, REASONS, WEIGHTS } from "../../../engines/identity/index.ts";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import { personNames } from "../../people/index.ts";
import * as contract from "../contract.ts";
import type * as merging from "../merging/contract.ts";
import { mayMerge, namesTaken } from "../merging.ts";
import {
  currentMerge,
  entriesFor,
  keepLessons,
  type Lesson,
  layUnder,
  liftOut,
  type Merge,
  mergesOf,
  readMatcher,
  sidesOf,
} from "../store/identity.ts";
import { load, saveCards } from "../store/record.ts";
import { readReference } from "../store/reference.ts";
import { orRefuse } from "./save.ts";

type In<E extends { input: z.ZodType }> = z.output<E["input"]>;
type Out<E extends { output: z.ZodType }> = z.input<E["output"]>;

export async function compare(
  ctx: Ctx,
  { a, b }: In<typeof merging.compareEnterprises>,
): Promise<Out<typeof merging.compareEnterprises>> {
  const sides = await sidesOf(ctx, [a, b]);
  const [one, other] = [sides.get(a), sides.get(b)];
  if (!one || !other) refuse("record.not-found");
  const { verdict, score, reasons } = await judged(ctx, one, other);
  return { a: { id: a, ...one }, b: { id: b, ...other }, verdict, score, reasons };
}

async function judged(ctx: Ctx, one: merging.Side, other: merging.Side) {
  const { weights } = await readMatcher(ctx);
  const { regions } = await readReference(ctx);
  const record = (side: merging.Side) => ({
    name: side.name,
    code: side.creditCode ?? "",
    region: regions.find((r) => r.code.slice(0, 2) === side.regionCode?.slice(0, 2))?.zh ?? "",
    address: side.address ?? "",
  });
  return match(record(one), record(other), weights);
}

export async function merge(ctx: Ctx, input: In<typeof merging.mergeEnterprises>): Promise<{ id: string }> {
  const { id: survivorId, mergedId, reason } = input;
  const entries = await entriesFor(ctx, [survivorId, mergedId]);
  const [survivor, merged] = [entries.get(survivorId), entries.get(mergedId)];
  if (!survivor || !merged) refuse("record.not-found");
  orRefuse(mayMerge(survivor, merged));
  const [kept, laid] = [await load(ctx, survivorId, true), await load(ctx, mergedId, true)];
  const names = namesTaken(kept.details, laid.details, laid.formerNames);
  const { score, reasons } = await judged(ctx, kept.details, laid.details);
  const id = await layUnder(ctx, { survivorId, mergedId, reason, names });
  await foundAnew(ctx, survivorId);
  await teach(ctx, [
    {
      ...{ origin: "merge", same: true, findings: reasons.map((r) => r.finding), score },
      ...{ incoming: { id: mergedId, name: merged.name }, knownId: survivorId },
    },
  ]);
  await told(
    ctx,
    "enterprises.merge",
    { survivorId, survivorName: survivor.name, mergedId, mergedName: merged.name },
    reason,
  );
  await ctx.announce(contract.events.merged, { survivorId, mergedId });
  return { id };
}

/** Everything stands as before; what the merge taught stays taught, since the weights keep no single lesson apart. */
export async function unmerge(
  ctx: Ctx,
  { id, reason }: In<typeof merging.unmergeEnterprises>,
): Promise<Record<string, never>> {
  const one = await currentMerge(ctx, id);
  await entriesFor(ctx, [one.survivorId, one.mergedId]);
  await liftOut(ctx, one, reason);
  await foundAnew(ctx, one.survivorId);
  const { survivorId, survivorName, mergedId, mergedName } = one;
  await told(
    ctx,
    "enterprises.unmerge",
    { survivorId, survivorName, mergedId, mergedName: mergedName ?? "" },
    reason,
  );
  await ctx.announce(contract.events.unmerged, { survivorId, mergedId });
  return {};
}

/** The survivor's card is written again with the names it is found by now. */
async function foundAnew(ctx: Ctx, id: string): Promise<void> {
  const { revision, details, formerNames, sizeClass } = await load(ctx, id);
  await saveCards(ctx, [{ id, revision: revision + 1, details, formerNames, formerName: null, sizeClass }]);
}

async function told(
  ctx: Ctx,
  action: string,
  pair: { survivorId: string; survivorName: string; mergedId: string; mergedName: string },
  reason: string,
): Promise<void> {
  for (const organisationId of [pair.survivorId, pair.mergedId]) {
    await audit(ctx, {
      ...{ action, subject: "enterprise", subjectId: organisationId, organisationId },
      after: { survivor: pair.survivorName, merged: pair.mergedName, reason },
    });
  }
}

export async function listMerges(
  ctx: Ctx,
  { limit }: In<typeof merging.listMerges>,
): Promise<Out<typeof merging.listMerges>> {
  return { merges: await said(ctx, await mergesOf(ctx, null, limit)) };
}

/** For the page of one entry: what lies under it, and what it lies under. */
export async function mergesAt(ctx: Ctx, id: string): Promise<Pick<contract.Page, "merged" | "mergedInto">> {
  const current = (await mergesOf(ctx, id, 200)).filter((m) => m.undoneAt === null);
  const all = await said(ctx, current);
  return {
    merged: all.filter((m) => m.survivor.id === id),
    mergedInto: all.find((m) => m.merged.id === id) ?? null,
  };
}

/** Who decided it, and why, is the federation's own matter. */
async function said(ctx: Ctx, merges: readonly Merge[]): Promise<merging.Merge[]> {
  const inFull = ctx.who.scope.all;
  const names = inFull
    ? await personNames(
        ctx,
        merges.flatMap((m) => [m.by ?? [], m.undoneBy ?? []].flat()),
      )
    : null;
  const nameOf = (id: string | null) => (id ? (names?.get(id) ?? null) : null);
  return merges.map((m) => ({
    id: m.id,
    survivor: { id: m.survivorId, name: m.survivorName },
    merged: { id: m.mergedId, name: m.mergedName, creditCode: m.mergedCode },
    at: m.at.toISOString(),
    by: nameOf(m.by),
    reason: inFull ? m.reason : null,
    undone: m.undoneAt
      ? { at: m.undoneAt.toISOString(), by: nameOf(m.undoneBy), reason: inFull ? m.undoneReason : null }
      : null,
  }));
}

export async function teach(ctx: Ctx, lessons: readonly Lesson[]): Promise<void> {
  if (lessons.length === 0) return;
  const before = await readMatcher(ctx, true);
  const known = (finding: string): finding is Finding => finding in WEIGHTS;
  const weights = learn(
    before.weights,
    lessons.map(({ findings, same }) => ({ findings: findings.filter(known), same })),
  );
  const decisions = before.decisions + lessons.length;
  await keepLessons(ctx, { version: before.version + 1, weights, decisions, learntAt: ctx.now }, lessons);
}

export async function matcher(ctx: Ctx): Promise<Out<typeof merging.readMatcher>> {
  const { version, weights, decisions, learntAt } = await readMatcher(ctx);
  return {
    version,
    decisions,
    learntAt: learntAt?.toISOString() ?? null,
    rate: LEARN.rate,
    share: LEARN.share,
    weights: (Object.keys(WEIGHTS) as Finding[])
      .map((finding) => ({
        finding,
        ...{ zh: REASONS[finding][0], en: REASONS[finding][1], set: WEIGHTS[finding], now: weights[finding] },
      }))
      .sort((x, y) => Math.abs(y.now - y.set) - Math.abs(x.now - x.set) || Math.abs(y.set) - Math.abs(x.set)),
  };
}
