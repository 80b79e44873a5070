// Writing a brief: today's figures are put down for good, and laid beside what the last brief said.
import { deadline } from "../../../engines/indicators/index.ts";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { dataKind } from "../../../platform/demo/demo.ts";
import { docxType, writeDocument } from "../../../platform/documents/write.ts";
import { Refusal } from "../../../platform/errors.ts";
import type { Download } from "../../../platform/http/row.ts";
import { briefPaper, levelsBeside, restatedSince, sayMonth, sayVintage } from "../brief.ts";
import { FORM } from "../contract.ts";
import type { Brief, BriefHead, FigureCell } from "../panels/contract.ts";
import { indicators, keyGroups, sectorName } from "../reference.ts";
import { findBrief, keepBrief, lastBrief, readFigureCells } from "../store/brief.ts";
import * as store from "../store.ts";
import { newestOf } from "./read.ts";

export async function makeBrief(ctx: Ctx, input: { month?: string | undefined }): Promise<BriefHead> {
  const month = input.month ?? newestOf((await store.readKnown(ctx, FORM)).months);
  const day = new Date(ctx.now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  const vintage = month && day <= deadline(month) ? "first" : "final";
  const cells = month ? await figures(ctx, [month], vintage) : [];
  if (!month || cells.every(({ reported }) => reported === 0)) {
    throw new Refusal("monitoring.nothing-to-brief", { month: month ?? "" });
  }
  const last = await lastBrief(ctx, null);
  const today = last ? await figures(ctx, [last.month], "final") : [];
  const made = await keepBrief(ctx, {
    month,
    vintage,
    cells: levelsBeside(await lastBrief(ctx, month), cells),
    previous: last && { month: last.month, vintage: last.vintage, number: last.number },
    restated: restatedSince(last, today),
  });
  await audit(ctx, {
    action: "monitoring.make-brief",
    subject: "monitoring.brief",
    subjectId: made.id,
    after: { month },
  });
  return made;
}

async function figures(
  ctx: Ctx,
  months: readonly string[],
  vintage: "first" | "final",
): Promise<FigureCell[]> {
  const found = await readFigureCells(ctx, { formCode: FORM, months, vintage });
  return found.map(({ computedAt: _at, engine: _engine, ...cell }) => cell);
}

export async function readBrief(ctx: Ctx, input: { id: string }): Promise<Brief> {
  const found = await findBrief(ctx, input.id);
  if (!found) throw new Refusal("record.not-found");
  return found;
}

export async function downloadBrief(ctx: Ctx, input: { id: string }): Promise<Download> {
  const brief = await readBrief(ctx, input);
  const paper = briefPaper(brief, {
    groups: keyGroups.map(({ code }) => code),
    indicators,
    nameOf: (sector) => sectorName(sector).zh,
  });
  const body = await writeDocument({ ...paper, demo: (await dataKind(ctx)) === "demo", issuer: "运行监测" });
  const name = `运行监测简报-${sayMonth(brief.month).replaceAll(" ", "")}（${sayVintage(brief.vintage)}）第${brief.number}期.docx`;
  return { name, type: docxType, body };
}
