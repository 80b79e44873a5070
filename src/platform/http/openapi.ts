// The contracts as OpenAPI 3.1, made from the same rows that serve them.
import { z } from "zod";
import type { Refusals } from "../errors.ts";
import { problem } from "./contract.ts";
import type { Row } from "./row.ts";

type Json = Record<string, unknown>;

export function openapi(rows: readonly Row[], refusals: Refusals, version: string): Json {
  const paths: Record<string, Json> = {};
  for (const row of rows) {
    const { endpoint } = row;
    const path = endpoint.path.replace(/:(\w+)/g, "{$1}");
    paths[path] ??= {};
    paths[path][endpoint.method.toLowerCase()] = operation(row);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "稳链 Wenlian",
      version,
      description: `Refusals follow RFC 9457; \`code\` is one of the ${Object.keys(refusals).length} in docs/errors.md.`,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    paths,
    components: {
      schemas: { Problem: schemaOf(problem, "output") },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "wenlian.session_token" },
        key: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "wl_…",
          description:
            "接口密钥：代表一个单位，只有建立时选定的权限。An organisation's API key with the permissions it was given.",
        },
      },
    },
  };
}

function operation(row: Row): Json {
  const { endpoint } = row;
  const input = schemaOf(endpoint.input, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  const inPath = new Set([...endpoint.path.matchAll(/:(\w+)/g)].map((m) => m[1]!));
  const properties = Object.entries(input.properties ?? {});
  const required = new Set(input.required ?? []);
  const inQuery = endpoint.method === "GET";
  const parameters = properties
    .filter(([name]) => inPath.has(name) || inQuery)
    .map(([name, schema]) => ({
      name,
      in: inPath.has(name) ? "path" : "query",
      required: inPath.has(name) || required.has(name),
      schema,
    }));
  const bodyProperties = Object.fromEntries(properties.filter(([name]) => !inPath.has(name)));
  const bodySchema = {
    type: "object",
    properties:
      endpoint.kind === "upload"
        ? { ...bodyProperties, file: { type: "string", format: "binary" } }
        : bodyProperties,
    required: [...required].filter((name) => !inPath.has(name)),
  };
  return {
    summary: endpoint.summary.zh,
    description: endpoint.summary.en,
    tags: [endpoint.path.split("/")[2] ?? "api"],
    "x-permission": row.may,
    ...(row.may === "public" ? {} : { security: securityOf(row.may) }),
    parameters,
    ...(inQuery
      ? {}
      : {
          requestBody: {
            content: {
              [endpoint.kind === "upload" ? "multipart/form-data" : "application/json"]: {
                schema: bodySchema,
              },
            },
          },
        }),
    responses: {
      "200": {
        description: endpoint.summary.zh,
        content:
          endpoint.kind === "download"
            ? { "application/octet-stream": { schema: { type: "string", format: "binary" } } }
            : { "application/json": { schema: schemaOf(endpoint.output, "output") } },
      },
      default: {
        description: "RFC 9457",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

/** The scopes of a bearer scheme are told as roles: OpenAPI 3.1 allows them for every scheme. */
const securityOf = (may: string): Json[] =>
  may === "signed-in" ? [{ session: [] }] : [{ session: [] }, { key: [may] }];

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json;
  return rest;
}
