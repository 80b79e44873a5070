// Calls an endpoint of a contract: typed by it, acting for the organisation of this tab, refusals as CallProblem.
import type { z } from "zod";
import { preferences } from "./preferences.ts";

/** Anything that has a method, a path, an input and an output. */
export type Callable = {
  readonly method: string;
  readonly path: string;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly kind?: "upload" | "download";
};
export type Input<E extends Callable> = z.input<E["input"]>;
export type Output<E extends Callable> = E["kind"] extends "download" ? SavedFile : z.output<E["output"]>;
export type SavedFile = { name: string; blob: Blob };
export type CallOptions = { file?: File | Blob; signal?: AbortSignal | undefined };

export type FieldMessage = { path: string; message: string };

/** A refusal in the sentence of the server (RFC 9457), or the line being down. */
export class CallProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly fields: readonly FieldMessage[];
  readonly instance: string;
  constructor(p: {
    code: string;
    status: number;
    title: string;
    detail: string;
    fields?: readonly FieldMessage[];
    instance?: string;
  }) {
    super(p.title);
    this.name = "CallProblem";
    this.code = p.code;
    this.status = p.status;
    this.title = p.title;
    this.detail = p.detail;
    this.fields = p.fields ?? [];
    this.instance = p.instance ?? "";
  }
}

const ACTING = "wenlian.acting-for";
/** The organisation acted for; each tab has its own, so that two tabs may act for two organisations. */
export const actingFor = (): string | null => storage()?.getItem(ACTING) ?? null;
export function actFor(organisationId: string | null): void {
  if (organisationId) storage()?.setItem(ACTING, organisationId);
  else storage()?.removeItem(ACTING);
}

/** Asks the person to sign in again over the open page; true: go on with what was being done. */
type SessionKeeper = () => Promise<boolean>;
let keeper: SessionKeeper | null = null;
export function onSessionLost(fn: SessionKeeper | null): void {
  keeper = fn;
}

export async function call<E extends Callable>(
  endpoint: E,
  input: Input<E>,
  options: CallOptions = {},
): Promise<Output<E>> {
  const request = requestOf(endpoint, input as Record<string, unknown>, options.file);
  const send = () => answer(endpoint, request, options.signal) as Promise<Output<E>>;
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof CallProblem) || error.code !== "session.needed" || !keeper) throw error;
    if (await keeper()) return send();
    throw error;
  }
}

type Prepared = { url: string; method: string; body: BodyInit | null; type: string | null };

/** Path parameters are taken out of the input; the rest is the query of a GET or the body of a write. */
export function requestOf(endpoint: Callable, input: Record<string, unknown>, file?: File | Blob): Prepared {
  const rest = { ...input };
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  const { method } = endpoint;
  if (method === "GET") {
    const query = queryOf(rest);
    return { url: query ? `${path}?${query}` : path, method, body: null, type: null };
  }
  if (endpoint.kind === "upload") {
    const form = new FormData();
    // The server reads the fields that come before the file.
    for (const [name, value] of Object.entries(rest)) {
      if (value !== undefined && value !== null) {
        form.append(name, typeof value === "object" ? JSON.stringify(value) : String(value));
      }
    }
    if (file) form.append("file", file);
    return { url: path, method, body: form, type: null };
  }
  return { url: path, method, body: JSON.stringify(rest), type: "application/json" };
}

export function queryOf(values: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== "") query.append(name, String(one));
    }
  }
  return query.toString();
}

async function answer(endpoint: Callable, request: Prepared, signal?: AbortSignal): Promise<unknown> {
  const acting = actingFor();
  const headers: Record<string, string> = {
    accept: "application/json",
    "x-language": preferences().language,
  };
  if (acting) headers["x-acting-for"] = acting;
  if (request.type) headers["content-type"] = request.type;
  let response: Response;
  try {
    response = await fetch(request.url, {
      method: request.method,
      headers,
      body: request.body,
      credentials: "same-origin",
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw offline();
  }
  if (!response.ok) throw await problemOf(response);
  if (endpoint.kind === "download") return fileOf(response);
  return response.json();
}

async function problemOf(response: Response): Promise<CallProblem> {
  const text = await response.text().catch(() => "");
  try {
    const body = JSON.parse(text) as ConstructorParameters<typeof CallProblem>[0];
    if (typeof body.code === "string") return new CallProblem(body);
  } catch {
    // Not ours: a proxy's page or a cut answer.
  }
  const zh = preferences().language === "zh";
  return new CallProblem({
    code: "line.unreadable",
    status: response.status,
    title: zh ? "服务器的回答读不出来" : "The answer could not be read",
    detail: zh
      ? `服务器返回了 ${response.status}，内容无法识别。请稍后再试；已填内容仍在。`
      : `The server answered ${response.status} with something unreadable. Try again shortly; what you typed is kept.`,
  });
}

function offline(): CallProblem {
  const zh = preferences().language === "zh";
  return new CallProblem({
    code: "line.offline",
    status: 0,
    title: zh ? "连不上服务器" : "The server cannot be reached",
    detail: zh
      ? "网络中断或服务器正在重启。已填内容保存在本机，恢复后请再试一次。"
      : "The network is down or the server is restarting. What you typed is kept on this computer; try again when it is back.",
  });
}

async function fileOf(response: Response): Promise<SavedFile> {
  const disposition = response.headers.get("content-disposition") ?? "";
  const named = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  return { name: named ? decodeURIComponent(named) : "download", blob: await response.blob() };
}

function storage(): Storage | null {
  return typeof sessionStorage === "undefined" ? null : sessionStorage;
}
