// The inputs of an association's industry, added up over its members by the system and protected before anybody sees them.
import { shanghaiDay } from "../../../engines/calendar/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import { enterpriseCards } from "../../enterprises/index.ts";
import { membersOf, organisationKind } from "../../people/index.ts";
import { industryRows } from "../industry.ts";
import { oneEach, valuesOf } from "../link.ts";
import { boughtBy } from "../store/links.ts";

export async function readIndustry(ctx: Ctx, input: { association?: string | undefined }) {
  // An association asks for itself alone; the federation for any of them.
  const asked = ctx.who.scope.all ? (input.association ?? refuse("record.not-found")) : ctx.who.actingFor;
  if (asked === null || (await organisationKind(ctx, asked)) !== "association") refuse("record.not-found");
  const members = await membersOf(ctx, [asked]);
  return ctx.system("network.industry", async (db) => {
    const links = oneEach(await boughtBy(db, members), shanghaiDay(ctx.now.getTime()));
    const cards = await enterpriseCards({ ...ctx, db }, members);
    const sizes = new Map<string, string>(cards.map((card) => [card.id, card.sizeClass]));
    const values = valuesOf(links, (key) => sizes.get(key) ?? "unknown");
    const reporting = new Set(links.map((link) => link.customerId)).size;
    return {
      members: members.length,
      reporting: reporting < 3 ? null : reporting,
      rows: industryRows(links.map((link, i) => ({ ...link, value: values[i]!.value }))),
    };
  });
}
