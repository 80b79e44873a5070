// What is read through more than one door: the list with its associations, the page, the trail, the export.
import type { z } from "zod";
import { trail } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import type { Download } from "../../../platform/http/row.ts";
import { writeCsv } from "../../../platform/sheets/csv.ts";
import { type TableColumn, type TableRow, writeTable } from "../../../platform/sheets/table.ts";
import { associationsOf, membersOf, personNames } from "../../people/index.ts";
import type * as contract from "../contract.ts";
import { dayOf } from "../enterprise.ts";
import { changesOf } from "../history.ts";
import { allEnterprises, type Filters, type FoundRow, findEnterprises, listRowOf } from "../store/list.ts";
import { dossier, load } from "../store/record.ts";
import { readReference } from "../store/reference.ts";
import { xlsxType } from "./import.ts";
import { mergesAt } from "./merge.ts";

type In<E extends { input: z.ZodType }> = z.output<E["input"]>;
type Out<E extends { output: z.ZodType }> = z.input<E["output"]>;

export async function list(
  ctx: Ctx,
  input: In<typeof contract.listEnterprises>,
): Promise<Out<typeof contract.listEnterprises>> {
  const { rows, ...counted } = await findEnterprises(ctx, await withMembers(ctx, input), input);
  const { limit, offset } = input;
  return { rows: await withAssociations(ctx, rows), ...counted, limit, offset };
}

async function withMembers(
  ctx: Ctx,
  input: Filters & { association?: string[] | undefined },
): Promise<Filters> {
  return { ...input, among: input.association?.length ? await membersOf(ctx, input.association) : undefined };
}

async function withAssociations(ctx: Ctx, rows: readonly FoundRow[]): Promise<contract.ListRow[]> {
  const associations = await associationsOf(
    ctx,
    rows.map((r) => r.id),
  );
  return rows.map((row) => ({ ...row, associations: associations.get(row.id) ?? [] }));
}

export async function page(ctx: Ctx, { id }: { id: string }): Promise<Out<typeof contract.readEnterprise>> {
  const stored = await load(ctx, id);
  const { scope, may } = ctx.who;
  const inFull = scope.all || scope.organisations.has(id);
  const [row] = await withAssociations(
    ctx,
    [await listRowOf(ctx, id)].flatMap((found) => found ?? []),
  );
  const { codeOverrideReason, registrationType, establishedOn, address } = stored.details;
  return {
    ...row!,
    codeOverrideReason,
    registrationType,
    establishedOn,
    address,
    revision: stored.revision,
    ...(await dossier(ctx, id, inFull)),
    ...(await mergesAt(ctx, id)),
    may: {
      edit: inFull && may.has("enterprises.write"),
      identity: scope.all && may.has("enterprises.write"),
      qualify: scope.all && may.has("enterprises.qualify"),
      merge: scope.all && may.has("enterprises.merge"),
    },
  };
}

export async function history(
  ctx: Ctx,
  { id, limit }: In<typeof contract.readHistory>,
): Promise<Out<typeof contract.readHistory>> {
  await load(ctx, id);
  const { scope } = ctx.who;
  const entries = await trail(ctx, { organisationId: id, subject: "enterprise", subjectId: id }, limit);
  const names = await personNames(
    ctx,
    entries.flatMap((e) => e.personId ?? []),
  );
  return {
    visible: scope.all || scope.organisations.has(id),
    entries: entries.map((e) => ({
      id: e.id,
      at: e.at.toISOString(),
      by: e.personId ? (names.get(e.personId) ?? null) : null,
      action: e.action,
      changes: changesOf(e.before, e.after),
    })),
  };
}

/** A file longer than this is of no use to a person, and takes the memory of all the others. */
const exportedUpTo = 50_000;

export async function exportList(ctx: Ctx, input: In<typeof contract.exportEnterprises>): Promise<Download> {
  const found = await allEnterprises(ctx, await withMembers(ctx, input), exportedUpTo + 1);
  const cut = found.length > exportedUpTo;
  const rows = await withAssociations(ctx, found.slice(0, exportedUpTo));
  const name = `企业名单-${dayOf(ctx.now)}`;
  const columns = exportColumns;
  const filled = await tableRows(ctx, rows);
  if (input.format === "csv") {
    return {
      name: `${name}.csv`,
      type: "text/csv; charset=utf-8",
      body: writeCsv({ columns, rows: filled }),
    };
  }
  const notes = [
    "来源：稳链企业登记库；只含您有权查看的企业。",
    "规模按《统计上大中小微型企业划分办法（2017）》由年度指标计算；“待定”表示指标不足。",
    ...(cut
      ? [`符合条件的企业超过 ${exportedUpTo} 家，只导出前 ${exportedUpTo} 家。请缩小条件后分次导出。`]
      : []),
  ];
  return {
    name: `${name}.xlsx`,
    type: xlsxType,
    body: writeTable({ title: "企业名单", columns, rows: filled, notes }),
  };
}

const exportColumns: readonly TableColumn[] = [
  { code: "name", label: "企业名称", type: "text", width: 36 },
  { code: "creditCode", label: "统一社会信用代码", type: "text", width: 22 },
  { code: "industryCode", label: "行业代码", type: "text" },
  { code: "industry", label: "行业", type: "text", width: 24 },
  { code: "regionCode", label: "行政区划代码", type: "text" },
  { code: "region", label: "地区", type: "text" },
  { code: "size", label: "规模", type: "text" },
  { code: "tiers", label: "梯度培育", type: "text", width: 28 },
  { code: "keyLists", label: "重点名单", type: "text", width: 28 },
  { code: "associations", label: "所属协会", type: "text", width: 28 },
];

const sizeNames = { large: "大型", medium: "中型", small: "小型", micro: "微型", unknown: "待定" } as const;

async function tableRows(ctx: Ctx, rows: readonly contract.ListRow[]): Promise<TableRow[]> {
  const reference = await readReference(ctx);
  const named = (list: readonly { code: string; zh: string }[]) => {
    const names = new Map(list.map((one) => [one.code, one.zh]));
    return (code: string) => names.get(code) ?? code;
  };
  const industry = named(reference.industries);
  const industryOf = (code: string) =>
    industry(code) === code ? industry(code.replace(/0$/, "")) : industry(code);
  const region = named(reference.regions);
  const tier = named(reference.tierKinds);
  const keyList = named(reference.keyLists);
  return rows.map((r) => ({
    name: r.name,
    creditCode: r.creditCode,
    industryCode: r.industryCode,
    industry: r.industryCode && industryOf(r.industryCode),
    regionCode: r.regionCode,
    region: r.regionCode && region(`${r.regionCode.slice(0, 2)}0000`),
    size: sizeNames[r.sizeClass],
    tiers: r.tiers.map(tier).join("、"),
    keyLists: r.keyLists.map(keyList).join("、"),
    associations: r.associations.map((a) => a.name).join("、"),
  }));
}
