// The one way a card is written: codes and references settled, size class worked out, trail and news written.
import { checkCreditCode } from "../../../engines/identity/index.ts";
import { auditMany } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { Refusal, refuse } from "../../../platform/errors.ts";
import { renameOrganisations, setSectors } from "../../people/index.ts";
import { type Details, events, type Reference } from "../contract.ts";
import { type CodeVerdict, type Refused, sectorsOf, settleCode } from "../enterprise.ts";
import { pick } from "../history.ts";
import type { RowFacts } from "../merge.ts";
import { sizeWithEvidence } from "../size-evidence.ts";
import {
  enterpriseCards,
  type FactsRow,
  holdersOf,
  type Stored,
  saveCards,
  saveEvidence,
  saveFacts,
  takeCodes,
} from "../store/record.ts";
import { readReference, readSizeTable } from "../store/reference.ts";

export function orRefuse<T extends { ok: true }>(result: T | Refused): T {
  if (!result.ok) throw new Refusal(result.refusal.code, result.refusal.params);
  return result;
}

export function verdictOf(code: string): { verdict: CodeVerdict; normalized: string } {
  const checked = checkCreditCode(code);
  const verdict = checked.ok ? "valid" : checked.acceptable ? "check-digit" : "malformed";
  return { verdict, normalized: checked.normalized };
}

export type Codes = { industries: Set<string>; provinces: Set<string>; registrationTypes: Set<string> };

export async function knownCodes(ctx: Ctx): Promise<Codes> {
  return codesOf(await readReference(ctx));
}

export function codesOf(reference: Reference): Codes {
  const industries = new Set(reference.industries.map((i) => i.code));
  // A group that has no classes is its own class: 377 is also written 3770.
  const parents = new Set(reference.industries.map((i) => i.parent));
  for (const { code, level } of reference.industries) {
    if (level === "group" && !parents.has(code)) industries.add(`${code}0`);
  }
  return {
    industries,
    provinces: new Set(reference.regions.map((r) => r.code.slice(0, 2))),
    registrationTypes: new Set(reference.registrationTypes.map((t) => t.code)),
  };
}

/** The code as the licence prints it, and its excuse only where it needs one. */
export function settled(details: Details, codes: Codes): Details {
  const { industryCode, regionCode, registrationType } = details;
  if (industryCode && !codes.industries.has(industryCode)) {
    refuse("enterprises.industry-unknown", { code: industryCode });
  }
  if (regionCode && !codes.provinces.has(regionCode.slice(0, 2))) {
    refuse("enterprises.region-unknown", { code: regionCode });
  }
  if (registrationType && !codes.registrationTypes.has(registrationType)) {
    refuse("enterprises.type-unknown", { code: registrationType });
  }
  if (!details.creditCode) return { ...details, codeOverrideReason: null };
  const { verdict, normalized } = verdictOf(details.creditCode);
  const { reason } = orRefuse(settleCode(normalized, verdict, details.codeOverrideReason));
  return { ...details, creditCode: normalized, codeOverrideReason: reason };
}

export type Saving = {
  id: string;
  /** null: new in the registry. */
  before: Stored | null;
  after: Details;
  changed: (keyof Details)[];
  formerName: string | null;
  facts: RowFacts | null;
  factsSource: string;
};

