// The size class with what it rests on, as the page shows it: value, thresholds of each class, rule and source.
import type { SizeClass, SizeEvidence } from "./contract.ts";
import type { RowFacts } from "./merge.ts";
import { type SizeTable, sizeClass } from "./size-class.ts";

/** @param facts newest first; the newest year that says anything decides. */
export function sizeWithEvidence(
  industryCode: string | null,
  facts: readonly RowFacts[],
  table: SizeTable,
  computedAt: string,
): { sizeClass: SizeClass; evidence: SizeEvidence } {
  const newest = facts.find((f) => f.employees !== null || f.revenue !== null || f.assets !== null) ?? null;
  const verdict = sizeClass(
    {
      industry_code: industryCode,
      employees: newest?.employees ?? null,
      revenue: newest?.revenue ?? null,
      assets: newest?.assets ?? null,
    },
    table,
  );
  const row = table.rows.find((r) => r.industry === verdict.row);
  const steps = verdict.evidence.map(({ indicator, value, unit, tier }) => {
    const asked = row?.indicators.find((i) => i.key === indicator);
    return {
      indicator,
      value,
      unit,
      thresholds: {
        large: asked?.large_min ?? 0,
        medium: asked?.medium_min ?? 0,
        small: asked?.small_min ?? 0,
      },
      gives: tier,
    };
  });
  const { missing, notes, rule, source } = verdict;
  const confidence = verdict.confidence as SizeEvidence["confidence"];
  return {
    sizeClass: verdict.sizeClass,
    evidence: {
      year: newest?.year ?? null,
      row: verdict.row,
      steps,
      missing,
      notes,
      rule,
      source,
      confidence,
      computedAt,
    },
  };
}
