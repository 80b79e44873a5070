// What a browser has to fetch before the page works: gzipped html, js and css of the sign-in page and of the clerk's
// form, as Chromium really asks for them; beside React with its renderer alone, built the same way.
import { get } from "node:http";
import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import { openHouse, root } from "../test/house.ts";
import { desktop, openBrowser, unpackedChromium } from "../test/journeys/browser.ts";
import { Visitor } from "../test/visitor.ts";

const wanted = 250;

const house = await openHouse();
const clerk = await Visitor.demo(house.address, "王填报");
const browser = await openBrowser(await unpackedChromium());

/** Bytes on the wire of one answer in gzip, whatever the browser itself prefers. */
const gzipped = (url: string): Promise<number> =>
  new Promise((resolve, reject) => {
    get(url, { headers: { "accept-encoding": "gzip" } }, (answer) => {
      let bytes = 0;
      answer.on("data", (part: Buffer) => {
        bytes += part.length;
      });
      answer.on("end", () => resolve(bytes));
    }).on("error", reject);
  });

/** The chart is drawn into the page that works already; its size is told apart. */
const isLater = (url: string): boolean => url.includes("/chart-drawing");

async function load(path: string, visitor: Visitor | null, there: string) {
  const context = await browser.newContext(desktop);
  if (visitor) await context.addCookies([visitor.browserCookie()]);
  const page = await context.newPage();
  const asked = new Set<string>();
  page.on("request", (request) => {
    if (["document", "script", "stylesheet"].includes(request.resourceType())) asked.add(request.url());
  });
  await page.goto(`${house.address}${path}`, { waitUntil: "networkidle" });
  await page.locator(there).first().waitFor();
  await context.close();
  const kB = async (urls: string[]) =>
    (await Promise.all(urls.map(gzipped))).reduce((sum, size) => sum + size, 0) / 1000;
  return {
    first: await kB([...asked].filter((url) => !isLater(url))),
    later: await kB([...asked].filter(isLater)),
  };
}

async function reactAlone(): Promise<number> {
  const entry = "virtual:react-alone";
  const built = (await build({
    root,
    configFile: false,
    logLevel: "silent",
    plugins: [
      {
        name: "react-alone",
        resolveId: (id) => (id === entry ? `\0${entry}` : null),
        load: (id) =>
          id === `\0${entry}`
            ? `import { createElement } from "react"; import { createRoot } from "react-dom/client";
               createRoot(document.body).render(createElement("p", null, "稳链"));`
            : null,
      },
    ],
    build: { write: false, rolldownOptions: { input: entry } },
  })) as Rolldown.RolldownOutput;
  const code = built.output.map((part) => (part.type === "chunk" ? part.code : "")).join("");
  return gzipSync(code).length / 1000;
}

const base = await reactAlone();
for (const [what, path, visitor, there] of [
  ["sign-in", "/sign-in", null, "input[name=login]"],
  ["clerk's start", "/", clerk, "main h1"],
  ["clerk's form", "/reporting", clerk, "#field-output_value"],
] as const) {
  const { first, later } = await load(path, visitor, there);
  console.log(
    `${what}: ${first.toFixed(0)} kB gzipped (html + js + css${later ? `; the chart, afterwards: ${later.toFixed(0)} kB` : ""}); React alone ${base.toFixed(0)} kB; ratio ${(first / base).toFixed(1)}; wanted ≤ ${wanted} kB`,
  );
  if (first > wanted) process.exitCode = 1;
}
await browser.close();
await house.close();
