// Runs the import checker over a copy of the house, so that planting a fault never touches the house itself.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = new URL("../../", import.meta.url).pathname;

export type Violation = { rule: string; from: string; to: string };
export type Cruise = { violations: Violation[]; files: Set<string> };

/** @param planted path → text of files added to (or replacing one in) the copy. */
export function cruise(planted: Readonly<Record<string, string>> = {}): Cruise {
  const copy = mkdtempSync(join(tmpdir(), "wenlian-walls-"));
  try {
    for (const name of [
      "src",
      "package.json",
      "tsconfig.json",
      "tsconfig.web.json",
      ".dependency-cruiser.mjs",
    ]) {
      cpSync(join(root, name), join(copy, name), { recursive: true });
    }
    for (const name of ["node_modules", "data", "bench", "test"])
      symlinkSync(join(root, name), join(copy, name));
    for (const [path, text] of Object.entries(planted)) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), text);
    }
    const out = execFileSync(
      process.execPath,
      [
        join(root, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs"),
        "src",
        "--config",
        ".dependency-cruiser.mjs",
        "--output-type",
        "json",
      ],
      { cwd: copy, maxBuffer: 256 * 1024 * 1024, encoding: "utf8" },
    );
    const report = JSON.parse(out) as {
      modules: { source: string }[];
      summary: { violations: { rule: { name: string }; from: string; to: string }[] };
    };
    return {
      violations: report.summary.violations.map((v) => ({ rule: v.rule.name, from: v.from, to: v.to })),
      files: new Set(report.modules.map((m) => m.source)),
    };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
