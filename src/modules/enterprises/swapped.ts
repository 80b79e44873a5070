// Codes that changed places between two rows of a list: asked back, since taking them would swap two enterprises' names.
import { nameKey } from "../../engines/identity/index.ts";
import type { Details } from "./contract.ts";
import type { Finding } from "./import-findings.ts";
import type { ImportRow } from "./merge.ts";

type Registered = { id: string; details: Details; formerNames: readonly string[] };

/**
 * @param holders registered code → the enterprise that holds it
 * @returns by row, what is to be asked: its code is one enterprise's and its name that of another one in this list
 */
export function swappedCodes(
  rows: readonly ImportRow[],
  holders: ReadonlyMap<string, string>,
  known: ReadonlyMap<string, Registered>,
): Map<number, Finding> {
  const heldBy = (row: ImportRow) => known.get(holders.get(row.details.creditCode ?? "") ?? "");
  const byName = new Map(
    rows.flatMap((row) => {
      const held = heldBy(row);
      return held ? [[nameKey(held.details.name), held] as const] : [];
    }),
  );
  const out = new Map<number, Finding>();
  for (const row of rows) {
    const held = heldBy(row);
    const named = byName.get(nameKey(row.details.name));
    if (!held || !named || named.id === held.id) continue;
    const own = [held.details.name, ...held.details.aliases, ...held.formerNames].map(nameKey);
    if (own.includes(nameKey(row.details.name))) continue;
    const [a, b] = [held.details, named.details];
    out.set(row.row, {
      column: "credit_code",
      code: "code_swapped",
      severity: "error",
      zh: `代码 ${a.creditCode} 登记的是“${a.name}”，这一行写的却是“${b.name}”（代码 ${b.creditCode}）。两行的代码是不是填反了？请改正后再导入；确实更名的，请在企业页面修改。`,
      en: `${a.creditCode} is registered for ${a.name}, but this row says ${b.name} (${b.creditCode}). Were the codes of two rows swapped? Correct them; a real change of name is made on the enterprise's page.`,
    });
  }
  return out;
}
