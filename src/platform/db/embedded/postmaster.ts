// The database's main process: is it there, is it ours, start it, stop it.
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { StartProblem } from "../../config/start-problem.ts";
import type { Binaries } from "./binaries.ts";
import type { Place } from "./place.ts";

export type Postmaster = { state: "ours" | "other-binaries"; pid: number } | { state: "none" };

export const isRunning = (found: Postmaster): found is Exclude<Postmaster, { state: "none" }> =>
  found.state !== "none";

export function look(place: Place, binaries: Binaries): Postmaster {
  const pid = recordedPid(place);
  if (pid === undefined || !isAlive(pid)) return { state: "none" };
  const program = programOf(pid);
  if (!program?.args.includes(place.dataDir)) {
    // After a crash the number may belong to anybody by now; PostgreSQL would believe the note and not start.
    clearNotes(place);
    return { state: "none" };
  }
  return { state: program.file === binaries.postgres ? "ours" : "other-binaries", pid };
}

export type Launched = { state: "running" } | { state: "failed"; problem: StartProblem };

export async function launch(
  place: Place,
  binaries: Binaries,
  fsync: boolean,
  until: number,
): Promise<Launched> {
  turnLog(place.logFile);
  const from = fs.existsSync(place.logFile) ? fs.statSync(place.logFile).size : 0;
  const out = fs.openSync(place.logFile, "a", 0o640);
  // A start with sudo must not leave a log that the folder's owner cannot write to later.
  const { uid, gid } = fs.statSync(place.home);
  if (place.runAs) fs.fchownSync(out, uid, gid);
  const env = { PATH: process.env.PATH ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };
  // Its own session: Ctrl-C in the terminal reaches us, and we stop it when the last request is answered.
  const child = spawn(binaries.postgres, ["-D", place.dataDir, ...settings(place, fsync)], {
    ...place.runAs,
    cwd: place.home,
    env,
    detached: true,
    stdio: ["ignore", out, out],
  });
  fs.closeSync(out);
  child.unref();
  const ended = new Promise<"ended">((resolve) => {
    child.once("exit", () => resolve("ended"));
    child.once("error", () => resolve("ended"));
  });
  while (Date.now() < until) {
    if (isReady(place, child.pid)) return { state: "running" };
    const turn = await Promise.race([ended, pause(25)]);
    if (turn !== "ended") continue;
    const said = fs.readFileSync(place.logFile).subarray(from).toString("utf8");
    // Another start was quicker, or the children of a killed server are still leaving: look again.
    if (/pre-existing shared memory|lock file .* already exists/.test(said)) {
      await pause(200);
      return { state: "running" };
    }
    return { state: "failed", problem: refused(place, said) };
  }
  return { state: "running" };
}

export async function shutDown(place: Place, pid: number): Promise<void> {
  try {
    process.kill(pid, "SIGINT");
  } catch {
    return;
  }
  await waitUntilGone(place, Date.now() + 30_000, pid);
}

export async function waitUntilGone(place: Place, until: number, pid = recordedPid(place)): Promise<void> {
  while (Date.now() < until && pid !== undefined && recordedPid(place) === pid && isAlive(pid))
    await pause(20);
}

/** A zombie answers to signal 0 but holds nothing any more. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  try {
    return !/^\d+ \(.*\) Z/s.test(fs.readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return true;
  }
}

const notesFile = (place: Place) => path.join(place.dataDir, "postmaster.pid");

function notes(place: Place): string[] {
  try {
    return fs.readFileSync(notesFile(place), "utf8").split("\n");
  } catch {
    return [];
  }
}

function recordedPid(place: Place): number | undefined {
  const pid = Number.parseInt(notes(place)[0] ?? "", 10);
  return pid > 0 ? pid : undefined;
}

const isReady = (place: Place, pid: number | undefined) =>
  recordedPid(place) === pid && notes(place)[7]?.trim() === "ready";

function clearNotes(place: Place): void {
  fs.rmSync(notesFile(place), { force: true });
  for (const name of [`.s.PGSQL.${place.port}`, `.s.PGSQL.${place.port}.lock`]) {
    fs.rmSync(path.join(place.socketDir, name), { force: true });
  }
}

function programOf(pid: number): { file: string; args: string } | undefined {
  try {
    return {
      file: fs.readlinkSync(`/proc/${pid}/exe`),
      args: fs.readFileSync(`/proc/${pid}/cmdline`, "utf8"),
    };
  } catch {
    const asked = spawnSync("ps", ["-p", String(pid), "-o", "args="], { encoding: "utf8" });
    const args = asked.stdout?.trim();
    return args ? { file: args.split(" -D ")[0] ?? "", args } : undefined;
  }
}

/** For one small machine that also runs the server and a browser. */
function settings(place: Place, fsync: boolean): string[] {
  const values: Record<string, string> = {
    listen_addresses: "",
    unix_socket_directories: place.socketDir,
    unix_socket_permissions: "0700",
    port: String(place.port),
    max_connections: "60",
    shared_buffers: "128MB",
    effective_cache_size: "1GB",
    work_mem: "16MB",
    maintenance_work_mem: "64MB",
    max_wal_size: "1GB",
    random_page_cost: "1.1",
    jit: "off",
    timezone: "UTC",
    log_timezone: "Asia/Shanghai",
    log_line_prefix: "%m [%p] ",
    ...(fsync ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

function turnLog(file: string): void {
  if (fs.existsSync(file) && fs.statSync(file).size > 5_000_000) fs.renameSync(file, `${file}.1`);
}

function refused(place: Place, said: string): StartProblem {
  const why = said.split("\n").findLast((line) => /FATAL|PANIC|ERROR|error/.test(line)) ?? said;
  const short = why.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, "").trim();
  return new StartProblem(
    "database-will-not-start",
    `内置数据库没有启动：${short}。数据没有改动；详见 ${place.logFile}。`,
    `The built-in database did not start: ${short}. No data was touched; see ${place.logFile}.`,
  );
}

const pause = (ms: number) => new Promise<"paused">((resolve) => setTimeout(() => resolve("paused"), ms));
