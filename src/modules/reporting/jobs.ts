// When time speaks to returns: every night, in Asia/Shanghai.
import type { Job } from "../../platform/jobs/job.ts";
import { lockOld, openPeriod, remindNearlyDue } from "./actions/period.ts";

export const jobs: readonly Job[] = [
  { name: "reporting.open-period", cron: "30 0 * * *", run: (ctx) => openPeriod(ctx) },
  { name: "reporting.lock", cron: "0 2 * * *", run: (ctx) => lockOld(ctx) },
  { name: "reporting.remind-nearly-due", cron: "0 9 * * *", run: (ctx) => remindNearlyDue(ctx) },
];
