// Cells as observations of SDMX-CSV 2.0: one a row, coded, a withheld one without a value.
import type { Cell, Indicator } from "../contract.ts";
import {
  ATTRIBUTES,
  areaId,
  DIMENSIONS,
  INDEX,
  indicatorId,
  industryId,
  MEASURE,
  PERCENT,
  STRUCTURE_ID,
  unitId,
  VINTAGE_IDS,
} from "./structure.ts";

export const HEADER = ["STRUCTURE", "STRUCTURE_ID", "ACTION", ...DIMENSIONS, MEASURE, ...ATTRIBUTES] as const;

/** Every figure of a cell: level, growths, index and diffusion. A mean of percentages does not grow. */
export function observationsOf(cell: Cell, indicator: Indicator): string[][] {
  const rate = indicator.kind === "rate";
  const unit = unitId(indicator.unit.zh) ?? "";
  const level = { id: "N", value: rate ? cell.mean : cell.total, unit, decimals: 2 };
  const figures = [
    level,
    ...(rate
      ? []
      : [
          { id: "G1Y", value: cell.growthYoy, unit: PERCENT, decimals: 1 },
          { id: "G1M", value: cell.growthMom, unit: PERCENT, decimals: 1 },
          { id: "IX", value: cell.chainIndex, unit: INDEX, decimals: 1 },
        ]),
    { id: "DI", value: cell.diffusion, unit: INDEX, decimals: 1 },
  ];
  return figures.map((figure) => {
    const withheld =
      cell.reported > 0 && cell.suppressed !== null && (cell.suppressed !== "revision" || figure === level);
    const value = withheld ? null : figure.value;
    const primary = cell.suppressed === "few" || cell.suppressed === "dominated";
    return [
      ...["dataflow", STRUCTURE_ID, "I", "M", areaId(cell.region), industryId(cell.sector)],
      ...[indicatorId(indicator.code), figure.id, VINTAGE_IDS[cell.vintage], cell.month],
      value ?? "",
      withheld ? "Q" : value === null ? "M" : cell.provisional ? "P" : "A",
      withheld ? (primary ? "C" : "S") : "F",
      figure.unit,
      String(figure.decimals),
    ];
  });
}

/** RFC 4180: a field with a comma, a quotation mark or a line end stands in quotation marks. */
export const csvLine = (fields: readonly string[]): string =>
  `${fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(",")}\r\n`;
