// What is read of forms: the list, one form with its draft and versions, and which figures other forms know already.
import { type Fault, type FormDefinition, faultsOf, fieldsOf } from "../../../engines/forms/index.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { refuse } from "../../../platform/errors.ts";
import { organisationNames } from "../../people/index.ts";
import type { FormCard, FormRecord, KnownField } from "../contract.ts";
import { sourceFaults, versionFaults } from "../form.ts";
import { knownFaults } from "../known.ts";
import {
  bindingRows,
  draftCodes,
  type FormRow,
  findDraft,
  formRows,
  panelRows,
  publishedRows,
  type VersionRow,
  versionRows,
} from "../store.ts";

export async function listForms(
  ctx: Ctx,
  query: { q?: string; state?: FormCard["state"]; limit: number; offset: number; sort?: string },
) {
  const wanted = query.q?.toLowerCase();
  const cards = (await cardsOf(ctx, await versionRows(ctx), await formRows(ctx)))
    .filter((card) => !query.state || card.state === query.state)
    .filter(
      (card) => !wanted || `${card.title.zh} ${card.title.en} ${card.code}`.toLowerCase().includes(wanted),
    )
    .sort((a, b) => (a.title.zh < b.title.zh ? -1 : 1));
  if (query.sort === "-title") cards.reverse();
  const { limit, offset } = query;
  return { rows: cards.slice(offset, offset + limit), total: cards.length, limit, offset };
}

export async function cardOf(ctx: Ctx, code: string): Promise<FormCard> {
  const [card] = await cardsOf(ctx, await versionRows(ctx, code), await formRows(ctx, code));
  return card ?? refuse("record.not-found");
}

async function cardsOf(
  ctx: Ctx,
  versions: readonly VersionRow[],
  forms: readonly FormRow[],
): Promise<FormCard[]> {
  const own = ctx.who.actingFor ?? "";
  const byCode = Map.groupBy(versions, (one) => one.code);
  const rows = new Map(forms.map((form) => [form.code, form]));
  const owners = [...versions, ...forms].flatMap((one) => one.organisationId ?? []);
  const names = await organisationNames(ctx, [...new Set(owners)]);
  const drafts = await draftCodes(ctx);
  const panels = new Map((await panelRows(ctx, own)).map((panel) => [panel.id, panel.name]));
  const bindings = (await bindingRows(ctx)).filter((one) => panels.has(one.panelId));
  return [...new Set([...byCode.keys(), ...rows.keys()])].map((code): FormCard => {
    const published = byCode.get(code) ?? [];
    const newest = published.at(-1);
    const form = rows.get(code);
    const standard = published.some((one) => one.organisationId === null);
    const organisationId = standard ? null : (form?.organisationId ?? newest?.organisationId ?? null);
    return {
      code,
      title: newest?.definition.title ?? form?.title ?? { zh: code, en: code },
      periodicity: newest?.definition.periodicity ?? form?.periodicity ?? "month",
      organisationId,
      organisationName: organisationId ? (names.get(organisationId)?.name ?? null) : null,
      state: !newest ? "draft" : newest.validTo ? "withdrawn" : "published",
      version: newest?.version ?? 0,
      validFrom: newest?.validFrom ?? null,
      withdrawnOn: newest?.validTo ?? null,
      hasDraft: drafts.has(code),
      fields: newest ? fieldCount(newest.definition) : 0,
      mine: standard ? ctx.who.scope.all : organisationId === own,
      origin: form?.origin ?? null,
      panels: bindings
        .filter((one) => one.code === code)
        .map((one) => ({ id: one.panelId, name: panels.get(one.panelId) ?? "" })),
    };
  });
}

const fieldCount = (form: FormDefinition): number =>
  form.sections.reduce((count, section) => count + section.fields.length, 0);

export async function getForm(ctx: Ctx, wish: { code: string }): Promise<FormRecord> {
  const card = await cardOf(ctx, wish.code);
  const draft = card.mine && ctx.who.actingFor ? await findDraft(ctx, ctx.who.actingFor, wish.code) : null;
  const said = new Map((await publishedRows(ctx, wish.code)).map((row) => [row.version, row]));
  return {
    card,
    draft: draft && {
      definition: draft.definition,
      revision: draft.revision,
      savedByName: draft.savedByName,
      savedAt: draft.savedAt.toISOString(),
      faults: await allFaults(ctx, draft.definition),
    },
    versions: (await versionRows(ctx, wish.code)).map(({ version, validFrom, validTo, definition }) => ({
      version,
      validFrom,
      validTo,
      definition,
      publishedAt: said.get(version)?.publishedAt.toISOString() ?? null,
      publishedByName: said.get(version)?.publishedByName ?? null,
      note: said.get(version)?.note ?? null,
    })),
    known: knownFields(await versionRows(ctx), wish.code),
  };
}

/** Everything that stands in the way: in itself, against its published versions, against the neighbours' forms. */
export async function allFaults(ctx: Ctx, form: FormDefinition): Promise<Fault[]> {
  const versions = await versionRows(ctx);
  const own = versions.filter((one) => one.code === form.code).map((one) => one.definition);
  const others = knownFields(versions, form.code);
  return [
    ...faultsOf(form),
    ...versionFaults(form, own),
    ...sourceFaults(form, others),
    ...knownFaults(form, others),
  ];
}

/** Single figures and sentences of the other forms in force: what need not be asked twice. */
function knownFields(versions: readonly VersionRow[], except: string): KnownField[] {
  const newest = new Map(versions.map((one) => [one.code, one]));
  return [...newest.values()]
    .filter((one) => one.code !== except && one.validTo === null)
    .flatMap(({ definition }) => {
      const grouped = new Set(definition.sections.filter((s) => s.repeat).map((s) => `${s.code}__`));
      return fieldsOf(definition)
        .filter(
          (field) => field.type !== "text" && ![...grouped].some((group) => field.code.startsWith(group)),
        )
        .map((field) => ({
          form: definition.code,
          formTitle: definition.title,
          field: field.code,
          label: field.label,
          unit: field.unit,
          type: field.type,
          periodicity: definition.periodicity,
        }));
    });
}
