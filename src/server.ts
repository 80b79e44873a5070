// `npm start`: opens the house, its doors and its jobs, and closes them in order.
import { openHouse } from "./house.ts";
import { portTaken, StartProblem } from "./platform/config/start-problem.ts";
import { openJobs } from "./platform/jobs/boss.ts";

const started = performance.now();
const flags = new Set(process.argv.slice(2));
const log = (line: string): void => console.log(line);

try {
  const web = { folder: new URL("../dist/web/", import.meta.url) };
  const house = await openHouse({
    env: process.env,
    empty: flags.has("--empty"),
    demo: flags.has("--demo"),
    log,
    web,
  });
  const { application, config, database } = house;
  const fault = (error: unknown, job: string): void =>
    application.server.log.error({ err: error, job }, "job failed");
  const jobs = await openJobs(database.app, application.db, house.jobs, () => new Date(), fault);
  await application.server.listen({ port: config.PORT, host: config.HOST }).catch((error) => {
    throw error.code === "EADDRINUSE" ? portTaken(config.PORT) : error;
  });
  application.outbox.poke();
  const sweep = setInterval(() => application.outbox.poke(), 10_000);

  const address =
    config.PUBLIC_URL ?? `http://${config.HOST === "0.0.0.0" ? "127.0.0.1" : config.HOST}:${config.PORT}`;
  log(`\n  稳链 Wenlian  →  ${address}    (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  if (house.kind === "demo")
    log("  演示数据 Demo data: 登录页可一键体验 one-click sign-in；移除 remove: npx wenlian demo remove");
  if (house.startToken)
    log(`  首位管理员 First administrator: ${address}/first-start?token=${house.startToken}`);
  log("  Ctrl-C 停止 stops\n");

  let closing = false;
  const close = async (): Promise<void> => {
    if (closing) return;
    closing = true;
    // A connection that never ends must not keep the process: what was acknowledged is on disk, the next start recovers.
    setTimeout(() => process.exit(1), 20_000).unref();
    clearInterval(sweep);
    await jobs.stop();
    await house.close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void close());
} catch (error) {
  console.error(error instanceof StartProblem ? `\n${error.sentence}\n` : error);
  process.exit(1);
}
