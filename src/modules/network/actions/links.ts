// What an enterprise says of its suppliers and customers, and the federation of anybody's: reported, changed, removed, listed.
import type { z } from "zod";
import { shanghaiDay } from "../../../engines/calendar/index.ts";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Download } from "../../../platform/http/row.ts";
import { tableBuffer } from "../../../platform/sheets/table.ts";
import type * as contract from "../contract.ts";
import { firmKey, overfull, overlaps, shareOf } from "../link.ts";
import * as catalogue from "../store/catalogue.ts";
import * as store from "../store/links.ts";
import { words } from "../words.ts";
import { endsOf } from "./ends.ts";

export const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
export const acting = (ctx: Ctx): string => ctx.who.actingFor ?? refuse("access.denied");
const subject = "network.link";

/** What a report says is sure but for mistakes. */
export const REPORTED = 0.95;

export async function createLink(ctx: Ctx, input: z.output<typeof contract.createLink.input>) {
  const { supplier, customer, ...fields } = input;
  const ends = await endsOf(ctx, supplier, customer);
  await fits(ctx, ends, fields, null);
  const link = {
    ...ends,
    ...fields,
    organisationId: acting(ctx),
    source: "reported" as const,
    confidence: REPORTED,
  };
  const [id] = await store.insertLinks(ctx, [link]);
  await audit(ctx, {
    ...{ action: "network.link-reported", subject, subjectId: id! },
    after: { name: `${ends.supplier} → ${ends.customer}`, product: input.product, share: input.share },
  });
  return { id: id! };
}

export async function changeLink(ctx: Ctx, input: z.output<typeof contract.changeLink.input>) {
  const { id, revision: read, ...fields } = input;
  const before = await store.loadLink(ctx, acting(ctx), id);
  if (before.revision !== read) refuse("record.changed", { name: before.savedBy });
  await fits(ctx, before, fields, id);
  const revision = await store.updateLink(ctx, acting(ctx), id, fields);
  const { product, share, coverDays, validTo } = before;
  await audit(ctx, {
    ...{
      action: "network.link-changed",
      subject,
      subjectId: id,
      before: { product, share, coverDays, validTo },
    },
    after: { name: `${before.supplier} → ${before.customer}`, ...fields },
  });
  return { revision };
}

export async function removeLink(ctx: Ctx, input: { id: string }) {
  const before = await store.loadLink(ctx, acting(ctx), input.id);
  await store.deleteLink(ctx, acting(ctx), input.id);
  await audit(ctx, {
    ...{ action: "network.link-removed", subject, subjectId: input.id, before },
    after: { name: `${before.supplier} → ${before.customer}` },
  });
  return {};
}

/** A known product, days in order, no second report of the same, shares of a product that do not pass the whole. */
async function fits(
  ctx: Ctx,
  ends: store.Ends,
  fields: contract.LinkFields,
  own: string | null,
): Promise<void> {
  const product = (await catalogue.products(ctx)).find((one) => one.code === fields.product && !one.retired);
  if (!product) return refuse("network.product-unknown", { code: fields.product });
  if (fields.validTo !== null && fields.validTo < fields.validFrom) refuse("network.days-order");
  const others = (await store.siblings(ctx, acting(ctx), ends, fields.product)).filter(
    (one) => one.id !== own && overlaps(one, fields),
  );
  const same = (one: store.Ends) =>
    firmKey(one.supplierId, one.supplier) === firmKey(ends.supplierId, ends.supplier) &&
    firmKey(one.customerId, one.customer) === firmKey(ends.customerId, ends.customer);
  const twin = others.find(same);
  if (twin) refuse("network.link-twice", { product: product.zh, from: twin.validFrom });
  if (shareOf({ reporterId: acting(ctx), supplierId: ends.supplierId }) === "sales") return;
  const inputs = others.filter(
    (one) => firmKey(one.customerId, one.customer) === firmKey(ends.customerId, ends.customer),
  );
  const sum = overfull([...inputs.map((one) => one.share), fields.share]);
  if (sum !== null) refuse("network.shares-over", { product: product.zh, sum: Math.round(sum * 100) });
}

const mostRows = 20_000;

export async function exportLinks(
  ctx: Ctx,
  input: z.output<typeof contract.exportLinks.input>,
): Promise<Download> {
  const { rows, total } = await store.listLinkRows(ctx, { ...input, limit: mostRows, offset: 0 });
  const names = new Map((await catalogue.products(ctx)).map((one) => [one.code, one.zh]));
  const body = await tableBuffer({
    title: "供应关系",
    columns: [
      { code: "supplier", label: "供应商", type: "text", width: 34 },
      { code: "customer", label: "客户", type: "text", width: 34 },
      { code: "product", label: "产品", type: "text" },
      { code: "share", label: "占比", type: "percent" },
      { code: "shareOf", label: "占比口径", type: "text" },
      { code: "essential", label: "是否必需", type: "text" },
      { code: "coverDays", label: "库存可用", type: "integer", unit: "天" },
      { code: "switchDays", label: "更换供应商需要", type: "integer", unit: "天" },
      { code: "amount", label: "年交易额", type: "decimal", unit: "万元" },
      { code: "validFrom", label: "开始日期", type: "date" },
      { code: "validTo", label: "终止日期", type: "date" },
      { code: "source", label: "来源", type: "text" },
      { code: "confidence", label: "可信度", type: "percent" },
      { code: "savedBy", label: "填报人", type: "text" },
      { code: "savedAt", label: "填报时间", type: "moment" },
    ],
    rows: rows.map((row) => ({
      ...row,
      product: names.get(row.product) ?? row.product,
      shareOf: words.zh[`shareOf_${row.shareOf}`],
      essential: row.essential === null ? "按对照表" : row.essential ? "必需" : "非必需",
      source: words.zh[`source_${row.source}`] + (row.demo ? "（演示数据）" : ""),
      savedAt: new Date(row.savedAt),
    })),
    notes: [
      `导出日期：${shanghaiDay(ctx.now.getTime())}`,
      `共 ${total} 条${total > mostRows ? `，只导出前 ${mostRows} 条` : ""}`,
      "对方填报的库存、更换时间、交易额不导出。",
    ],
  });
  return { name: "供应关系.xlsx", type: xlsxType, body };
}
