// The table that may be published, from one line per enterprise.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { protect } from "./protect.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wenlian-protect-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a firm alone in its cell is withheld with what would give it away, and the audit says how far one can guess", async () => {
  const lines = ["1411", "2110", "3761"].flatMap((row) =>
    ["北京", "上海", "广东"].flatMap((column) =>
      row === "1411" && column === "北京"
        ? [`${row},${column},30.5`]
        : [10, 12, 14, 11].map((value) => `${row},${column},${value}`),
    ),
  );
  const path = join(folder, "in.csv");
  const out = join(folder, "out.csv");
  await writeFile(path, `${["row,column,value", ...lines].join("\n")}\n`);
  const said = vi.spyOn(console, "log").mockImplementation(() => undefined);
  await protect(["--in", path, "--out", out, "--audit"]);
  expect(said.mock.calls.flat().join("")).toContain("核查通过：16 个单元中隐去 4 个（其中直接 1 个）");
  said.mockRestore();
  const rows = (await readFile(out, "utf8")).trim().split("\n");
  expect(rows[0]).toBe("row,column,count,value,suppressed,lo,hi");
  expect(rows).toHaveLength(17);
  const alone = rows.find((row) => row.startsWith("1411,北京,")) ?? "";
  expect(alone).toMatch(/^1411,北京,,,few,/);
  const [lo, hi] = alone.split(",").slice(5).map(Number) as [number, number];
  expect(lo).toBeLessThanOrEqual(30.5 * 0.85);
  expect(hi).toBeGreaterThanOrEqual(30.5 * 1.15);
  expect(rows.at(-1)).toBe(",,33,406.5,,,");
});

test("a negative figure and a rule out of range are refused", async () => {
  const path = join(folder, "bad.csv");
  await writeFile(path, "row,column,value\n1411,北京,-3\n,上海,5\n");
  await expect(protect(["--in", path, "--out", path])).rejects.toThrow("共 2 处错误");
  await expect(protect(["--in", path, "--out", path, "--p", "3"])).rejects.toThrow("--p");
});
