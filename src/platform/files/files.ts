// Keeps uploads: bytes under their own hash in the data folder, facts about them as rows of an organisation.
import { createHash, randomBytes } from "node:crypto";
import { type FileHandle, link, mkdir, open, readdir, rm, stat, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { sql } from "kysely";
import type { Ctx } from "../ctx.ts";
import { tables } from "../db/scoped.ts";
import { uuidv7 } from "../db/uuid.ts";
import { refuse } from "../errors.ts";
import { safeName } from "./file-name.ts";
import { allowedTypes, sniff } from "./file-type.ts";

export type FileRow = {
  organisation_id: string;
  id: string;
  name: string;
  type: string;
  bytes: number;
  sha256: string;
  created_at: Date;
  created_by: string | null;
};

export type SaveOptions = {
  organisationId: string;
  /** Mime types; left out: everything the store allows. */
  allow?: readonly string[];
  maxBytes?: number;
};

const defaultMaxBytes = 20 * 1024 * 1024;
/** Bytes without a row may belong to a transaction that still runs. */
const orphanAgeMs = 24 * 3_600_000;

let kept: string | null = null;

/** Said once at the start: the data folder of this process, for modules that keep uploads. */
export function keepFilesIn(home: string): void {
  kept = home;
}

export function filesHome(): string {
  if (kept === null)
    throw new Error("nobody said where uploads are kept: call keepFilesIn(home) at the start");
  return kept;
}

/** @param home the data folder; the bytes lie in its `files/`. */
export async function saveFile(
  ctx: Ctx,
  home: string,
  upload: { name: string; bytes: Buffer },
  options: SaveOptions,
): Promise<FileRow> {
  const { bytes } = upload;
  const limit = options.maxBytes ?? defaultMaxBytes;
  if (bytes.length === 0) refuse("file.empty");
  if (bytes.length > limit)
    refuse("file.too-large", { size: megabytes(bytes.length), limit: megabytes(limit) });
  const allowed = (options.allow ?? Object.keys(allowedTypes)).filter((mime) => allowedTypes[mime]);
  const type = await sniff(bytes, upload.name);
  if (!type || !allowed.includes(type.mime))
    refuse("file.type", { allowed: [...new Set(allowed.map((mime) => allowedTypes[mime]!))].join("、") });
  const row: FileRow = {
    organisation_id: options.organisationId,
    id: uuidv7(),
    name: safeName(upload.name, type.extension),
    type: type.mime,
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    created_at: ctx.now,
    created_by: ctx.who.personId,
  };
  // Bytes before the row: a crash in between leaves bytes nobody names, never a row without bytes.
  await keep(pathOf(home, row.sha256), bytes);
  await sql`insert into platform.file (organisation_id, id, name, type, bytes, sha256, created_at, created_by)
    values (${row.organisation_id}, ${row.id}, ${row.name}, ${row.type}, ${row.bytes}, ${row.sha256}, ${row.created_at}, ${row.created_by})`.execute(
    tables(ctx),
  );
  return row;
}

export async function findFile(ctx: Ctx, organisationId: string, id: string): Promise<FileRow> {
  const found =
    await sql<FileRow>`select organisation_id, id, name, type, bytes, sha256, created_at, created_by
    from platform.file where organisation_id = ${organisationId} and id = ${id}`.execute(tables(ctx));
  const row = found.rows[0];
  if (!row) refuse("record.not-found");
  return { ...row, bytes: Number(row.bytes) };
}

/** For a download row: name, type and a stream. Only through a row the asker may see. */
export async function openFile(
  ctx: Ctx,
  home: string,
  organisationId: string,
  id: string,
): Promise<{ name: string; type: string; body: Readable }> {
  const row = await findFile(ctx, organisationId, id);
  const file = await open(pathOf(home, row.sha256), "r").catch(() => refuse("file.bytes-missing"));
  return { name: row.name, type: row.type, body: file.createReadStream() };
}

export async function removeFile(ctx: Ctx, organisationId: string, id: string): Promise<void> {
  const done =
    await sql`delete from platform.file where organisation_id = ${organisationId} and id = ${id}`.execute(
      tables(ctx),
    );
  if (!done.numAffectedRows) refuse("record.not-found");
}

/** Removes bytes that no row names any more. As the system, at night. @returns how many. */
export async function sweepFiles(ctx: Ctx, home: string): Promise<number> {
  const folder = join(home, "files");
  const names = await readdir(folder, { recursive: true }).catch(() => [] as string[]);
  let removed = 0;
  for (const name of names) {
    const path = join(folder, name);
    const facts = await stat(path).catch(() => null);
    if (!facts?.isFile() || ctx.now.getTime() - facts.mtimeMs < orphanAgeMs) continue;
    const sha256 = basename(path);
    // Anything else in there is not ours to remove, but for drafts of a writer that died.
    if (!/^([0-9a-f]{64}|\.[0-9a-f]{16})$/.test(sha256)) continue;
    const named = await sql`select 1 from platform.file where sha256 = ${sha256} limit 1`.execute(
      tables(ctx),
    );
    if (named.rows.length > 0) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}

/** The only way to a path: from a hash, so nothing typed by a person ever becomes one. */
export function pathOf(home: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error("not a SHA-256");
  return join(home, "files", sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}

async function keep(path: string, bytes: Buffer): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.${randomBytes(8).toString("hex")}`);
  try {
    await writeDurably(draft, bytes);
    // link, not rename: bytes already kept under this hash stay as they are.
    await link(draft, path).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
      await touch(path);
    });
  } finally {
    await unlink(draft).catch(() => undefined);
  }
  await syncFolder(folder);
}

async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A kept file used anew must not be swept before the new row is committed. */
async function touch(path: string): Promise<void> {
  const file = await open(path, "r+");
  const now = new Date();
  await file.utimes(now, now);
  await file.close();
}

async function syncFolder(folder: string): Promise<void> {
  // Some systems do not let folders be opened or synced; there the file's own sync must do.
  const handle: FileHandle | null = await open(folder, "r").catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

function megabytes(bytes: number): string {
  return bytes >= 1024 * 1024
    ? `${Math.round((bytes / 1024 / 1024) * 10) / 10} MB`
    : `${Math.ceil(bytes / 1024)} KB`;
}
