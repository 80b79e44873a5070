// RFC 9457 problem details from the registry; nothing of a fault's inside ever leaves.
import { Refusal, type Refusals, sentence } from "../errors.ts";
import type { Problem } from "./contract.ts";

export function problemOf(
  error: unknown,
  refusals: Refusals,
  requestId: string,
  language: "zh" | "en",
): Problem {
  const refusal = error instanceof Refusal ? error : translate(error, requestId);
  const text = refusals[refusal.code] ?? refusals["server.fault"]!;
  const code = refusals[refusal.code] ? refusal.code : "server.fault";
  const detail = sentence(text[language], { request: requestId, ...refusal.params });
  return {
    type: `/docs/errors#${code}`,
    title: detail.split(/[。.；;]/)[0]!,
    status: text.status,
    detail,
    code,
    instance: requestId,
    ...(refusal.fields.length
      ? { fields: refusal.fields.map((field) => ({ path: field.path, message: field[language] })) }
      : {}),
  };
}

/** What the server's own parts throw, said as a refusal of ours. */
function translate(error: unknown, requestId: string): Refusal {
  const { code, statusCode } = (error ?? {}) as { code?: string; statusCode?: number };
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE" || code === "FST_REQ_FILE_TOO_LARGE" || statusCode === 413) {
    return new Refusal("input.too-large", { limit: "20 MB" });
  }
  if (statusCode && statusCode >= 400 && statusCode < 500) return new Refusal("input.unreadable");
  // Connection lost, shutting down, too many clients, statement timed out.
  if (code && (/^(08|57P0)/.test(code) || code === "53300" || code === "57014" || code === "ECONNREFUSED")) {
    return new Refusal("server.busy");
  }
  return new Refusal("server.fault", { request: requestId });
}
