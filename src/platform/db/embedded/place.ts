// Where the built-in database lives: data folder, socket folder, log, and the user it runs as.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { folderUnreachable, folderUnwritable, StartProblem } from "../../config/start-problem.ts";

export type RunAs = { uid: number; gid: number };

export type Place = {
  home: string;
  dataDir: string;
  socketDir: string;
  /** Only names the socket: nothing listens on the network. */
  port: number;
  logFile: string;
  /** Set when we are root: PostgreSQL refuses to run as root. */
  runAs: RunAs | undefined;
};

const PORT = 5432;
const SOCKET_NAME = `.s.PGSQL.${PORT}.lock`;
/** sun_path holds 108 bytes on Linux and 104 on macOS, the closing zero included. */
const SOCKET_PATH_LIMIT = 103;

export function preparePlace(given: string, log: (line: string) => void): Place {
  refuseUnreachable(path.resolve(given));
  makeWritable(path.resolve(given));
  // One folder under two names must not look like two databases.
  const home = fs.realpathSync(given);
  const dataDir = path.join(home, "database");
  const runAs = userFor(dataDir);
  if (runAs) openWayFor(runAs, home, log);

  const socketDir = shortSocketDir(home, log);
  makePrivate(socketDir, runAs);
  const logDir = path.join(home, "log");
  fs.mkdirSync(logDir, { recursive: true, mode: 0o755 });
  return { home, dataDir, socketDir, port: PORT, logFile: path.join(logDir, "database.log"), runAs };
}

/** The data folder when WENLIAN_HOME does not name one: beside the code, unless root's database could not get there. */
export function defaultHome(checkout: string): string {
  const beside = path.join(checkout, ".wenlian");
  if (!isRoot() || canEnter(nobody(), checkout)) return beside;
  const mark = createHash("sha256").update(fs.realpathSync(checkout)).digest("hex").slice(0, 8);
  return path.join("/var/lib", `wenlian-${mark}`);
}

export function canEnter(who: RunAs, folder: string): boolean {
  // Asked of the kernel by trying, since modes alone do not tell of access lists and mounts.
  const tried = spawnSync("/bin/sh", ["-c", 'cd -- "$1"', "sh", folder], {
    ...who,
    cwd: "/",
    stdio: "ignore",
  });
  return tried.status === 0;
}

const isRoot = () => process.getuid?.() === 0;

const nobody = (): RunAs =>
  process.platform === "darwin" ? { uid: 4294967294, gid: 4294967294 } : { uid: 65534, gid: 65534 };

/** Root hands the database to whoever owns the data already, else to nobody. */
function userFor(dataDir: string): RunAs | undefined {
  const owner = fs.statSync(dataDir, { throwIfNoEntry: false });
  if (isRoot()) return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody();
  if (owner && owner.uid !== process.getuid?.()) {
    throw new StartProblem(
      "data-of-another-user",
      `数据库文件夹 ${dataDir} 属于另一个用户。请用那个用户启动，或把 WENLIAN_HOME 设为自己的文件夹。`,
      `The database folder ${dataDir} belongs to another user. Start as that user, or set WENLIAN_HOME to a folder of your own.`,
    );
  }
  return undefined;
}

function makeWritable(home: string): void {
  const probe = path.join(home, `.probe-${process.pid}`);
  try {
    makeFolders(home);
    fs.writeFileSync(probe, "");
    fs.unlinkSync(probe);
  } catch (error) {
    throw folderUnwritable(home, error);
  }
}

/** Not mkdir's own `recursive`: below /proc, Node 24 tries for ever. */
function makeFolders(folder: string): void {
  if (fs.existsSync(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolders(parent);
  fs.mkdirSync(folder, { mode: 0o755 });
}

/** Before anything is made: a start that cannot work leaves nothing behind. */
function refuseUnreachable(home: string): void {
  if (!isRoot()) return;
  let nearest = home;
  while (!fs.existsSync(nearest) && nearest !== path.dirname(nearest)) nearest = path.dirname(nearest);
  const who = userFor(path.join(home, "database")) ?? nobody();
  if (nearest === home || !fs.statSync(nearest).isDirectory() || canEnter(who, nearest)) return;
  throw folderUnreachable(home, firstBarrier(who, nearest));
}

function openWayFor(who: RunAs, home: string, log: (line: string) => void): void {
  if (canEnter(who, home)) return;
  const barrier = firstBarrier(who, home);
  // A folder that holds nothing but our things is ours to open; anybody else's is not.
  if (barrier === home && holdsOnlyOurs(home)) {
    fs.chmodSync(home, (fs.statSync(home).mode & 0o777) | 0o011);
    if (canEnter(who, home)) {
      log(`已允许数据库用户经过 ${home}（chmod go+x） Let the database user pass through ${home}`);
      return;
    }
  }
  throw folderUnreachable(home, barrier);
}

function firstBarrier(who: RunAs, folder: string): string {
  const parents: string[] = [];
  for (let at = folder; at !== path.dirname(at); at = path.dirname(at)) parents.unshift(at);
  return parents.find((parent) => !canEnter(who, parent)) ?? folder;
}

function holdsOnlyOurs(home: string): boolean {
  const names = fs.readdirSync(home);
  return (
    names.length === 0 || names.includes("database") || names.some((name) => name.startsWith("data.new."))
  );
}

function shortSocketDir(home: string, log: (line: string) => void): string {
  const inside = path.join(home, "run");
  if (Buffer.byteLength(path.join(inside, SOCKET_NAME)) <= SOCKET_PATH_LIMIT) return inside;
  const mark = createHash("sha256").update(home).digest("hex").slice(0, 12);
  const short = path.join(fs.realpathSync(os.tmpdir()), `wenlian-${mark}`);
  const outside =
    Buffer.byteLength(path.join(short, SOCKET_NAME)) <= SOCKET_PATH_LIMIT ? short : `/tmp/wenlian-${mark}`;
  log(
    `数据文件夹路径太长，套接字改放 ${outside} The folder's path is too long for a socket; it lies in ${outside}`,
  );
  return outside;
}

/** A stranger who made this folder first could listen in our place: it must be a real folder, and ours. */
function makePrivate(folder: string, runAs: RunAs | undefined): void {
  try {
    fs.mkdirSync(folder, { mode: 0o700 });
    if (runAs) fs.chownSync(folder, runAs.uid, runAs.gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw folderUnwritable(folder, error);
  }
  const found = fs.lstatSync(folder);
  const owners = runAs ? [runAs.uid, 0] : [process.getuid?.()];
  if (!found.isDirectory() || !owners.includes(found.uid)) throw folderUnwritable(folder);
  if (runAs) fs.chownSync(folder, runAs.uid, runAs.gid);
  fs.chmodSync(folder, 0o700);
}
