// What one enterprise hangs on; it sees its own links, and of who else makes an input only how many and where.
import { shanghaiDay } from "../../../engines/calendar/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import { enterpriseCards, findEnterprises } from "../../enterprises/index.ts";
import { kindsOf } from "../essential.ts";
import { inputsOf, survives } from "../exposure/exposure.ts";
import { oneEach, shareOf } from "../link.ts";
import { provinceName } from "../reference.ts";
import { essentialPairs, products } from "../store/catalogue.ts";
import { linksOf } from "../store/links.ts";

const NAMED = 5;
/** Enough to say where makers are; a longer list says "many". */
const COUNTED = 500;

export async function readExposure(ctx: Ctx, input: { id: string }) {
  const { id } = input;
  // An association sees the card of its member and still none of its links.
  if (!ctx.who.scope.all && ctx.who.actingFor !== id) refuse("record.not-found");
  const own = (await enterpriseCards(ctx, [id]))[0] ?? refuse("record.not-found");
  const catalogue = new Map((await products(ctx)).map((one) => [one.code, one]));
  const kind = kindsOf((await essentialPairs(ctx))?.pairs ?? []);
  const links = oneEach(await linksOf(ctx, id), shanghaiDay(ctx.now.getTime()));
  // What a supplier says of its sales is not a share of what this enterprise buys.
  const bought = links
    .filter((link) => link.customerId === id)
    .map((link) => (shareOf(link) === "sales" ? { ...link, share: null } : link));
  const inputs = inputsOf(bought, (code) =>
    kind(catalogue.get(code)?.industry ?? "", own.industryCode ?? ""),
  );
  const rows = [];
  for (const one of inputs) {
    const known = new Set([id, ...one.suppliers.map((supplier) => supplier.id)]);
    const makers = (await makersOf(ctx, catalogue.get(one.product)?.industry ?? "")).filter(
      (maker) => !known.has(maker.id),
    );
    const visible = ctx.who.scope.all ? makers.slice(0, NAMED) : [];
    rows.push({
      ...one,
      makers: makers.length,
      provinces: [...new Set(makers.flatMap((maker) => provinceName(maker.regionCode) ?? []))],
      named: visible.map(({ id, name }) => ({ id, name })),
    });
  }
  return {
    inputs: rows,
    survives: survives(inputs),
    unknownStock: inputs.some((one) => one.essential && one.single && one.coverDays === null),
    customers: links
      .filter((link) => link.supplierId === id)
      .map((link) => ({
        ...{ id: link.customerId, name: link.customer, product: link.product },
        share: shareOf(link) === "sales" ? link.share : null,
      })),
  };
}

async function makersOf(ctx: Ctx, industry: string) {
  if (industry === "") return [];
  const found = await ctx.system("network.count-makers", (db) =>
    findEnterprises({ ...ctx, db }, { industry: [industry] }, { limit: COUNTED, offset: 0 }),
  );
  return found.rows;
}
