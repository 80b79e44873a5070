// The kernel that is delivered is the one its source gives.
import { expect, test } from "vitest";
import { KERNEL } from "../src/engines/cascade/kernel-binary.ts";
import { build, compiler } from "./build-kernel.ts";

test("the binary is what its source gives, where the compiler is installed", async ({ skip }) => {
  const found = await compiler();
  if (!found) return skip("assemblyscript is not installed here");
  expect(await build(found)).toBe(KERNEL);
}, 60_000);
