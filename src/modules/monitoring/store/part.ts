// What stands beside the cells for the system alone: chain indices, and the sums from which all industries are added up.
import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../../platform/ctx.ts";
import { staged } from "../../../platform/db/bulk.ts";
import { tables } from "../../../platform/db/scoped.ts";
import { linkKey, type PartRow } from "../cells.ts";
import { ALL_SECTORS, type Vintage } from "../contract.ts";
import { factsFrom } from "../facts.ts";
import { KEY_GROUPS } from "../store.ts";

/** Of one month: index by `linkKey`, and the sums of the division as they were kept. */
export type Beside = { links: ReadonlyMap<string, PartRow>; facts: ReadonlyMap<string, string> };
export const NOTHING: Beside = { links: new Map(), facts: new Map() };

type Row = { month: string; region: string; links: string; facts: string };

/** A division with its groups, the key groups or all industries together; month by month. */
export async function readBeside(
  ctx: Ctx,
  formCode: string,
  family: string,
  from: string,
): Promise<Map<string, Beside>> {
  const found = await sql<Row>`select month, region, links, facts from monitoring.part
    where form_code = ${formCode} and family = ${family} and month >= ${from}`.execute(tables(ctx));
  return new Map(
    [...Map.groupBy(found.rows, (row) => row.month)].map(([month, rows]) => [
      month,
      {
        links: new Map(rows.flatMap(linksOf).map((part) => [linkKey(part), part])),
        facts: new Map(
          rows.flatMap(({ region, facts }) =>
            linesOf(facts).map((line) => {
              const [indicator, vintage, sums] = line.split(" ") as [string, Vintage, string];
              return [linkKey({ indicator, vintage, sector: family, region }), sums];
            }),
          ),
        ),
      },
    ]),
  );
}

/** The sums of every division in some regions. */
export async function readSums(
  ctx: Ctx,
  formCode: string,
  month: string,
  regions: readonly string[],
): Promise<Pick<PartRow, "sector" | "region" | "indicator" | "vintage" | "facts">[]> {
  const found = await sql<Row & { family: string }>`select family, region, facts from monitoring.part
    where form_code = ${formCode} and month = ${month} and region = any(${regions})
      and family not in (${ALL_SECTORS}, ${KEY_GROUPS})`.execute(tables(ctx));
  return found.rows.flatMap(({ family, region, facts }) =>
    linesOf(facts).map((line) => {
      const [indicator, vintage, sums] = line.split(" ") as [string, Vintage, string];
      return { sector: family, region, indicator, vintage, facts: factsFrom(sums) };
    }),
  );
}

const linesOf = (text: string): string[] => (text === "" ? [] : text.split("\n"));

function linksOf({ month, region, links }: Row): PartRow[] {
  return linesOf(links).map((line) => {
    const [sector, indicator, vintage, step, linked, index, chained] = line.split(" ") as string[];
    return {
      ...{ sector: sector!, region, indicator: indicator!, month, vintage: vintage as Vintage, facts: null },
      link: {
        step: BigInt(step!),
        linked: linked === "1",
        index: BigInt(index!),
        chained: chained === "1",
      },
    };
  });
}

const lineOf = ({ sector, indicator, vintage, link }: PartRow): string =>
  `${sector} ${indicator} ${vintage} ${link.step} ${link.linked ? 1 : 0} ${link.index} ${link.chained ? 1 : 0}`;

const columns = {
  form_code: "text",
  family: "text",
  month: "text",
  region: "text",
  links: "text",
  facts: "text",
} as const;

/** What stands beside the cells of these months from now on; what is not there any more goes. */
export async function keepBeside(
  ctx: Ctx,
  kept: { formCode: string; family: string; scope: RawBuilder<boolean> },
  months: ReadonlyMap<string, Beside>,
  regionsOf: (month: string) => ReadonlySet<string> | null,
): Promise<void> {
  const rows: unknown[][] = [];
  for (const [month, { links, facts }] of months) {
    const wanted = regionsOf(month);
    const byRegion = new Map<string, { links: string[]; facts: string[] }>();
    for (const [key, part] of links) {
      if (wanted && !wanted.has(part.region)) continue;
      const lines = byRegion.get(part.region) ?? { links: [], facts: [] };
      byRegion.set(part.region, lines);
      lines.links.push(lineOf(part));
      const sums = facts.get(key);
      if (sums !== undefined) lines.facts.push(`${part.indicator} ${part.vintage} ${sums}`);
    }
    for (const [region, lines] of byRegion) {
      rows.push([kept.formCode, kept.family, month, region, lines.links.join("\n"), lines.facts.join("\n")]);
    }
  }
  await staged(ctx, columns, rows, async (from) => {
    await sql`delete from monitoring.part t where t.form_code = ${kept.formCode} and t.family = ${kept.family}
      and ${kept.scope} and not exists (select from ${from} where u.month = t.month and u.region = t.region)`.execute(
      tables(ctx),
    );
    await sql`insert into monitoring.part (form_code, family, month, region, links, facts)
      select form_code, family, month, region, links, facts from ${from}
      on conflict (form_code, family, month, region) do update set links = excluded.links, facts = excluded.facts
      where (part.links, part.facts) is distinct from (excluded.links, excluded.facts)`.execute(tables(ctx));
  });
}

/** First and newest month of a family, or of all that is known. */
export async function monthsKept(
  ctx: Ctx,
  formCode: string,
  family: string | null,
): Promise<{ first: string; last: string } | null> {
  const found = await sql<{ first: string | null; last: string | null }>`
    select min(month) as first, max(month) as last from monitoring.part
    where form_code = ${formCode} ${family === null ? sql`` : sql`and family = ${family}`}`.execute(
    tables(ctx),
  );
  const { first, last } = found.rows[0] ?? {};
  return first && last ? { first, last } : null;
}
