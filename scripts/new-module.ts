// `npm run new -- NAME`: a folder for a new word of the federation, its screen, and one line in each list.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** @returns the files written, relative to root. @throws with a sentence when the name will not do. */
export function newModule(root: string, name: string): string[] {
  if (!/^[a-z][a-z0-9]{2,30}$/.test(name)) {
    throw new Error(
      `"${name}" will not do: a module is one lower-case English word, like appeals or standards.`,
    );
  }
  if (existsSync(join(root, "src/modules", name))) throw new Error(`src/modules/${name} is already there.`);
  const files = texts(name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  addLine(
    root,
    "src/modules/list.ts",
    `import { ${name} } from "./${name}/index.ts";`,
    /(export const modules[^[]*\[\]? = \[)([^\]]*)\]/s,
    name,
  );
  addLine(
    root,
    "src/web/features.ts",
    `import { feature as ${name} } from "./${name}/index.tsx";`,
    /(export const features[^[]*\[\]? = \[)([^\]]*)\]/s,
    name,
  );
  return [...Object.keys(files), "src/modules/list.ts", "src/web/features.ts"];
}

function addLine(root: string, path: string, importLine: string, list: RegExp, name: string): void {
  const text = readFileSync(join(root, path), "utf8");
  const at = text.lastIndexOf("\nimport ");
  const end = text.indexOf("\n", at + 1);
  const imported = `${text.slice(0, end + 1)}${importLine}\n${text.slice(end + 1)}`;
  const listed = imported.replace(list, (_, head: string, items: string) => {
    const names = items
      .split(",")
      .map((s) => s.trim())
      .filter(Boolean);
    return `${head}${[...names, name].join(", ")}]`;
  });
  if (listed === imported) throw new Error(`${path}: the list was not found.`);
  writeFileSync(join(root, path), listed);
}

function texts(name: string): Record<string, string> {
  const Name = name[0]!.toUpperCase() + name.slice(1);
  const room = `src/modules/${name}`;
  return {
    [`${room}/README.md`]: `# ${name}: say in one line what it is\n\nStates, who may do what. Reading order: contract, store, routes.\n`,
    [`${room}/contract.ts`]: `// What ${name} says to the outside: its endpoints and what travels over them.
import { z } from "zod";
import { id, listInput, listOutput } from "../../platform/http/contract.ts";

export const item = z.object({ id, title: z.string() });

export const listItems = {
  method: "GET" as const,
  path: "/api/${name}/items",
  input: listInput({}, ["title"]),
  output: listOutput(item),
  summary: { zh: "列出", en: "List" },
};

export const addItem = {
  method: "POST" as const,
  path: "/api/${name}/items",
  input: z.object({ title: z.string().trim().min(1).max(200) }),
  output: item,
  summary: { zh: "新增", en: "Add" },
};

export const refusals = {
  "${name}.no-organisation": {
    status: 409,
    zh: "请先选择您代表的单位，再新增；您填写的内容没有丢失。",
    en: "Choose the organisation you act for first; what you typed is kept.",
  },
};
`,
    [`${room}/words.ts`]: `// The words of ${name} on the screen.
export const words = {
  zh: { title: "${name}", empty: "还没有记录。" },
  en: { title: "${Name}", empty: "Nothing here yet." },
} as const;
`,
    [`${room}/store.ts`]: `// Every SQL of ${name}.
import type { Ctx } from "../../platform/ctx.ts";
import { tables } from "../../platform/db/scoped.ts";
import { uuidv7 } from "../../platform/db/uuid.ts";

type Tables = { "${name}.item": { organisation_id: string; id: string; title: string } };

export async function listItems(ctx: Ctx, page: { q?: string; limit: number; offset: number }) {
  let found = tables<Tables>(ctx).selectFrom("${name}.item");
  if (page.q) found = found.where("title", "like", \`%\${page.q}%\`);
  const { total } = await found.select((e) => e.fn.countAll<string>().as("total")).executeTakeFirstOrThrow();
  const rows = await found.select(["id", "title"]).orderBy("title").limit(page.limit).offset(page.offset).execute();
  return { rows, total: Number(total), limit: page.limit, offset: page.offset };
}

export async function insertItem(ctx: Ctx, organisationId: string, title: string) {
  const row = { organisation_id: organisationId, id: uuidv7(), title };
  await tables<Tables>(ctx).insertInto("${name}.item").values(row).execute();
  return { id: row.id, title };
}
`,
    [`${room}/actions.ts`]: `// What a person does in ${name}.
import { audit } from "../../platform/audit/audit.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { refuse } from "../../platform/errors.ts";
import { insertItem } from "./store.ts";

export async function add(ctx: Ctx, input: { title: string }) {
  const organisationId = ctx.who.actingFor ?? refuse("${name}.no-organisation");
  const made = await insertItem(ctx, organisationId, input.title);
  await audit(ctx, { action: "${name}.add", subject: "${name}.item", subjectId: made.id, after: made });
  return made;
}
`,
    [`${room}/routes.ts`]: `// Rows: endpoint, who may, function.
import { row } from "../../platform/http/row.ts";
import { add } from "./actions.ts";
import { addItem, listItems } from "./contract.ts";
import * as store from "./store.ts";

export const routes = [row(listItems, "${name}.read", store.listItems), row(addItem, "${name}.write", add)];
`,
    [`${room}/index.ts`]: `// The door of ${name}.
import type { Module } from "../../platform/module.ts";
import { refusals } from "./contract.ts";
import { routes } from "./routes.ts";

export const ${name}: Module = {
  name: "${name}",
  routes,
  refusals,
  permissions: { "${name}.read": ["duty_officer", "secretary"], "${name}.write": ["duty_officer", "secretary"] },
  migrations: new URL("./migrations/", import.meta.url),
};
`,
    [`${room}/migrations/0001_${name}.sql`]: `create table ${name}.item (
  organisation_id uuid not null,
  id uuid not null,
  title text not null,
  primary key (organisation_id, id)
);
select platform.protect('${name}.item');
`,
    [`${room}/${name}.api.test.ts`]: `// ${Name} through HTTP: what one association adds, another does not see.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApi, testApi, whoFor } from "../../../test/api.ts";
import { uuidv7 } from "../../platform/db/uuid.ts";
import { addItem, listItems } from "./contract.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const secretary = (organisation: string) =>
  api.as(
    whoFor(api.application, {
      personId: uuidv7(),
      roles: ["secretary"],
      actingFor: organisation,
      scope: { organisations: [organisation], members: [organisation] },
    }),
  );

test("added, listed, and hidden from others", async () => {
  const one = secretary(uuidv7());
  const added = await one.call(addItem, { title: "甲" });
  expect(added.status).toBe(200);
  expect((await one.call(listItems)).body.rows).toEqual([added.body]);
  expect((await secretary(uuidv7()).call(listItems)).body.total).toBe(0);
});
`,
    [`src/web/${name}/index.tsx`]: `// ${Name}: its routes and its line in the menu.
import { words } from "../../modules/${name}/words.ts";
import type { Feature } from "../lib/feature.ts";

export const feature: Feature = {
  name: "${name}",
  routes: [
    { path: "/${name}", may: "${name}.read", screen: () => import("./item-list.tsx").then((m) => m.ItemList) },
  ],
  menu: [
    {
      path: "/${name}",
      label: { zh: words.zh.title, en: words.en.title },
      icon: "list",
      may: "${name}.read",
      order: 90,
    },
  ],
};
`,
    [`src/web/${name}/item-list.tsx`]: `// The list of ${name}, its first screen.
import { listItems } from "../../modules/${name}/contract.ts";
import { words } from "../../modules/${name}/words.ts";
import { useList } from "../lib/list.ts";
import { useWords } from "../lib/words.ts";
import { ListPage } from "../ui/frame.tsx";
import { Table } from "../ui/table.tsx";

export function ItemList() {
  const say = useWords(words);
  const list = useList(listItems, []);
  return (
    <ListPage title={say("title")}>
      <Table
        caption={say("title")}
        list={list}
        rowKey={(row) => row.id}
        columns={[{ key: "title", label: say("title"), cell: (row) => row.title, sort: "title" }]}
        empty={{ title: say("empty") }}
      />
    </ListPage>
  );
}
`,
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const written = newModule(fileURLToPath(new URL("../", import.meta.url)), process.argv[2] ?? "");
    console.log(
      `${written.join("\n")}\n\nNext: contract → heart → store → actions → routes → screen; then \`npm run map\`.`,
    );
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}