/** Writes cards, figures and size classes of many in a few statements; every one gets its entry in the trail. */
export async function saveAll(ctx: Ctx, savings: readonly Saving[], action: string): Promise<void> {
  if (savings.length === 0) return;
  const table = await readSizeTable(ctx);
  const coded = savings.filter((s) => s.before === null || s.changed.includes("creditCode"));
  if (coded.length > 0) await takeOrRefuse(ctx, coded);
  const sized = savings.map((saving) => {
    const facts = factsAfter(saving);
    return { saving, ...sizeWithEvidence(saving.after.industryCode, facts, table, ctx.now.toISOString()) };
  });
  await saveCards(
    ctx,
    sized.map(({ saving: s, sizeClass }) => ({
      id: s.id,
      revision: (s.before?.revision ?? 0) + 1,
      details: s.after,
      formerNames: s.before?.formerNames ?? [],
      formerName: s.formerName,
      sizeClass,
    })),
  );
  const facts = savings.flatMap((s): FactsRow[] =>
    s.facts ? [{ ...s.facts, id: s.id, source: s.factsSource }] : [],
  );
  await saveFacts(ctx, facts);
  await saveEvidence(
    ctx,
    sized.map(({ saving, evidence }) => ({ id: saving.id, evidence })),
  );
  await auditMany(
    ctx,
    sized.map(({ saving: s, sizeClass }) => ({
      action,
      subject: "enterprise",
      subjectId: s.id,
      organisationId: s.id,
      ...beforeAndAfter(s, sizeClass),
    })),
  );
  const renamed = savings.filter(
    (s) => s.before && (s.changed.includes("name") || s.changed.includes("creditCode")),
  );
  await renameOrganisations(
    ctx,
    renamed.map(({ id, after: { name, creditCode } }) => ({ id, name, creditCode })),
  );
  for (const s of savings) {
    if (s.before && s.changed.includes("industryCode"))
      await setSectors(ctx, s.id, sectorsOf(s.after.industryCode));
  }
  await announceAll(ctx, savings);
}

/** A whole list is one piece of news: ten thousand single ones would take longer than the list itself. */
async function announceAll(ctx: Ctx, savings: readonly Saving[]): Promise<void> {
  const [one] = savings;
  if (savings.length > 1 || !one) {
    const created = savings.filter((s) => !s.before).map((s) => s.id);
    const changed = savings.filter((s) => s.before && s.changed.length > 0).map((s) => s.id);
    await ctx.announce(events.imported, { created, changed });
  } else if (!one.before) await ctx.announce(events.registered, { organisationId: one.id });
  else if (one.changed.length > 0)
    await ctx.announce(events.changed, { organisationId: one.id, fields: one.changed });
}

async function takeOrRefuse(ctx: Ctx, coded: readonly Saving[]): Promise<void> {
  const taken = await takeCodes(
    ctx,
    coded.map((s) => ({ id: s.id, code: s.after.creditCode })),
  );
  if (taken[0] !== undefined) await refuseTaken(ctx, taken[0]);
}

/** Refused with the name of the enterprise that holds the code, so that it can be opened instead. */
export async function refuseTaken(ctx: Ctx, code: string | null): Promise<void> {
  const [holder] = code ? await holdersOf(ctx, [code]) : [];
  if (!code || !holder) return;
  const [card] = await enterpriseCards(ctx, [holder.id]);
  refuse("enterprises.code-taken", { code, name: card?.name ?? "另一家企业" });
}

function factsAfter({ before, facts }: Saving): RowFacts[] {
  const others = (before?.facts ?? []).filter((f) => f.year !== facts?.year);
  return [...others, ...(facts ? [facts] : [])].sort((a, b) => b.year - a.year);
}

function beforeAndAfter(s: Saving, sizeClass: string): { before: unknown; after: unknown } {
  const was: Record<string, unknown> = s.before ? pick(s.before.details, s.changed) : {};
  const is: Record<string, unknown> = pick(s.after, s.changed);
  if (s.facts) {
    const old = s.before?.facts.find((f) => f.year === s.facts?.year);
    for (const key of ["employees", "revenue", "assets"] as const) {
      was[`${key}@${s.facts.year}`] = old?.[key] ?? null;
      is[`${key}@${s.facts.year}`] = s.facts[key];
    }
  }
  if (sizeClass !== (s.before?.sizeClass ?? "unknown")) {
    was.sizeClass = s.before?.sizeClass ?? null;
    is.sizeClass = sizeClass;
  }
  return { before: was, after: is };
}
