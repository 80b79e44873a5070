// What the list of 100,000 enterprises costs, filtered and searched, beside the bare SQL as the owner without policies.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { listEnterprises } from "../src/modules/enterprises/contract.ts";
import { inventedCode } from "../src/modules/enterprises/fixtures.ts";
import { enterprises } from "../src/modules/enterprises/index.ts";
import { insertTiers, saveCards } from "../src/modules/enterprises/store/record.ts";
import { people } from "../src/modules/people/index.ts";
import { scopeOf } from "../src/platform/access/scope.ts";
import { openDatabase, systemWho } from "../src/platform/db/database.ts";
import { startEmbedded } from "../src/platform/db/embedded/index.ts";
import { migrate } from "../src/platform/db/migrate.ts";
import { uuidv7 } from "../src/platform/db/uuid.ts";
import { allMigrations } from "../src/platform/parts.ts";
import { searchQuery } from "../src/platform/search/search.ts";

const count = Number(process.env.ROWS ?? 100_000);
const rounds = Number(process.env.ROUNDS ?? 60);
const now = new Date("2026-11-24T02:00:00Z");

let seed = 42;
const random = (): number => {
  seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
  return seed / 0x7fffffff;
};
const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
const places = [
  ["370100", "山东"],
  ["440600", "佛山"],
  ["330100", "浙江"],
  ["350200", "厦门"],
  ["500100", "重庆"],
  ["320500", "苏州"],
  ["130100", "河北"],
  ["510100", "四川"],
] as const;
const firsts = [..."晨绿银华金天永海鼎新瑞百嘉恒明"];
const seconds = [..."达利兴隆美安康泰宏顺源雅诚信博星"];
const trades = [
  ["2221", "纸业"],
  ["3852", "电器"],
  ["1952", "鞋业"],
  ["2921", "塑料"],
  ["3761", "自行车"],
  ["1521", "饮料"],
  ["1441", "乳业"],
  ["2110", "家具"],
] as const;
const sizes = ["large", "medium", "small", "small", "small", "micro", "micro", "unknown"] as const;

