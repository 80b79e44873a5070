// Brings the reference files of data/ into the published tables; a file that has not changed costs one hash.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Ctx } from "../../../platform/ctx.ts";
import { hashOf, keepReference, layReference } from "../store/reference.ts";

type Facts = Readonly<Record<string, unknown>>;

export async function loadReference(ctx: Ctx): Promise<void> {
  await once(ctx, "industries", async ({ industries }) => {
    const rows = (industries as Facts[]).map((i) => ({ ...i, scope: i.cnlic_scope }));
    await layReference(ctx, "industry", rows);
  });
  await once(ctx, "codes", async ({ provinces, registration_types, sme_tiers }) => {
    await layReference(ctx, "region", (provinces as { items: Facts[] }).items);
    await layReference(ctx, "registration_type", registration_types as Facts[]);
    const tiers = (sme_tiers as Facts[]).filter((t) => t.level !== null);
    await layReference(
      ctx,
      "tier_kind",
      tiers.map((t) => ({ ...t, name_en: tierNames[String(t.code)] ?? t.name_zh })),
    );
    await layReference(ctx, "key_list", keyLists);
  });
  await once(ctx, "size_class", async () => undefined);
}

async function once(ctx: Ctx, name: string, lay: (facts: Facts) => Promise<void>): Promise<void> {
  const text = await readFile(new URL(`../../../../data/${name}.json`, import.meta.url), "utf8");
  const hash = createHash("sha256").update(edition).update(text).digest("hex");
  if ((await hashOf(ctx, name)) === hash) return;
  const facts = JSON.parse(text) as Facts;
  await lay(facts);
  await keepReference(ctx, name, hash, name === "size_class" ? facts : null);
}

/** Counted up when what is made of the same file changes. */
const edition = "1";

const tierNames: Readonly<Record<string, string>> = {
  INNOV: "Innovative SME",
  SRDI: "Specialised and sophisticated SME",
  LITTLE_GIANT: "“Little giant” enterprise",
  CHAMPION: "Champion in a single product",
};

/** 四类重点对象 of the federation's opinion on stable output and supply; the wording of the four is to be confirmed. */
const source = "中国轻工业联合会《关于促进轻工行业“稳产稳供”的工作意见》（中轻联综合〔2022〕164号）";
const keyLists: readonly Facts[] = [
  { code: "chain", name_zh: "产业链关键企业", name_en: "Key enterprise of a supply chain" },
  { code: "cluster", name_zh: "重点产业集群企业", name_en: "Enterprise of a key cluster" },
  { code: "exporter", name_zh: "重点外贸企业", name_en: "Key exporter" },
  { code: "giant", name_zh: "专精特新“小巨人”", name_en: "“Little giant”" },
].map((list) => ({ ...list, source, confidence: "unsure" }));
