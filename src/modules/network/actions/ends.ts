// Who stands at the ends of a link: enterprises of the registry, looked up without showing more than name and province.
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import { enterpriseCards, findEnterprises } from "../../enterprises/index.ts";
import type { End } from "../contract.ts";
import { provinceName } from "../reference.ts";
import type { Ends } from "../store/links.ts";

const SHOWN = 8;

/** Names and codes of enterprises are public; whoever reports a partner may look one up that lies outside the own scope. */
export async function findPartner(ctx: Ctx, input: { q: string }) {
  const { rows } = await ctx.system("network.find-partner", (db) =>
    findEnterprises({ ...ctx, db }, { q: input.q }, { limit: SHOWN, offset: 0 }),
  );
  return {
    rows: rows.map(({ id, name, regionCode }) => ({ id, name, province: provinceName(regionCode) })),
  };
}

export async function endsOf(ctx: Ctx, supplier: End, customer: End): Promise<Ends> {
  const ids = [supplier, customer].flatMap((one) => ("id" in one ? [one.id] : []));
  const names = await namesOf(ctx, ids);
  const told = (one: End) =>
    "id" in one
      ? { id: one.id, name: names.get(one.id) ?? refuse("network.end-unknown") }
      : { id: null, name: one.name };
  const [from, to] = [told(supplier), told(customer)];
  if (from.id === to.id && (from.id !== null || from.name === to.name)) refuse("network.same-ends");
  if (!ctx.who.scope.all && from.id !== ctx.who.actingFor && to.id !== ctx.who.actingFor)
    refuse("network.not-an-end");
  if (from.id === null && to.id === null) refuse("network.end-unknown");
  return { supplierId: from.id, supplier: from.name, customerId: to.id, customer: to.name };
}

async function namesOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const cards = await ctx.system("network.find-partner", (db) => enterpriseCards({ ...ctx, db }, ids));
  return new Map(cards.map((card) => [card.id, card.name]));
}
