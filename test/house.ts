// A whole house as a process of its own: the real server on a free port with its data folder, as `npm start` runs it.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../", import.meta.url));

export type House = {
  address: string;
  home: string;
  process: ChildProcess;
  output(): string;
  /** As if the power went out: no chance to tidy up. The database runs on unless it is named too. */
  kill(what: { database: boolean }): Promise<void>;
  /** Ctrl-C; the folder stays. */
  stop(): Promise<void>;
  /** Stops and takes the folder away. */
  close(): Promise<void>;
};

export type Opening = { flags?: string[]; env?: NodeJS.ProcessEnv; home?: string; port?: number };

export async function openHouse(opening: Opening = {}): Promise<House> {
  const home = opening.home ?? newFolder();
  const port = opening.port ?? (await freePort());
  let said = "";
  const server = spawn(process.execPath, [join(root, "src/server.ts"), ...(opening.flags ?? [])], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      WENLIAN_HOME: home,
      NODE_ENV: "",
      DATABASE_URL: "",
      // A house a test opens is a small one, unless it asks for more.
      WENLIAN_DEMO_ENTERPRISES: "200",
      ...opening.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (chunk) => (said += String(chunk)));
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const address = `http://127.0.0.1:${port}`;
  const until = Date.now() + 240_000;
  while (!(await ready(address))) {
    if (server.exitCode !== null || Date.now() > until) {
      server.kill("SIGKILL");
      throw new Error(`the server did not get ready:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) server.kill("SIGTERM");
    await ended;
  };
  return {
    address,
    home,
    process: server,
    output: () => said,
    kill: async ({ database }) => {
      const pid = databasePid(home);
      if (database && pid) process.kill(pid, "SIGKILL");
      server.kill("SIGKILL");
      await ended;
    },
    stop,
    close: async () => {
      await stop();
      removeFolder(home);
    },
  };
}

/** Below the temporary folder and open to the database's own user. */
export function newFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "wenlian-house-"));
  chmodSync(folder, 0o755);
  return folder;
}

/** A folder with the demo federation in it, made once and copied for each who needs a state of his own. */
export async function preparedFolder(): Promise<{ folder: string; remove(): void }> {
  // For whoever writes a journey: the minute of preparing is saved by naming a folder prepared before.
  const given = process.env.WENLIAN_PREPARED_HOME;
  if (given) return { folder: given, remove: () => undefined };
  const folder = newFolder();
  await (await openHouse({ home: folder })).stop();
  return { folder, remove: () => removeFolder(folder) };
}

/** A house's folder again under another name; nobody may live in it meanwhile. */
export function copyFolder(from: string): string {
  const folder = newFolder();
  spawnSync("cp", ["-a", `${from}/.`, folder]);
  return folder;
}

/** A database left alone by a killed server goes with its folder. */
export function removeFolder(home: string): void {
  const pid = databasePid(home);
  if (pid) {
    try {
      process.kill(pid, "SIGQUIT");
    } catch {
      // Gone already, which is what was wanted.
    }
  }
  rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

export function databasePid(home: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(join(home, "database/postmaster.pid"), "utf8"), 10) || undefined;
  } catch {
    return undefined;
  }
}

const ready = (address: string): Promise<boolean> =>
  fetch(`${address}/readyz`).then(
    (response) => response.ok,
    () => false,
  );

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  return port;
}
