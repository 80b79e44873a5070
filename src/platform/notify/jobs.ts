// What time does for mail and chat groups: every minute whatever is due leaves.
import type { Database } from "../db/database.ts";
import type { Job } from "../jobs/job.ts";
import { type Post, sendDueMails } from "./post.ts";
import type { RobotPost } from "./robots.ts";

/** @param open asked at each run, so that the list of jobs can be written before the database is open. */
export function mailJob(open: () => { db: Database; post: Post }): Job {
  return {
    name: "platform.mail",
    cron: "* * * * *",
    run: async (ctx) => {
      // After the job's own transaction: none stays open while a mail server takes its time.
      ctx.afterCommit(async () => {
        const { db, post } = open();
        await sendDueMails(db, post, ctx.now);
      });
    },
  };
}

export function robotJob(open: () => Pick<RobotPost, "deliver">): Job {
  return {
    name: "platform.robot",
    cron: "* * * * *",
    run: async (ctx) => {
      ctx.afterCommit(async () => {
        await open().deliver();
      });
    },
  };
}
