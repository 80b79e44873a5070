// The SQL of forms: what comes with the product, drafts, versions, panels. Whose rows: decided by the policies.
import { sql } from "kysely";
import type { FormDefinition } from "../../engines/forms/index.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { bulkInsert } from "../../platform/db/bulk.ts";
import { tables } from "../../platform/db/scoped.ts";
import type { PanelCard } from "./contract.ts";
import type { Version } from "./form.ts";

type Definition = FormDefinition;

export async function putStandard(ctx: Ctx, form: Definition, validFrom: string): Promise<void> {
  await sql`insert into forms.standard (code, version, valid_from, definition)
    values (${form.code}, ${form.version}, ${validFrom}, ${JSON.stringify(form)})
    on conflict (code, version) do update set definition = excluded.definition, valid_from = excluded.valid_from`.execute(
    tables(ctx),
  );
}

export type VersionRow = Version & { organisationId: string | null };
const VERSION = sql`organisation_id as "organisationId", code, version, valid_from as "validFrom",
  valid_to as "validTo", definition`;

/** Every version one may see, oldest first; of one form or of all. */
export async function versionRows(ctx: Ctx, code: string | null = null): Promise<VersionRow[]> {
  const found = await sql<VersionRow>`select ${VERSION} from forms.version_view
    where ${code}::text is null or code = ${code} order by code, version`.execute(tables(ctx));
  return found.rows;
}

export type PublishedRow = {
  version: number;
  note: string | null;
  publishedAt: Date;
  publishedByName: string;
};

/** Who published which version, and why. */
export async function publishedRows(ctx: Ctx, code: string): Promise<PublishedRow[]> {
  const found = await sql<PublishedRow>`select version, note, published_at as "publishedAt",
      published_by_name as "publishedByName"
    from forms.version where code = ${code}`.execute(tables(ctx));
  return found.rows;
}

export type FormRow = {
  organisationId: string;
  code: string;
  title: { zh: string; en: string };
  periodicity: Definition["periodicity"];
  origin: string | null;
  withdrawnOn: string | null;
};
const FORM = sql`organisation_id as "organisationId", code, title, periodicity, origin, withdrawn_on as "withdrawnOn"`;

export async function formRows(ctx: Ctx, code: string | null = null): Promise<FormRow[]> {
  const found = await sql<FormRow>`select ${FORM} from forms.form
    where ${code}::text is null or code = ${code}`.execute(tables(ctx));
  return found.rows;
}

export async function insertForm(ctx: Ctx, form: Omit<FormRow, "withdrawnOn">): Promise<void> {
  await sql`insert into forms.form (organisation_id, code, title, periodicity, origin, created_at, created_by_name)
    values (${form.organisationId}, ${form.code}, ${JSON.stringify(form.title)}, ${form.periodicity}, ${form.origin},
      ${ctx.now}, ${ctx.who.name})
    on conflict (organisation_id, code) do nothing`.execute(tables(ctx));
}

export async function setTitle(ctx: Ctx, organisationId: string, code: string, title: object): Promise<void> {
  await sql`update forms.form set title = ${JSON.stringify(title)}, withdrawn_on = null, withdrawn_why = null
    where organisation_id = ${organisationId} and code = ${code}`.execute(tables(ctx));
}

export type DraftRow = {
  organisationId: string;
  code: string;
  definition: Definition;
  revision: number;
  savedByName: string;
  savedAt: Date;
};

/** @param lock the next writer waits */
export async function findDraft(
  ctx: Ctx,
  organisationId: string,
  code: string,
  lock = false,
): Promise<DraftRow | null> {
  const found = await sql<DraftRow>`select organisation_id as "organisationId", code, definition, revision,
      saved_by_name as "savedByName", saved_at as "savedAt"
    from forms.draft where organisation_id = ${organisationId} and code = ${code} ${lock ? sql`for update` : sql``}`.execute(
    tables(ctx),
  );
  return found.rows[0] ?? null;
}

export async function draftCodes(ctx: Ctx): Promise<Set<string>> {
  const found = await sql<{ code: string }>`select code from forms.draft`.execute(tables(ctx));
  return new Set(found.rows.map((row) => row.code));
}

export async function putDraft(
  ctx: Ctx,
  organisationId: string,
  definition: Definition,
  revision: number,
): Promise<void> {
  await sql`insert into forms.draft (organisation_id, code, definition, revision, saved_by_name, saved_at)
    values (${organisationId}, ${definition.code}, ${JSON.stringify(definition)}, ${revision}, ${ctx.who.name}, ${ctx.now})
    on conflict (organisation_id, code) do update set definition = excluded.definition, revision = excluded.revision,
      saved_by_name = excluded.saved_by_name, saved_at = excluded.saved_at`.execute(tables(ctx));
}

export async function deleteDraft(ctx: Ctx, organisationId: string, code: string): Promise<void> {
  await sql`delete from forms.draft where organisation_id = ${organisationId} and code = ${code}`.execute(
    tables(ctx),
  );
}

/** A form that was never published goes with its draft. */
export async function deleteUnpublished(ctx: Ctx, organisationId: string, code: string): Promise<void> {
  await sql`delete from forms.form f where f.organisation_id = ${organisationId} and f.code = ${code}
    and not exists (select 1 from forms.version_view v where v.code = f.code)`.execute(tables(ctx));
}

