// What reporting asks of people and enterprises, in one place.
import type { Ctx } from "../../../platform/ctx.ts";
import { demoSize, enterpriseCards, reference } from "../../enterprises/index.ts";
import {
  contactsOf,
  currentMemberships,
  type DemoMember,
  demoMembers,
  demoOrganisations,
  organisationNames,
  organisationsSeenByCode,
  personsOf,
} from "../../people/index.ts";
import type { DemoEnterprise } from "../demo-history.ts";
import type { Expected } from "../store/period.ts";

export async function associationNames(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const names = await organisationNames(ctx, ids.filter(Boolean));
  return new Map([...names].map(([id, organisation]) => [id, organisation.shortName]));
}

/** These enterprises with their cards, and the associations they are members of now. */
export async function expectedNow(ctx: Ctx, ids: readonly string[]): Promise<Expected[]> {
  const associations = new Map<string, string[]>();
  for (const { association, member } of await currentMemberships(ctx)) {
    associations.set(member, [...(associations.get(member) ?? []), association]);
  }
  const cards = await enterpriseCards(ctx, ids);
  return cards.map((card) => ({
    organisationId: card.id,
    name: card.name,
    industryCode: card.industryCode ?? "",
    regionCode: card.regionCode ?? "",
    weight: "1",
    associations: associations.get(card.id) ?? [],
  }));
}

/** Persons who fill in for these enterprises, or own them. */
export async function personsToTell(ctx: Ctx, organisationIds: readonly string[]): Promise<string[]> {
  const persons = await personsOf(ctx, organisationIds, ["clerk", "owner"]);
  return [...new Set(persons.map((person) => person.personId))];
}

/** Whoever works for an association or the federation. */
export async function colleaguesOf(
  ctx: Ctx,
  organisationId: string,
): Promise<{ id: string; name: string }[]> {
  const persons = await personsOf(ctx, [organisationId], ["secretary", "duty_officer", "administrator"]);
  return [...new Map(persons.map(({ personId, name }) => [personId, { id: personId, name }])).values()];
}

/** Names of divisions and provinces by the two digits they begin with. */
export async function regionsAndIndustries(ctx: Ctx): Promise<Map<string, string>> {
  const { industries, regions } = await reference(ctx);
  return new Map([
    ...industries.map((one) => [one.code, one.zh] as const),
    ...regions
      .filter((one) => one.code.endsWith("0000"))
      .map((one) => [one.code.slice(0, 2), one.zh] as const),
  ]);
}

/** Enterprises in sight, by their registered code. */
export const enterprisesByCode = (ctx: Ctx, codes: readonly string[]) => organisationsSeenByCode(ctx, codes);

/** Registered code and name of those of these organisations that are enterprises. */
export async function codesOf(
  ctx: Ctx,
  organisationIds: readonly string[],
): Promise<{ code: string; name: string }[]> {
  const cards = await enterpriseCards(ctx, organisationIds);
  return cards.flatMap(({ creditCode, name }) => (creditCode ? [{ code: creditCode, name }] : []));
}

/** Whom to telephone at these enterprises. */
export async function contactsAt(
  ctx: Ctx,
  organisationIds: readonly string[],
): Promise<Map<string, { name: string; phone: string | null }[]>> {
  const found = await contactsOf(ctx, organisationIds, ["clerk", "owner"]);
  const by = Map.groupBy(found, (one) => one.organisationId);
  return new Map([...by].map(([id, rows]) => [id, rows.map(({ name, phone }) => ({ name, phone }))]));
}

export async function demoOrganisationIds(ctx: Ctx): Promise<string[]> {
  return (await demoOrganisations(ctx)).map((organisation) => organisation.id);
}

export type DemoExpected = Expected & { plan: DemoEnterprise; code: string };

const planned = (one: DemoMember, now: Date): DemoEnterprise => ({
  industryCode: one.industry,
  regionCode: one.region,
  leading: one.leading,
  ...demoSize(one, now),
});

/** Code and plan of every demo enterprise of a demo of this size, without any database. */
export function* demoPlans(count: number, now: Date): Generator<{ code: string; plan: DemoEnterprise }> {
  for (const one of demoMembers(count)) yield { code: one.creditCode, plan: planned(one, now) };
}

export async function demoExpected(ctx: Ctx): Promise<DemoExpected[]> {
  return (await demoOrganisations(ctx)).flatMap((one) => {
    const { kind, industry, region, scale } = one;
    if (kind !== "enterprise" || industry === null || region === null || scale === null) return [];
    return [
      {
        organisationId: one.id,
        name: one.name,
        industryCode: industry,
        regionCode: region,
        weight: "1",
        associations: one.associations.map((association) => association.id),
        code: one.creditCode,
        plan: planned({ ...one, industry, region, scale }, ctx.now),
      },
    ];
  });
}

export async function demoFederation(ctx: Ctx): Promise<string | null> {
  return (await demoOrganisations(ctx)).find((one) => one.kind === "federation")?.id ?? null;
}
