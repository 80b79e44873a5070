// What is asked of an address before anything is sent to it: https, a port and a host that are allowed, no secrets aside.
import { lookup } from "node:dns/promises";
import { type AddressKind, forbiddenAs } from "./address.ts";

export type Resolved = { address: string; family: number };

export type Guard = {
  /** Hosts that may be requested: `example.com`, or `.example.com` for everything below it; empty: any public one. */
  hosts: readonly string[];
  ports: readonly number[];
  /** All addresses of a host. */
  resolve: (host: string) => Promise<readonly Resolved[]>;
  timeoutMs: number;
  /** Longest answer that is read. */
  maxBytes: number;
  /** Tests only: a port of this machine that takes every request over plain http. */
  receiver: number | null;
};

export const guardOf = (settings: {
  OUTGOING_HOSTS: readonly string[];
  OUTGOING_PORTS: readonly number[];
  OUTGOING_TEST_RECEIVER: number | null;
}): Guard => ({
  hosts: settings.OUTGOING_HOSTS,
  ports: settings.OUTGOING_PORTS,
  resolve: (host) => lookup(host, { all: true, verbatim: true }),
  timeoutMs: 10_000,
  maxBytes: 64 * 1024,
  receiver: settings.OUTGOING_TEST_RECEIVER,
});

export type Why =
  | "not-an-address"
  | "not-https"
  | "credentials"
  | "port"
  | "host-not-listed"
  | "unresolved"
  | "forbidden-address"
  | "connection"
  | "timeout"
  | "redirect"
  | "too-large";

/** Never carries the address itself: it may hold a secret. */
export class OutgoingProblem extends Error {
  readonly why: Why;
  /** The request may have been read at the other end, although no answer came. */
  readonly arrived: boolean;
  readonly kind: AddressKind | null;
  constructor(why: Why, arrived = false, kind: AddressKind | null = null) {
    super(kind ? `outgoing: ${why} (${kind})` : `outgoing: ${why}`);
    this.why = why;
    this.arrived = arrived;
    this.kind = kind;
  }
}

/** The look of the address alone; nothing is asked of the network. */
export function allowedUrl(guard: Pick<Guard, "hosts" | "ports">, text: string): URL {
  if (!URL.canParse(text)) throw new OutgoingProblem("not-an-address");
  const url = new URL(text);
  if (url.protocol !== "https:") throw new OutgoingProblem("not-https");
  if (url.username || url.password) throw new OutgoingProblem("credentials");
  if (!guard.ports.includes(Number(url.port || 443))) throw new OutgoingProblem("port");
  const host = hostOf(url);
  const listed = guard.hosts.some((one) =>
    one.startsWith(".") ? host.endsWith(one) && host.length > one.length : host === one,
  );
  if (guard.hosts.length && !listed) throw new OutgoingProblem("host-not-listed");
  return url;
}

/** Without the brackets of IPv6 and the dot that ends an absolute name. */
export const hostOf = (url: URL): string =>
  url.hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "");

/** Asked once: the address that is tried is the address that was looked at. */
export async function publicAddressOf(guard: Guard, url: URL): Promise<Resolved> {
  let found: readonly Resolved[];
  try {
    found = await guard.resolve(hostOf(url));
  } catch {
    throw new OutgoingProblem("unresolved");
  }
  const [first] = found;
  if (!first) throw new OutgoingProblem("unresolved");
  // One inner address among public ones is how names are rebound: such a name is not asked at all.
  for (const { address } of found) {
    const kind = forbiddenAs(address);
    if (kind) throw new OutgoingProblem("forbidden-address", false, kind);
  }
  return first;
}
