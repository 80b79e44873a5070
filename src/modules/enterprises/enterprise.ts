// What may be said and changed about an enterprise: names, codes, tiers and key lists with their days.
import type { Details } from "./contract.ts";

export type Refused = {
  ok: false;
  refusal: { code: string; params: Readonly<Record<string, string | number>> };
};

const refused = (code: string, params: Refused["refusal"]["params"] = {}): Refused => ({
  ok: false,
  refusal: { code: `enterprises.${code}`, params },
});

export const emptyDetails: Details = {
  creditCode: null,
  codeOverrideReason: null,
  name: "",
  shortName: null,
  aliases: [],
  industryCode: null,
  regionCode: null,
  registrationType: null,
  establishedOn: null,
  address: null,
};

/** Settled by the federation; an enterprise asks for a change of these. */
export const identityFields: ReadonlySet<string> = new Set([
  "name",
  "creditCode",
  "codeOverrideReason",
  "industryCode",
]);

export type Edited = {
  ok: true;
  after: Details;
  changed: (keyof Details)[];
  /** The name that was given up, to be kept as a former name. */
  formerName: string | null;
};

/** Lays a patch over what is known; what the patch does not name stays. */
export function edit(before: Details, patch: Partial<Details>, mayIdentity: boolean): Edited | Refused {
  const after = { ...before, ...tidy(patch) };
  // A code that fits needs no excuse: a reason given for another code does not stay behind.
  if (after.creditCode !== before.creditCode && patch.codeOverrideReason === undefined) {
    after.codeOverrideReason = null;
  }
  const changed = (Object.keys(after) as (keyof Details)[]).filter(
    (field) => !same(before[field], after[field]),
  );
  if (!mayIdentity && changed.some((field) => identityFields.has(field))) return refused("identity-kept");
  const renamed = changed.includes("name") && before.name !== "";
  return { ok: true, after, changed, formerName: renamed ? before.name : null };
}

export type CodeVerdict = "valid" | "check-digit" | "malformed";

/** Malformed is refused; a check digit that does not fit passes with a reason, since early real codes exist. */
export function settleCode(
  code: string | null,
  verdict: CodeVerdict,
  reason: string | null,
): { ok: true; reason: string | null } | Refused {
  if (code === null || verdict === "valid") return { ok: true, reason: null };
  if (verdict === "malformed") return refused("code-malformed", { code });
  if (!reason?.trim()) return refused("code-needs-reason", { code });
  return { ok: true, reason: reason.trim() };
}

/** A tier or a place on a key list: from a day, to a day (included) or open. */
export type Dated = { code: string; from: string; to: string | null };

/** The day in Shanghai, where every deadline of the federation is kept. */
export const dayOf = (moment: Date): string =>
  new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

export const isCurrent = (dated: Pick<Dated, "from" | "to">, today: string): boolean =>
  dated.from <= today && (dated.to === null || dated.to >= today);

export function addDated(
  existing: readonly Dated[],
  wish: Dated,
  nameOf: (code: string) => string,
): { ok: true } | Refused {
  if (wish.to !== null && wish.to < wish.from)
    return refused("dates-reversed", { from: wish.from, to: wish.to });
  const clash = existing.find(
    (one) =>
      one.code === wish.code &&
      (wish.to === null || one.from <= wish.to) &&
      (one.to === null || one.to >= wish.from),
  );
  if (clash) return refused("dates-overlap", { name: nameOf(wish.code), from: clash.from });
  return { ok: true };
}

export function endDated(one: Dated, on: string): { ok: true } | Refused {
  return on < one.from ? refused("dates-reversed", { from: one.from, to: on }) : { ok: true };
}

/** The code itself and the codes above it: 2221 lies in 22, 222 and 2221. */
export function sectorsOf(industryCode: string | null): string[] {
  if (!industryCode) return [];
  return [2, 3, 4].filter((n) => n <= industryCode.length).map((n) => industryCode.slice(0, n));
}

/** 370102 lies in 37, 3701 and 370102; 370000 is the province alone. */
export function regionsOf(regionCode: string | null): string[] {
  if (!regionCode) return [];
  const own = regionCode.replace(/(00)+$/, "");
  return [2, 4, 6].filter((n) => n <= own.length).map((n) => own.slice(0, n));
}

function tidy(patch: Partial<Details>): Partial<Details> {
  const out: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (Array.isArray(value)) out[field] = [...new Set(value.map((v) => v.trim()).filter(Boolean))];
    else out[field] = typeof value === "string" ? value.trim() || null : value;
  }
  if (out.name === null) delete out.name;
  return out as Partial<Details>;
}

function same(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((one) => b.includes(one));
}
