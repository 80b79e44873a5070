// One enterprise or many: the card, its names, dated records, yearly figures and the evidence of its size class.
import { sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { bulkInsert } from "../../../platform/db/bulk.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import { searchText } from "../../../platform/search/search.ts";
import { syllables } from "../../../platform/search/text.ts";
import type { Card, Details, Page, SizeClass, SizeEvidence } from "../contract.ts";
import { dayOf, isCurrent, regionsOf, sectorsOf } from "../enterprise.ts";
import type { RowFacts } from "../merge.ts";

export type Stored = {
  id: string;
  revision: number;
  details: Details;
  /** Names and codes it is found by beside those of the card: former ones, and those of entries merged into it. */
  formerNames: string[];
  sizeClass: SizeClass;
  /** Newest first. */
  facts: RowFacts[];
};

export async function enterpriseCards(
  ctx: Ctx,
  ids: readonly string[],
): Promise<(Card & { creditCode: string | null })[]> {
  const found = await sql<
    Card & { creditCode: string | null }
  >`select organisation_id as id, name, industry_code as "industryCode",
      region_code as "regionCode", size_class as "sizeClass", credit_code as "creditCode"
    from enterprises.enterprise where organisation_id = any(${ids}::uuid[])`.execute(tables(ctx));
  return found.rows;
}

/** Enterprises of some industries (beginnings of their codes; none: of all) in a province ("00": anywhere), as far as the asker sees them. */
export async function enterprisesIn(
  ctx: Ctx,
  of: { industries: readonly string[]; province: string },
): Promise<string[]> {
  const found = await sql<{ id: string }>`select organisation_id as id from enterprises.enterprise
    where (${of.industries.length === 0} or left(industry_code, 2) = any(${of.industries.map((code) => code.slice(0, 2))}))
      and (${of.province === "00"} or left(region_code, 2) = ${of.province})
    order by organisation_id`.execute(tables(ctx));
  return found.rows.map(({ id }) => id);
}

/** By code or by the very name it has today: for whoever brings in a list that speaks of enterprises. */
export async function enterprisesCalled(
  ctx: Ctx,
  { codes, names }: { codes: readonly string[]; names: readonly string[] },
): Promise<{ id: string; name: string; creditCode: string | null }[]> {
  const found = await sql<{ id: string; name: string; creditCode: string | null }>`
    select organisation_id as id, name, credit_code as "creditCode" from enterprises.enterprise
    where merged_into is null and (credit_code = any(${codes}::text[]) or name = any(${names}::text[]))
    order by organisation_id`.execute(tables(ctx));
  return found.rows;
}

/** @param lock holds the rows until the end, so that two changes of one enterprise come one after the other. */
export async function loadMany(ctx: Ctx, ids: readonly string[], lock = false): Promise<Map<string, Stored>> {
  if (ids.length === 0) return new Map();
  const cards = await sql<Omit<Details, "aliases"> & { id: string; revision: number; sizeClass: SizeClass }>`
    select organisation_id as id, revision, size_class as "sizeClass", credit_code as "creditCode",
      code_override_reason as "codeOverrideReason", name, short_name as "shortName", industry_code as "industryCode",
      region_code as "regionCode", registration_type as "registrationType", established_on as "establishedOn", address
    from enterprises.enterprise where organisation_id = any(${ids}::uuid[])
    ${lock ? sql`for update` : sql``}`.execute(tables(ctx));
  const names = await sql<{ organisation_id: string; kind: string; name: string }>`
    select organisation_id, kind, name from enterprises.name
    where organisation_id = any(${ids}::uuid[]) order by id`.execute(tables(ctx));
  const facts = await sql<RowFacts & { organisation_id: string }>`
    select organisation_id, year, employees, revenue, assets from enterprises.facts
    where organisation_id = any(${ids}::uuid[]) order by year desc`.execute(tables(ctx));
  const namesOf = Map.groupBy(names.rows, (n) => n.organisation_id);
  const factsOf = Map.groupBy(facts.rows, (f) => f.organisation_id);
  return new Map(
    cards.rows.map(({ id, revision, sizeClass, ...card }) => {
      const own = namesOf.get(id) ?? [];
      const aliases = own.filter((n) => n.kind === "alias").map((n) => n.name);
      return [
        id,
        {
          id,
          revision,
          sizeClass,
          details: { ...card, aliases },
          formerNames: own.filter((n) => n.kind !== "alias").map((n) => n.name),
          facts: (factsOf.get(id) ?? []).map(({ organisation_id: _, ...f }) => f),
        },
      ] as const;
    }),
  );
}

export async function load(ctx: Ctx, id: string, lock = false): Promise<Stored> {
  return (await loadMany(ctx, [id], lock)).get(id) ?? refuse("record.not-found");
}

export type Saving = {
  id: string;
  /** Counts up from what was read; 1 for a new one. */
  revision: number;
  details: Details;
  formerNames: readonly string[];
  /** A name given up just now. */
  formerName: string | null;
  sizeClass: SizeClass;
};

/** Writes cards whole, new and known alike, with their aliases and what search finds them by. */
export async function saveCards(ctx: Ctx, rows: readonly Saving[]): Promise<void> {
  const cards: unknown[][] = [];
  const names: unknown[][] = [];
  const today = dayOf(ctx.now);
  for (const [at, { id, revision, details: d, formerNames, formerName, sizeClass }] of rows.entries()) {
    // Ten thousand names are cut into words for seconds; others are served in between.
    if (at % 200 === 199) await new Promise((resolve) => setImmediate(resolve));
    const former = formerName ? [...formerNames, formerName] : formerNames;
    const words = await searchText([d.name, d.shortName, d.creditCode, ...d.aliases, ...former]);
    const search = [words, ...facetsOf(d, sizeClass)].join(" ");
    cards.push([
      ...[id, d.creditCode, d.codeOverrideReason, d.name, d.shortName, await sortKey(d.name), d.industryCode],
      ...[d.regionCode, d.registrationType, d.establishedOn, d.address, sizeClass, ctx.now, search],
      ...[revision, ctx.now, ctx.now],
    ]);
    for (const alias of d.aliases) names.push([id, uuidv7(), "alias", alias, null]);
    if (formerName) names.push([id, uuidv7(), "former", formerName, today]);
  }
  const columns = {
    ...{ organisation_id: "uuid", credit_code: "text", code_override_reason: "text", name: "text" },
    ...{ short_name: "text", sort_key: "text", industry_code: "text", region_code: "text" },
    ...{ registration_type: "text", established_on: "date", address: "text", size_class: "text" },
    ...{ size_at: "timestamptz", search: "tsvector", revision: "int", created_at: "timestamptz" },
    updated_at: "timestamptz",
  };
  const kept = new Set(["organisation_id", "created_at"]);
  const set = Object.keys(columns)
    .filter((name) => !kept.has(name))
    .map((name) => `${name} = excluded.${name}`)
    .join(", ");
  await bulkInsert(
    ctx,
    "enterprises.enterprise",
    columns,
    cards,
    `on conflict (organisation_id) do update set ${set}`,
  );
  await sql`delete from enterprises.name where kind = 'alias'
    and organisation_id = any(${rows.map((r) => r.id)}::uuid[])`.execute(tables(ctx));
  await bulkInsert(
    ctx,
    "enterprises.name",
    { organisation_id: "uuid", id: "uuid", kind: "text", name: "text", used_until: "date" },
    names,
  );
}

/** A facet never meets a word: words hold letters and digits only. */
function facetsOf(details: Details, sizeClass: SizeClass): string[] {
  return [
    ...sectorsOf(details.industryCode).map((code) => `i=${code}`),
    ...regionsOf(details.regionCode).map((code) => `r=${code}`),
    `s=${sizeClass}`,
  ];
}

/** Pinyin first, so that a list in order of names is in the order a reader of Chinese looks for. */
async function sortKey(name: string): Promise<string> {
  return (await syllables(name)).join(" ").toLowerCase().slice(0, 200);
}

export type FactsRow = RowFacts & { id: string; source: string };

export async function saveFacts(ctx: Ctx, rows: readonly FactsRow[]): Promise<void> {
  await bulkInsert(
    ctx,
    "enterprises.facts",
    {
      ...{ organisation_id: "uuid", id: "uuid", year: "int", employees: "int", revenue: "numeric" },
      ...{ assets: "numeric", source: "text", recorded_at: "timestamptz", recorded_by: "uuid" },
    },
    rows.map((f) => [
      f.id,
      uuidv7(),
      f.year,
      f.employees,
      f.revenue,
      f.assets,
      f.source,
      ctx.now,
      ctx.who.personId,
    ]),
    `on conflict (organisation_id, year) do update set employees = excluded.employees, revenue = excluded.revenue,
      assets = excluded.assets, source = excluded.source, recorded_at = excluded.recorded_at,
      recorded_by = excluded.recorded_by`,
  );
}

export async function saveEvidence(
  ctx: Ctx,
  rows: readonly { id: string; evidence: SizeEvidence }[],
): Promise<void> {
  await bulkInsert(
    ctx,
    "enterprises.size_evidence",
    { organisation_id: "uuid", year: "int", evidence: "jsonb", computed_at: "timestamptz" },
    rows.map(({ id, evidence }) => [id, evidence.year, evidence, ctx.now]),
    `on conflict (organisation_id) do update set year = excluded.year, evidence = excluded.evidence,
      computed_at = excluded.computed_at`,
  );
}

/** Takes the codes for these enterprises. @returns the codes somebody else holds. */
export async function takeCodes(
  ctx: Ctx,
  takers: readonly { id: string; code: string | null }[],
): Promise<string[]> {
  const ids = takers.map((t) => t.id);
  const wanted = takers.filter((t): t is { id: string; code: string } => t.code !== null);
  const codes = wanted.map((t) => t.code);
  await sql`delete from enterprises.code_holder where organisation_id = any(${ids}::uuid[])
    and credit_code <> all(${codes}::text[])`.execute(tables(ctx));
  await bulkInsert(
    ctx,
    "enterprises.code_holder",
    { credit_code: "text", organisation_id: "uuid" },
    wanted.map((t) => [t.code, t.id]),
    "on conflict (credit_code) do nothing",
  );
  const holders = new Map((await holdersOf(ctx, codes)).map((h) => [h.code, h.id]));
  return wanted.filter((t) => holders.get(t.code) !== t.id).map((t) => t.code);
}

export async function holdersOf(ctx: Ctx, codes: readonly string[]): Promise<{ code: string; id: string }[]> {
  const found = await sql<{ code: string; id: string }>`select credit_code as code, organisation_id as id
    from enterprises.code_holder where credit_code = any(${codes}::text[])`.execute(tables(ctx));
  return found.rows;
}

export type Dossier = Pick<Page, "names" | "tierRecords" | "keyListRecords" | "facts" | "evidence">;

/** Everything on the page beside the card; figures only where they may be seen. */
export async function dossier(ctx: Ctx, id: string, figuresVisible: boolean): Promise<Dossier> {
  const today = dayOf(ctx.now);
  const names = await sql<Page["names"][number]>`select id, kind, name, used_until as "usedUntil"
    from enterprises.name where organisation_id = ${id} order by kind, id desc`.execute(tables(ctx));
  const tiers = await tierRecords(ctx, id);
  const lists = await keyListRecords(ctx, id);
  const facts = await sql<NonNullable<Page["facts"]>[number]>`select year, employees, revenue, assets, source
    from enterprises.facts where organisation_id = ${id} order by year desc`.execute(tables(ctx));
  const evidence = await sql<{ evidence: SizeEvidence }>`select evidence from enterprises.size_evidence
    where organisation_id = ${id}`.execute(tables(ctx));
  return {
    names: names.rows,
    tierRecords: tiers.map((t) => ({
      ...t,
      current: isCurrent({ from: t.validFrom, to: t.validTo }, today),
    })),
    keyListRecords: lists.map((k) => ({ ...k, current: isCurrent({ from: k.since, to: k.until }, today) })),
    facts: figuresVisible ? facts.rows : null,
    evidence: evidence.rows[0]?.evidence ?? null,
  };
}

type TierRecord = Omit<Page["tierRecords"][number], "current">;
type KeyListRecord = Omit<Page["keyListRecords"][number], "current">;

export async function tierRecords(ctx: Ctx, id: string): Promise<TierRecord[]> {
  const found =
    await sql<TierRecord>`select id, code, valid_from as "validFrom", valid_to as "validTo", document
    from enterprises.tier where organisation_id = ${id} order by valid_from desc, id desc`.execute(
      tables(ctx),
    );
  return found.rows;
}

export async function keyListRecords(ctx: Ctx, id: string): Promise<KeyListRecord[]> {
  const found = await sql<KeyListRecord>`select id, list_code as "listCode", since, until, reason
    from enterprises.key_list_member where organisation_id = ${id} order by since desc, id desc`.execute(
    tables(ctx),
  );
  return found.rows;
}

export type NewTier = {
  id: string;
  code: string;
  validFrom: string;
  validTo: string | null;
  document: string | null;
};
export type NewKeyList = {
  id: string;
  listCode: string;
  since: string;
  until: string | null;
  reason: string | null;
};

export async function insertTiers(ctx: Ctx, rows: readonly NewTier[]): Promise<string[]> {
  const ids = rows.map(() => uuidv7());
  await bulkInsert(
    ctx,
    "enterprises.tier",
    {
      organisation_id: "uuid",
      id: "uuid",
      code: "text",
      valid_from: "date",
      valid_to: "date",
      document: "text",
    },
    rows.map((t, i) => [t.id, ids[i], t.code, t.validFrom, t.validTo, t.document]),
  );
  return ids;
}

export async function insertKeyLists(ctx: Ctx, rows: readonly NewKeyList[]): Promise<string[]> {
  const ids = rows.map(() => uuidv7());
  await bulkInsert(
    ctx,
    "enterprises.key_list_member",
    { organisation_id: "uuid", id: "uuid", list_code: "text", since: "date", until: "date", reason: "text" },
    rows.map((k, i) => [k.id, ids[i], k.listCode, k.since, k.until, k.reason]),
  );
  return ids;
}

export async function endTierOn(ctx: Ctx, id: string, tierId: string, on: string): Promise<void> {
  await sql`update enterprises.tier set valid_to = ${on}::date
    where organisation_id = ${id} and id = ${tierId}`.execute(tables(ctx));
}

export async function endKeyListOn(ctx: Ctx, id: string, memberId: string, on: string): Promise<void> {
  await sql`update enterprises.key_list_member set until = ${on}::date
    where organisation_id = ${id} and id = ${memberId}`.execute(tables(ctx));
}

/** Takes demo enterprises out with everything that hangs on them. */
export async function removeAll(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await sql`update enterprises.enterprise set merged_into = null where merged_into = any(${ids}::uuid[])`.execute(
    tables(ctx),
  );
  await sql`delete from enterprises.name where merge_id in (select id from enterprises.merge
    where merged_id = any(${ids}::uuid[]))`.execute(tables(ctx));
  await sql`delete from enterprises.merge where merged_id = any(${ids}::uuid[])`.execute(tables(ctx));
  for (const table of [
    "merge",
    "size_evidence",
    "facts",
    "key_list_member",
    "tier",
    "name",
    "code_holder",
    "enterprise",
  ]) {
    await sql`delete from ${sql.table(`enterprises.${table}`)}
      where organisation_id = any(${ids}::uuid[])`.execute(tables(ctx));
  }
}
