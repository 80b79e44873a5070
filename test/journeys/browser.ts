// A real Chromium, and what every visit is held to: no error in the console, nothing refused by the page's own policy.
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import { type Browser, type BrowserContextOptions, type Page, chromium as playwright } from "playwright-core";
import { root } from "../house.ts";

/** In a folder of the project's own, since an older browser in the common one would be taken otherwise. */
export async function unpackedChromium(): Promise<string> {
  const folder = join(root, "node_modules/.cache/chromium");
  const kept = join(folder, "chromium-153");
  if (existsSync(kept)) return kept;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  const unpacked = await chromium.executablePath();
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  // The name comes last: a half-unpacked one is not taken for whole.
  renameSync(unpacked, kept);
  return kept;
}

export const openBrowser = (executablePath: string): Promise<Browser> =>
  playwright.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--font-render-hinting=none"],
  });

export const desktop: BrowserContextOptions = {
  viewport: { width: 1440, height: 900 },
  locale: "zh-CN",
  timezoneId: "Asia/Shanghai",
};
export const phone: BrowserContextOptions = {
  ...desktop,
  viewport: { width: 360, height: 780 },
  hasTouch: true,
  isMobile: true,
};

/** What went wrong on a page that nobody would see; refusals that a page answers with a sentence are no fault. */
export function watch(page: Page, answered: readonly number[] = []): string[] {
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() !== "error" && !/content security policy/i.test(message.text())) return;
    const status = Number(/^Failed to load resource: .*status of (\d+)/.exec(message.text())?.[1]);
    if ([401, 409, 410, 422, ...answered].includes(status)) return;
    faults.push(`${page.url()}: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.stack ?? error}`));
  page.on("response", (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
  });
  return faults;
}
