// Plausible inputs for any endpoint, made from its schema: every id in them is one of somebody else's.
import { z } from "zod";

type Schema = {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  format?: string;
  pattern?: string;
  minLength?: number;
  minItems?: number;
  minimum?: number;
  default?: unknown;
  additionalProperties?: Schema | boolean;
  propertyNames?: Schema;
};

export type Dice = { pick: <T>(of: readonly T[]) => T; chance: (p: number) => boolean };

/** @param ids ids to use wherever an id is asked for. */
export function sampleInput(input: z.ZodType, ids: readonly string[], dice: Dice): Record<string, unknown> {
  const schema = z.toJSONSchema(input, { io: "input", unrepresentable: "any" }) as Schema;
  return (sample(schema, ids, dice) ?? {}) as Record<string, unknown>;
}

function sample(schema: Schema, ids: readonly string[], dice: Dice): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return dice.pick(schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return sample(dice.pick(choices), ids, dice);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((s) => sample(s, ids, dice)));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case "object":
      return sampleObject(schema, ids, dice);
    case "array":
      return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () =>
        sample(schema.items ?? {}, ids, dice),
      );
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 1, 1);
    case "boolean":
      return dice.chance(0.5);
    case "string":
      return sampleText(schema, ids, dice);
    case "null":
      return null;
    default:
      return dice.pick(ids);
  }
}

function sampleObject(schema: Schema, ids: readonly string[], dice: Dice): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  const required = new Set(schema.required ?? []);
  for (const [name, part] of Object.entries(schema.properties ?? {})) {
    if (required.has(name) || dice.chance(0.5)) out[name] = sample(part, ids, dice);
  }
  return out;
}

function sampleText(schema: Schema, ids: readonly string[], dice: Dice): string {
  if (schema.format === "uuid") return dice.pick(ids);
  if (schema.format === "email") return "someone@example.org";
  if (schema.format === "date") return "2026-10-01";
  if (schema.format === "date-time") return "2026-10-01T00:00:00Z";
  const pattern = schema.pattern ?? "";
  if (/\\d\{4\}-\(0/.test(pattern)) return "2026-10";
  if (/\\d\{1,18\}/.test(pattern)) return "12.5";
  return "测试内容说明".padEnd(schema.minLength ?? 0, "明");
}
