// The rows against the rules of SDMX-CSV 2.0 and of the two cross-domain code lists, as written in their guides.
import { describe, expect, test } from "vitest";
import type { Cell } from "../contract.ts";
import { indicators, keyGroups, provinces, regionName, sectorName } from "../reference.ts";
import { csvLine, HEADER, observationsOf } from "./rows.ts";
import { codelistsOf, DIMENSIONS, STRUCTURE_ID, structureMessage, unitId } from "./structure.ts";

const amount = indicators.find(({ kind }) => kind === "amount")!;
const rate = indicators.find(({ kind }) => kind === "rate")!;
const cell: Cell = {
  ...{ sector: "22", region: "37", month: "2026-09", vintage: "final", expected: 9, reported: 8 },
  ...{ coverage: "0.8889", total: "1234.50", weightedTotal: "2469.00", mean: null, growthMom: "-1.2" },
  ...{ matchedMom: 8, growthYoy: "3.4", matchedYoy: 7, chainIndex: "101.5", diffusion: "62.5" },
  ...{ suppressed: null, provisional: false },
};
const at = (row: readonly string[], name: (typeof HEADER)[number]) => row[HEADER.indexOf(name)];
const shut = { total: null, growthMom: null, growthYoy: null, chainIndex: null, diffusion: null } as const;

test("the first columns are those of the standard, then every dimension, the measure, the attributes", () => {
  expect(HEADER.slice(0, 3)).toEqual(["STRUCTURE", "STRUCTURE_ID", "ACTION"]);
  expect(HEADER.slice(3, 10)).toEqual(DIMENSIONS);
  expect(HEADER.slice(10)).toEqual(["OBS_VALUE", "OBS_STATUS", "CONF_STATUS", "UNIT_MEASURE", "DECIMALS"]);
  expect(STRUCTURE_ID).toMatch(/^[A-Z_]+:[A-Z_]+\(\d+\.\d+\.\d+\)$/);
});

test("a figure as it stands, coded; a provisional one says so", () => {
  const rows = observationsOf(cell, amount);
  expect(rows.map((row) => [at(row, "TRANSFORMATION"), at(row, "OBS_VALUE"), at(row, "OBS_STATUS")])).toEqual(
    [
      ["N", "1234.50", "A"],
      ["G1Y", "3.4", "A"],
      ["G1M", "-1.2", "A"],
      ["IX", "101.5", "A"],
      ["DI", "62.5", "A"],
    ],
  );
  expect(rows[0]!.slice(0, 10)).toEqual(
    `dataflow ${STRUCTURE_ID} I M CN_37 22 ${amount.code.toUpperCase()} N FINAL 2026-09`.split(" "),
  );
  for (const row of observationsOf({ ...cell, provisional: true }, amount))
    expect(at(row, "OBS_STATUS")).toBe("P");
  for (const row of rows) {
    expect(at(row, "OBS_VALUE")!.split(".")[1]!.length).toBe(Number(at(row, "DECIMALS")));
  }
});

describe("what is withheld has no value, whatever the cell holds", () => {
  test("primary and secondary confidentiality are told apart", () => {
    for (const [suppressed, status] of [
      ["few", "C"],
      ["dominated", "C"],
      ["complementary", "S"],
    ] as const) {
      // Even where a fault had left the figures in.
      for (const of of [
        { ...cell, suppressed },
        { ...cell, ...shut, suppressed },
      ]) {
        for (const row of observationsOf(of, amount)) {
          expect([at(row, "OBS_VALUE"), at(row, "OBS_STATUS"), at(row, "CONF_STATUS")]).toEqual([
            "",
            "Q",
            status,
          ]);
        }
      }
    }
  });
  test("the step between vintages closes the level alone", () => {
    const rows = observationsOf({ ...cell, total: null, suppressed: "revision" }, amount);
    expect(rows.map((row) => at(row, "OBS_STATUS"))).toEqual(["Q", "A", "A", "A", "A"]);
    expect(at(rows[0]!, "CONF_STATUS")).toBe("S");
  });
});

test("nothing known is missing, not withheld and not zero", () => {
  const rows = observationsOf({ ...cell, ...shut, reported: 0 }, amount);
  expect(rows.map((row) => [at(row, "OBS_VALUE"), at(row, "OBS_STATUS"), at(row, "CONF_STATUS")])).toEqual(
    rows.map(() => ["", "M", "F"]),
  );
});

test("a mean of percentages has a level and a diffusion index, no growth", () => {
  const rows = observationsOf({ ...cell, mean: "71.25" }, rate);
  expect(rows.map((row) => at(row, "TRANSFORMATION"))).toEqual(["N", "DI"]);
  expect(at(rows[0]!, "OBS_VALUE")).toBe("71.25");
});

const sectors = ["*", "22", ...keyGroups.map(({ code }) => code)];
const known = {
  indicators,
  sectors: sectors.map((code) => ({ code, name: sectorName(code) })),
  regions: [{ code: "00", name: regionName("00") }, ...provinces],
};

test("every unit of the form has a code, every code is an identifier of SDMX and stands once in its list", () => {
  for (const { unit } of indicators) expect(unitId(unit.zh), unit.zh).not.toBeNull();
  for (const { id, codes } of codelistsOf(known)) {
    expect(new Set(codes.map((code) => code.id)).size, id).toBe(codes.length);
    for (const code of codes) expect(code.id).toMatch(/^[A-Za-z0-9_@$-]+$/);
  }
});

test("the structure names each column once, and every enumeration is among its code lists", () => {
  const { data } = structureMessage(known, "2026-11-24T00:00:00.000Z");
  const parts = data.dataStructures[0]!.dataStructureComponents;
  const columns = [
    ...parts.dimensionList.dimensions.map(({ id }) => id),
    parts.dimensionList.timeDimension.id,
    ...parts.measureList.measures.map(({ id }) => id),
    ...parts.attributeList.attributes.map(({ id }) => id),
  ];
  expect(columns).toEqual(HEADER.slice(3));
  const lists = new Set(data.codelists.map(({ agencyID, id, version }) => `${agencyID}:${id}(${version})`));
  const named = JSON.stringify(data.dataStructures).match(/codelist\.Codelist=[^"]+/g)!;
  expect(named.length).toBe(9);
  for (const urn of named) expect(lists).toContain(urn.split("=")[1]);
  expect(data.conceptSchemes[0]!.concepts.map(({ id }) => id)).toEqual(columns);
});

test("a field with a comma or a quotation mark is quoted, lines end as the RFC says", () => {
  expect(csvLine(["a", 'b"c', "d,e"])).toBe('a,"b""c","d,e"\r\n');
});
