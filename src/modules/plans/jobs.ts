// What time does to plans: late tasks every five minutes, ending plans every morning, in Asia/Shanghai.
import type { Job } from "../../platform/jobs/job.ts";
import { remindEnding, tellLate } from "./actions/time.ts";

export const jobs: readonly Job[] = [
  { name: "plans.tell-late", cron: "*/5 * * * *", run: (ctx) => tellLate(ctx) },
  { name: "plans.remind-ending", cron: "20 8 * * *", run: (ctx) => remindEnding(ctx) },
];
