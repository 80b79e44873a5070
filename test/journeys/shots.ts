// Pictures of every page, wide and narrow, light and dark: node test/journeys/shots.ts [address] [part of a name]
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openHouse, root } from "../house.ts";
import { desktop, openBrowser, phone, unpackedChromium, watch } from "./browser.ts";
import { tours } from "./pages.ts";

const [given, only = ""] = process.argv.slice(2);
const house = given ? null : await openHouse();
const address = given ?? house!.address;
const folder = join(root, "test/output/shots");
mkdirSync(folder, { recursive: true });
const browser = await openBrowser(await unpackedChromium());
const kinds = [
  ["1440-light", { ...desktop, colorScheme: "light" }],
  ["1440-dark", { ...desktop, colorScheme: "dark" }],
  ["360-light", { ...phone, colorScheme: "light" }],
  ["360-dark", { ...phone, colorScheme: "dark" }],
] as const;
for (const { who, visitor, stops } of await tours(address)) {
  for (const [kind, options] of kinds) {
    const chosen = stops.filter((stop) => `${who ?? "nobody"}-${stop.name}-${kind}`.includes(only));
    if (chosen.length === 0) continue;
    const context = await browser.newContext(options);
    if (visitor) await context.addCookies([visitor.browserCookie()]);
    const page = await context.newPage();
    const faults = watch(page);
    for (const { name, path } of chosen) {
      await page.goto(`${address}${path}`, { waitUntil: "networkidle" });
      const wide = Number(await page.evaluate("document.documentElement.scrollWidth - innerWidth"));
      const file = `${who ?? "nobody"}-${name}-${kind}.png`;
      await page.screenshot({ path: join(folder, file), fullPage: true, animations: "disabled" });
      console.log(file, wide > 0 ? `wider than the screen by ${wide}` : "", ...faults.splice(0));
    }
    await context.close();
  }
}
await browser.close();
await house?.close();
