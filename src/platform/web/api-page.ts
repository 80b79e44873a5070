// /api/docs: the OpenAPI description as a page, drawn by the server so that no foreign script is needed.
import { type Language, plainPage, safe } from "./page.ts";

type Schema = { properties?: Record<string, Schema>; required?: string[]; items?: Schema } & Record<
  string,
  unknown
>;
type Operation = {
  summary?: string;
  description?: string;
  tags?: string[];
  "x-permission"?: string;
  parameters?: { name: string; in: string; required: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses?: Record<string, { content?: Record<string, { schema: Schema }> }>;
};
type Description = { info: { version: string }; paths: Record<string, Record<string, Operation>> };

export function apiPage(openapi: unknown, language: Language, nonce: string): string {
  const { info, paths } = openapi as Description;
  const zh = language === "zh";
  const rooms = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const room = operation.tags?.[0] ?? "api";
      rooms.set(room, [...(rooms.get(room) ?? []), operationOf(method, path, operation, language)]);
    }
  }
  const lead = zh
    ? `版本 ${safe(info.version)}。机器可读的说明：<a href="/api/openapi.json">/api/openapi.json</a>（OpenAPI 3.1）。` +
      '被拒绝时的回答见<a href="/docs/errors">错误说明</a>。代表哪个单位，写在请求头 <code>x-acting-for</code>。'
    : `Version ${safe(info.version)}. For machines: <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1). ` +
      'Refusals: <a href="/docs/errors">list</a>. The organisation acted for goes into the header <code>x-acting-for</code>.';
  const body = [...rooms].map(([room, entries]) => `<h2>${safe(room)}</h2>\n${entries.join("\n")}`);
  return plainPage(
    zh ? "接口说明" : "API",
    `<p class="soft">${lead}</p>\n${body.join("\n")}`,
    language,
    nonce,
  );
}

function operationOf(method: string, path: string, operation: Operation, language: Language): string {
  const title = (language === "zh" ? operation.summary : operation.description) ?? "";
  const body = Object.entries(operation.requestBody?.content ?? {})[0];
  const answer = Object.entries(operation.responses?.["200"]?.content ?? {})[0];
  const parts = [
    `<p><small>${language === "zh" ? "权限" : "Permission"}：<code>${safe(operation["x-permission"] ?? "")}</code></small></p>`,
    operation.parameters?.length ? parametersOf(operation.parameters, language) : "",
    body ? block(language === "zh" ? "请求" : "Request", body) : "",
    answer ? block(language === "zh" ? "回答" : "Answer", answer) : "",
  ];
  return `<details><summary><b>${method.toUpperCase()}</b><code>${safe(path)}</code><span class="soft">${safe(title)}</span></summary><div>${parts.join("")}</div></details>`;
}

function parametersOf(parameters: NonNullable<Operation["parameters"]>, language: Language): string {
  const rows = parameters.map(
    (one) =>
      `<tr><td><code>${safe(one.name)}</code>${one.required ? " *" : ""}</td><td>${one.in}</td><td><code>${safe(shape(one.schema, 0))}</code></td></tr>`,
  );
  const heads = language === "zh" ? ["参数", "位置", "类型"] : ["Parameter", "In", "Type"];
  return `<table><thead><tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

const block = (title: string, [type, { schema }]: [string, { schema: Schema }]): string =>
  `<p><small>${title} · ${safe(type)}</small></p><pre>${safe(shape(schema, 0))}</pre>`;

/** A schema as one would write the type: short enough to read at a glance. */
function shape(schema: Schema | undefined, depth: number): string {
  if (!schema) return "unknown";
  if (Array.isArray(schema.enum)) return schema.enum.map((one) => JSON.stringify(one)).join(" | ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const either = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (either) return either.map((one) => shape(one, depth)).join(" | ");
  if (schema.type === "array") return `${shape(schema.items, depth)}[]`;
  if (schema.properties) {
    if (depth > 4) return "{…}";
    const pad = "  ".repeat(depth + 1);
    const needed = new Set(schema.required ?? []);
    const lines = Object.entries(schema.properties).map(
      ([name, one]) => `${pad}${name}${needed.has(name) ? "" : "?"}: ${shape(one, depth + 1)}`,
    );
    return lines.length ? `{\n${lines.join("\n")}\n${"  ".repeat(depth)}}` : "{}";
  }
  const format = schema.format ? ` (${String(schema.format)})` : "";
  return `${String(schema.type ?? "any")}${format}`;
}
