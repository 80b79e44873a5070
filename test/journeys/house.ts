// A whole house for a journey: the real server process with its own data folder and demo data, and a real Chromium.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import chromium from "@sparticuz/chromium";
import { type Browser, type BrowserContextOptions, chromium as playwright } from "playwright-core";

const root = fileURLToPath(new URL("../../", import.meta.url));

export type House = {
  address: string;
  home: string;
  output: () => string;
  process: ChildProcess;
  close(): Promise<void>;
};

export async function openHouse(flags: string[] = [], env: NodeJS.ProcessEnv = {}): Promise<House> {
  const home = mkdtempSync(join(tmpdir(), "wenlian-house-"));
  const port = await freePort();
  let said = "";
  const house = spawn(process.execPath, [join(root, "src/server.ts"), ...flags], {
    cwd: root,
    env: { ...process.env, PORT: String(port), WENLIAN_HOME: home, NODE_ENV: "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [house.stdout, house.stderr]) stream.on("data", (chunk) => (said += String(chunk)));
  const address = `http://127.0.0.1:${port}`;
  const until = Date.now() + 120_000;
  while (!(await ready(address))) {
    if (house.exitCode !== null || Date.now() > until)
      throw new Error(`the server did not get ready:\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return {
    address,
    home,
    output: () => said,
    process: house,
    close: async () => {
      const ended = new Promise((resolve) => house.once("exit", resolve));
      if (house.exitCode === null) {
        house.kill("SIGTERM");
        await ended;
      }
      rmSync(home, { recursive: true, force: true });
    },
  };
}

const ready = (address: string): Promise<boolean> =>
  fetch(`${address}/readyz`).then(
    (response) => response.ok,
    () => false,
  );

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** Unpacked once, in a folder of the project's own: an old browser in the common one would be taken otherwise. */
export async function openBrowser(): Promise<Browser> {
  const folder = join(root, "node_modules/.cache/chromium");
  mkdirSync(folder, { recursive: true });
  process.env.TMPDIR = folder;
  const executablePath = await chromium.executablePath();
  return playwright.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--font-render-hinting=none"],
  });
}

export const desktop: BrowserContextOptions = {
  viewport: { width: 1440, height: 900 },
  locale: "zh-CN",
  timezoneId: "Asia/Shanghai",
};
export const phone: BrowserContextOptions = {
  ...desktop,
  viewport: { width: 360, height: 780 },
  hasTouch: true,
};
