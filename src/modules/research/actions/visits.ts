// What is done on a visit: arranged, noted, photographed, taken back; and what the enterprise itself sees of it.
import type { z } from "zod";
import { audit } from "../../../platform/audit/audit.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import { filesHome, findFile, openFile, removeFile, saveFile } from "../../../platform/files/files.ts";
import type { Download, Upload } from "../../../platform/http/row.ts";
import { organisationNames } from "../../people/index.ts";
import * as contract from "../contract.ts";
import { withoutPlace } from "../photo.ts";
import { mayEdit, mayVisit } from "../plan.ts";
import { findingsBy } from "../store/findings.ts";
import * as store from "../store/plans.ts";
import { named, orRefuse } from "./plans.ts";

const onPlan = { subject: "research.plan" };

export async function addVisit(
  ctx: Ctx,
  input: z.output<typeof contract.addVisit.input>,
): Promise<{ id: string }> {
  const plan = await store.loadPlan(ctx, input.id, true);
  orRefuse(mayVisit(plan.state));
  if (!input.enterpriseId && !input.place) refuse("research.place-needed");
  // One that is on the plan's list is known by it.
  const listed = plan.enterprises.find((e) => e.id === input.enterpriseId);
  const enterprise = listed ?? (input.enterpriseId ? (await named(ctx, [input.enterpriseId]))[0]! : null);
  const id = uuidv7();
  const { organisationId } = plan;
  await store.insertVisit(ctx, { ...input, organisationId, id, planId: plan.id, enterprise });
  await audit(ctx, {
    ...onPlan,
    action: "research.visit-added",
    subjectId: plan.id,
    organisationId,
    after: { title: enterprise?.name ?? input.place, onDate: input.onDate },
  });
  return { id };
}

export async function readVisit(ctx: Ctx, input: { id: string }): Promise<contract.VisitPage> {
  const visit = await store.loadVisit(ctx, input.id);
  const plan = await store.loadPlan(ctx, visit.planId);
  const photos = await store.photosOf(ctx, visit.organisationId, visit.id);
  const photoRows = [];
  for (const photo of photos) {
    const { name, bytes } = await findFile(ctx, photo.organisationId, photo.fileId);
    photoRows.push({ id: photo.id, caption: photo.caption, name, bytes });
  }
  return {
    ...visit,
    planTitle: plan.title,
    planState: plan.state,
    demo: plan.demo,
    photoRows,
    findingRows: await findingsBy(ctx, { visitId: visit.id }),
  };
}

/** Loaded and held for a change; a closed plan takes none. */
async function openVisit(ctx: Ctx, id: string): Promise<store.StoredVisit> {
  const visit = await store.loadVisit(ctx, id, true);
  orRefuse(mayEdit((await store.loadPlan(ctx, visit.planId)).state));
  return visit;
}

export async function saveVisit(ctx: Ctx, input: z.output<typeof contract.saveVisit.input>) {
  const visit = await openVisit(ctx, input.id);
  if (visit.revision !== input.revision) refuse("record.changed", { name: visit.savedBy });
  if (!visit.enterprise && !input.place) refuse("research.place-needed");
  const revision = await store.updateVisit(ctx, { ...input, organisationId: visit.organisationId });
  const { organisationId } = visit;
  const title = visit.enterprise?.name ?? input.place;
  // Notes are saved while they are typed: their text stays out of the trail.
  await audit(ctx, {
    action: "research.visit-saved",
    subject: "research.visit",
    subjectId: visit.id,
    organisationId,
    before: { onDate: visit.onDate, done: visit.done, agreed: visit.agreed },
    after: { onDate: input.onDate, done: input.done, agreed: input.agreed, notes: input.notes.length },
  });
  if (input.done && !visit.done)
    await audit(ctx, {
      ...onPlan,
      action: "research.visit-done",
      subjectId: visit.planId,
      organisationId,
      after: { title },
    });
  return { revision, savedAt: ctx.now.toISOString() };
}

