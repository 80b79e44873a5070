// Whole lists at once: examined cell by cell, shown as differences, taken in without the rows that have errors.
import type { Ctx } from "../../../platform/ctx.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Download, Upload } from "../../../platform/http/row.ts";
import type { Problem, SheetRow } from "../../../platform/sheets/form.ts";
import { readWorkbook } from "../../../platform/sheets/read.ts";
import { tableBuffer } from "../../../platform/sheets/table.ts";
import { writeTemplate } from "../../../platform/sheets/template.ts";
import { createOrganisations } from "../../people/index.ts";
import { edit, emptyDetails, sectorsOf } from "../enterprise.ts";
import { type Finding, findingsOf } from "../import-findings.ts";
import type { ImportOutcome } from "../imports/contract.ts";
import { asKnown, decide, decideRest, type Links, targetOf } from "../linking.ts";
import { type ImportRow, type Merged, mergeRow } from "../merge.ts";
import { survivorsOf } from "../store/identity.ts";
import { closeImport, keepDecisions, keepImport, readKept } from "../store/imports.ts";
import { holdersOf, loadMany } from "../store/record.ts";
import { readReference } from "../store/reference.ts";
import { swappedCodes } from "../swapped.ts";
import { importForm, toImportRow } from "./import-form.ts";
import { asksOf, learnFrom, linkRows } from "./import-links.ts";
import { type Codes, codesOf, orRefuse, type Saving, saveAll, settled, verdictOf } from "./save.ts";

type ProblemAt = Omit<Problem, "sheet" | "suggestion">;

const listedProblems = 2000;
const listedUpdates = 200;
export const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export async function checkImport(ctx: Ctx, _input: object, upload: Upload): Promise<ImportOutcome> {
  const { outcome, links } = await examine(ctx, uuidv7(), upload.name, upload.bytes);
  await keepImport(ctx, outcome, upload.bytes, links);
  return outcome;
}

export async function readImport(ctx: Ctx, input: { id: string }): Promise<ImportOutcome> {
  return (await readKept(ctx, input.id)).outcome;
}

export async function decideRow(
  ctx: Ctx,
  input: { id: string; row: number; enterpriseId: string | null },
): Promise<ImportOutcome> {
  return decided(ctx, input.id, (links, outcome) => decide(links, outcome, input.row, input.enterpriseId));
}

export async function decideTheRest(ctx: Ctx, input: { id: string }): Promise<ImportOutcome> {
  return decided(ctx, input.id, decideRest);
}

async function decided(
  ctx: Ctx,
  id: string,
  say: (links: Links, outcome: ImportOutcome) => ReturnType<typeof decide>,
): Promise<ImportOutcome> {
  const kept = await readKept(ctx, id, true);
  if (kept.outcome.state === "accepted") refuse("enterprises.import-done");
  const { links, outcome } = orRefuse(say(kept.links, kept.outcome));
  await keepDecisions(ctx, outcome, links);
  return outcome;
}

/** Examined again by the same checker: the registry may have moved since the list was shown. */
export async function acceptImport(ctx: Ctx, input: { id: string }): Promise<ImportOutcome> {
  const kept = await readKept(ctx, input.id, true);
  if (kept.outcome.state === "accepted") refuse("enterprises.import-done");
  const { outcome, merged, rows } = await examine(ctx, input.id, kept.fileName, kept.bytes, kept.links);
  const work = merged.filter((m) => m.kind !== "same");
  if (work.length === 0) refuse("enterprises.import-nothing");
  await saveAll(ctx, await savingsOf(ctx, work), "enterprises.import");
  await learnFrom(ctx, kept.links, rows);
  const done: ImportOutcome = { ...outcome, state: "accepted" };
  await closeImport(ctx, done);
  return done;
}

