// Returns of an industry for whoever computes it: some months at a time, so that a hundred thousand enterprises fit.
import type { Ctx } from "../../../platform/ctx.ts";
import type { ScopedDb } from "../../../platform/db/scoped.ts";
import type { Vintage } from "../contract.ts";
import { type Figure, type Standing, standingOfReturns } from "../standing.ts";
import type { Merged } from "../store/merged.ts";
import { readReturns } from "../store/returns.ts";

/** The system itself reads in its own transaction, where rows of the first start are not yet committed. */
export function wider<T>(ctx: Ctx, fn: (db: ScopedDb) => Promise<T>): Promise<T> {
  return ctx.who.roles.has("system") ? fn(ctx.db) : ctx.system("monitoring.cells", fn);
}

const MONTHS_AT_ONCE = 12;

export type Reading = {
  readonly standing: Standing;
  /** Reads these months where they are not at hand; forgets what lies before `oldest`. */
  need(months: readonly (string | undefined)[], oldest: string): Promise<void>;
};

/** @param months that will be asked for, oldest first; the first of them are being read when this returns. */
export function openReading(
  ctx: Ctx,
  of: { formCode: string; sector: string; indicators: readonly string[]; merged: Merged },
  months: readonly string[],
): Reading {
  const standing = new Map<string, Record<Vintage, Map<string, Figure[]>>>();
  const read = (some: readonly string[]) => {
    const rows = wider(ctx, (db) => readReturns(db, { ...of, months: some }));
    // Whoever asks for them hears of a fault.
    rows.catch(() => undefined);
    return { months: some, rows };
  };
  let at = 0;
  const next = () => {
    const some = months.slice(at, at + MONTHS_AT_ONCE);
    at += some.length;
    return some.length === 0 ? null : read(some);
  };
  let coming = next();
  const known = new Set<string>();
  return {
    standing,
    need: async (wanted, oldest) => {
      while (coming && wanted.some((month) => month !== undefined && !known.has(month) && month >= oldest)) {
        const { rows, months: some } = coming;
        const returns = await rows;
        coming = next();
        standingOfReturns(returns, of.indicators, standing);
        for (const month of some) known.add(month);
      }
      for (const sides of standing.values())
        for (const side of [sides.first, sides.final])
          for (const month of side.keys()) if (month < oldest) side.delete(month);
    },
  };
}
