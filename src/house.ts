// Opens the house: what server.ts, worker.ts and the commands that need the database have in common.
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { FastifyRequest } from "fastify";
import { modules } from "./modules/list.ts";
import { addressesOf, authPersons, resolveWho, shownBy } from "./modules/people/index.ts";
import { type Application, openApplication } from "./platform/application.ts";
import { type Auth, openAuth } from "./platform/auth/auth.ts";
import { authRows } from "./platform/auth/routes.ts";
import { secretKey } from "./platform/auth/secret.ts";
import { type Config, readConfig } from "./platform/config/config.ts";
import { folderUnwritable } from "./platform/config/start-problem.ts";
import type { Database } from "./platform/db/database.ts";
import { type OpenedDatabase, openAndMigrate } from "./platform/db/open.ts";
import { type DataKind, prepareData } from "./platform/demo/demo.ts";
import { keepFilesIn, sweepFiles } from "./platform/files/files.ts";
import { isLoopback } from "./platform/http/edge.ts";
import { prepareJobs } from "./platform/jobs/boss.ts";
import type { Job } from "./platform/jobs/job.ts";
import { mailJob, robotJob } from "./platform/notify/jobs.ts";
import { mailTo } from "./platform/notify/notify.ts";
import { openTransport } from "./platform/notify/post.ts";
import { sayDueMessages } from "./platform/notify/robot-post.ts";
import { openRobots } from "./platform/notify/robots.ts";
import { noticeRows } from "./platform/notify/routes.ts";
import { sealKey } from "./platform/notify/seal.ts";
import { guardOf } from "./platform/outgoing/guard.ts";
import { allMigrations, platformRefusalParts } from "./platform/parts.ts";
import { serveWeb, type WebOptions } from "./platform/web/web.ts";

export type House = {
  config: Config;
  application: Application;
  database: OpenedDatabase;
  jobs: readonly Job[];
  kind: DataKind;
  /** The one-time token of the first set-up; null when there is an administrator or a demo. */
  startToken: string | null;
  close(): Promise<void>;
};

export type Opening = {
  env: NodeJS.ProcessEnv;
  empty: boolean;
  demo: boolean;
  log: (line: string) => void;
  web?: Pick<WebOptions, "folder">;
};

export async function openHouse({ env, empty, demo, log, web }: Opening): Promise<House> {
  const config = readConfig(env);
  try {
    makeFolder(config.home);
  } catch (cause) {
    throw folderUnwritable(config.home, cause);
  }
  keepFilesIn(config.home);
  const database = await openAndMigrate(config, allMigrations(modules), log);
  const startToken = empty ? randomBytes(12).toString("base64url") : null;
  const secure = config.PUBLIC_URL?.startsWith("https:") ?? false;
  const site = config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`;
  const auth: Auth = await openAuth({
    app: database.app,
    secret: secretKey(config.home),
    secure,
    mail: config.SMTP_URL ? mailTo : null,
    demoAllowed: database.embedded && isLoopback(config.HOST),
    startToken,
    persons: authPersons,
  });
  let db: Database | null = null;
  const post = {
    transport: config.SMTP_URL ? openTransport(config.SMTP_URL) : null,
    from: config.MAIL_FROM,
    site,
    addressesOf: (persons: readonly string[]) => db!.asSystem(new Date(), (ctx) => addressesOf(ctx, persons)),
  };
  const robots = { guard: guardOf(config), key: sealKey(secretKey(config.home)) };
  const robotPost = { ...robots, site, deliver: () => sayDueMessages(db!, robots, new Date()) };
  openRobots(robotPost);
  const sweep: Job = {
    name: "files-sweep",
    cron: "20 3 * * *",
    run: (ctx) => sweepFiles(ctx, config.home).then(() => undefined),
  };
  const jobs: Job[] = [
    mailJob(() => ({ db: db!, post })),
    robotJob(() => robotPost),
    sweep,
    ...modules.flatMap((m) => m.jobs ?? []),
  ];
  const application = await openApplication({
    app: database.app,
    modules,
    platformRows: [...authRows(auth), ...noticeRows],
    platformRefusals: platformRefusalParts,
    publicUrl: config.PUBLIC_URL ? new URL(config.PUBLIC_URL) : null,
    trustProxy: config.TRUST_PROXY,
    logger: {
      level: config.LOG_LEVEL,
      redact: ["req.headers.cookie", "req.headers.authorization", "req.remoteAddress"],
    },
    resolveWho: (opened, permissions, request) =>
      resolveWho(opened, {
        by: shownBy(request.headers.authorization, auth.tokenOf(request.cookies)),
        actingFor: asked(request, "x-acting-for") ?? (request.query as { as?: string }).as ?? null,
        language: languageAsked(request),
        permissions,
        now: new Date(),
      }),
    ...(web ? { extend: (server, _db, told) => serveWeb(server, { ...web, ...told }) } : {}),
  });
  db = application.db;
  await prepareJobs(database.owner, jobs);
  const kind = await prepareData(
    application.db,
    modules,
    new Date(),
    demo || (database.embedded && !empty),
    config.WENLIAN_DEMO_ENTERPRISES,
    log,
  );
  return {
    config,
    application,
    database,
    jobs,
    kind,
    startToken,
    close: async () => {
      await application.close();
      await auth.close();
      await database.stop();
    },
  };
}

const asked = (request: FastifyRequest, header: string): string | null => {
  const value = request.headers[header];
  return typeof value === "string" && value !== "" ? value : null;
};

function languageAsked(request: FastifyRequest): "zh" | "en" | null {
  const chosen = asked(request, "x-language");
  return chosen === "en" || chosen === "zh" ? chosen : null;
}

/** Step by step: the recursive mkdir of Node never returns where the file system refuses without a reason (/proc). */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}
