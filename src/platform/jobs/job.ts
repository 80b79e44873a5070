// What time does: a name, when, and the deed. Runs as the system.
import type { Ctx } from "../ctx.ts";

export type Job = {
  name: string;
  /** Five cron fields, read in Asia/Shanghai; left out: only when asked for. */
  cron?: string;
  run: (ctx: Ctx, data: Readonly<Record<string, unknown>>) => Promise<void>;
  /** Long work in steps, each in a transaction of its own, after the run; false: nothing is left. */
  step?: (ctx: Ctx) => Promise<boolean>;
};
