// What the start tests share: folders of their own, processes that hold a database, and a way to end both.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll } from "vitest";
import { startEmbedded } from "../../src/platform/db/embedded/index.ts";

export const root = path.resolve(import.meta.dirname, "../..");

export type TemporaryFolder = { folder: string; remove: () => void };

/** A folder below /tmp, open to the database's user, gone afterwards together with any server in it. */
export function temporaryFolder(): TemporaryFolder {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "wenlian-start-"));
  fs.chmodSync(folder, 0o755);
  return {
    folder,
    remove: () => {
      for (const home of [folder, ...fs.readdirSync(folder).map((name) => path.join(folder, name))]) {
        const pid = databasePid(home);
        if (pid) kill(pid, "SIGQUIT");
      }
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

let foundation: Promise<TemporaryFolder> | undefined;
afterAll(async () => (await foundation)?.remove());

/** The same with an empty database laid out already: making one takes a second, copying it much less. */
export async function laidOutFolder(): Promise<TemporaryFolder> {
  foundation ??= (async () => {
    const first = temporaryFolder();
    await (await startEmbedded({ home: first.folder, log: () => undefined, fsync: false })).stop();
    return first;
  })();
  const place = temporaryFolder();
  const from = path.join((await foundation).folder, "database");
  spawnSync("cp", ["-a", from, path.join(place.folder, "database")]);
  return place;
}

export function databasePid(home: string): number | undefined {
  try {
    return (
      Number.parseInt(fs.readFileSync(path.join(home, "database/postmaster.pid"), "utf8"), 10) || undefined
    );
  } catch {
    return undefined;
  }
}

export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already, which is what was wanted.
  }
}

export function runs(pid: number): boolean {
  const asked = spawnSync("ps", ["-p", String(pid), "-o", "stat="], { encoding: "utf8" });
  return asked.status === 0 && !asked.stdout.trim().startsWith("Z");
}

export type Holder = {
  child: ChildProcess;
  pid: number;
  said: () => string;
  /** Waits for a line; fails with everything said when the process ends first. */
  line: (pattern: RegExp) => Promise<string>;
  ended: Promise<number | null>;
};

/** A process of its own, by default one that opens the database and writes numbered rows until it is ended. */
export function start(
  args: string[],
  options: { env?: Record<string, string>; program?: string } = {},
): Holder {
  const env = { ...process.env, ...options.env };
  const child = spawn(options.program ?? process.execPath, args, {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const watchers = new Set<() => void>();
  const hear = (part: Buffer) => {
    text += part;
    for (const watcher of watchers) watcher();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  const line = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const found = text
          .split("\n")
          .slice(0, -1)
          .find((one) => pattern.test(one));
        if (found !== undefined) {
          watchers.delete(look);
          resolve(found);
        }
      };
      watchers.add(look);
      void ended.then(() => {
        look();
        reject(new Error(`ended before ${pattern}:\n${text}`));
      });
      look();
    });
  return { child, pid: child.pid!, said: () => text, line, ended };
}

export const writer = (home: string) => start([path.join(root, "test/start/writer.ts"), home]);
