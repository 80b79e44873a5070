// Rows without a registered code, compared with the whole registry; and the questions that come of it.
import { REASONS } from "../../../engines/identity/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { onThread } from "../../../platform/threads/thread.ts";
import type { ImportOutcome } from "../imports/contract.ts";
import { type Links, lessonsOf, linksOf, type Option } from "../linking.ts";
import type { ImportRow } from "../merge.ts";
import type { Side } from "../merging/contract.ts";
import { everyRecord, readMatcher, sidesOf } from "../store/identity.ts";
import { readReference } from "../store/reference.ts";
import type { Answer, Question } from "../thread.ts";
import { teach } from "./merge.ts";

const optionsOfARow = 3;
/** More questions than anybody answers at one sitting; the rest are counted. */
const listedAsks = 500;

export async function linkRows(
  ctx: Ctx,
  rows: readonly ImportRow[],
  taken: ReadonlySet<string>,
): Promise<Links> {
  if (rows.length === 0) return new Map();
  const known = await everyRecord(ctx);
  if (known.length === 0) return new Map();
  const { weights } = await readMatcher(ctx);
  const { regions } = await readReference(ctx);
  const provinces = new Map(regions.map((r) => [r.code.slice(0, 2), r.zh]));
  const asked = rows.map(({ details: d }) => ({
    name: d.name,
    code: d.creditCode ?? "",
    region: provinces.get(d.regionCode?.slice(0, 2) ?? "") ?? "",
    address: d.address ?? "",
  }));
  const answers = await onThread<Question, Answer>(new URL("../thread.ts", import.meta.url), {
    ...{ asked, weights, limit: optionsOfARow + 2 },
    known: known.map(({ id: _, ...record }) => record),
  });
  const found = new Map(
    rows.map((row, i) => {
      const byId = new Map<string, Option>();
      for (const { at, ...judged } of answers[i] ?? []) {
        const id = known[at]!.id;
        // An entry and the ones merged into it are one enterprise; the likeliest speaks for it.
        if (!byId.has(id)) byId.set(id, { id, ...judged });
      }
      return [row.row, [...byId.values()].slice(0, optionsOfARow)] as const;
    }),
  );
  return linksOf(found, taken);
}

export async function asksOf(
  ctx: Ctx,
  links: Links,
  rows: readonly ImportRow[],
): Promise<Pick<ImportOutcome, "asks" | "asksUnlisted">> {
  const asking = rows.flatMap((row) => {
    const link = links.get(row.row);
    return link?.kind === "ask" ? [{ row, link }] : [];
  });
  const listed = asking.slice(0, listedAsks);
  const sides = await sidesOf(
    ctx,
    listed.flatMap(({ link }) => link.options.map((option) => option.id)),
  );
  return {
    asksUnlisted: asking.length - listed.length,
    asks: listed.map(({ row, link }) => ({
      row: row.row,
      incoming: sideOf(row),
      options: link.options.flatMap(({ id, score, findings }) => {
        const side = sides.get(id);
        const reasons = findings.map((f) => ({ finding: f, zh: REASONS[f][0], en: REASONS[f][1] }));
        return side ? [{ id, ...side, score, reasons }] : [];
      }),
      decided: link.decided,
    })),
  };
}

/** What was decided about this list, taken to heart when the list is accepted and not before. */
export async function learnFrom(ctx: Ctx, links: Links, rows: readonly ImportRow[]): Promise<void> {
  const byRow = new Map(rows.map((row) => [row.row, row]));
  await teach(
    ctx,
    lessonsOf(links).flatMap(({ row, id, ...lesson }) => {
      const incoming = byRow.get(row);
      return incoming
        ? [{ ...lesson, origin: "import" as const, incoming: sideOf(incoming), knownId: id }]
        : [];
    }),
  );
}

const sideOf = ({ details: d }: ImportRow): Side => ({
  name: d.name,
  creditCode: d.creditCode,
  industryCode: d.industryCode,
  regionCode: d.regionCode,
  address: d.address,
});
