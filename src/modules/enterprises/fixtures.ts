// Invented enterprises for tests, the bench and the demo: codes with fitting check digits that nobody holds.
import { creditCheckCharacter, orgCheckCharacter } from "../../engines/identity/index.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { diceOf } from "../../platform/demo/demo.ts";
import type { DemoWorld } from "../../platform/module.ts";
import { type DemoMember, type DemoOrganisation, demoOrganisations } from "../people/index.ts";
import { saveAll } from "./actions/save.ts";
import type { Details } from "./contract.ts";
import { demoFacts, demoKeyLists, demoRegistration, demoTiers } from "./demo-figures.ts";
import { type SupplyLink, supplyLinks } from "./demo-network.ts";
import { dayOf, emptyDetails } from "./enterprise.ts";
import { enterpriseCards, insertKeyLists, insertTiers, removeAll, saveFacts } from "./store/record.ts";

/** 91 (enterprise), a region, and a number in the body; the same number gives the same code. */
export function inventedCode(region: string, n: number): string {
  const body = `MADEM${String(n % 1000).padStart(3, "0")}`;
  // A body has eight places: the thousands go where the letters would run out of numbers.
  const place = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const own = n < 1000 ? body : `MD${place[Math.floor(n / 29_791_000) % 31]}${digits(n, place)}`;
  const org = own + orgCheckCharacter(own).replace("O", "0");
  const code = `91${region}${org}`;
  return code + creditCheckCharacter(code);
}

function digits(n: number, place: string): string {
  let out = "";
  for (let rest = n, i = 0; i < 5; i++, rest = Math.floor(rest / 31)) out = place[rest % 31] + out;
  return out;
}

/** The same code with a check digit that does not fit, as some early real ones have. */
export function misfitCode(region: string, n: number): string {
  const code = inventedCode(region, n);
  return code.slice(0, -1) + (code.endsWith("A") ? "B" : "A");
}

export const aDetails = (n: number, parts: object = {}) => ({
  name: `测试第${n}纸业有限公司`,
  creditCode: inventedCode("370100", n),
  industryCode: "2221",
  regionCode: "370100",
  ...parts,
});

/** Cards, figures, tiers and lists for the demo organisations that people has made. */
export async function loadDemo(ctx: Ctx, world: DemoWorld): Promise<void> {
  const newest = demoYear(world.now);
  const made = (await demoOrganisations(ctx)).filter((o) => o.kind === "enterprise");
  const known = new Set(
    (
      await enterpriseCards(
        ctx,
        made.map((o) => o.id),
      )
    ).map((card) => card.id),
  );
  const fresh = made.filter((o) => !known.has(o.id));
  // Part by part, so that a hundred thousand need little more memory than two thousand.
  for (let from = 0; from < fresh.length; from += PART) {
    await savePart(
      ctx,
      fresh.slice(from, from + PART).map((o) => planOf(o, newest)),
      newest,
    );
  }
}

const PART = 2000;

async function savePart(
  ctx: Ctx,
  plans: readonly ReturnType<typeof planOf>[],
  newest: number,
): Promise<void> {
  await saveAll(
    ctx,
    plans.map((p) => p.saving),
    "enterprises.register",
  );
  // The year before the newest, so that a page has more than one line to show.
  await saveFacts(
    ctx,
    plans.flatMap((p) => p.earlier.map((f) => ({ ...f, id: p.saving.id, source: "演示数据" }))),
  );
  await insertTiers(
    ctx,
    plans.flatMap((p) => p.tiers.map((t) => ({ ...t, id: p.saving.id, document: "演示数据" }))),
  );
  await insertKeyLists(
    ctx,
    plans.flatMap((p) =>
      p.lists.map((l) => ({ ...l, id: p.saving.id, since: `${newest}-03-01`, until: null })),
    ),
  );
}

/** The newest year whose figures are known. */
const demoYear = (now: Date): number => Number(dayOf(now).slice(0, 4)) - 1;

const factsOf = (one: Pick<DemoMember, "creditCode" | "industry" | "scale">, newest: number) =>
  demoFacts(one.industry, one.scale, [newest, newest - 1, newest - 2], diceOf(`${one.creditCode} facts`));

/** What a demo enterprise turns over, in 万元, and how many work there in the newest year that is known. */
export function demoSize(one: DemoMember, now: Date): { revenue: number; employees: number; year: number } {
  const year = demoYear(now);
  const { revenue, employees } = factsOf(one, year)[0]!;
  return { revenue: Number(revenue) / 10_000, employees: employees!, year };
}

function planOf(o: DemoOrganisation, newest: number) {
  const random = diceOf(`${o.creditCode} card`);
  const scale = o.scale ?? 0.3;
  const [facts, ...earlier] = factsOf({ ...o, industry: o.industry ?? "2221", scale }, newest);
  // Some have not reported their year yet: their class is open, and the page says what is missing.
  const silent = random() < 0.06;
  const tiers = demoTiers(scale, newest, random);
  const short = o.name.replace(/有限公司.*$/, "");
  const after: Details = {
    ...emptyDetails,
    creditCode: o.creditCode,
    name: o.name,
    shortName: short,
    aliases: random() < 0.3 ? [`${short.slice(-4)}集团`] : [],
    industryCode: o.industry,
    regionCode: o.region,
    registrationType: demoRegistration(random),
    establishedOn: `${1986 + Math.floor(random() * 34)}-${String(1 + Math.floor(random() * 12)).padStart(2, "0")}-18`,
  };
  return {
    saving: {
      id: o.id,
      before: null,
      after,
      changed: (Object.keys(after) as (keyof Details)[]).filter(
        (field) => after[field] !== emptyDetails[field],
      ),
      formerName: null,
      facts: silent ? null : facts!,
      factsSource: "演示数据",
    },
    earlier: silent ? [] : earlier,
    tiers,
    lists: demoKeyLists(scale, tiers, random),
  };
}

/** For the demos of other modules: the demo enterprises' supply links, by id. @param random of its own, seeded */
export async function demoSupply(ctx: Ctx, random: () => number): Promise<SupplyLink[]> {
  const made = (await demoOrganisations(ctx)).filter((o) => o.kind === "enterprise");
  const ids = new Map(made.map((o) => [o.creditCode, o.id]));
  const nodes = made.map(({ creditCode, industry, region, scale }) => ({
    creditCode,
    industry: industry ?? "",
    region: region ?? "",
    scale: scale ?? 0.3,
  }));
  return supplyLinks(nodes, random).map((link) => ({
    ...link,
    supplier: ids.get(link.supplier)!,
    customer: ids.get(link.customer)!,
  }));
}

export async function removeDemo(ctx: Ctx): Promise<void> {
  const made = await demoOrganisations(ctx);
  await removeAll(
    ctx,
    made.map((o) => o.id),
  );
}