export async function addVersion(
  ctx: Ctx,
  organisationId: string,
  definition: Definition,
  validFrom: string,
  note: string,
): Promise<void> {
  await sql`insert into forms.version (organisation_id, code, version, valid_from, definition, note, published_at, published_by_name)
    values (${organisationId}, ${definition.code}, ${definition.version}, ${validFrom}, ${JSON.stringify(definition)},
      ${note || null}, ${ctx.now}, ${ctx.who.name})`.execute(tables(ctx));
}

export async function endVersions(
  ctx: Ctx,
  organisationId: string,
  code: string,
  day: string,
  why: string,
): Promise<void> {
  await sql`update forms.version set valid_to = ${day}
    where organisation_id = ${organisationId} and code = ${code} and valid_to is null`.execute(tables(ctx));
  await sql`update forms.form set withdrawn_on = ${day}, withdrawn_why = ${why}
    where organisation_id = ${organisationId} and code = ${code}`.execute(tables(ctx));
}

export type PanelRow = {
  id: string;
  organisationId: string;
  name: string;
  kind: PanelCard["kind"];
  keyList: string | null;
};
const PANEL = sql`p.id, p.organisation_id as "organisationId", p.name, p.kind, p.key_list as "keyList"`;

export async function panelRows(ctx: Ctx, organisationId: string): Promise<PanelRow[]> {
  const found = await sql<PanelRow>`select ${PANEL} from forms.panel p
    where p.organisation_id = ${organisationId} order by p.name, p.id`.execute(tables(ctx));
  return found.rows;
}

export async function insertPanel(ctx: Ctx, panel: PanelRow): Promise<void> {
  await sql`insert into forms.panel (organisation_id, id, name, kind, key_list, created_at)
    values (${panel.organisationId}, ${panel.id}, ${panel.name}, ${panel.kind}, ${panel.keyList}, ${ctx.now})`.execute(
    tables(ctx),
  );
}

export type PanelMemberRow = { panelId: string; memberId: string; since: string };

/** Who stands on these lists on a day. */
export async function listed(ctx: Ctx, panelIds: readonly string[], day: string): Promise<PanelMemberRow[]> {
  const found = await sql<PanelMemberRow>`select panel_id as "panelId", member_id as "memberId", since
    from forms.panel_member where panel_id = any(${[...panelIds]}::uuid[])
      and since <= ${day}::date and (until is null or until > ${day}::date)`.execute(tables(ctx));
  return found.rows;
}

export const addListed = (
  ctx: Ctx,
  panel: PanelRow,
  memberIds: readonly string[],
  day: string,
): Promise<number> =>
  bulkInsert(
    ctx,
    "forms.panel_member",
    { organisation_id: "uuid", panel_id: "uuid", member_id: "uuid", since: "date" },
    memberIds.map((member) => [panel.organisationId, panel.id, member, day]),
    "on conflict (organisation_id, panel_id, member_id) do update set since = excluded.since, until = null",
  );

export async function endListed(ctx: Ctx, panel: PanelRow, memberId: string, day: string): Promise<boolean> {
  const ended = await sql`update forms.panel_member set until = ${day}::date
    where organisation_id = ${panel.organisationId} and panel_id = ${panel.id} and member_id = ${memberId}
      and until is null`.execute(tables(ctx));
  return ended.numAffectedRows === 1n;
}

export type BindingRow = { organisationId: string; code: string; panelId: string };

export async function bindingRows(ctx: Ctx): Promise<BindingRow[]> {
  const found = await sql<BindingRow>`select organisation_id as "organisationId", code, panel_id as "panelId"
    from forms.binding`.execute(tables(ctx));
  return found.rows;
}

export async function setBindings(
  ctx: Ctx,
  organisationId: string,
  code: string,
  panels: readonly string[],
): Promise<void> {
  await sql`delete from forms.binding where organisation_id = ${organisationId} and code = ${code}`.execute(
    tables(ctx),
  );
  await bulkInsert(
    ctx,
    "forms.binding",
    { organisation_id: "uuid", code: "text", panel_id: "uuid" },
    panels.map((panel) => [organisationId, code, panel]),
  );
}

/** Panels bound to a form, for the opening of its periods. */
export async function boundPanels(ctx: Ctx, code: string): Promise<PanelRow[]> {
  const found = await sql<PanelRow>`select ${PANEL} from forms.binding b
    join forms.panel p on p.organisation_id = b.organisation_id and p.id = b.panel_id
    where b.code = ${code} order by p.id`.execute(tables(ctx));
  return found.rows;
}

const HELD = ["binding", "panel_member", "panel", "version", "draft", "form"];

export async function removeOf(ctx: Ctx, organisationIds: readonly string[]): Promise<void> {
  for (const name of HELD) {
    await sql`delete from ${sql.table(`forms.${name}`)}
      where organisation_id = any(${[...organisationIds]}::uuid[])`.execute(tables(ctx));
  }
  await sql`delete from forms.panel_member where member_id = any(${[...organisationIds]}::uuid[])`.execute(
    tables(ctx),
  );
}
