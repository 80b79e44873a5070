// Every page of every role held against axe, light and dark: nothing serious, nothing critical.
import { beforeAll, expect, test } from "vitest";
import { seriousFaults } from "./axe.ts";
import { journey } from "./journey.ts";
import { type Tour, tours } from "./pages.ts";

const here = journey();
let all: Tour[];
beforeAll(async () => {
  all = await tours(here.house.address);
});

test.each(["nobody", "clerk", "owner", "secretary", "duty", "researcher", "expert", "administrator"])(
  "no page of %s has a serious fault, light or dark",
  { timeout: 300_000 },
  async (role) => {
    const { visitor, stops } = all.find(({ who }) => (who ?? "nobody") === role)!;
    const page = await here.open(visitor);
    const found: string[] = [];
    for (const { name, path } of stops) {
      await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
      await page.goto(path, { waitUntil: "networkidle" });
      await page.locator("h1, h2").first().waitFor();
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        // In the dark only the colours are other ones.
        const rules = colorScheme === "dark" ? ["color-contrast"] : undefined;
        let faults = await seriousFaults(page, rules);
        if (faults.length > 0 && colorScheme === "dark") {
          // What counts is the page as it opens in the dark, not the moment of turning the light off.
          await page.reload({ waitUntil: "networkidle" });
          await page.locator("h1, h2").first().waitFor();
          faults = await seriousFaults(page, rules);
        }
        for (const { id, nodes } of faults) {
          const where = nodes
            .slice(0, 3)
            .map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`);
          found.push(`${name} ${colorScheme}: ${id} ×${nodes.length}\n  ${where.join("\n  ")}`);
        }
      }
    }
    expect(found.join("\n")).toBe("");
  },
);

test("a fault that was put in is found", async () => {
  const page = await here.open();
  await page.goto("/sign-in", { waitUntil: "networkidle" });
  await page.evaluate(`document.querySelector("main, body").insertAdjacentHTML("beforeend",
    "<p style='color:#bbb;background:#fff'>灰得看不清</p><img src='/icon.svg'>")`);
  const faults = await seriousFaults(page);
  expect(faults.map(({ id }) => id)).toEqual(expect.arrayContaining(["color-contrast", "image-alt"]));
});
