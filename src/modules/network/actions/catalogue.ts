// What the federation keeps for everybody: the catalogue of products and the versions of what is essential.
import type { z } from "zod";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import type * as contract from "../contract.ts";
import { doubled } from "../essential.ts";
import { firstEssential, firstProducts, industries, provinces } from "../reference.ts";
import * as store from "../store/catalogue.ts";

/** The first catalogue and the first table, where there are none. */
export async function loadReference(ctx: Ctx): Promise<void> {
  const known = new Set((await store.products(ctx)).map((one) => one.code));
  for (const one of firstProducts)
    if (!known.has(one.code)) await store.putProduct(ctx, { ...one, confidence: "unsure", retired: false });
  if (!(await store.essentialPairs(ctx)))
    await store.insertEssential(ctx, 1, firstEssential.pairs, firstEssential.note);
}

export async function readReference(ctx: Ctx) {
  return {
    products: await store.products(ctx),
    ...{ industries: [...industries], provinces: [...provinces] },
    essentialVersion: (await store.essentialPairs(ctx))?.version ?? null,
  };
}

export async function saveProduct(ctx: Ctx, input: z.output<typeof contract.saveProduct.input>) {
  const before = await store.lockProduct(ctx, input.code);
  if (before && input.revision === 0) refuse("network.product-taken", { code: input.code });
  if (!before && input.revision > 0) refuse("record.not-found");
  if (before && before.revision !== input.revision) refuse("record.changed", { name: before.savedBy });
  const { revision: _, ...product } = input;
  const revision = await store.putProduct(ctx, {
    ...product,
    source: before?.source ?? "联合会工作人员录入",
    confidence: before?.confidence ?? "recalled",
  });
  await audit(ctx, {
    ...{ action: "network.product-saved", subject: "network.product", subjectId: input.code },
    before: before
      ? { zh: before.zh, en: before.en, industry: before.industry, retired: before.retired }
      : null,
    after: { name: input.zh, en: input.en, industry: input.industry, retired: input.retired },
  });
  return { revision };
}

export async function readEssential(ctx: Ctx, input: { version?: number | undefined }) {
  const versions = await store.essentialVersions(ctx);
  const found = (await store.essentialPairs(ctx, input.version ?? null)) ?? refuse("record.not-found");
  const own = versions.find((one) => one.version === found.version)!;
  return { ...own, pairs: found.pairs, versions };
}

export async function saveEssential(ctx: Ctx, input: z.output<typeof contract.saveEssential.input>) {
  const twice = doubled(input.pairs);
  if (twice) refuse("network.pair-twice", { supplier: twice.supplier, customer: twice.customer });
  const [newest] = await store.essentialVersions(ctx);
  const version = input.from + 1;
  const kept =
    newest?.version === input.from && (await store.insertEssential(ctx, version, input.pairs, input.note));
  if (!kept) refuse("record.changed", { name: newest?.savedBy ?? "—" });
  await audit(ctx, {
    ...{ action: "network.essential-saved", subject: "network.essential", subjectId: String(version) },
    after: { version, pairs: input.pairs.length, note: input.note },
  });
  return { version };
}
