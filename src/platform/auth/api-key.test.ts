// A key is told from what is none, is kept as a hash, and may not be used without measure.
import { expect, test } from "vitest";
import { bearerOf, keyHashOf, makeKey, openPace } from "./api-key.ts";

test("each key is another; what is kept and what is visible open nothing", () => {
  const [one, two] = [makeKey(), makeKey()];
  expect(one.secret).toMatch(/^wl_[\w-]{43}$/);
  expect(one.secret).not.toBe(two.secret);
  expect(one.secret.startsWith(one.prefix)).toBe(true);
  expect(one.prefix).toHaveLength(11);
  expect(one.hash).not.toContain(one.secret.slice(3));
  expect(keyHashOf(one.secret)).toBe(one.hash);
  expect(keyHashOf(one.hash)).toBeNull();
  expect(keyHashOf(one.prefix)).toBeNull();
});

test("only the scheme Bearer is read", () => {
  expect(bearerOf("Bearer wl_a")).toBe("wl_a");
  expect(bearerOf("bearer   wl_a ")).toBe("wl_a");
  for (const other of [undefined, "", "Basic abc", "Bearer", "Bearer a b"])
    expect(bearerOf(other)).toBeNull();
});

test("a key has its calls a minute, each key its own", () => {
  const pace = openPace(2);
  const at = (second: number) => new Date(Date.UTC(2026, 10, 24, 2, 0, second));
  pace("a", at(0));
  pace("a", at(10));
  expect(() => pace("a", at(20))).toThrow("rate.limited");
  pace("b", at(21));
  pace("a", at(60));
});
