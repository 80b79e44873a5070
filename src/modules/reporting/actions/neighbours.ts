// What reporting asks of people and enterprises, in one place.
import type { Ctx } from "../../../platform/ctx.ts";
export async function associationNames(_ctx: Ctx, _ids: readonly string[]): Promise<Map<string, string>> {
  return new Map();
}
