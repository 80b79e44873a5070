// The SQL of the catalogue of products and of the versions of what is essential.
import { sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { type ScopedDb, tables } from "../../../platform/db/scoped.ts";
import type { EssentialPair, Product } from "../contract.ts";
import { iso } from "./rows.ts";

const columns = sql`code, name_zh as zh, name_en as en, industry_code as industry, retired, source, confidence, revision`;

export async function products(from: { db: ScopedDb } | ScopedDb): Promise<Product[]> {
  const found =
    await sql<Product>`select ${columns} from network.product order by industry_code, code`.execute(
      tables(from),
    );
  return found.rows;
}

export async function lockProduct(
  ctx: Ctx,
  code: string,
): Promise<(Product & { savedBy: string }) | undefined> {
  const found = await sql<Product & { savedBy: string }>`select ${columns}, saved_by_name as "savedBy"
    from network.product where code = ${code} for update`.execute(tables(ctx));
  return found.rows[0];
}

export async function putProduct(ctx: Ctx, product: Omit<Product, "revision">): Promise<number> {
  const { code, zh, en, industry, retired, source, confidence } = product;
  const done = await sql<{ revision: number }>`insert into network.product
      (code, name_zh, name_en, industry_code, retired, source, confidence, saved_at, saved_by_name)
    values (${code}, ${zh}, ${en}, ${industry}, ${retired}, ${source}, ${confidence}, ${ctx.now}, ${ctx.who.name})
    on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en,
      industry_code = excluded.industry_code, retired = excluded.retired, source = excluded.source,
      confidence = excluded.confidence, revision = network.product.revision + 1, saved_at = excluded.saved_at,
      saved_by_name = excluded.saved_by_name
    returning revision`.execute(tables(ctx));
  return done.rows[0]!.revision;
}

export type EssentialVersion = { version: number; note: string; savedAt: string; savedBy: string };

export async function essentialVersions(ctx: Ctx): Promise<EssentialVersion[]> {
  const found = await sql<EssentialVersion>`select version, note, ${iso(sql`saved_at`)} as "savedAt",
      saved_by_name as "savedBy" from network.essential order by version desc`.execute(tables(ctx));
  return found.rows;
}

/** The newest version unless one is named. */
export async function essentialPairs(
  from: { db: ScopedDb } | ScopedDb,
  version: number | null = null,
): Promise<{ version: number; pairs: EssentialPair[] } | undefined> {
  const found = await sql<{
    version: number;
    pairs: EssentialPair[];
  }>`select version, pairs from network.essential
    where ${version}::int is null or version = ${version} order by version desc limit 1`.execute(
    tables(from),
  );
  return found.rows[0];
}

/** @returns false where somebody saved this version in the meantime */
export async function insertEssential(
  ctx: Ctx,
  version: number,
  pairs: readonly EssentialPair[],
  note: string,
): Promise<boolean> {
  const done = await sql`insert into network.essential (version, pairs, note, saved_at, saved_by_name)
    values (${version}, ${JSON.stringify(pairs)}, ${note}, ${ctx.now}, ${ctx.who.name})
    on conflict (version) do nothing`.execute(tables(ctx));
  return done.numAffectedRows === 1n;
}
