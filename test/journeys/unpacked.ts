// Before the first journey: the Chromium of the npm package is unpacked, once, for all of them.
import type { TestProject } from "vitest/node";
import { unpackedChromium } from "./browser.ts";

export async function setup(project: TestProject): Promise<void> {
  project.provide("chromium", await unpackedChromium());
}
