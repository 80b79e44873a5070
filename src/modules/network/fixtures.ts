// Invented supply links between the demo's enterprises; 演示数据.
import { addDays, shanghaiDay } from "../../engines/calendar/index.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { diceOf } from "../../platform/demo/demo.ts";
import type { DemoWorld } from "../../platform/module.ts";
import { demoSize, demoSupply } from "../enterprises/index.ts";
import { demoOrganisations } from "../people/index.ts";
import { demoLinks } from "./demo-links.ts";
import { products } from "./store/catalogue.ts";
import { deleteDemoLinks, insertLinks } from "./store/links.ts";

export async function loadDemo(system: Ctx, world: DemoWorld): Promise<void> {
  await deleteDemoLinks(system);
  const made = await demoOrganisations(system);
  const federation = made.find((one) => one.kind === "federation");
  if (!federation) return;
  const firms = new Map(
    made
      .filter((one) => one.kind === "enterprise")
      .map(({ id, name, creditCode, industry, region, scale, leading }) => {
        const sized = {
          name,
          creditCode,
          leading,
          industry: industry ?? "",
          region: region ?? "",
          scale: scale ?? 0.3,
        };
        return [id, { id, name, revenue: demoSize(sized, world.now).revenue }] as const;
      }),
  );
  const codes = new Map((await products(system)).map((one) => [one.zh, one.code]));
  const supply = await demoSupply(system, diceOf("network supply"));
  const since = addDays(shanghaiDay(world.now.getTime()), -400);
  const links = demoLinks(supply, firms, (goods) => codes.get(goods)!, diceOf("network links"));
  await insertLinks(
    { ...system, who: { ...system.who, name: "演示数据" } },
    links.map((link) => ({
      ...link,
      organisationId: link.source === "reported" ? link.customerId : federation.id,
      ...{ essential: null, validFrom: since, validTo: null, note: "", demo: true },
    })),
  );
}

export const removeDemo = (system: Ctx): Promise<void> => deleteDemoLinks(system);
