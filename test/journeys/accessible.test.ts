// Every page of every role held against axe, light and dark: nothing serious, nothing critical.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "vitest";
import { journey } from "./journey.ts";
import { tours } from "./pages.ts";

const here = journey();

test.each(["light", "dark"] as const)(
  "no page has a serious fault (%s)",
  { timeout: 300_000 },
  async (look) => {
    const found: string[] = [];
    let pages = 0;
    for (const { who, visitor, stops } of await tours(here.house.address)) {
      const page = await here.open(visitor, { colorScheme: look });
      for (const { name, path } of stops) {
        await page.goto(path, { waitUntil: "networkidle" });
        const { violations } = await new AxeBuilder({ page }).analyze();
        pages++;
        for (const { id, impact, nodes } of violations) {
          if (impact !== "serious" && impact !== "critical") continue;
          const where = nodes
            .slice(0, 3)
            .map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`);
          found.push(
            `${who ?? "nobody"} ${name}: ${id} (${impact}) ×${nodes.length}\n  ${where.join("\n  ")}`,
          );
        }
      }
      await page.context().close();
    }
    expect(pages).toBeGreaterThan(40);
    expect(found.join("\n")).toBe("");
  },
);
