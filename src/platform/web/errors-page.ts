// /docs/errors: every refusal with its sentence, where the `type` of a problem leads.
import type { Refusals } from "../errors.ts";
import { type Language, plainPage, safe } from "./page.ts";

export function errorsPage(refusals: Refusals, language: Language, nonce: string): string {
  const zh = language === "zh";
  const rows = Object.entries(refusals)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(
      ([code, text]) =>
        `<tr id="${safe(code)}"><td><code>${safe(code)}</code></td><td>${text.status}</td>` +
        `<td>${safe(text.zh)}<br><small>${safe(text.en)}</small></td></tr>`,
    );
  const lead = zh
    ? "每一种拒绝都有一个代码、一个状态和一句说明；回答遵循 RFC 9457。"
    : "Each refusal has a code, a status and a sentence; answers follow RFC 9457.";
  const heads = zh ? ["代码", "状态", "说明"] : ["Code", "Status", "Sentence"];
  return plainPage(
    zh ? "错误说明" : "Refusals",
    `<p class="soft">${lead}</p><table><thead><tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr></thead>` +
      `<tbody>${rows.join("\n")}</tbody></table>`,
    language,
    nonce,
  );
}
