// A scenario as people write it, with provinces, industries, products and firms, turned into the engine's numbers.
import type { Scenario as Numbered, ScenarioPart as NumberedPart } from "../../engines/cascade/index.ts";
import type { Inputs } from "./inputs.ts";
import type { Scenario, ScenarioPart } from "./runs/contract.ts";

/** @param industryOf industry of whoever makes a product */
export function numbered(
  scenario: Scenario,
  inputs: Pick<Inputs, "firms" | "sectors" | "sector">,
  industryOf: ReadonlyMap<string, string>,
): Numbered {
  return { name: scenario.name, parts: scenario.parts.map((part) => numberedPart(part, inputs, industryOf)) };
}

function numberedPart(
  part: ScenarioPart,
  { firms, sectors }: Pick<Inputs, "firms" | "sectors">,
  industryOf: ReadonlyMap<string, string>,
): NumberedPart {
  const heads = [...part.industries, ...part.products.flatMap((code) => industryOf.get(code) ?? [])];
  const wanted = new Set(part.firms);
  const all = provincesOf({ firms });
  return {
    ...{ kind: part.kind, share: part.share, from: part.from, restore: part.restore },
    ...(part.days === null ? {} : { days: part.days }),
    ...(part.provinces.length > 0 ? { regions: part.provinces.map((code) => all.codes.indexOf(code)) } : {}),
    // A product that nobody knows strikes nobody, not everybody.
    ...(part.industries.length + part.products.length > 0
      ? { sectors: sectors.flatMap((code, k) => (heads.some((head) => code.startsWith(head)) ? [k] : [])) }
      : {}),
    ...(part.firms.length > 0
      ? { firms: firms.flatMap((firm, i) => (firm.id !== null && wanted.has(firm.id) ? [i] : [])) }
      : {}),
  };
}

/** Provinces by number; the last one stands for firms of which none is known. */
export function provincesOf({ firms }: Pick<Inputs, "firms">): { codes: string[]; of: number[] } {
  const codes = [...new Set(firms.flatMap((firm) => firm.province ?? []))].sort();
  const at = new Map(codes.map((code, i) => [code, i]));
  return { codes, of: firms.map((firm) => (firm.province === null ? codes.length : at.get(firm.province)!)) };
}

/** The number of the first part that strikes nobody; null where all do. */
export function idlePart(scenario: Numbered, inputs: Pick<Inputs, "firms" | "sector">): number | null {
  const { of } = provincesOf(inputs);
  const idle = scenario.parts.findIndex(
    ({ regions, sectors, firms }) =>
      !inputs.firms.some(
        (_, i) =>
          (!regions || regions.includes(of[i]!)) &&
          (!sectors || sectors.includes(inputs.sector[i]!)) &&
          (!firms || firms.includes(i)),
      ),
  );
  return idle < 0 ? null : idle + 1;
}
