// A process that only works the jobs and the outbox, beside servers that share its database.
import { openHouse } from "./house.ts";
import { StartProblem } from "./platform/config/start-problem.ts";
import { openJobs } from "./platform/jobs/boss.ts";

try {
  const house = await openHouse({
    env: process.env,
    empty: false,
    demo: false,
    log: (line) => console.log(line),
  });
  const { application, database } = house;
  const fault = (error: unknown, job: string): void =>
    application.server.log.error({ err: error, job }, "job failed");
  const jobs = await openJobs(database.app, application.db, house.jobs, () => new Date(), fault);
  const sweep = setInterval(() => application.outbox.poke(), 2000);
  console.log("稳链：任务进程已启动 Wenlian: working jobs");
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, async () => {
      clearInterval(sweep);
      await jobs.stop();
      await house.close();
      process.exit(0);
    });
  }
} catch (error) {
  console.error(error instanceof StartProblem ? error.sentence : error);
  process.exit(1);
}
