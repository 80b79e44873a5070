// The pattern of withheld cells: seen to withhold, and attacked.
import { expect, test } from "vitest";
import { attack, type ProtectCell, type ProtectedCell } from "../../engines/indicators/index.ts";
import { nodeKey, type Part, type Side, withhold } from "./withhold.ts";

const part = (enterprise: string, row: string, column: string, size: number): Part => ({
  enterprise,
  row,
  column,
  size: BigInt(Math.round(size * 1e6)),
});
const many = (row: string, column: string, sizes: number[]): Part[] =>
  sizes.map((size, i) => part(`${row}${column}${i}`, row, column, size));
const one = (side: Side) => withhold(new Map([["x", side]])).get("x")!;
const same = (parts: Part[]): Side => ({ first: parts, final: parts });

const big = [
  ...many("221", "37", [30, 40, 50, 45]),
  ...many("221", "44", [30, 41, 52, 45]),
  ...many("222", "37", [33, 40, 51, 45]),
  ...many("222", "44", [30, 42, 50, 47]),
];

test("a table of large even cells stays open", () => {
  expect([...one(same(big)).final.keys()]).toEqual([]);
});

test("two firms are withheld, and the totals do not give them back", () => {
  const parts = big.filter((p) => !/22237[23]/.test(p.enterprise));
  const hidden = one(same(parts)).final;
  expect(hidden.get(nodeKey("222", "37"))).toBe("few");
  // total − others: in its row and in its column something else is closed too.
  expect(hidden.has(nodeKey("222", "44")) || hidden.has(nodeKey("222", null))).toBe(true);
  expect(hidden.has(nodeKey("221", "37")) || hidden.has(nodeKey(null, "37"))).toBe(true);
});

test("one late firm: the level of the first vintage is withheld so that the step does not show it", () => {
  const first = big.filter((p) => p.enterprise !== "221370");
  const { first: early, final } = one({ first, final: big });
  expect([...final.keys()]).toEqual([]);
  for (const key of ["221|37", "221|", "|37", "|"]) expect(early.get(key)).toBe("revision");
  // Nor is it the sum of open ones: every sum over a closed total has a closed member.
  expect(early.has("221|37")).toBe(true);
});

test("four late firms of like size do not close the first vintage of the total", () => {
  const late = new Set(["221370", "221440", "222370", "222440"]);
  const first = big.filter((p) => !late.has(p.enterprise));
  expect(one({ first, final: big }).first.has("|")).toBe(false);
});

test("an attack on the tables of a small federation finds nothing", () => {
  let seed = 11;
  const random = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };
  let open = 0;
  for (let month = 0; month < 6; month++) {
    const firms = Array.from({ length: 40 }, (_, i) => ({
      enterprise: `e${i}`,
      row: `22${1 + Math.floor(random() * 3)}`,
      column: `${11 + Math.floor(random() * random() * 9)}`,
      size: Math.exp(random() * 3) * 100,
    }));
    const figures = new Map(
      ["output", "export", "staff"].map((name) => {
        const parts = firms.map((f) => part(f.enterprise, f.row, f.column, f.size * (0.5 + random())));
        return [name, same(parts)] as const;
      }),
    );
    const patterns = withhold(figures);
    for (const [name, { final }] of figures) {
      const hidden = patterns.get(name)!.final;
      const cells: ProtectCell[] = [...Map.groupBy(final, (p) => nodeKey(p.row, p.column)).values()].map(
        (list) => ({
          row: list[0]!.row,
          column: list[0]!.column,
          values: list.map((p) => (Number(p.size) / 1e6).toFixed(6)),
        }),
      );
      const rows = [...new Set(cells.map((c) => c.row)), null];
      const columns = [...new Set(cells.map((c) => c.column)), null];
      const table: ProtectedCell[] = rows.flatMap((row) =>
        columns.map((column) => ({
          row,
          column,
          count: 0,
          units: null,
          suppressed: hidden.get(nodeKey(row, column)) === undefined ? null : ("few" as const),
        })),
      );
      open += table.filter((c) => !c.suppressed).length;
      expect(attack(cells, table)).toEqual([]);
    }
  }
  expect(open).toBeGreaterThan(50);
});