export async function removeVisit(ctx: Ctx, input: { id: string }) {
  const visit = await openVisit(ctx, input.id);
  const { organisationId } = visit;
  for (const photo of await store.photosOf(ctx, organisationId, visit.id))
    await removeFile(ctx, organisationId, photo.fileId);
  await store.deleteVisit(ctx, organisationId, visit.id);
  await audit(ctx, {
    ...onPlan,
    action: "research.visit-removed",
    subjectId: visit.planId,
    organisationId,
    before: { onDate: visit.onDate, notes: visit.notes, agreed: visit.agreed },
    after: { title: visit.enterprise?.name ?? visit.place },
  });
  return {};
}

const MB = 1_048_576;

export async function addPhoto(ctx: Ctx, input: z.output<typeof contract.addPhoto.input>, upload: Upload) {
  const visit = await openVisit(ctx, input.id);
  const { organisationId } = visit;
  if (visit.photos >= contract.photosPerVisit)
    refuse("research.photos-full", { limit: contract.photosPerVisit });
  const allowed = ["image/jpeg", "image/png"];
  const clean = withoutPlace(upload.bytes);
  // What is neither is told so by the store of files; what only pretends to be one is broken.
  if (!clean && /^(ffd8|89504e47)/.test(upload.bytes.subarray(0, 4).toString("hex")))
    refuse("research.photo-broken");
  const bytes = clean ? Buffer.from(clean.buffer, clean.byteOffset, clean.byteLength) : upload.bytes;
  const file = await saveFile(
    ctx,
    filesHome(),
    { name: upload.name, bytes },
    {
      organisationId,
      allow: allowed,
      maxBytes: contract.photoLimitMb * MB,
    },
  );
  const id = uuidv7();
  await store.insertPhoto(ctx, {
    organisationId,
    id,
    visitId: visit.id,
    fileId: file.id,
    caption: input.caption,
  });
  await audit(ctx, {
    action: "research.photo-added",
    subject: "research.visit",
    subjectId: visit.id,
    organisationId,
    after: { photo: id, name: file.name },
  });
  return { id, caption: input.caption, name: file.name, bytes: file.bytes };
}

async function photoOf(ctx: Ctx, visit: store.StoredVisit, photoId: string) {
  const photos = await store.photosOf(ctx, visit.organisationId, visit.id);
  return photos.find((photo) => photo.id === photoId) ?? refuse("record.not-found");
}

export async function readPhoto(
  ctx: Ctx,
  input: z.output<typeof contract.readPhoto.input>,
): Promise<Download> {
  const photo = await photoOf(ctx, await store.loadVisit(ctx, input.id), input.photoId);
  return openFile(ctx, filesHome(), photo.organisationId, photo.fileId);
}

export async function removePhoto(ctx: Ctx, input: z.output<typeof contract.removePhoto.input>) {
  const visit = await openVisit(ctx, input.id);
  const photo = await photoOf(ctx, visit, input.photoId);
  await store.deletePhoto(ctx, photo.organisationId, photo.id);
  await removeFile(ctx, photo.organisationId, photo.fileId);
  await audit(ctx, {
    action: "research.photo-removed",
    subject: "research.visit",
    subjectId: visit.id,
    organisationId: visit.organisationId,
    before: { photo: photo.id, caption: photo.caption },
  });
  return {};
}

/** Whoever does research sees its own in full; an enterprise the visits to itself and what was agreed. */
export async function readEnterprise(ctx: Ctx, input: { id: string }) {
  if (ctx.who.may.has("research.read")) {
    const visits = await store.visitsTo(ctx, input.id);
    const names = await organisationNames(ctx, [...new Set(visits.map((v) => v.organisationId))]);
    return {
      visits: visits.map((v) => ({
        ...{ id: v.id, onDate: v.onDate, done: v.done, agreed: v.agreed, open: true },
        visitor: names.get(v.organisationId)?.name ?? "—",
      })),
      findings: await findingsBy(ctx, { enterpriseId: input.id }),
    };
  }
  if (input.id !== ctx.who.actingFor) refuse("record.not-found");
  const own = await ctx.system("research.own-visits", (db) => store.ownVisitRows(db, input.id));
  const names = await organisationNames(ctx, [...new Set(own.map((v) => v.organisationId))]);
  return {
    visits: own.map(({ organisationId, ...visit }) => ({
      ...visit,
      visitor: names.get(organisationId)?.name ?? "—",
      open: false,
    })),
    findings: [],
  };
}
