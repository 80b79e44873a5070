// Month after month of one family of sectors: what is near is computed, in the others the chain index follows while it
// moves; and what comes of it is written while the next is being computed.
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Ctx } from "../../../platform/ctx.ts";
import { type Computed, linkKey, type PartRow } from "../cells.ts";
import { type CellRow, factsText, follow } from "../facts.ts";
import { keep } from "../store/keep.ts";
import { type Beside, NOTHING } from "../store/part.ts";

export type Writer = {
  /** Begins once the one before has ended, and is awaited by the next or by `done`. */
  write(fn: () => Promise<void>): Promise<void>;
  done(): Promise<void>;
};

export function openWriter(): Writer {
  let last: Promise<void> = Promise.resolve();
  return {
    write: async (fn) => {
      await last;
      last = fn();
      last.catch(() => undefined);
    },
    done: () => last,
  };
}

export type Family = {
  formCode: string;
  /** A division with its groups, the key groups ("@") or all ("*"). */
  family: string;
  engine: string;
  months: readonly string[];
  near: ReadonlySet<string>;
  /** As kept so far, from the month before the first near one. */
  stored: ReadonlyMap<string, Beside>;
};

export const startOf = ({ months, near }: Pick<Family, "months" | "near">): string =>
  months[Math.max(0, months.findIndex((month) => near.has(month)) - 1)]!;

/** Cells that wait for being written. */
const MOST_CELLS = 50_000;

/**
 * @param each computes a near month; `regions`: the only ones it has computed, null: every one.
 * @returns how many cells were computed.
 */
export async function inOrder(
  ctx: Ctx,
  { formCode, family, engine, months, near, stored }: Family,
  writer: Writer,
  each: (
    month: string,
    previous: ReadonlyMap<string, PartRow>,
    old: Beside,
  ) => Promise<{ computed: Computed; regions: ReadonlySet<string> | null }>,
): Promise<number> {
  const first = months.findIndex((month) => near.has(month));
  if (first < 0) return 0;
  const waiting = () => ({
    scope: new Map<string, ReadonlySet<string> | null>(),
    cells: [] as CellRow[],
    moved: new Map<string, ReadonlySet<string>>(),
    beside: new Map<string, Beside>(),
  });
  let out = waiting();
  const flush = async () => {
    const kept = { formCode, family, engine, ...out };
    out = waiting();
    await writer.write(() => keep(ctx, kept));
  };
  let previous = stored.get(months[first - 1] ?? "") ?? NOTHING;
  let moving = true;
  let count = 0;
  for (const month of months.slice(first)) {
    const old = stored.get(month) ?? NOTHING;
    const done = near.has(month) ? await each(month, previous.links, old) : null;
    if (done === null && !moving) {
      previous = old;
      continue;
    }
    const regions = done ? done.regions : new Set<string>();
    const others = regions === null ? null : followed(previous, old, regions);
    const now = {
      links: new Map(others?.links),
      facts: new Map([...old.facts].filter(([key]) => others?.links.has(key))),
    };
    for (const part of done?.computed.parts ?? []) {
      const key = linkKey(part);
      now.links.set(key, { ...part, facts: null });
      if (part.facts) now.facts.set(key, factsText(part.facts));
    }
    if (done) {
      out.scope.set(month, regions);
      for (const cell of done.computed.cells) out.cells.push(cell);
      count += done.computed.cells.length;
    }
    if (others && others.moved.size > 0) out.moved.set(month, others.moved);
    moving = done !== null || (others?.moved.size ?? 0) > 0;
    if (moving) out.beside.set(month, now);
    previous = now;
    if (out.cells.length > MOST_CELLS) await flush();
    await nextTurn();
  }
  await flush();
  return count;
}

/** What was not computed anew: its index steps on from the month before. */
function followed(previous: Beside, old: Beside, computed: ReadonlySet<string>) {
  const links = new Map<string, PartRow>();
  const moved = new Set<string>();
  for (const [key, part] of old.links) {
    if (computed.has(part.region)) continue;
    const link = follow(previous.links.get(key)?.link ?? null, part.link);
    const same = link.index === part.link.index && link.chained === part.link.chained;
    if (!same) moved.add(part.region);
    links.set(key, same ? part : { ...part, link });
  }
  return { links, moved };
}
