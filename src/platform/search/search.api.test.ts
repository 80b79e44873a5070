// Names are found by parts, by spelling and by initials, in a real database.
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { searchQuery, searchText } from "./search.ts";

let database: TestDatabase;
let client: pg.Client;
const names = [
  "山东晨鸣纸业集团股份有限公司",
  "重庆绿源造纸有限责任公司",
  "厦门银鹭食品集团有限公司",
  "上海自行车厂（演示）",
  "91370000614201234A O'Neil & 小天鹅Q3",
];

beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client(database.owner);
  await client.connect();
  await client.query("create table named (name text, search tsvector)");
  for (const name of names)
    await client.query("insert into named values ($1, array_to_tsvector(string_to_array($2, ' ')))", [
      name,
      await searchText([name]),
    ]);
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

async function find(text: string): Promise<number[]> {
  const query = await searchQuery(text);
  const found = await client.query("select name from named where search @@ $1::tsquery", [query]);
  return found.rows.map((row) => names.indexOf(row.name)).sort();
}

test.each([
  ["晨鸣", [0]],
  ["晨鸣纸业", [0]],
  ["鸣纸", [0]],
  ["山东纸业", [0]],
  ["集团", [0, 2]],
  ["有限公司", [0, 2]],
  ["chenming", [0]],
  ["shandong chenming", [0]],
  ["chen ming", [0]],
  ["sdcm", [0]],
  ["cmzy", [0]],
  ["chongqing", [1]],
  ["lvyuan", [1]],
  ["xiamen yinlu", [2]],
  ["自行", [3]],
  ["zixingche", [3]],
  ["厂", [3]],
  ["小", [4]],
  ["9137", [4]],
  ["91370000614201234a", [4]],
  ["O'Neil", [4]],
  ["q3", [4]],
  ["纸业 lvyuan", []],
])("%s", async (text, expected) => {
  expect(await find(text)).toEqual(expected);
});

test("whatever is typed is a valid query", async () => {
  for (const text of [
    "':*",
    "a & | !",
    "\\",
    "''",
    "<->",
    "😀纸",
    "\u0000a",
    "᠀",
    "é ß Ⅷ ㈱",
    "a".repeat(500),
  ]) {
    const query = await searchQuery(text);
    if (query !== null) await client.query("select $1::tsquery", [query]);
  }
});
