// The federation's own database without installing one: a real PostgreSQL from npm, kept under the data folder.
import type { Client } from "pg";
import { StartProblem } from "../../config/start-problem.ts";
import { findBinaries } from "./binaries.ts";
import { prepareCluster } from "./cluster.ts";
import { connect, createDatabase, type DatabaseConnection, giveUpHold, takeHold } from "./hold.ts";
import { type Place, preparePlace } from "./place.ts";
import { isRunning, launch, look, type Postmaster, shutDown, waitUntilGone } from "./postmaster.ts";

export type { DatabaseConnection } from "./hold.ts";

export type EmbeddedOptions = {
  home: string;
  log: (line: string) => void;
  /** Only a test may turn this off: without it a power cut loses what was acknowledged. */
  fsync?: boolean;
};

export type Embedded = {
  connection: DatabaseConnection;
  dataDir: string;
  /** Lets go of the database, and stops it when no other process of ours still uses it. */
  stop(): Promise<void>;
};

const PATIENCE_MS = 60_000;

export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  if (process.platform === "win32") {
    throw new StartProblem(
      "platform-unsupported",
      "在 Windows 上不带内置数据库。请安装 PostgreSQL 15 或更新版本，并设置 DATABASE_URL（或在 WSL 里运行）。",
      "There is no built-in database on Windows. Install PostgreSQL 15 or newer and set DATABASE_URL (or run inside WSL).",
    );
  }
  const place = preparePlace(options.home, options.log);
  const binaries = findBinaries(place, options.log);
  const fsync = options.fsync ?? true;
  await prepareCluster(place, binaries, { fsync, log: options.log });

  const open = () => openDatabase(place, { ...options, fsync, binaries });
  let hold = await open();
  let stopping = false;
  let repairing: Promise<void> | undefined;

  const watch = (client: Client) => {
    client.once("end", () => {
      if (!stopping) repairing = repair();
    });
  };
  const repair = async () => {
    options.log("数据库意外中断，正在恢复 The database went away; bringing it back");
    for (let attempt = 1; attempt <= 5 && !stopping; attempt++) {
      try {
        hold = await open();
        watch(hold);
        options.log("数据库已恢复 The database is back");
        return;
      } catch (error) {
        options.log(`第 ${attempt} 次恢复未成功 attempt ${attempt} failed: ${String(error)}`);
        await new Promise((resolve) => setTimeout(resolve, 1000 * attempt));
      }
    }
  };
  watch(hold);

  return {
    connection: { host: place.socketDir, port: place.port, user: "postgres", database: "wenlian" },
    dataDir: place.dataDir,
    async stop() {
      if (stopping) return;
      stopping = true;
      await repairing;
      const last = await giveUpHold(hold);
      const running = last ? look(place, binaries) : undefined;
      if (running && isRunning(running)) await shutDown(place, running.pid);
    },
  };
}

type Opening = EmbeddedOptions & { fsync: boolean; binaries: ReturnType<typeof findBinaries> };

/** Adopts the server that already runs here, or starts one; returns the connection that holds it up. */
async function openDatabase(place: Place, opening: Opening): Promise<Client> {
  const until = Date.now() + PATIENCE_MS;
  let lastError: unknown;
  while (Date.now() < until) {
    const found: Postmaster = look(place, opening.binaries);
    try {
      if (found.state === "other-binaries") {
        opening.log("换用新版数据库程序 Restarting the database with the installed binaries");
        await shutDown(place, found.pid);
      } else if (found.state !== "ours") {
        const outcome = await launch(place, opening.binaries, opening.fsync, until);
        if (outcome.state === "failed") throw outcome.problem;
      }
      const client = await connect(place, "postgres", until);
      if (await takeHold(client, place, opening.binaries.version)) {
        if (found.state === "ours")
          opening.log("接管了仍在运行的数据库 Took over the database still running");
        await createDatabase(client, "wenlian");
        return client;
      }
      // Somebody is just stopping it: wait for the end, then start anew.
      await client.end();
      await waitUntilGone(place, until);
    } catch (error) {
      if (error instanceof StartProblem) throw error;
      lastError = error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  throw new StartProblem(
    "database-will-not-start",
    `内置数据库 60 秒内没有就绪。数据没有改动；请查看 ${place.logFile} 的最后几行。`,
    `The built-in database was not ready within 60 s. No data was touched; see the last lines of ${place.logFile}.`,
    lastError,
  );
}
