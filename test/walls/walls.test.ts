// No arrow runs up and none in a ring; and each wall is seen to bark at one planted bad line.
import { globSync } from "node:fs";
import { expect, test } from "vitest";
import { cruise } from "./cruise.ts";

const file = (...imports: string[]): string =>
  `// planted\n${imports.map((i) => `import ${JSON.stringify(i)};`).join("\n")}\n`;

/** rule → [planted path, text]; every planted file lies in folders of its own. */
const faults: Record<string, Record<string, string>> = {
  "no-ring-of-files": {
    "src/platform/planted/a.ts": file("./b.ts"),
    "src/platform/planted/b.ts": file("./a.ts"),
  },
  "no-ring-of-folders": {
    "src/modules/plantedx/index.ts": file("../plantedy/index.ts"),
    "src/modules/plantedy/index.ts": file("./contract.ts"),
    "src/modules/plantedy/contract.ts": file("../plantedx/contract.ts"),
    "src/modules/plantedx/contract.ts": "export const x = 1;\n",
  },
  "engine-stands-alone": { "src/engines/planted/outside.ts": file("../../platform/errors.ts") },
  "engine-touches-no-world": { "src/engines/planted/world.ts": file("node:fs") },
  "engine-packages-are-declared": {
    "src/engines/planted/package.json": '{"name":"planted","version":"0.0.0"}',
    "src/engines/planted/undeclared.ts": file("kysely"),
  },
  "platform-knows-no-domain": { "src/platform/planted/domain.ts": file("../../modules/list.ts") },
  "module-enters-by-the-door": {
    "src/modules/planted/routes.ts": file("../plantedz/store.ts"),
    "src/modules/plantedz/store.ts": "export const x = 1;\n",
  },
  "engine-by-the-door": {
    "src/modules/planted/jobs.ts": file("../../engines/planted/inner.ts"),
    "src/engines/planted/inner.ts": "export const x = 1;\n",
  },
  "server-knows-no-web": {
    "src/modules/planted/actions.ts": file("../../web/planted/index.tsx"),
    "src/web/planted/index.tsx": "export const x = 1;\n",
  },
  "react-only-in-web": { "src/platform/planted/kit.ts": file("react") },
  "web-sees-contracts-only": { "src/web/planted/Inner.tsx": file("../../platform/errors.ts") },
  "web-has-no-node": { "src/web/planted/Node.tsx": file("node:path") },
  "feature-enters-by-the-door": {
    "src/web/planted/Guest.tsx": file("../plantedz/Screen.tsx"),
    "src/web/plantedz/Screen.tsx": "export const x = 1;\n",
  },
  "kit-knows-no-feature": { "src/web/ui/planted.tsx": file("../planted/index.tsx") },
  "contract-is-data": {
    "src/modules/planted/contract.ts": file("./heart.ts"),
    "src/modules/planted/heart.ts": "export const x = 1;\n",
  },
  "heart-is-pure": { "src/modules/planted/noun.ts": file("../../platform/errors.ts") },
  "heart-touches-no-node": { "src/modules/planted/other.ts": file("node:crypto") },
  "sql-only-in-store": { "src/modules/planted/listeners.ts": file("kysely") },
  "command-uses-doors": { "src/commands/planted.ts": file("../modules/plantedz/store.ts") },
  resolves: { "src/platform/planted/nowhere.ts": file("./does-not-exist.ts") },
};

test("the house keeps its walls, and every source file was read", () => {
  const { violations, files } = cruise();
  expect(violations).toEqual([]);
  const sources = globSync("src/**/*.{ts,tsx}", { cwd: new URL("../../", import.meta.url).pathname });
  expect(sources.length).toBeGreaterThan(20);
  expect(sources.filter((source) => !files.has(source))).toEqual([]);
});

test("each wall barks at its planted fault", async () => {
  const config = (await import("../../.dependency-cruiser.mjs" as string)) as {
    default: { forbidden: { name: string }[] };
  };
  expect(Object.keys(faults).sort()).toEqual(config.default.forbidden.map((rule) => rule.name).sort());
  const { violations } = cruise(Object.assign({}, ...Object.values(faults)));
  for (const [rule, planted] of Object.entries(faults)) {
    const places = Object.keys(planted);
    const folders = places.map((place) => place.slice(0, place.lastIndexOf("/")));
    const heard = violations.some(
      (v) => v.rule === rule && (places.includes(v.from) || folders.includes(v.from)),
    );
    expect(heard, `${rule} did not bark`).toBe(true);
  }
});
