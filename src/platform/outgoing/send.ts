// Sends one request to an address that passed the guard: to the address that was looked at, in limited time and size.
import { Agent, type ClientRequest, request as plainRequest } from "node:http";
import { Agent as SecureAgent, request as secureRequest } from "node:https";
import { isIP } from "node:net";
import { allowedUrl, type Guard, hostOf, OutgoingProblem, publicAddressOf, type Resolved } from "./guard.ts";

export type Wish = {
  url: string;
  method: "GET" | "POST";
  headers?: Readonly<Record<string, string>>;
  body?: string;
};

export type Answered = { status: number; body: string };

/** @throws OutgoingProblem and nothing else. */
export async function send(guard: Guard, wish: Wish, open = toAddress): Promise<Answered> {
  const url = allowedUrl(guard, wish.url);
  if (guard.receiver !== null) return exchange(guard, wish, toReceiver(guard.receiver, url, wish));
  const pinned = await publicAddressOf(guard, url);
  return exchange(guard, wish, open(pinned, url, wish));
}

/** Connects to the number that was looked at; name and certificate are those of the host. */
export function toAddress(pinned: Resolved, url: URL, wish: Wish): ClientRequest {
  const host = hostOf(url);
  return secureRequest({
    host: pinned.address,
    family: pinned.family,
    port: url.port || 443,
    path: `${url.pathname}${url.search}`,
    method: wish.method,
    // Name and certificate belong together although the connection goes by the number.
    ...(isIP(host) ? {} : { servername: host }),
    headers: { ...headersOf(wish), host: url.host },
    // Its own, used once: no proxy of the environment, no connection of somebody else's.
    agent: new SecureAgent({ keepAlive: false }),
    rejectUnauthorized: true,
  });
}

const toReceiver = (port: number, url: URL, wish: Wish): ClientRequest =>
  plainRequest({
    host: "127.0.0.1",
    port,
    path: `${url.pathname}${url.search}`,
    method: wish.method,
    headers: { ...headersOf(wish), host: url.host },
    agent: new Agent({ keepAlive: false }),
  });

const headersOf = (wish: Wish): Record<string, string | number> => ({
  ...wish.headers,
  "user-agent": "wenlian",
  ...(wish.body === undefined ? {} : { "content-length": Buffer.byteLength(wish.body) }),
});

function exchange(guard: Guard, wish: Wish, request: ClientRequest): Promise<Answered> {
  return new Promise((resolve, reject) => {
    let connected = false;
    const fail = (problem: OutgoingProblem): void => {
      clearTimeout(timer);
      request.destroy();
      reject(problem);
    };
    const timer = setTimeout(() => fail(new OutgoingProblem("timeout", connected)), guard.timeoutMs);
    request.on("socket", (socket) => {
      // From here on something may have been read at the other end.
      socket.once("secureConnect", () => {
        connected = true;
      });
      if (guard.receiver !== null) socket.once("connect", () => (connected = true));
    });
    request.on("error", () => fail(new OutgoingProblem("connection", connected)));
    request.on("response", (response) => {
      const status = response.statusCode ?? 0;
      if (status >= 300 && status < 400) return fail(new OutgoingProblem("redirect"));
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > guard.maxBytes) fail(new OutgoingProblem("too-large", true));
        else chunks.push(chunk);
      });
      response.on("error", () => fail(new OutgoingProblem("connection", true)));
      response.on("end", () => {
        clearTimeout(timer);
        resolve({ status, body: Buffer.concat(chunks).toString("utf8") });
      });
    });
    request.end(wish.body);
  });
}
