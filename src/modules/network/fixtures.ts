// Invented supply links between the demo's enterprises, first runs over them, first chokepoints; 演示数据.
import { addDays, shanghaiDay } from "../../engines/calendar/index.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { diceOf } from "../../platform/demo/demo.ts";
import type { DemoWorld } from "../../platform/module.ts";
import { demoSize, demoSupply } from "../enterprises/index.ts";
import { demoOrganisations, personsOf } from "../people/index.ts";
import { askRun } from "./actions/runs.ts";
import { demoLinks } from "./demo-links.ts";
import type { PointState } from "./register/contract.ts";
import type { ScenarioPart } from "./runs/contract.ts";
import { products } from "./store/catalogue.ts";
import { deleteDemoLinks, insertLinks } from "./store/links.ts";
import {
  deleteDemoPoints,
  insertEntry,
  insertPoint,
  loadPoint,
  type NewPoint,
  updatePoint,
} from "./store/register.ts";
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
  await firstPoints(system, federation.id, leading);
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

/** One that is handled and due, one that was just reported by the tour's enterprise, one that is solved. */
async function firstPoints(
  system: Ctx,
  federationId: string,
  leading: { id: string; name: string } | undefined,
): Promise<void> {
  const ago = (days: number): Date => new Date(system.now.getTime() - days * 86_400_000);
  const [duty] = await personsOf(system, [federationId], ["duty_officer"]);
  const point = async (
    by: string,
    days: number,
    parts: Partial<NewPoint> & Pick<NewPoint, "title" | "evidence">,
  ) => {
    const ctx = { ...as(system, by), now: ago(days) };
    const made: NewPoint = {
      ...{
        organisationId: federationId,
        origin: "people",
        enterpriseId: null,
        enterprise: null,
        product: null,
      },
      ...{ reasons: [], runId: null, demo: true, ...parts },
    };
    const id = await insertPoint(ctx, made);
    await insertEntry(ctx, { ...made, id, state: "found" }, "reported", made.evidence);
    return id;
  };
  const step = async (id: string, days: number, to: PointState, text: string, reviewOn: string | null) => {
    const ctx = { ...as(system, "周值班"), now: ago(days) };
    const stored = await loadPoint(ctx, id);
    const owner = { ownerId: duty?.personId ?? null, owner: duty?.name ?? null };
    const outcome = to === "solved" ? text : "";
    await updatePoint(ctx, stored, { state: to, reviewOn, outcome, ...owner });
    await insertEntry(ctx, { ...stored, state: to }, "moved", text);
  };
  const dayAgo = (days: number): string => shanghaiDay(ago(days).getTime());
  const pulp = await point("林秘书", 30, {
    ...{ title: "阔叶浆到港集中在两个港口", product: "pulp" },
    evidence: "协会调研：七家纸厂的阔叶浆经两个港口到货，封港十天以上就要停机。",
  });
  await step(pulp, 27, "confirmed", "与三家纸厂电话核实。", dayAgo(1));
  await step(pulp, 20, "handling", "与港口和货代对接第三条通道。", dayAgo(1));
  const bottles = await point("周值班", 80, {
    ...{ title: "调味品用玻璃瓶夏季限电供不上", product: "glass-packaging" },
    evidence: "两家调味品企业反映瓶厂限电减产，库存只够四天。",
  });
  await step(bottles, 78, "confirmed", "已核实。", dayAgo(60));
  await step(bottles, 74, "handling", "协调保障用电。", dayAgo(60));
  await step(bottles, 58, "solved", "瓶厂列入保障用电名单，库存恢复到十二天。", null);
  if (leading)
    await point("王填报", 1, {
      ...{ organisationId: leading.id, enterprise: leading.name, product: "starch" },
      title: "造纸用变性淀粉只有一家供应",
      evidence: "只向一家采购，库存六天；对方检修时已停机两次，第二供应商还在试样。",
    });
}

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
  await deleteDemoPoints(system);
  await deleteRuns(system);
  await deleteDemoLinks(system);
}
