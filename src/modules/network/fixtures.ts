// Invented supply links between the demo's enterprises; 演示数据.
import { addDays, shanghaiDay } from "../../engines/calendar/index.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { diceOf } from "../../platform/demo/demo.ts";
import type { DemoWorld } from "../../platform/module.ts";
import { demoSize, demoSupply } from "../enterprises/index.ts";
import { demoOrganisations } from "../people/index.ts";
import { askRun } from "./actions/runs.ts";
import { demoLinks } from "./demo-links.ts";
import type { ScenarioPart } from "./runs/contract.ts";
import { products } from "./store/catalogue.ts";
import { deleteDemoLinks, insertLinks } from "./store/links.ts";
import { deleteRuns } from "./store/runs.ts";

export async function loadDemo(system: Ctx, world: DemoWorld): Promise<void> {
  await removeDemo(system);
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
  const said = { essential: null, validFrom: since, validTo: null, note: "", demo: true };
  const leading = made.find((one) => one.leading);
  await insertLinks(as(system, "演示数据"), [
    ...links.map((link) => ({
      ...{ ...link, ...said },
      organisationId: link.source === "reported" ? link.customerId : federation.id,
    })),
    ...(leading ? [soleSource(leading), aCustomer(leading)].map((link) => ({ ...said, ...link })) : []),
  ]);
  await firstRuns(as(system, "周值班"), links.length);
}

const as = (system: Ctx, name: string): Ctx => ({ ...system, who: { ...system.who, name } });

/** The tour's enterprise hangs on one maker of starch that is not in the registry. */
const soleSource = ({ id, name }: { id: string; name: string }) => ({
  ...{
    organisationId: id,
    supplierId: null,
    supplier: "诸城绿源淀粉有限公司（演示）",
    customerId: id,
    customer: name,
  },
  ...{ product: "starch", share: 1, essential: true, coverDays: 6, switchDays: 45, amount: 860 },
  ...{ source: "reported" as const, confidence: 0.95 },
});
const aCustomer = ({ id, name }: { id: string; name: string }) => ({
  ...{
    organisationId: id,
    supplierId: id,
    supplier: name,
    customerId: null,
    customer: "杭州晨光印务有限公司（演示）",
  },
  ...{ product: "paper", share: 0.12, coverDays: null, switchDays: null, amount: 5400 },
  ...{ source: "reported" as const, confidence: 0.95 },
});

/** Computed by the worker once the house is open. Bands cost one run each: the larger demos do without. */
const BANDS_UP_TO = 5_000;

async function firstRuns(ctx: Ctx, links: number): Promise<void> {
  const variant = "gl" as const;
  const draws = links <= BANDS_UP_TO ? 20 : 0;
  await askRun(ctx, { title: "全网风险排名", eps: 0.01, wish: { kind: "esri", variant, draws } });
  const part = (parts: Partial<ScenarioPart> & Pick<ScenarioPart, "kind">): ScenarioPart => ({
    ...{ provinces: [], industries: [], products: [], firms: [], share: 1, from: 0, days: 14, restore: 7 },
    ...parts,
  });
  const scenario = (name: string, one: ScenarioPart) => ({ name, parts: [one], protect: [] });
  const lockdown = scenario("广东停摆 14 天", part({ kind: "lockdown", provinces: ["44"] }));
  const pulp = scenario("木浆进口中断 30 天", part({ kind: "import", products: ["pulp"], days: 30 }));
  await askRun(ctx, {
    ...{ title: "广东停摆与木浆断供对照", eps: 0.01 },
    wish: { kind: "scenario", variant, days: 90, scenarios: [lockdown, pulp] },
  });
  await askRun(ctx, {
    ...{ title: "广东停摆：保护哪十家", eps: 0.01 },
    wish: { kind: "mitigation", variant, days: 90, k: 10, scenario: lockdown },
  });
}

export async function removeDemo(system: Ctx): Promise<void> {
  await deleteRuns(system);
  await deleteDemoLinks(system);
}
