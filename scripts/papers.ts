// Writes docs/errors.md from the registry of refusals and docs/config.md from the settings.
import { writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { modules } from "../src/modules/list.ts";
import { settings } from "../src/platform/config/config.ts";
import { joinRefusals } from "../src/platform/errors.ts";
import { platformRefusalParts } from "../src/platform/parts.ts";

export function errorsPage(): string {
  const all = joinRefusals([...platformRefusalParts, ...modules.map((m) => m.refusals ?? {})]);
  const rows = Object.entries(all)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, text]) => `## ${code}\n\n${text.status} · ${text.zh}\n\n${text.en}\n`);
  return `# 错误代码 Refusals\n\nMade by \`npm run map\` from the registry. Every answer of the API that is a refusal is an RFC 9457 problem document with one of these codes.\n\n${rows.join("\n")}`;
}

export function configPage(): string {
  const rows = Object.entries(settings).map(([name, { schema, zh, en }]) => {
    const empty = schema.safeParse(undefined);
    const standard = empty.success && empty.data !== undefined ? `\`${String(empty.data)}\`` : "—";
    return `| \`${name}\` | ${standard} | ${zh} | ${en} |`;
  });
  return `# 设置 Settings\n\nMade by \`npm run map\` from \`src/platform/config\`. Environment variables, read once at the start; a wrong one stops it with a sentence.\n\n| name | default | 说明 | meaning |\n| --- | --- | --- | --- |\n${rows.join("\n")}\n`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(fileURLToPath(new URL("../docs/errors.md", import.meta.url)), errorsPage());
  writeFileSync(fileURLToPath(new URL("../docs/config.md", import.meta.url)), configPage());
}
