// Writes docs/MAP.md: every room of the house with the first line of its README and whom it imports. `--check` only compares.
import { existsSync, globSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

type Room = { name: string; says: string; imports: string[]; files: number; lines: number };

const floors = ["engines", "platform", "modules", "web"] as const;
const titles: Record<(typeof floors)[number], string> = {
  engines: "Engines: arithmetic, runs anywhere",
  platform: "Platform: machinery that knows no word of the domain",
  modules: "Modules: one folder, one word of the federation",
  web: "Web: runs in the browser",
};

export function map(root: string): string {
  const sections = floors.map((floor) => {
    const rooms = roomsOf(root, floor);
    const rows = rooms.map(
      (r) => `| ${r.name} | ${r.says} | ${r.imports.join(", ") || "—"} | ${r.files} | ${r.lines} |`,
    );
    return `## ${titles[floor]}\n\n| room | what it is | imports | files | lines |\n| --- | --- | --- | ---: | ---: |\n${rows.join("\n")}\n`;
  });
  return `# Map of the house\n\nMade by \`npm run map\` from the READMEs and the imports; a test fails when it is stale. Tests are left out of the counts.\n\n${sections.join("\n")}`;
}

function roomsOf(root: string, floor: string): Room[] {
  const folder = join(root, "src", floor);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => room(root, floor, name));
}

function room(root: string, floor: string, name: string): Room {
  const base = join("src", floor, name);
  const files = globSync(`${base}/**/*.{ts,tsx}`, { cwd: root }).filter((f) => !/\.test\.tsx?$/.test(f));
  const imports = new Set<string>();
  let lines = 0;
  for (const file of files) {
    const text = readFileSync(join(root, file), "utf8");
    lines += text.split("\n").length - 1;
    for (const [, target] of text.matchAll(/(?:from|import\()\s*"(\.{1,2}\/[^"]+)"/g)) {
      const [src, toFloor, toRoom] = join(dirname(file), target!).split("/");
      if (src === "src" && toRoom && !toRoom.includes(".") && `${toFloor}/${toRoom}` !== `${floor}/${name}`) {
        imports.add(toFloor === floor ? toRoom : `${toFloor}/${toRoom}`);
      }
    }
  }
  return {
    name,
    says: firstLine(root, base, files),
    imports: [...imports].sort(),
    files: files.length,
    lines,
  };
}

/** The README's title after the colon, or the first comment of the door. */
function firstLine(root: string, base: string, files: string[]): string {
  const readme = join(root, base, "README.md");
  if (existsSync(readme)) {
    const title = readFileSync(readme, "utf8")
      .split("\n")[0]!
      .replace(/^#+\s*/, "");
    return title.includes(":")
      ? title.slice(title.indexOf(":") + 1).trim()
      : title.replace(/^[\w-]+[：—-]\s*/, "");
  }
  const door = files.find((f) => /\/index\.tsx?$/.test(f)) ?? files[0];
  const first = door ? readFileSync(join(root, door), "utf8").split("\n")[0]! : "";
  return first.replace(/^\/\/\s*/, "").replace(/\|/g, "/");
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = fileURLToPath(new URL("../", import.meta.url));
  const path = join(root, "docs/MAP.md");
  const fresh = map(root);
  if (process.argv.includes("--check")) {
    if (!existsSync(path) || readFileSync(path, "utf8") !== fresh) {
      console.error("docs/MAP.md is stale: run `npm run map`.");
      process.exit(1);
    }
  } else writeFileSync(path, fresh);
}
