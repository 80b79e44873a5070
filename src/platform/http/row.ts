// A row of a module's routes: which endpoint, who may, which function.
import type { Readable } from "node:stream";
import type { z } from "zod";
import type { Ctx } from "../ctx.ts";
import type { Endpoint } from "./contract.ts";

/** A file that came with the request, already limited in size; its name is text from outside. */
export type Upload = { name: string; bytes: Buffer };
/** A file to answer with. */
export type Download = { name: string; type: string; body: Buffer | Readable };

// biome-ignore lint/suspicious/noExplicitAny: rows of every endpoint stand in one list
type Any = any;

export type Row = {
  readonly endpoint: Endpoint;
  readonly may: string;
  readonly handle: (ctx: Ctx, input: Any, upload: Upload | null) => Promise<unknown>;
  readonly options: RowOptions;
};

export type RowOptions = {
  /** Requests a minute from one address or person; left out: the general limit. */
  perMinute?: number;
  /** Bytes of body or upload; left out: 1 MB, uploads 20 MB. */
  maxBytes?: number;
};

type Handler<E extends Endpoint> = E extends { kind: "download" }
  ? (ctx: Ctx, input: z.output<E["input"]>) => Promise<Download>
  : E extends { kind: "upload" }
    ? (ctx: Ctx, input: z.output<E["input"]>, upload: Upload) => Promise<z.input<E["output"]>>
    : (ctx: Ctx, input: z.output<E["input"]>) => Promise<z.input<E["output"]>>;

/** @param may a permission of the module's table, or "public" (anybody) or "signed-in" (any person). */
export function row<E extends Endpoint>(
  endpoint: E,
  may: string,
  handle: Handler<E>,
  options: RowOptions = {},
): Row {
  return { endpoint, may, handle: handle as Row["handle"], options };
}
