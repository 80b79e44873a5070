// What time does to the registry: uploaded lists that nobody came back for are thrown away.
import type { Job } from "../../platform/jobs/job.ts";
import { sweepImports } from "./store/imports.ts";

const keptDays = 7;

export const jobs: readonly Job[] = [
  {
    name: "enterprises.sweep-imports",
    cron: "40 3 * * *",
    run: (ctx) => sweepImports(ctx, new Date(ctx.now.getTime() - keptDays * 86_400_000)),
  },
];
