// After signing in nobody is led away from the site.
import { expect, test } from "vitest";
import { insidePath } from "./enter.ts";

test.each([
  ["/reporting/1?x=1", "/reporting/1?x=1"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["https://evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["/sign-in?next=/", "/"],
  [undefined, "/"],
])("%s leads to %s", (next, path) => {
  expect(insidePath(next)).toBe(path);
});
