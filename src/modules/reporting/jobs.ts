// When time speaks to returns, in Asia/Shanghai: every night; every hour for the reminders that each association sets.
import type { Job } from "../../platform/jobs/job.ts";
import { lockOld, openPeriod } from "./actions/period.ts";
import { remindNearlyDue } from "./actions/remind.ts";

export const jobs: readonly Job[] = [
  { name: "reporting.open-period", cron: "30 0 * * *", run: (ctx) => openPeriod(ctx) },
  { name: "reporting.lock", cron: "0 2 * * *", run: (ctx) => lockOld(ctx) },
  { name: "reporting.remind-nearly-due", cron: "5 * * * *", run: (ctx) => remindNearlyDue(ctx) },
];
