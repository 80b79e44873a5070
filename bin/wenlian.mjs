#!/usr/bin/env node
// The command `wenlian`: runs src/cli.ts, on the project's own Node 24 where the one that started it is too old.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const source = new URL("../src/cli.ts", import.meta.url);
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major > 22 || (major === 22 && minor >= 18)) {
  const { main } = await import(source.href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  const name = process.platform === "win32" ? "node.cmd" : "node";
  const node = fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url));
  if (!existsSync(node)) {
    console.error(
      `当前 Node ${process.versions.node} 版本过低，且项目自带的 Node 24 未安装：请先运行 npm ci。\n` +
        `Node ${process.versions.node} is too old and the project's own Node 24 is missing: run npm ci first.`,
    );
    process.exitCode = 2;
  } else {
    const shell = process.platform === "win32";
    const run = spawnSync(node, [fileURLToPath(source), ...process.argv.slice(2)], { stdio: "inherit", shell });
    process.exitCode = run.status ?? 1;
  }
}
