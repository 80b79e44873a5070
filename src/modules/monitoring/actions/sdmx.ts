// Figures for other statistical systems, as far as the asker may read them.
import { Readable } from "node:stream";
import type { z } from "zod";
import type { Ctx } from "../../../platform/ctx.ts";
import type { Download } from "../../../platform/http/row.ts";
import { ALL_SECTORS, COUNTRY, FORM } from "../contract.ts";
import { indicatorOf, indicators, keyGroups, provinces, regionName, sectorName } from "../reference.ts";
import type { exportSdmx as endpoint } from "../sdmx/contract.ts";
import { csvLine, HEADER, observationsOf } from "../sdmx/rows.ts";
import { structureMessage } from "../sdmx/structure.ts";
import { type CellAlong, readAlong } from "../store/over-time.ts";
import * as store from "../store.ts";
import { needIndicator } from "./read.ts";

export async function exportSdmx(ctx: Ctx, wish: z.output<typeof endpoint.input>): Promise<Download> {
  const codes = wish.indicator ? [needIndicator(wish.indicator).code] : indicators.map(({ code }) => code);
  const along = {
    ...{ formCode: FORM, indicators: codes },
    ...(wish.vintage ? { vintage: wish.vintage } : {}),
    ...(wish.from ? { from: wish.from } : {}),
    ...(wish.until ? { until: wish.until } : {}),
    ...(wish.region === "all" ? {} : { region: wish.region }),
  };
  const cells = wish.sector
    ? await readAlong(ctx, { ...along, sectors: { code: wish.sector } })
    : [
        ...(await readAlong(ctx, { ...along, sectors: "divisions" })),
        ...(await readAlong(ctx, { ...along, sectors: "key groups" })),
      ];
  return {
    name: `wenlian-monitoring-${wish.indicator ?? "all"}.csv`,
    // Media type of the standard.
    type: "application/vnd.sdmx.data+csv;version=2.0.0;charset=utf-8",
    body: Readable.from(lines(cells)),
  };
}

function* lines(cells: readonly CellAlong[]): Generator<string> {
  let piece = csvLine(HEADER);
  for (const cell of cells) {
    const indicator = indicatorOf(cell.indicator);
    if (indicator) piece += observationsOf(cell, indicator).map(csvLine).join("");
    if (piece.length < 64_000) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}

/** Codes of what the asker may see; a structure gives no figure. */
export async function readStructure(ctx: Ctx): Promise<Download> {
  const { places } = await store.readKnown(ctx, FORM);
  const seen = new Set([ALL_SECTORS, ...keyGroups.map(({ code }) => code), ...places.map((p) => p.sector)]);
  const message = structureMessage(
    {
      indicators,
      sectors: [...seen].sort().map((code) => ({ code, name: sectorName(code) })),
      regions: [{ code: COUNTRY, name: regionName(COUNTRY) }, ...provinces],
    },
    ctx.now.toISOString(),
  );
  return {
    name: "wenlian-monitoring-structure.json",
    type: "application/vnd.sdmx.structure+json;version=2.0.0;charset=utf-8",
    body: Buffer.from(JSON.stringify(message, null, 1)),
  };
}
