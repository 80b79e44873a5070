// Before the first test: a folder with the demo federation in it, from which every house of the run is copied.
import type { TestProject } from "vitest/node";
import { preparedFolder } from "./house.ts";

let ready: Awaited<ReturnType<typeof preparedFolder>> | undefined;

export async function setup(project: TestProject): Promise<void> {
  ready = await preparedFolder();
  project.provide("prepared", ready.folder);
}

export const teardown = (): void => ready?.remove();

declare module "vitest" {
  export interface ProvidedContext {
    prepared: string;
    chromium: string;
  }
}
