// Reference figures of the statistics: every file within its tolerance, through the same comparison as the command.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compareCase } from "../../../src/commands/sentinel-case.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const files = readdirSync(here).filter((name) => name.endsWith(".json"));
const read = (name: string) => JSON.parse(readFileSync(here + name, "utf8"));

// Series that others own are not kept here: those cases are judged where their folder lies beside the project.
const beside = fileURLToPath(new URL("../../../../shared/conformance/sentinel/", import.meta.url));
const others = existsSync(beside) ? readdirSync(beside).filter((name) => /m3|retail/.test(name)) : [];

describe("reference figures", () => {
  test("all files are there", () => expect(files.length).toBe(17));
  test.each(files)("%s", (name) => {
    const { what, size } = compareCase(read(name));
    expect(size, what).toBeLessThanOrEqual(1);
  });

  test.skipIf(others.length === 0)("those beside the project", () => {
    expect(others.length).toBeGreaterThan(0);
    for (const name of others) {
      const { what, size } = compareCase(JSON.parse(readFileSync(beside + name, "utf8")));
      expect(size, `${name} ${what}`).toBeLessThanOrEqual(1);
    }
  });

  test("a figure moved by more than its tolerance is seen", () => {
    for (const name of ["stl_nottem_s7.json", "farr_agona_default.json", "ears_agona_C3.json", "fdr_200.json"]) {
      const file = read(name);
      const [part] = Object.keys(file.expected).filter((key) => Array.isArray(file.expected[key]) && key !== "range");
      const list = file.expected[part ?? ""];
      const at = list.findIndex((value: unknown) => typeof value === "number" && value !== 0);
      list[at] *= 1.001;
      expect(compareCase(file).size, name).toBeGreaterThan(1);
    }
  });
});