/** @param decidedLinks what was found and decided when the list was checked; found anew when left out */
async function examine(
  ctx: Ctx,
  id: string,
  fileName: string,
  bytes: Buffer,
  decidedLinks?: Links,
): Promise<{ outcome: ImportOutcome; merged: Merged[]; links: Links; rows: ImportRow[] }> {
  const reference = await readReference(ctx);
  const codes = codesOf(reference);
  const reading = await readWorkbook(bytes, importForm(reference), { check: checker(codes) });
  const good = reading.rows.filter((row) => row.ok).map(importRowOf);
  const holders = await holding(ctx, good);
  const open = good.filter((row) => !holders.has(row.details.creditCode ?? ""));
  const links = decidedLinks ?? (await linkRows(ctx, open, new Set(holders.values())));
  const targets = new Map(good.map((row) => [row.row, targetFor(row, holders, links)] as const));
  const known = await loadMany(
    ctx,
    [...targets.values()].flatMap((target) =>
      target === "undecided" || target.id === null ? [] : target.id,
    ),
  );
  const swapped = swappedCodes(good, holders, known);
  const sound = good.filter((row) => !swapped.has(row.row));
  const spokenOf = new Set<string>();
  const merged = sound.flatMap((row): Merged[] => {
    const target = targets.get(row.row) ?? "undecided";
    if (target === "undecided") return [];
    if (target.id === null) return [mergeRow(row, undefined)];
    const stored = known.get(target.id);
    // Gone since the list was checked, or named by another row by now: nothing is made of it unasked.
    if (!stored || spokenOf.has(stored.id)) return [];
    spokenOf.add(stored.id);
    const said =
      stored.details.creditCode !== null && stored.details.creditCode === row.details.creditCode
        ? row
        : asKnown(row, stored.details, stored.formerNames);
    return [
      mergeRow(said, { ...stored, facts: stored.facts.find((f) => f.year === row.facts?.year) ?? null }),
    ];
  });
  const updates = merged.filter((m) => m.kind === "update");
  const found = [...reading.problems, ...at(reading.rows, swapped)];
  const problems = found.slice(0, listedProblems).map(toProblem);
  const met = new Set(merged.flatMap((m) => (m.kind === "create" ? [] : m.row.row)));
  return {
    merged,
    links,
    rows: sound,
    outcome: {
      id,
      fileName: fileName.slice(0, 200),
      state: "checked",
      rows: reading.rows.length,
      create: merged.filter((m) => m.kind === "create").length,
      update: updates.length,
      same: merged.filter((m) => m.kind === "same").length,
      bad: reading.rows.length - sound.length,
      unlisted: reading.unlisted + found.length - problems.length,
      problems,
      updates: updates.slice(0, listedUpdates).map((m) => ({
        row: m.row.row,
        id: m.known.id,
        name: m.known.details.name,
        changes: m.changes,
      })),
      updatesUnlisted: Math.max(0, updates.length - listedUpdates),
      matched: open.filter((row) => met.has(row.row)).length,
      undecided: sound.length - merged.length,
      ...(await asksOf(ctx, links, open)),
    },
  };
}

/** What the registry asks back about whole rows, at their cells. */
const at = (rows: readonly SheetRow[], findings: ReadonlyMap<number, Finding>): ProblemAt[] =>
  rows.flatMap(({ rowNumber, cells }) => {
    const finding = findings.get(rowNumber);
    return finding ? [{ ...finding, row: rowNumber, cell: cells[finding.column] ?? "" }] : [];
  });

/** The registry's word on each row; a code or, without one, a name stands once in a list. */
function checker(codes: Codes): (row: SheetRow) => Finding[] {
  const rowOf = new Map<string, number>();
  return (row) => {
    const found = findingsOf(row.values, { ...codes, verdictOf, earlierRow: (key) => rowOf.get(key) });
    const { credit_code: code, name } = row.values;
    const key =
      typeof code === "string" && code.trim()
        ? verdictOf(code).normalized
        : typeof name === "string"
          ? name
          : "";
    if (!rowOf.has(key)) rowOf.set(key, row.rowNumber);
    return found;
  };
}

function importRowOf(row: SheetRow): ImportRow {
  const code = String(row.values.credit_code ?? "").trim();
  return toImportRow(row, code ? verdictOf(code).normalized : null);
}

/** Code → the enterprise that holds it; of a merged entry, the survivor. */
async function holding(ctx: Ctx, rows: readonly ImportRow[]): Promise<Map<string, string>> {
  const held = await holdersOf(
    ctx,
    rows.flatMap((row) => row.details.creditCode ?? []),
  );
  const survivors = await survivorsOf(
    ctx,
    held.map((h) => h.id),
  );
  return new Map(held.map((h) => [h.code, survivors.get(h.id) ?? h.id]));
}

function targetFor(row: ImportRow, holders: ReadonlyMap<string, string>, links: Links) {
  const holder = holders.get(row.details.creditCode ?? "");
  return holder ? { id: holder } : targetOf(links.get(row.row));
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
}: ProblemAt): ImportOutcome["problems"][number] {
  return { cell, row, column, code, severity, zh, en };
}
