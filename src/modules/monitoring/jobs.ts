// What time does to monitoring: marks that a crash left behind are computed; after the deadline the first vintage stands.
import type { Job } from "../../platform/jobs/job.ts";
import { computeMarked, recomputeGroups } from "./actions/compute.ts";

export const jobs: readonly Job[] = [
  { name: "monitoring.compute-marked", cron: "*/10 * * * *", run: (ctx) => computeMarked(ctx) },
  { name: "monitoring.compute-groups", cron: "20 3 * * *", run: (ctx) => recomputeGroups(ctx) },
];
