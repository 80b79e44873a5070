// npm start: from a clean checkout to an open door. Installs, builds, hands over to src/server.ts, and stops with it.
import "./node-version.mjs";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import * as net from "node:net";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { ensurePackages, ensureWeb, findNode, root, stop } from "./install.mjs";

const args = process.argv.slice(2);
const known = new Set(["--empty", "--dev"]);
const unknown = args.filter((arg) => !known.has(arg));
if (unknown.length > 0) {
  stop(
    `不认识 ${unknown.join(" ")}。可用：npm start、npm start -- --empty（不带演示数据）、npm run dev。`,
    `Unknown: ${unknown.join(" ")}. There are: npm start, npm start -- --empty (no demo data), npm run dev.`,
  );
}

await refuseTakenPort(process.env.HOST || "127.0.0.1", Number(process.env.PORT || 8080));
await ensurePackages();
const node = findNode();
const dev = args.includes("--dev");
if (!dev) await ensureWeb(node);

const companion = pathToFileURL(path.join(root, "scripts/with-parent.mjs")).href;
const flags = ["--disable-warning=ExperimentalWarning", `--import=${companion}`, ...(dev ? ["--watch"] : [])];
const house = spawn(node, [...flags, path.join(root, "src/server.ts"), ...args], {
  cwd: root,
  stdio: ["inherit", "inherit", "inherit", "ipc"],
});
const children = [house];
if (dev) {
  children.push(
    spawn(node, [path.join(root, "node_modules/vite/bin/vite.js")], { cwd: root, stdio: "inherit" }),
  );
}

// Ctrl-C reaches the whole group by itself: pass on only what was sent to us alone, and wait for the end.
let asked = 0;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    asked++;
    const fromTerminal = signal === "SIGINT" && process.stdin.isTTY;
    if (!fromTerminal || asked > 1) for (const child of children) child.kill(asked > 2 ? "SIGKILL" : signal);
  });
}
// Killed outright, npm cannot pass anything on; its child must notice by itself, or it would keep the port.
if (process.env.npm_lifecycle_event) {
  const starter = starterNow();
  setInterval(() => {
    if (starterNow() !== starter && asked++ === 0) for (const child of children) child.kill("SIGTERM");
  }, 250).unref();
}
house.once("error", (error) =>
  stop(`服务没有启动：${error.message}`, `The server did not start: ${error.message}`),
);
house.once("exit", (code, signal) => {
  for (const child of children) child.kill();
  process.exit(code ?? (asked > 0 && signal !== "SIGKILL" ? 0 : 1));
});

/** The process number of npm; some shells stay between npm and us, others give way. */
function starterNow() {
  try {
    const words = readFileSync(`/proc/${process.ppid}/cmdline`, "utf8").split("\0");
    if (words[1] !== "-c") return process.ppid;
    return Number(readFileSync(`/proc/${process.ppid}/stat`, "utf8").split(") ").at(-1).split(" ")[1]);
  } catch {
    return process.ppid;
  }
}

/** Before a minute of installing, not after it. A house killed a moment ago may still be closing: wait a little. */
async function refuseTakenPort(host, port) {
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    stop(
      `PORT=${process.env.PORT} 不是端口号（1–65535）。`,
      `PORT=${process.env.PORT} is no port number (1–65535).`,
    );
  }
  const until = Date.now() + 4000;
  for (;;) {
    const code = await tryPort(host, port);
    if (code === "EACCES") {
      stop(
        `没有权限使用端口 ${port}。请换一个 1024 以上的端口：PORT=8080 npm start`,
        `Port ${port} may not be used by this user. Choose one above 1024: PORT=8080 npm start`,
      );
    }
    if (code !== "EADDRINUSE") return;
    if (Date.now() > until) {
      stop(
        `端口 ${port} 已被别的程序占用。请先停掉它，或换一个端口：PORT=${port + 1} npm start`,
        `Port ${port} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function tryPort(host, port) {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", (error) => resolve(error.code));
    probe.listen(port, host, () => probe.close(() => resolve("")));
  });
}
