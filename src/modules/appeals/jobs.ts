// What time does to appeals: every five minutes whose clock has run out is told up the line.
import type { Job } from "../../platform/jobs/job.ts";
import { escalateLate } from "./actions/time.ts";

export const jobs: readonly Job[] = [
  { name: "appeals.escalate-late", cron: "*/5 * * * *", run: (ctx) => escalateLate(ctx) },
];
