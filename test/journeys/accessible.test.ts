// Every page of every role held against axe, light and dark: nothing serious, nothing critical.
import { AxeBuilder } from "@axe-core/playwright";
import { beforeAll, expect, test } from "vitest";
import { journey } from "./journey.ts";
import { type Tour, tours } from "./pages.ts";

const here = journey();
let all: Tour[];
beforeAll(async () => {
  all = await tours(here.house.address);
});

test.each(["nobody", "clerk", "owner", "secretary", "duty", "researcher", "expert", "administrator"])(
  "no page of %s has a serious fault, light or dark",
  async (role) => {
    const { visitor, stops } = all.find(({ who }) => (who ?? "nobody") === role)!;
    const page = await here.open(visitor);
    const found: string[] = [];
    for (const { name, path } of stops) {
      await page.emulateMedia({ colorScheme: "light" });
      await page.goto(path, { waitUntil: "networkidle" });
      await page.locator("h1, h2").first().waitFor();
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        const { violations } = await new AxeBuilder({ page }).analyze();
        for (const { id, impact, nodes } of violations) {
          if (impact !== "serious" && impact !== "critical") continue;
          const where = nodes
            .slice(0, 3)
            .map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`);
          found.push(`${name} ${colorScheme}: ${id} ×${nodes.length}\n  ${where.join("\n  ")}`);
        }
      }
    }
    expect(found.join("\n")).toBe("");
  },
);
