// Panels: who stands on them, how they are filled, which forms they are bound to, and who a form asks now.
import { shanghaiDay } from "../../../engines/calendar/index.ts";
import { checkCreditCode } from "../../../engines/identity/index.ts";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import { enterpriseCards, keyListMembers, keyLists } from "../../enterprises/index.ts";
import { currentMemberships, organisationNames, organisationsSeenByCode } from "../../people/index.ts";
import type { FormCard, PanelCard } from "../contract.ts";
import { codesIn, type PanelNow, respondents } from "../panel.ts";
import {
  addListed,
  bindingRows,
  boundPanels,
  endListed,
  insertPanel,
  listed,
  type PanelRow,
  panelRows,
  setBindings,
  versionRows,
} from "../store.ts";
import { acting } from "./edit.ts";
import { cardOf } from "./read.ts";

const today = (ctx: Ctx): string => shanghaiDay(ctx.now.getTime());

export async function listPanels(ctx: Ctx) {
  const panels = await panelRows(ctx, acting(ctx));
  return { rows: await panelCards(ctx, panels), keyLists: await keyLists(ctx) };
}

async function panelCards(ctx: Ctx, panels: readonly PanelRow[]): Promise<PanelCard[]> {
  const titles = new Map((await versionRows(ctx)).map((one) => [one.code, one.definition.title]));
  const bindings = await bindingRows(ctx);
  const out: PanelCard[] = [];
  for (const { id, name, kind, keyList, organisationId } of panels) {
    const members = await standingOn(ctx, organisationId, [{ id, kind, keyList, name, organisationId }]);
    const forms = bindings
      .filter((one) => one.panelId === id)
      .map(({ code }) => ({ code, title: titles.get(code) ?? { zh: code, en: code } }));
    out.push({ id, name, kind, keyList, size: members.length, forms });
  }
  return out;
}

/** Whoever is asked when these panels are: each once, an association's own members only. */
async function standingOn(ctx: Ctx, owner: string | null, panels: readonly PanelRow[]): Promise<string[]> {
  const kind = owner ? (await organisationNames(ctx, [owner])).get(owner)?.kind : "federation";
  const all = await currentMemberships(ctx);
  const own = kind === "association" ? all.filter((one) => one.association === owner) : all;
  const lists = panels.filter((panel) => panel.kind === "list").map((panel) => panel.id);
  const byPanel = Map.groupBy(await listed(ctx, lists, today(ctx)), (row) => row.panelId);
  const now: PanelNow[] = [];
  for (const panel of panels) {
    const members =
      panel.kind === "list"
        ? (byPanel.get(panel.id) ?? []).map((row) => row.memberId)
        : panel.kind === "key-list"
          ? await keyListMembers(ctx, panel.keyList ?? "", today(ctx))
          : [];
    now.push({ kind: panel.kind, members });
  }
  const everybody = own.map((one) => one.member);
  return respondents(now, everybody, kind === "association" ? "members" : "anybody");
}

/** Who is expected to answer a form now: by its panels, else every member of whoever asks. */
export async function expectedBy(ctx: Ctx, form: { code: string; organisationId: string | null }) {
  return standingOn(ctx, form.organisationId, await boundPanels(ctx, form.code));
}

/** The panels a form is asked of, each with who stands on it now. */
export async function panelsAsking(
  ctx: Ctx,
  code: string,
): Promise<{ id: string; name: string; members: string[] }[]> {
  const out = [];
  for (const panel of await boundPanels(ctx, code))
    out.push({
      id: panel.id,
      name: panel.name,
      members: await standingOn(ctx, panel.organisationId, [panel]),
    });
  return out;
}

async function ownPanel(ctx: Ctx, id: string): Promise<PanelRow> {
  const panels = await panelRows(ctx, acting(ctx));
  return panels.find((panel) => panel.id === id) ?? refuse("record.not-found");
}

export async function panelMembers(ctx: Ctx, wish: { id: string }) {
  const row = await ownPanel(ctx, wish.id);
  const members = await standingOn(ctx, row.organisationId, [row]);
  const since = new Map((await listed(ctx, [row.id], today(ctx))).map((one) => [one.memberId, one.since]));
  const cards = await enterpriseCards(ctx, members);
  const [panel] = await panelCards(ctx, [row]);
  return {
    panel: panel!,
    members: cards
      .map(({ id, name }) => ({ id, name, since: since.get(id) ?? null }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

export async function createPanel(
  ctx: Ctx,
  wish: { name: string; kind: PanelCard["kind"]; keyList: string | null },
): Promise<PanelCard> {
  const known = (await keyLists(ctx)).some((list) => list.code === wish.keyList);
  if (wish.kind === "key-list" && !known) refuse("record.not-found");
  const keyList = wish.kind === "key-list" ? wish.keyList : null;
  const panel = { ...wish, keyList, id: uuidv7(), organisationId: acting(ctx) };
  await insertPanel(ctx, panel);
  await told(ctx, "forms.create-panel", panel.id, { name: wish.name, kind: wish.kind });
  return (await panelCards(ctx, [panel]))[0]!;
}

/** Codes nobody in sight has are named, not dropped silently; so are those that cannot be codes. */
export async function addPanelMembers(ctx: Ctx, wish: { id: string; pasted: string }) {
  const panel = await ownPanel(ctx, wish.id);
  if (panel.kind !== "list") refuse("forms.panel-fixed");
  const codes = codesIn(wish.pasted);
  const wrong = codes.filter((code) => !checkCreditCode(code).ok);
  const found = await organisationsSeenByCode(ctx, codes);
  const unknown = codes.filter((code) => !found.has(code) && !wrong.includes(code));
  const before = new Set((await listed(ctx, [panel.id], today(ctx))).map((row) => row.memberId));
  const ids = [...new Set([...found.values()].map((one) => one.id))];
  const fresh = ids.filter((id) => !before.has(id));
  await addListed(ctx, panel, fresh, today(ctx));
  await told(ctx, "forms.add-to-panel", panel.id, { added: fresh.length });
  return {
    added: fresh.length,
    already: ids.length - fresh.length,
    unknown,
    wrong: wrong.filter((code) => !found.has(code)),
  };
}

export async function endPanelMember(
  ctx: Ctx,
  wish: { id: string; memberId: string },
): Promise<Record<string, never>> {
  const panel = await ownPanel(ctx, wish.id);
  if (panel.kind !== "list") refuse("forms.panel-fixed");
  if (!(await endListed(ctx, panel, wish.memberId, today(ctx)))) refuse("record.not-found");
  await told(ctx, "forms.end-on-panel", panel.id, { member: wish.memberId });
  return {};
}

export async function bindPanels(ctx: Ctx, wish: { code: string; panels: string[] }): Promise<FormCard> {
  const card = await cardOf(ctx, wish.code);
  if (!card.mine) refuse("forms.not-yours");
  const own = new Set((await panelRows(ctx, acting(ctx))).map((panel) => panel.id));
  const panels = [...new Set(wish.panels)];
  if (panels.some((id) => !own.has(id))) refuse("record.not-found");
  await setBindings(ctx, acting(ctx), wish.code, panels);
  await audit(ctx, { action: "forms.bind", subject: "form", subjectId: wish.code, after: { panels } });
  return cardOf(ctx, wish.code);
}

const told = (ctx: Ctx, action: string, id: string, after: object): Promise<void> =>
  audit(ctx, { action, subject: "panel", subjectId: id, after });
