// What must be there before anything runs: the packages, a Node.js that runs TypeScript, the built web.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const at = (...parts) => path.join(root, ...parts);

/** Installs the packages unless those of package-lock.json are there. `tests` asks for the tools as well. */
export async function ensurePackages({ tests = false } = {}) {
  const wanted = fingerprint([at("package-lock.json")]);
  const note = at("node_modules", tests ? ".installed-for-tests" : ".installed");
  if (read(note) === wanted && fs.existsSync(at("node_modules/.bin"))) return;
  if (!holdsWhatTheLockSays(tests)) {
    console.log("安装依赖，首次约需一分钟… Installing packages, about a minute the first time…");
    const started = Date.now();
    const flags = ["ci", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
    const [command, ...front] = npm();
    const failed = await run(command, [...front, ...flags, ...(tests ? ["--include=dev"] : [])]);
    if (failed) {
      stop(
        "依赖没有装好（npm 的说明见上）。请检查网络或镜像设置（npm config get registry），然后再执行一次；已有数据没有改动。",
        "The packages could not be installed (npm says why above). Check the network or the registry (npm config get registry) and run it again; no data was touched.",
      );
    }
    console.log(`依赖已就绪 Packages are ready (${seconds(started)})`);
  }
  fs.writeFileSync(note, wanted);
}

/** The pinned Node 24 from npm; on macOS, where there is none, the system's if it runs TypeScript. */
export function findNode() {
  const pinned = at("node_modules/.bin/node");
  for (const candidate of [pinned, process.execPath]) {
    const asked = spawnSync(candidate, ["--version"], { encoding: "utf8" });
    const [major, minor] = (asked.stdout ?? "").slice(1).split(".").map(Number);
    if (asked.status === 0 && (major > 22 || (major === 22 && minor >= 18))) return candidate;
  }
  return stop(
    `没有可用的 Node.js 24（${process.platform}-${process.arch}）。请执行 npm ci --include=optional，或安装 Node.js 24。`,
    `No usable Node.js 24 for ${process.platform}-${process.arch}. Run npm ci --include=optional, or install Node.js 24.`,
  );
}

/** Builds dist/web unless it was built from exactly these sources. */
export async function ensureWeb(node) {
  const sources = [
    ...filesUnder("src/web"),
    ...filesUnder("src/engines"),
    ...filesUnder("src/modules", /(contract|words)\.ts$/),
    ...filesUnder("src/platform", /(contract|words)\.ts$/),
    ...["vite.config.ts", "package-lock.json"].map((name) => at(name)),
  ].filter((file) => !/\.test\.tsx?$/.test(file));
  const wanted = fingerprint(sources);
  const note = at("dist/web/.built-from");
  if (read(note) === wanted) return;
  console.log("生成网页… Building the web…");
  const started = Date.now();
  const failed = await run(node, [at("node_modules/vite/bin/vite.js"), "build", "--logLevel", "warn"], {
    // Whatever the shell says: what people open is never the developers' build.
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (failed) stop("网页没有生成（原因见上）。", "The web could not be built (see above).");
  fs.writeFileSync(note, wanted);
  console.log(`网页已生成 The web is built (${seconds(started)})`);
}

export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
    child.once("error", () => resolve(1));
    child.once("close", (code) => resolve(code ?? 1));
  });
}

export function stop(zh, en) {
  console.error(`${zh}\n${en}`);
  process.exit(1);
}

const npm = () => {
  const script = process.env.npm_execpath;
  if (script?.endsWith(".js") || script?.endsWith(".cjs")) return [process.execPath, script];
  return [process.platform === "win32" ? "npm.cmd" : "npm"];
};

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

function read(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function fingerprint(files) {
  const hash = createHash("sha256");
  for (const file of files.filter((f) => fs.existsSync(f)).sort()) {
    hash.update(path.relative(root, file)).update("\0").update(fs.readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function filesUnder(folder, pattern = /./) {
  if (!fs.existsSync(at(folder))) return [];
  return fs.readdirSync(at(folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(name, pattern);
    return pattern.test(entry.name) ? [at(name)] : [];
  });
}

/** An `npm ci` done by hand counts as well: compare npm's own note of what lies in node_modules. */
function holdsWhatTheLockSays(tests) {
  const there = read(at("node_modules/.package-lock.json"));
  if (!there) return false;
  const installed = JSON.parse(there).packages;
  const wanted = JSON.parse(read(at("package-lock.json"))).packages;
  return Object.entries(wanted).every(([name, entry]) => {
    if (name === "" || entry.link) return true;
    if (installed[name]) return installed[name].version === entry.version && fs.existsSync(at(name));
    if (entry.optional || entry.devOptional) return !runsHere(entry);
    return Boolean(entry.dev) && !tests;
  });
}

function runsHere({ os, cpu, libc }) {
  const listed = (list, value) => !list || list.includes(value);
  // A package for another C library, or one that names no machine, may rightly be left out.
  return Boolean(os) && listed(os, process.platform) && listed(cpu, process.arch) && !libc;
}
