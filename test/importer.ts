// Checks a list of enterprises and accepts it, in a process of its own that can be killed half-way.
import { readFileSync } from "node:fs";
import { acceptImport, checkImport } from "../src/modules/enterprises/imports/contract.ts";
import { enterprises } from "../src/modules/enterprises/index.ts";
import { people } from "../src/modules/people/index.ts";
import { scopeOf } from "../src/platform/access/scope.ts";
import { openDatabase, systemWho } from "../src/platform/db/database.ts";

const [connection = "", personId = "", file = ""] = process.argv.slice(2);
const listed = (of: "systemReads" | "systemWrites") =>
  new Set([people, enterprises].flatMap((module) => Object.keys(module[of] ?? {})));
const db = openDatabase(JSON.parse(connection), {
  systemReads: listed("systemReads"),
  systemWrites: listed("systemWrites"),
});
const who = { ...systemWho, personId, scope: scopeOf({ all: true }) };
const now = new Date("2026-05-01T02:00:00Z");
const handle = (path: string) =>
  enterprises.routes.find((row) => row.endpoint.path === path && row.endpoint.method === "POST")!.handle;

const upload = { name: "名单.xlsx", type: "", bytes: readFileSync(file) };
const { id } = (await db.within(who, now, (ctx) => handle(checkImport.path)(ctx, {}, upload as never))) as {
  id: string;
};
console.log(`checked ${id}`);
await db.within(who, now, (ctx) => handle(acceptImport.path)(ctx, { id }, null));
console.log("accepted");
await db.close();
