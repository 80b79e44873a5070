// The edge of a request: where it came from, the cookies it brought, and the ones it takes home after the commit.
import type { FastifyReply, FastifyRequest } from "fastify";

export type CookieOptions = { maxAgeSeconds: number; secure: boolean };

export type Edge = {
  readonly address: string;
  readonly device: string;
  /** From this very machine: a loopback peer with no proxy between, asking for a loopback name. */
  readonly local: boolean;
  cookie(name: string): string | undefined;
  /** Reaches the browser only when the transaction is committed; null takes the cookie away. */
  setCookie(name: string, value: string | null, options: CookieOptions): void;
};

const loopback = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/;
const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

export const isLoopback = (address: string): boolean => loopback.test(address) || address === "localhost";

/** @returns the edge, and the deed that hands its cookies to the reply. */
export function edgeOf(request: FastifyRequest): { edge: Edge; apply: (reply: FastifyReply) => void } {
  const waiting: (() => void)[] = [];
  let target: FastifyReply | null = null;
  const { headers } = request;
  const edge: Edge = {
    address: request.ip,
    device: String(headers["user-agent"] ?? "").slice(0, 300),
    // The name guards against a page elsewhere whose name was pointed at this machine.
    local:
      loopback.test(request.socket.remoteAddress ?? "") &&
      !headers["x-forwarded-for"] &&
      !headers.forwarded &&
      !headers["x-real-ip"] &&
      loopbackHost.test(headers.host ?? ""),
    cookie: (name) => request.cookies[name],
    setCookie: (name, value, { maxAgeSeconds, secure }) =>
      void waiting.push(() => {
        const common = { path: "/", httpOnly: true, sameSite: "lax", secure } as const;
        if (value === null) target?.clearCookie(name, common);
        else target?.setCookie(name, value, { ...common, maxAge: maxAgeSeconds });
      }),
  };
  return {
    edge,
    apply: (reply) => {
      target = reply;
      for (const set of waiting) set();
    },
  };
}
