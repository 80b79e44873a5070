// Writes docs/errors.md from the one registry of refusals.
import { writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { modules } from "../src/modules/list.ts";
import { joinRefusals } from "../src/platform/errors.ts";
import { platformRefusalParts } from "../src/platform/parts.ts";

export function errorsPage(): string {
  const all = joinRefusals([...platformRefusalParts, ...modules.map((m) => m.refusals ?? {})]);
  const rows = Object.entries(all)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, text]) => `## ${code}\n\n${text.status} · ${text.zh}\n\n${text.en}\n`);
  return `# 错误代码 Refusals\n\nMade by \`npm run map\` from the registry. Every answer of the API that is a refusal is an RFC 9457 problem document with one of these codes.\n\n${rows.join("\n")}`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(fileURLToPath(new URL("../docs/errors.md", import.meta.url)), errorsPage());
}
