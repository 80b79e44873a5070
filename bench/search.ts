// How long a text search over 100,000 names takes in the embedded database, beside a bare read of fifty rows.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbedded } from "../src/platform/db/embedded/index.ts";
import { searchQuery, searchText } from "../src/platform/search/search.ts";

const count = 100_000;
const places = [
  "山东",
  "重庆",
  "厦门",
  "广东",
  "浙江",
  "江苏",
  "河北",
  "四川",
  "福建",
  "湖南",
  "安徽",
  "上海",
];
const names = [
  "晨鸣",
  "绿源",
  "银鹭",
  "华泰",
  "金叶",
  "天一",
  "永昌",
  "海川",
  "鼎盛",
  "新和",
  "瑞丰",
  "百川",
  "嘉禾",
  "恒远",
  "明月",
];
const seconds = [
  "达",
  "利",
  "兴",
  "隆",
  "美",
  "安",
  "康",
  "泰",
  "宏",
  "顺",
  "源",
  "雅",
  "诚",
  "信",
  "博",
  "星",
];
const trades = [
  "纸业",
  "食品",
  "家具",
  "皮革",
  "陶瓷",
  "五金",
  "塑料制品",
  "自行车",
  "钟表",
  "玩具",
  "电池",
  "照明电器",
  "日用化学",
];
const asked = [
  "晨鸣",
  "山东纸业",
  "chenming",
  "sdcm",
  "cmd",
  "重庆绿源达",
  "自行车",
  "有限公司",
  "9137",
  "sd",
  "华泰 shandong",
  "金",
  "zhaoming",
];

async function main(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), "bench-search-"));
  const embedded = await startEmbedded({ home, log: () => undefined, fsync: false });
  const client = new pg.Client({ ...embedded.connection, database: "postgres" });
  try {
    await client.connect();
    await client.query("create table named (id int primary key, name text, search tsvector)");
    const started = performance.now();
    for (let from = 0; from < count; from += 5000) await client.query(insert, await batch(from));
    const filled = performance.now() - started;
    await client.query("create index on named using gin (search) with (fastupdate = off)");
    await client.query("vacuum analyze named");
    const rounds: { what: string; ms: number[] }[] = [];
    const time = async (what: string, sql: string, values: unknown[]) => {
      const ms: number[] = [];
      for (let i = 0; i < 40; i++) {
        const at = performance.now();
        await client.query(sql, values);
        ms.push(performance.now() - at);
      }
      rounds.push({ what, ms: ms.sort((a, b) => a - b) });
    };
    await time("bare: fifty rows by key", "select id, name from named order by id limit 50", []);
    for (const text of asked) {
      const query = await searchQuery(text);
      await time(
        `“${text}”, first fifty`,
        "select id, name from named where search @@ $1::tsquery order by id limit 50",
        [query],
      );
      await time(`“${text}”, counted`, "select count(*) from named where search @@ $1::tsquery", [query]);
    }
    const base = rounds[0]!.ms[20]!;
    for (const { what, ms } of rounds)
      process.stdout.write(
        `${what.padEnd(28)} p50 ${ms[20]!.toFixed(2)} ms  p95 ${ms[37]!.toFixed(2)} ms  ×${(ms[20]! / base).toFixed(1)}\n`,
      );
    const all = rounds
      .slice(1)
      .filter((r) => r.what.endsWith("fifty"))
      .flatMap((r) => r.ms)
      .sort((a, b) => a - b);
    const size = await client.query("select pg_size_pretty(pg_total_relation_size('named')) as size");
    process.stdout.write(
      `all searches p95 ${all[Math.floor(all.length * 0.95)]!.toFixed(1)} ms (aim ≤ 50); filling ${Math.round((filled / count) * 1000)} µs a row; ${size.rows[0].size}; process ${Math.round(process.memoryUsage.rss() / 1024 / 1024)} MB with dictionaries\n`,
    );
  } finally {
    await client.end();
    await embedded.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

const insert = `insert into named select id, name, array_to_tsvector(string_to_array(tokens, ' '))
  from unnest($1::int[], $2::text[], $3::text[]) as one (id, name, tokens)`;

async function batch(from: number): Promise<unknown[]> {
  const ids: number[] = [];
  const titles: string[] = [];
  const tokens: string[] = [];
  for (let i = from; i < from + 5000; i++) {
    const pick = (list: readonly string[], step: number) => list[Math.floor(i / step) % list.length]!;
    const name = `${pick(places, 1)}${pick(names, 7)}${pick(seconds, 31)}${pick(trades, 3)}${i % 3 ? "有限公司" : "集团股份有限公司"}`;
    ids.push(i);
    titles.push(name);
    tokens.push(await searchText([name, `9137${String(i * 7919).padStart(12, "0")}X${i % 10}`]));
  }
  return [ids, titles, tokens];
}

await main();
