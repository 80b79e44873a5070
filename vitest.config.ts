// The test projects: what runs where. `npm test` runs them in order.
import { defineConfig } from "vitest/config";

const api = ["src/**/*.api.test.ts", "test/api/**/*.test.ts"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "src/**/*.test.{ts,tsx}",
            "scripts/**/*.test.ts",
            "test/conformance/**/*.test.ts",
            "data/**/*.test.ts",
          ],
          exclude: api,
          pool: "threads",
          isolate: false,
        },
      },
      {
        test: { name: "walls", include: ["test/walls/**/*.test.ts"], pool: "threads", testTimeout: 120_000 },
      },
      {
        test: {
          name: "api",
          include: api,
          globalSetup: "test/template.ts",
          pool: "threads",
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "start",
          include: ["test/start/**/*.test.ts"],
          pool: "forks",
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: "journeys",
          include: ["test/journeys/**/*.test.ts"],
          pool: "forks",
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
