// Reference facts: industries, regions, tiers, lists and the size rule, each with its source and confidence.
import { sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { tables } from "../../../platform/db/scoped.ts";
import type { Reference } from "../contract.ts";
import type { SizeTable } from "../size-class.ts";

export async function readReference(ctx: Ctx): Promise<Reference> {
  const db = tables(ctx);
  const industries = await sql<Reference["industries"][number]>`select code, level, parent, name_zh as zh,
    name_en as en, source, confidence from enterprises.industry order by code`.execute(db);
  const regions = await sql<
    Reference["regions"][number]
  >`select code, name_zh as zh, name_en as en, source, confidence
    from enterprises.region order by code`.execute(db);
  const registrationTypes = await sql<Reference["registrationTypes"][number]>`select code, name_zh as zh,
    name_zh as en, source, confidence from enterprises.registration_type order by code`.execute(db);
  const tierKinds = await sql<Reference["tierKinds"][number]>`select code, name_zh as zh, name_en as en,
    validity_years as years, recognized_by as "recognizedBy", source, confidence
    from enterprises.tier_kind order by level`.execute(db);
  const keyLists = await sql<
    Reference["keyLists"][number]
  >`select code, name_zh as zh, name_en as en, source, confidence
    from enterprises.key_list order by code`.execute(db);
  return {
    industries: industries.rows,
    regions: regions.rows,
    registrationTypes: registrationTypes.rows,
    tierKinds: tierKinds.rows,
    keyLists: keyLists.rows,
  };
}

export async function keyLists(ctx: Ctx): Promise<{ code: string; nameZh: string; nameEn: string }[]> {
  const found = await sql<{ code: string; nameZh: string; nameEn: string }>`select code, name_zh as "nameZh",
    name_en as "nameEn" from enterprises.key_list order by code`.execute(tables(ctx));
  return found.rows;
}

/** Who stands on a key list on a day, as far as the asker sees it. */
export async function keyListMembers(ctx: Ctx, listCode: string, day: string): Promise<string[]> {
  const found = await sql<{
    id: string;
  }>`select distinct organisation_id as id from enterprises.key_list_member
    where list_code = ${listCode} and since <= ${day}::date and (until is null or until > ${day}::date)`.execute(
    tables(ctx),
  );
  return found.rows.map((row) => row.id);
}

export async function readSizeTable(ctx: Ctx): Promise<SizeTable> {
  const found = await sql<{ body: SizeTable }>`select body from enterprises.reference
    where name = 'size_class'`.execute(tables(ctx));
  const body = found.rows[0]?.body;
  if (!body) throw new Error("enterprises.reference holds no size rule; the reference facts were not loaded");
  return body;
}

export async function hashOf(ctx: Ctx, name: string): Promise<string | null> {
  const found = await sql<{
    hash: string;
  }>`select hash from enterprises.reference where name = ${name}`.execute(tables(ctx));
  return found.rows[0]?.hash ?? null;
}

export async function keepReference(ctx: Ctx, name: string, hash: string, body: unknown): Promise<void> {
  const text = body === null ? null : JSON.stringify(body);
  await sql`insert into enterprises.reference (name, hash, body, loaded_at) values (${name}, ${hash}, ${text}, ${ctx.now})
    on conflict (name) do update set hash = excluded.hash, body = excluded.body, loaded_at = excluded.loaded_at`.execute(
    tables(ctx),
  );
}

export type ReferenceTable = "industry" | "region" | "registration_type" | "tier_kind" | "key_list";

const shapes: Readonly<Record<ReferenceTable, Readonly<Record<string, string>>>> = {
  industry: {
    ...{ code: "text", level: "text", section: "text", parent: "text", name_zh: "text", name_en: "text" },
    ...{
      scope: "text",
      associations: "text[]",
      source: "text",
      confidence: "text",
      scope_confidence: "text",
    },
  },
  region: {
    ...{ code: "text", name_zh: "text", name_en: "text", geo_region: "text", economic_region: "text" },
    ...{ source: "text", confidence: "text" },
  },
  registration_type: { code: "text", name_zh: "text", source: "text", confidence: "text" },
  tier_kind: {
    ...{ code: "text", name_zh: "text", name_en: "text", level: "int", recognized_by: "text" },
    ...{ validity_years: "int", source: "text", confidence: "text" },
  },
  key_list: { code: "text", name_zh: "text", name_en: "text", source: "text", confidence: "text" },
};

/** Facts are laid over the former ones by code; a code that is no longer listed stays, since rows may name it. */
export async function layReference(
  ctx: Ctx,
  table: ReferenceTable,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const columns = shapes[table];
  const names = Object.keys(columns);
  const list = sql.raw(names.join(", "));
  const set = names.slice(1).map((name) => `${name} = excluded.${name}`);
  const arrays = names.map((name) => sql`${rows.map((row) => asText(row[name]))}::text[]`);
  const typed = names.map((name) => `u.${name}::${columns[name]}`);
  await sql`insert into ${sql.table(`enterprises.${table}`)} (${list})
    select ${sql.raw(typed.join(", "))} from unnest(${sql.join(arrays)}) as u(${list})
    on conflict (code) do update set ${sql.raw(set.join(", "))}`.execute(tables(ctx));
}

/** Lists travel as their literal, since arrays of different lengths make no array of arrays. */
function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return Array.isArray(value) ? `{${value.map((v) => JSON.stringify(v)).join(",")}}` : String(value);
}