const home = mkdtempSync(join(tmpdir(), "wenlian-bench-"));
const embedded = await startEmbedded({ home, log: () => undefined, fsync: false });
const owner = new pg.Client(embedded.connection);
try {
  await migrate(embedded.connection, allMigrations([people, enterprises]));
  const db = openDatabase({ ...embedded.connection, user: "wenlian_app" }, { systemReads: new Set() });
  const ids: string[] = [];
  console.log(`filling ${count} enterprises …`);
  for (let from = 0; from < count; from += 10_000) {
    await db.asSystem(now, async (ctx) => {
      const rows = Array.from({ length: Math.min(10_000, count - from) }, (_, i) => {
        const [regionCode, place] = one(places);
        const [industryCode, trade] = one(trades);
        const id = uuidv7();
        ids.push(id);
        const name = `${place}${one(firsts)}${one(seconds)}${one(firsts)}${trade}有限公司`;
        return {
          id,
          revision: 1,
          formerNames: [],
          formerName: null,
          sizeClass: one(sizes),
          details: {
            ...{ creditCode: inventedCode(regionCode, from + i + 1000), codeOverrideReason: null, name },
            ...{ shortName: null, aliases: [], industryCode, regionCode, registrationType: null },
            ...{ establishedOn: null, address: null },
          },
        };
      });
      await saveCards(ctx, rows);
      const giants = rows.filter(() => random() < 0.03).map((r) => r.id);
      await insertTiers(
        ctx,
        giants.map((id) => ({
          id,
          ...{ code: "LITTLE_GIANT", validFrom: "2024-07-01", validTo: "2027-06-30", document: null },
        })),
      );
    });
  }
  await owner.connect();
  await owner.query("vacuum analyze");

  const members = new Set(ids.filter(() => random() < 3000 / count));
  const askers = {
    "federation, sees all": { ...systemWho, scope: scopeOf({ all: true }) },
    [`association, ${members.size} members`]: {
      ...systemWho,
      scope: scopeOf({ organisations: members, members }),
    },
    "clerk, one enterprise": {
      ...systemWho,
      scope: scopeOf({ organisations: [ids[0]!], members: [ids[0]!] }),
    },
  };
  const three = { industry: ["22"], region: ["370000"], size: ["small"] };
  const wishes: Record<string, object> = {
    "three fields and two characters (晨达)": { ...three, q: "晨达" },
    "three fields and pinyin (shandong)": { ...three, q: "shandong" },
    "three fields and a word of every eighth (纸业)": { ...three, q: "纸业" },
    "three fields and a word of every name (有限公司)": { ...three, q: "有限公司" },
    "three fields, tier": { ...three, tier: ["LITTLE_GIANT"] },
    "text alone (瑞泰)": { q: "瑞泰" },
    "text alone, everywhere (公司)": { q: "公司" },
    "no filter, first page": {},
    "no filter, page 100": { offset: 5000 },
    "no filter, by size": { sort: "-size" },
  };
  const list = enterprises.routes.find((r) => r.endpoint.path === listEnterprises.path)!;
  const table: Record<string, unknown>[] = [];
  for (const [asker, who] of Object.entries(askers)) {
    for (const [wish, raw] of Object.entries(wishes)) {
      const input = listEnterprises.input.parse(raw);
      const scope = who.scope.all ? null : [...who.scope.members];
      const bare = await bareQuery(input, scope);
      const ours: number[] = [];
      const theirs: number[] = [];
      let total = "";
      for (let round = 0; round < rounds; round++) {
        let start = performance.now();
        const answer = (await db.within(who, now, (ctx) => list.handle(ctx, input, null))) as {
          total: number;
          totalCapped: boolean;
        };
        ours.push(performance.now() - start);
        total = `${answer.total}${answer.totalCapped ? "+" : ""}`;
        start = performance.now();
        await owner.query(bare);
        theirs.push(performance.now() - start);
      }
      table.push({
        asker: asker.slice(0, 26),
        wish,
        found: total,
        p50: at(ours, 0.5),
        p95: at(ours, 0.95),
        "bare p50": at(theirs, 0.5),
        "bare p95": at(theirs, 0.95),
        "ratio p50": `${(Number(at(ours, 0.5)) / Number(at(theirs, 0.5))).toFixed(1)} ×`,
      });
    }
  }
  console.log(`milliseconds over ${rounds} rounds; ours: transaction, scope, page, count, associations`);
  console.table(table);
  await db.close();
} finally {
  await owner.end().catch(() => undefined);
  await embedded.stop();
  rmSync(home, { recursive: true, force: true });
}

/** The same page and number as a person with psql would ask for them: no policy, one statement. */
async function bareQuery(
  input: {
    industry?: string[];
    region?: string[];
    size?: string[];
    tier?: string[];
    q?: string;
    sort?: string;
    offset: number;
  },
  scope: string[] | null,
): Promise<{ text: string; values: unknown[] }> {
  const values: unknown[] = [];
  const put = (value: unknown) => `$${values.push(value)}`;
  const where = ["true"];
  if (input.industry)
    where.push(`industry_code >= ${put(input.industry[0])} and industry_code < ${put("23")}`);
  if (input.region) where.push(`region_code >= ${put("37")} and region_code < ${put("38")}`);
  if (input.size) where.push(`size_class = any(${put(input.size)})`);
  if (input.tier)
    where.push(
      `organisation_id in (select organisation_id from enterprises.tier where code = any(${put(input.tier)}))`,
    );
  if (input.q) where.push(`search @@ ${put(await searchQuery(input.q))}::tsquery`);
  if (scope) where.push(`organisation_id = any(${put(scope)}::uuid[])`);
  const order =
    input.sort === "-size"
      ? "array_position(array['micro','small','medium','large'], size_class) desc nulls last"
      : "sort_key";
  return {
    text: `select *, (select count(*) from (select 1 from enterprises.enterprise where ${where.join(" and ")}
      limit 10001) n) from enterprises.enterprise where ${where.join(" and ")}
      order by ${order}, organisation_id limit 50 offset ${input.offset}`,
    values,
  };
}

function at(times: number[], share: number): string {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1);
}
