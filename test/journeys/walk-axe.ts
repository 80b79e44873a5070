// Walks every page of some roles, light and dark, and holds each against axe: nothing serious, nothing critical.
import { expect, test } from "vitest";
import { seriousFaults } from "./axe.ts";
import type { Journey } from "./journey.ts";
import { tours } from "./pages.ts";

/** Who is walked in which file: two files, so that they are walked side by side. */
export const walks = {
  outside: ["nobody", "clerk", "owner", "secretary", "expert", "appellant", "supplier", "industry"],
  federation: ["duty", "researcher", "warner", "planner", "analyst", "administrator", "officer"],
} as const;

export function walkWithAxe(here: Journey, roles: readonly string[]): void {
  test.each(roles)("no page of %s has a serious fault, light or dark", { timeout: 300_000 }, async (role) => {
    const all = await tours(here.house.address);
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
  });
}
