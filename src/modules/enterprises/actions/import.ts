// Whole lists at once: examined cell by cell, shown as differences, taken in without the rows that have errors.
import type { Ctx } from "../../../platform/ctx.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Download, Upload } from "../../../platform/http/row.ts";
import type { Problem } from "../../../platform/sheets/form.ts";
import { readWorkbook } from "../../../platform/sheets/read.ts";
import { tableBuffer } from "../../../platform/sheets/table.ts";
import { writeTemplate } from "../../../platform/sheets/template.ts";
import { createOrganisations } from "../../people/index.ts";
import type { ImportOutcome } from "../contract.ts";
import { edit, emptyDetails, sectorsOf } from "../enterprise.ts";
import { findingsOf } from "../import-findings.ts";
import { type Merged, mergeRow } from "../merge.ts";
import { closeImport, keepImport, readKept } from "../store/imports.ts";
import { holdersOf, loadMany } from "../store/record.ts";
import { readReference } from "../store/reference.ts";
import { importForm, toImportRow } from "./import-form.ts";
import { codesOf, orRefuse, type Saving, saveAll, settled, verdictOf } from "./save.ts";

const listedProblems = 2000;
const listedUpdates = 200;
export const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export async function checkImport(ctx: Ctx, _input: object, upload: Upload): Promise<ImportOutcome> {
  const { outcome } = await examine(ctx, uuidv7(), upload.name, upload.bytes);
  await keepImport(ctx, outcome, upload.bytes);
  return outcome;
}

export async function readImport(ctx: Ctx, input: { id: string }): Promise<ImportOutcome> {
  return (await readKept(ctx, input.id)).outcome;
}

/** Examined again by the same checker: the registry may have moved since the list was shown. */
export async function acceptImport(ctx: Ctx, input: { id: string }): Promise<ImportOutcome> {
  const kept = await readKept(ctx, input.id, true);
  if (kept.outcome.state === "accepted") refuse("enterprises.import-done");
  const { outcome, merged } = await examine(ctx, input.id, kept.fileName, kept.bytes);
  const work = merged.filter((m) => m.kind !== "same");
  if (work.length === 0) refuse("enterprises.import-nothing");
  await saveAll(ctx, await savingsOf(ctx, work), "enterprises.import");
  const done: ImportOutcome = { ...outcome, state: "accepted" };
  await closeImport(ctx, done);
  return done;
}

async function examine(
  ctx: Ctx,
  id: string,
  fileName: string,
  bytes: Buffer,
): Promise<{ outcome: ImportOutcome; merged: Merged[] }> {
  const reference = await readReference(ctx);
  const codes = codesOf(reference);
  const rowOf = new Map<string, number>();
  const reading = await readWorkbook(bytes, importForm(reference), {
    check: (row) => {
      const found = findingsOf(row.values, { ...codes, verdictOf, earlierRow: (code) => rowOf.get(code) });
      const code = row.values.credit_code;
      if (typeof code === "string") {
        const { normalized } = verdictOf(code);
        if (!rowOf.has(normalized)) rowOf.set(normalized, row.rowNumber);
      }
      return found;
    },
  });
  const good = reading.rows
    .filter((row) => row.ok)
    .map((row) => toImportRow(row, verdictOf(String(row.values.credit_code)).normalized));
  const holders = new Map(
    (
      await holdersOf(
        ctx,
        good.map((r) => r.details.creditCode!),
      )
    ).map((h) => [h.code, h.id]),
  );
  const known = await loadMany(ctx, [...holders.values()]);
  const merged = good.map((row) => {
    const stored = known.get(holders.get(row.details.creditCode!) ?? "");
    return mergeRow(
      row,
      stored && { ...stored, facts: stored.facts.find((f) => f.year === row.facts?.year) ?? null },
    );
  });
  const updates = merged.filter((m) => m.kind === "update");
  const problems = reading.problems.slice(0, listedProblems).map(toProblem);
  return {
    merged,
    outcome: {
      id,
      fileName: fileName.slice(0, 200),
      state: "checked",
      rows: reading.rows.length,
      create: merged.filter((m) => m.kind === "create").length,
      update: updates.length,
      same: merged.filter((m) => m.kind === "same").length,
      bad: reading.rows.length - good.length,
      unlisted: reading.unlisted + reading.problems.length - problems.length,
      problems,
      updates: updates.slice(0, listedUpdates).map((m) => ({
        row: m.row.row,
        id: m.known.id,
        name: m.known.details.name,
        changes: m.changes,
      })),
      updatesUnlisted: Math.max(0, updates.length - listedUpdates),
    },
  };
}

async function savingsOf(ctx: Ctx, work: readonly Merged[]): Promise<Saving[]> {
  const codes = codesOf(await readReference(ctx));
  const wishes = work.flatMap((m) => {
    if (m.kind !== "create") return [];
    const { name, shortName, creditCode, industryCode } = m.row.details;
    return [{ kind: "enterprise" as const, name, shortName, creditCode, sectors: sectorsOf(industryCode) }];
  });
  const ids = await createOrganisations(ctx, wishes);
  const known = await loadMany(
    ctx,
    work.flatMap((m) => (m.kind === "create" ? [] : [m.known.id])),
    true,
  );
  let next = 0;
  return work.map((m) => {
    const before = m.kind === "create" ? null : (known.get(m.known.id) ?? null);
    const patch = m.kind === "create" ? m.row.details : m.patch;
    const edited = orRefuse(edit(before?.details ?? emptyDetails, patch, true));
    return {
      id: m.kind === "create" ? ids[next++]! : m.known.id,
      before,
      after: settled(edited.after, codes),
      changed: edited.changed,
      formerName: edited.formerName,
      facts: m.kind === "create" ? m.row.facts : m.facts,
      factsSource: "名单导入",
    };
  });
}

export async function downloadTemplate(ctx: Ctx): Promise<Download> {
  const body = await writeTemplate(importForm(await readReference(ctx)));
  return { name: "企业名单模板.xlsx", type: xlsxType, body };
}

/** Every problem with its address and the sentence, in the order of the sheet. */
export async function downloadProblems(ctx: Ctx, input: { id: string }): Promise<Download> {
  const { outcome } = await readKept(ctx, input.id);
  const en = ctx.who.language === "en";
  const body = await tableBuffer({
    title: "名单问题",
    columns: [
      { code: "cell", label: "单元格", type: "text" },
      { code: "row", label: "行", type: "integer" },
      { code: "severity", label: "程度", type: "text" },
      { code: "sentence", label: "问题与改法", type: "text", width: 80 },
    ],
    rows: outcome.problems.map((p) => ({
      cell: p.cell,
      row: p.row,
      severity: p.severity === "error" ? "错误，未导入" : "提醒",
      sentence: en ? p.en : p.zh,
    })),
    notes: [
      `文件：${outcome.fileName}`,
      ...(outcome.unlisted > 0 ? [`另有 ${outcome.unlisted} 处没有列出`] : []),
    ],
  });
  return { name: "名单问题.xlsx", type: xlsxType, body };
}

function toProblem({
  cell,
  row,
  column,
  code,
  severity,
  zh,
  en,
}: Problem): ImportOutcome["problems"][number] {
  return { cell, row, column, code, severity, zh, en };
}
