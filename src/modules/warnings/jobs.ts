// What time does to warnings: new figures are judged, and what nobody looked at in time is passed on.
import type { Job } from "../../platform/jobs/job.ts";
import { watchIfDue } from "./actions/watch.ts";

export const jobs: readonly Job[] = [
  { name: "warnings.watch", cron: "*/10 * * * *", run: (ctx) => watchIfDue(ctx) },
];
