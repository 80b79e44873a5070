// npm start: from a clean checkout to an open door. Installs, builds, hands over to src/server.ts, and stops with it.
import "./node-version.mjs";
import { spawn } from "node:child_process";
import * as net from "node:net";
import * as path from "node:path";
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

const flags = ["--disable-warning=ExperimentalWarning", ...(dev ? ["--watch"] : [])];
const house = spawn(node, [...flags, path.join(root, "src/server.ts"), ...args], {
  cwd: root,
  stdio: "inherit",
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
house.once("error", (error) =>
  stop(`服务没有启动：${error.message}`, `The server did not start: ${error.message}`),
);
house.once("exit", (code, signal) => {
  for (const child of children) child.kill();
  process.exit(code ?? (asked > 0 && signal !== "SIGKILL" ? 0 : 1));
});

/** Before a minute of installing, not after it. */
function refuseTakenPort(host, port) {
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    stop(
      `PORT=${process.env.PORT} 不是端口号（1–65535）。`,
      `PORT=${process.env.PORT} is no port number (1–65535).`,
    );
  }
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", (error) => {
      if (error.code === "EADDRINUSE") {
        stop(
          `端口 ${port} 已被别的程序占用。请先停掉它，或换一个端口：PORT=${port + 1} npm start`,
          `Port ${port} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start`,
        );
      }
      if (error.code === "EACCES") {
        stop(
          `没有权限使用端口 ${port}。请换一个 1024 以上的端口：PORT=8080 npm start`,
          `Port ${port} may not be used by this user. Choose one above 1024: PORT=8080 npm start`,
        );
      }
      resolve();
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
