// Edits of one report that need no peers, and whom to call first about the doubtful ones.
// Granquist & Kovar, in Survey Measurement and Process Quality, Wiley 1997 (selective editing).

export type ReportFacts = {
  /** Percent; money or quantity; units of energy; heads. Undefined: not asked or not answered. */
  utilisation?: number;
  output?: number;
  energy?: number;
  employees?: number;
  employeesBefore?: number;
};
export type Edit = {
  code: "UTILISATION_RANGE" | "NEGATIVE" | "ENERGY_ZERO" | "EMPLOYEES_JUMP";
  hard: boolean;
};

/** Hard edits are impossible, soft ones ask for a reason. Unknown figures raise nothing. */
export function reportEdits(facts: ReportFacts): Edit[] {
  const { utilisation, output, energy, employees, employeesBefore } = facts;
  const found: Edit[] = [];
  if (utilisation !== undefined && (utilisation < 0 || utilisation > 120)) {
    found.push({ code: "UTILISATION_RANGE", hard: true });
  }
  if ([output, energy, employees].some((v) => v !== undefined && v < 0))
    found.push({ code: "NEGATIVE", hard: true });
  if (energy === 0 && output !== undefined && output > 0) found.push({ code: "ENERGY_ZERO", hard: false });
  if (employees !== undefined && employeesBefore !== undefined && employeesBefore >= 10) {
    const ratio = employees / employeesBefore;
    // A third of the staff in one month, or half as many again.
    if (ratio < 0.67 || ratio > 1.5) found.push({ code: "EMPLOYEES_JUMP", hard: false });
  }
  return found;
}

export type Doubt = { value: number; expected: number; weight: number };

/**
 * Places of the reports worth a call, largest effect first, so that what is left unasked may move the cell's total by
 * less than `tolerance`: |weight · (value − expected)| ÷ total, summed. Reports without expectation are never listed.
 */
export function callFirst(reports: readonly Doubt[], total: number, tolerance = 0.01): number[] {
  const effects = reports.map(
    ({ value, expected, weight }) => Math.abs(weight * (value - expected)) / Math.abs(total),
  );
  const order = [...effects.keys()]
    .filter((i) => (effects[i] as number) > 0)
    .sort((a, b) => (effects[b] as number) - (effects[a] as number) || a - b);
  let left = order.reduce((sum, i) => sum + (effects[i] as number), 0);
  const called: number[] = [];
  for (const i of order) {
    if (left < tolerance) break;
    called.push(i);
    left -= effects[i] as number;
  }
  return called;
}
