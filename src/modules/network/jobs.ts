// What time does to the network: parts of runs are computed, workbooks nobody came back for are thrown away.
import type { Job } from "../../platform/jobs/job.ts";
import { workPart } from "./actions/work.ts";
import { sweepImports } from "./store/imports.ts";

const keptDays = 7;

export const jobs: readonly Job[] = [
  { name: "network.work", cron: "* * * * *", run: async () => undefined, step: workPart },
  {
    name: "network.sweep-imports",
    cron: "45 3 * * *",
    run: (ctx) => sweepImports(ctx, new Date(ctx.now.getTime() - keptDays * 86_400_000)),
  },
];
