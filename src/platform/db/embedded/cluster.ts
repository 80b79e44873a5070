// Lays the foundation once: an empty database cluster, whole or not there at all.
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { StartProblem } from "../../config/start-problem.ts";
import type { Binaries } from "./binaries.ts";
import type { Place } from "./place.ts";
import { isAlive } from "./postmaster.ts";

type Options = { fsync: boolean; log: (line: string) => void };

export async function prepareCluster(place: Place, binaries: Binaries, options: Options): Promise<void> {
  sweepUnfinished(place.home);
  if (!fs.existsSync(path.join(place.dataDir, "PG_VERSION"))) await create(place, binaries, options);
  const major = fs.readFileSync(path.join(place.dataDir, "PG_VERSION"), "utf8").trim();
  const ours = binaries.version.split(".")[0];
  if (major !== ours) {
    throw new StartProblem(
      "data-of-another-version",
      `${place.dataDir} 里的数据属于 PostgreSQL ${major}，现在的程序是 ${ours}。数据没有改动；请换回原来的版本导出，再导入新版本。`,
      `The data in ${place.dataDir} belongs to PostgreSQL ${major}, the programs here are ${ours}. No data was touched; export it with the former release and import it into this one.`,
    );
  }
  writeAccess(place);
}

async function create(place: Place, binaries: Binaries, options: Options): Promise<void> {
  options.log("首次启动：建立数据库 First start: creating the database");
  const unfinished = path.join(place.home, `data.new.${process.pid}`);
  fs.rmSync(unfinished, { recursive: true, force: true });
  fs.mkdirSync(unfinished, { mode: 0o700 });
  if (place.runAs) fs.chownSync(unfinished, place.runAs.uid, place.runAs.gid);
  const flags = [
    ...["-D", unfinished, "-U", "postgres", "-E", "UTF8", "--locale-provider=builtin"],
    ...["--builtin-locale=C.UTF-8", "--locale=C", "--auth=reject", "--no-instructions"],
    ...(options.fsync ? [] : ["--no-sync"]),
  ];
  await run(binaries.initdb, flags, place);
  try {
    fs.renameSync(unfinished, place.dataDir);
  } catch (error) {
    fs.rmSync(unfinished, { recursive: true, force: true });
    // Two first starts at once: the other one was quicker, and its foundation is as good as ours.
    if (!fs.existsSync(path.join(place.dataDir, "PG_VERSION"))) throw error;
  }
}

/** Over the private socket only, and there only for whoever started it and whoever owns the data. */
function writeAccess(place: Place): void {
  const names = [place.runAs?.uid, process.getuid?.()].flatMap((uid) => userName(uid) ?? []);
  const method = names.length > 0 ? "peer map=wenlian" : "trust";
  replaceFile(path.join(place.dataDir, "pg_hba.conf"), `local all all ${method}\n`, place);
  const lines = [...new Set(names)].map((name) => `wenlian "${name}" all\n`);
  replaceFile(path.join(place.dataDir, "pg_ident.conf"), lines.join(""), place);
}

function userName(uid: number | undefined): string | undefined {
  if (uid === undefined) return undefined;
  if (uid === process.getuid?.()) {
    try {
      return os.userInfo().username;
    } catch {
      return undefined;
    }
  }
  const lines = fs.readFileSync("/etc/passwd", "utf8").split("\n");
  return lines.map((line) => line.split(":")).find((fields) => fields[2] === String(uid))?.[0];
}

function replaceFile(file: string, text: string, place: Place): void {
  if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === text) return;
  const fresh = `${file}.${process.pid}`;
  fs.writeFileSync(fresh, text, { mode: 0o600 });
  if (place.runAs) fs.chownSync(fresh, place.runAs.uid, place.runAs.gid);
  fs.renameSync(fresh, file);
}

function sweepUnfinished(home: string): void {
  for (const name of fs.readdirSync(home)) {
    const pid = /^(?:data|postgresql-.*)\.new\.(\d+)$/.exec(name)?.[1];
    if (pid && Number(pid) !== process.pid && !isAlive(Number(pid))) {
      fs.rmSync(path.join(home, name), { recursive: true, force: true });
    }
  }
}

function run(program: string, flags: string[], place: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };
    const child = spawn(program, flags, {
      ...place.runAs,
      cwd: place.home,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    child.stdout.on("data", (part) => (said += part));
    child.stderr.on("data", (part) => (said += part));
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) return resolve();
      fs.appendFileSync(place.logFile, said);
      reject(
        new StartProblem(
          "database-will-not-start",
          `建立数据库失败：${lastLine(said)}（详见 ${place.logFile}）`,
          `Creating the database failed: ${lastLine(said)} (see ${place.logFile})`,
        ),
      );
    });
  });
}

const lastLine = (text: string) =>
  text
    .split("\n")
    .findLast((line) => /error|fatal|could not/i.test(line))
    ?.trim() ?? text.trim().slice(-200);
