// What is said of the rows of a workbook of links before anything is written: at the cell, in a sentence.
import { firmKey, type LinkFacts, overfull, overlaps } from "./link.ts";

export type Finding = { column: string; code: string; severity: "error" | "warning"; zh: string; en: string };
export type Fields = Pick<
  LinkFacts,
  "product" | "share" | "essential" | "coverDays" | "switchDays" | "amount" | "validFrom" | "validTo"
> & { note: string };
export type RowEnds = Pick<LinkFacts, "supplierId" | "supplier" | "customerId" | "customer">;
export type Incoming = { row: number; ends: RowEnds; fields: Fields };
export type KnownLink = LinkFacts & { id: string };

const say = (column: string, code: string, zh: string, en: string): Finding => ({
  ...{ column, code, severity: "error", zh, en },
});

/** An end as the cells name it. `id` undefined: a code was given that nobody holds. */
export type Told = { code: string | null; name: string | null; id: string | null | undefined };

/** @param own the enterprise that brings the list in; null: the federation, which may speak of anybody */
export function findingsOfEnds(supplier: Told, customer: Told, own: string | null): Finding[] {
  const out: Finding[] = [];
  const sides = [
    ["supplier", "供应商", supplier],
    ["customer", "客户", customer],
  ] as const;
  for (const [side, zh, told] of sides) {
    if (told.code === null && told.name === null)
      out.push(
        say(
          `${side}_name`,
          "end_missing",
          `${zh}的代码和名称都没有填，至少填一项。`,
          `Give the ${side}'s code or its name.`,
        ),
      );
    else if (told.id === undefined)
      out.push(
        say(
          `${side}_code`,
          "code_unknown",
          `登记库里没有代码为“${told.code}”的企业。请核对代码；确实没有登记的，请清空代码、只填名称。`,
          `No enterprise holds the code ${told.code}. Check it, or clear it and give the name alone.`,
        ),
      );
    else if (told.id === null)
      out.push({
        ...say(
          `${side}_name`,
          "name_only",
          `登记库里没有“${told.name}”，只记名称。`,
          `${told.name} has no entry; only its name is kept.`,
        ),
        severity: "warning",
      });
  }
  if (out.some((one) => one.severity === "error")) return out;
  if (supplier.id === null && customer.id === null)
    out.push(
      say(
        "customer_name",
        "no_end_known",
        "供应商和客户至少有一家要在登记库里。",
        "At least one end needs an entry in the registry.",
      ),
    );
  else if (supplier.id === customer.id)
    out.push(
      say("customer_name", "same_ends", "供应商和客户是同一家企业。", "Supplier and customer are the same."),
    );
  else if (own !== null && supplier.id !== own && customer.id !== own)
    out.push(
      say(
        "supplier_name",
        "not_an_end",
        "只能填报本企业的供应商和客户：一端必须是本企业。",
        "One end must be your own enterprise.",
      ),
    );
  return out;
}

/** Days in order; each link once; the shares of one input not above the whole. */
export function findingsOfLinks(rows: readonly Incoming[]): Map<number, Finding> {
  const out = new Map<number, Finding>();
  const seen: Incoming[] = [];
  for (const row of rows) {
    const { fields } = row;
    if (fields.validTo !== null && fields.validTo < fields.validFrom) {
      out.set(
        row.row,
        say("valid_to", "days_order", "终止日期早于开始日期。", "It would end before it begins."),
      );
      continue;
    }
    const twin = seen.find((one) => same(one, row) && overlaps(one.fields, fields));
    if (twin) {
      const zh = `与第 ${twin.row} 行重复：同一供应商、客户和产品，日期重叠。`;
      out.set(
        row.row,
        say("product", "link_twice", zh, `The same link as row ${twin.row}, at overlapping dates.`),
      );
      continue;
    }
    seen.push(row);
    const inputs = seen.filter((one) => inputOf(one) === inputOf(row) && overlaps(one.fields, fields));
    const sum = overfull(inputs.map((one) => one.fields.share));
    if (sum !== null) {
      const percent = Math.round(sum * 100);
      const zh = `该客户这种产品各供应商的占比到这一行合计 ${percent}%，超过 100%。`;
      out.set(
        row.row,
        say("share", "shares_over", zh, `The shares of this input add up to ${percent} % here.`),
      );
    }
  }
  return out;
}

const inputOf = ({ ends, fields }: Incoming): string =>
  `${firmKey(ends.customerId, ends.customer)}|${fields.product}`;
const linkOf = (ends: RowEnds, product: string): string =>
  [firmKey(ends.supplierId, ends.supplier), firmKey(ends.customerId, ends.customer), product].join("|");
const same = (a: Incoming, b: Incoming): boolean =>
  linkOf(a.ends, a.fields.product) === linkOf(b.ends, b.fields.product);

export type Merged = { incoming: Incoming; known: KnownLink | null; changed: boolean };

/** Each row beside the link it speaks of. */
export function merged(rows: readonly Incoming[], known: readonly KnownLink[]): Merged[] {
  const byLink = Map.groupBy(known, (one) => linkOf(one, one.product));
  return rows.map((incoming) => {
    const { ends, fields } = incoming;
    const found = byLink.get(linkOf(ends, fields.product))?.find((one) => overlaps(one, fields)) ?? null;
    const keys = ["share", "essential", "coverDays", "switchDays", "amount", "validFrom", "validTo"] as const;
    return {
      incoming,
      known: found,
      changed: found === null || keys.some((key) => found[key] !== fields[key]),
    };
  });
}
