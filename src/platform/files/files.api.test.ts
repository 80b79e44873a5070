// Uploads are kept once, under their hash, for the organisation they belong to, and are what they say.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { scopeOf } from "../access/scope.ts";
import type { Ctx } from "../ctx.ts";
import { type Database, openDatabase, systemWho } from "../db/database.ts";
import { uuidv7 } from "../db/uuid.ts";
import { writeTemplate } from "../sheets/template.ts";
import { safeName } from "./file-name.ts";
import { findFile, openFile, pathOf, removeFile, saveFile, sweepFiles } from "./files.ts";

const now = new Date("2026-11-24T02:00:00Z");
const mine = uuidv7();
const theirs = uuidv7();
const home = mkdtempSync(join(tmpdir(), "files-"));
let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await testDatabase();
  db = openDatabase(database.app, { systemReads: new Set() });
});
afterAll(async () => {
  await db.close();
  await database.drop();
  rmSync(home, { recursive: true, force: true });
});

const as = <T>(organisation: string, fn: (ctx: Ctx) => Promise<T>) =>
  db.within({ ...systemWho, personId: uuidv7(), scope: scopeOf({ organisations: [organisation] }) }, now, fn);
const save = (name: string, bytes: Buffer, more = {}) =>
  as(mine, (ctx) => saveFile(ctx, home, { name, bytes }, { organisationId: mine, ...more }));

const pdf = Buffer.from("%PDF-1.7\n%\u00e2\n1 0 obj\n");
const png = Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489", "hex");

test("kept under its hash, read back byte for byte, found by its own organisation only", async () => {
  const row = await save("证书.PDF", pdf);
  const sha256 = createHash("sha256").update(pdf).digest("hex");
  expect(row).toMatchObject({ name: "证书.pdf", type: "application/pdf", bytes: pdf.length, sha256 });
  expect(readFileSync(join(home, "files", sha256.slice(0, 2), sha256.slice(2, 4), sha256))).toEqual(pdf);
  const back = await as(mine, (ctx) => openFile(ctx, home, mine, row.id));
  expect(await buffer(back.body)).toEqual(pdf);
  await expect(as(theirs, (ctx) => openFile(ctx, home, mine, row.id))).rejects.toMatchObject({
    code: "record.not-found",
  });
  await expect(
    as(theirs, (ctx) => saveFile(ctx, home, { name: "a.pdf", bytes: pdf }, { organisationId: mine })),
  ).rejects.toThrow(/row-level security/);
  expect(statSync(pathOf(home, sha256)).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(home, "files", sha256.slice(0, 2), sha256.slice(2, 4)))).toEqual([sha256]);
});

test("the same bytes twice are one file and two rows; bytes go when no row names them, a day later", async () => {
  const [first, second] = [await save("甲.png", png), await save("乙.png", png)];
  const path = pathOf(home, first.sha256);
  const old = new Date(now.getTime() - 48 * 3_600_000);
  const sweep = () => {
    if (existsSync(path)) utimesSync(path, old, old);
    return db.asSystem(now, (ctx) => sweepFiles(ctx, home));
  };
  await as(mine, (ctx) => removeFile(ctx, mine, first.id));
  await sweep();
  expect(existsSync(path)).toBe(true);
  expect((await as(mine, (ctx) => findFile(ctx, mine, second.id))).name).toBe("乙.png");
  await as(mine, (ctx) => removeFile(ctx, mine, second.id));
  expect(await sweep()).toBe(1);
  expect(existsSync(path)).toBe(false);
});

test("a row whose bytes are gone says so", async () => {
  const row = await save("丙.png", Buffer.concat([png, Buffer.from("丙")]));
  rmSync(pathOf(home, row.sha256));
  await expect(as(mine, (ctx) => openFile(ctx, home, mine, row.id))).rejects.toMatchObject({
    code: "file.bytes-missing",
  });
});

describe("what a file is", () => {
  test.each([
    [
      "台账.xlsx.exe",
      () =>
        writeTemplate({
          title: "a",
          code: "a",
          version: "1",
          columns: [{ code: "a", label: "a", type: "text" }],
        }),
      "台账.xlsx.xlsx",
    ],
    ["图.jpg", async () => png, "图.png"],
    ["名单.csv", async () => Buffer.from("编号,名称\r\n1,甲\r\n"), "名单.csv"],
  ])("%s is named by its content", async (name, make, kept) => {
    expect((await save(name, await make())).name).toBe(kept);
  });

  test.each([
    ["a.pdf", Buffer.from("MZ\u0090\u0000 program")],
    ["a.txt", Buffer.from("<html><script>alert(1)</script>")],
    ["a.csv", Buffer.from("  <!DOCTYPE html>")],
    ["a.png", Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')],
    ["a.zip", Buffer.from("504b0506000000000000000000000000000000000000", "hex")],
    ["a.sh", Buffer.from("#!/bin/sh\nrm -rf /\n")],
  ])("%s with other content is refused", async (name, bytes) => {
    await expect(save(name, bytes)).rejects.toMatchObject({ code: "file.type" });
  });

  test("empty, too large, and outside the caller's own list", async () => {
    await expect(save("a.pdf", Buffer.alloc(0))).rejects.toMatchObject({ code: "file.empty" });
    await expect(save("a.pdf", pdf, { maxBytes: 10 })).rejects.toMatchObject({ code: "file.too-large" });
    await expect(save("a.pdf", pdf, { allow: ["image/png"] })).rejects.toMatchObject({
      code: "file.type",
      params: { allowed: "png" },
    });
  });
});

describe("no way out of the folder", () => {
  test.each([
    ["../../etc/passwd", "passwd.pdf"],
    ["..\\..\\windows\\system.ini", "system.pdf"],
    ["/etc/shadow", "shadow.pdf"],
    ["a\u0000b.pdf", "ab.pdf"],
    ["..", "文件.pdf"],
    [".htaccess", "文件.pdf"],
    ["con.pdf", "_con.pdf"],
    ["发票\u202Efdp.exe", "发票fdp.pdf"],
    ['a"b<c>|?.pdf', "abc.pdf"],
    ["长".repeat(300), `${"长".repeat(80)}.pdf`],
    ["%2e%2e%2fa.pdf", "2e2e2fa.pdf"],
  ])("%s", async (name, kept) => {
    expect(safeName(name, "pdf")).toBe(kept);
    const row = await save(name, pdf);
    expect(row.name).toBe(kept);
  });

  test("nothing but a hash becomes a path", () => {
    for (const bad of ["../../../etc/passwd", "", "ab/cd", "A".repeat(64), `${"a".repeat(63)}/`])
      expect(() => pathOf(home, bad)).toThrow();
    expect(readdirSync(home)).toEqual(["files"]);
  });

  test("a crash between bytes and row leaves only what the sweep removes", async () => {
    const bytes = Buffer.concat([pdf, Buffer.from("lost")]);
    await expect(
      as(mine, async (ctx) => {
        await saveFile(ctx, home, { name: "a.pdf", bytes }, { organisationId: mine });
        throw new Error("crash");
      }),
    ).rejects.toThrow("crash");
    const path = pathOf(home, createHash("sha256").update(bytes).digest("hex"));
    expect(existsSync(path)).toBe(true);
    const later = new Date(Date.now() + 48 * 3_600_000);
    writeFileSync(join(home, "files", "note.txt"), "not ours");
    await db.asSystem(later, (ctx) => sweepFiles(ctx, home));
    expect(existsSync(path)).toBe(false);
    expect(existsSync(join(home, "files", "note.txt"))).toBe(true);
  });
});
