// Supply links of the demo: shares that sum to one, stock that lasts for days, nobody his own supplier.
import { expect, test } from "vitest";
import { demoWorld } from "../../platform/demo/demo.ts";
import { type Node, supplyLinks } from "./demo-network.ts";
import { inventedCode } from "./fixtures.ts";

const industries = ["2211", "2221", "2231", "1411", "1951", "1910", "3841", "3770"];
const nodes: Node[] = Array.from({ length: 400 }, (_, i) => ({
  creditCode: inventedCode("330100", i),
  industry: industries[i % industries.length]!,
  region: "330100",
  scale: 0.3,
}));
const made = () => supplyLinks(nodes, demoWorld(new Date("2026-11-24T02:00:00Z")).random);

test("the shares of one customer and goods sum to one", () => {
  const sums = new Map<string, number>();
  for (const { customer, goods, share } of made()) {
    expect(share).toBeGreaterThan(0);
    sums.set(`${customer} ${goods}`, (sums.get(`${customer} ${goods}`) ?? 0) + share);
  }
  expect(sums.size).toBeGreaterThan(150);
  for (const sum of sums.values()) expect(sum).toBeCloseTo(1, 9);
});

test("nobody supplies himself, no pair stands twice, stock lasts from two days to two months", () => {
  const links = made();
  for (const { supplier, customer, coverDays } of links) {
    expect(supplier).not.toBe(customer);
    expect(coverDays).toBeGreaterThanOrEqual(2);
    expect(coverDays).toBeLessThanOrEqual(60);
  }
  expect(new Set(links.map((l) => `${l.supplier} ${l.customer} ${l.goods}`)).size).toBe(links.length);
});

test("the same every time; pulp goes to paper, paper to packaging, packaging to bread", () => {
  expect(made()).toEqual(made());
  const industryOf = new Map(nodes.map((node) => [node.creditCode, node.industry]));
  const ways = new Set(made().map((l) => `${industryOf.get(l.supplier)}>${industryOf.get(l.customer)}`));
  expect([...ways]).toEqual(expect.arrayContaining(["2211>2221", "2221>2231", "2231>1411"]));
});
