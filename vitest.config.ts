// Five kinds of tests, from arithmetic to a real browser; `npm test` runs them one after the other.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const quick = { pool: "threads", isolate: false } as const;

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
    projects: [
      {
        plugins: [react()],
        test: {
          ...quick,
          name: "unit",
          include: ["{src,scripts,bench,data,test/conformance}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.api.test.ts", "**/node_modules/**"],
        },
      },
      { test: { ...quick, name: "walls", include: ["test/walls/**/*.test.ts"], testTimeout: 120_000 } },
      {
        test: {
          ...quick,
          name: "api",
          include: ["src/**/*.api.test.ts", "test/api/**/*.test.ts"],
          globalSetup: ["test/global-setup.ts"],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "start",
          include: ["test/start/**/*.test.ts"],
          globalSetup: ["test/prepared.ts"],
          pool: "forks",
          maxWorkers: 2,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: "journeys",
          include: ["test/journeys/**/*.test.ts"],
          globalSetup: ["test/prepared.ts", "test/journeys/unpacked.ts"],
          // A page on a busy machine answers later than the second that is given by default.
          expect: { poll: { timeout: 20_000 } },
          pool: "forks",
          // Each file has a house and a browser of its own, and they wait more than they compute.
          maxWorkers: 2,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
