// A workbook of links: every fault at its cell in one pass, then the good rows taken in by the same checker.
import { normalizeCreditCode } from "../../../engines/identity/index.ts";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Download, Upload } from "../../../platform/http/row.ts";
import type { SheetRow } from "../../../platform/sheets/form.ts";
import { readWorkbook } from "../../../platform/sheets/read.ts";
import { writeTemplate } from "../../../platform/sheets/template.ts";
import { enterprisesCalled } from "../../enterprises/index.ts";
import type { ImportOutcome } from "../contract.ts";
import {
  type Finding,
  findingsOfEnds,
  findingsOfLinks,
  type Incoming,
  type Merged,
  merged,
  type Told,
} from "../import-rows.ts";
import { products } from "../store/catalogue.ts";
import { closeImport, keepImport, lockImport } from "../store/imports.ts";
import { insertLinks, linksBy, updateLink } from "../store/links.ts";
import { type ImportEnd, type ImportLink, importForm, toImportLink } from "./import-form.ts";
import { acting, REPORTED, xlsxType } from "./links.ts";

const listedProblems = 2000;
/** What a file of the federation says is less sure than what an enterprise says of itself. */
const IMPORTED = 0.9;

export async function checkImport(ctx: Ctx, _input: object, upload: Upload): Promise<ImportOutcome> {
  const { outcome } = await examine(ctx, uuidv7(), upload.name, upload.bytes);
  await keepImport(ctx, outcome, upload.bytes);
  return outcome;
}

/** Examined again by the same checker: links may have been reported since the list was shown. */
export async function acceptImport(ctx: Ctx, input: { id: string }): Promise<ImportOutcome> {
  const kept = await lockImport(ctx, input.id);
  if (kept.outcome.state === "accepted") refuse("network.import-done");
  const { outcome, work } = await examine(ctx, input.id, kept.outcome.fileName, kept.bytes);
  if (work.length === 0) refuse("network.import-nothing");
  const source = ctx.who.scope.all ? "imported" : "reported";
  const confidence = ctx.who.scope.all ? IMPORTED : REPORTED;
  await insertLinks(
    ctx,
    work.flatMap(({ known, incoming }) =>
      known
        ? []
        : [{ ...incoming.ends, ...incoming.fields, organisationId: acting(ctx), source, confidence }],
    ),
  );
  for (const { known, incoming } of work)
    if (known) await updateLink(ctx, acting(ctx), known.id, { ...incoming.fields, source });
  await audit(ctx, {
    ...{ action: "network.links-imported", subject: "network.import", subjectId: input.id },
    after: { name: outcome.fileName, create: outcome.create, update: outcome.update },
  });
  const done: ImportOutcome = { ...outcome, state: "accepted" };
  await closeImport(ctx, done);
  return done;
}

async function examine(ctx: Ctx, id: string, fileName: string, bytes: Buffer) {
  const reading = await readWorkbook(bytes, importForm(await products(ctx)));
  const good = reading.rows.filter((row) => row.ok);
  const cells = new Map(good.map((row) => [row.rowNumber, row]));
  const links = good.map(toImportLink);
  const told = await lookedUp(ctx, links);
  const own = ctx.who.scope.all ? null : acting(ctx);
  const found: (Finding & { row: number })[] = [];
  const incoming: Incoming[] = [];
  for (const link of links) {
    const [supplier, customer] = [told(link.supplier), told(link.customer)];
    const findings = findingsOfEnds(supplier, customer, own);
    found.push(...findings.map((one) => ({ ...one, row: link.row })));
    if (findings.some((one) => one.severity === "error")) continue;
    const ends = {
      ...{ supplierId: supplier.id ?? null, supplier: supplier.name ?? "" },
      ...{ customerId: customer.id ?? null, customer: customer.name ?? "" },
    };
    incoming.push({ row: link.row, ends, fields: link.fields });
  }
  const faults = findingsOfLinks(incoming);
  for (const [row, one] of faults) found.push({ ...one, row });
  const rows = merged(
    incoming.filter((one) => !faults.has(one.row)),
    await linksBy(ctx, acting(ctx)),
  );
  const work = rows.filter((one) => one.changed);
  const problems = [
    ...reading.problems.map(plain),
    ...found.map((one) => atCell(one, cells.get(one.row)!)),
  ].sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  const outcome: ImportOutcome = {
    ...{ id, fileName, state: "checked", rows: reading.rows.length, bad: reading.rows.length - rows.length },
    create: work.filter((one) => one.known === null).length,
    update: work.filter((one) => one.known !== null).length,
    same: rows.length - work.length,
    problems: problems.slice(0, listedProblems),
    unlisted: reading.unlisted + Math.max(0, problems.length - listedProblems),
  };
  return { outcome, work: work satisfies Merged[] };
}

/** Each end once by code, else by its very name. */
async function lookedUp(ctx: Ctx, links: readonly ImportLink[]): Promise<(end: ImportEnd) => Told> {
  const ends = links.flatMap((link) => [link.supplier, link.customer]);
  const asked = {
    codes: ends.flatMap((one) => (one.code === null ? [] : normalizeCreditCode(one.code))),
    names: ends.flatMap((one) => one.name ?? []),
  };
  const known = await ctx.system("network.find-partner", (db) => enterprisesCalled({ ...ctx, db }, asked));
  const byCode = new Map(known.map((one) => [one.creditCode, one]));
  const byName = new Map(known.map((one) => [one.name, one]));
  return ({ code, name }) => {
    const found = code === null ? byName.get(name ?? "") : byCode.get(normalizeCreditCode(code));
    if (found) return { code, name: found.name, id: found.id };
    return { code, name, id: code === null ? null : undefined };
  };
}

const plain = ({
  sheet: _,
  suggestion: __,
  ...problem
}: Awaited<ReturnType<typeof readWorkbook>>["problems"][number]): ImportOutcome["problems"][number] =>
  problem;

const atCell = (
  { row, ...finding }: Finding & { row: number },
  { cells }: SheetRow,
): ImportOutcome["problems"][number] => ({ ...finding, row, cell: cells[finding.column] ?? "" });

export async function downloadTemplate(ctx: Ctx): Promise<Download> {
  const body = await writeTemplate(importForm(await products(ctx)));
  return { name: "供应关系模板.xlsx", type: xlsxType, body };
}
