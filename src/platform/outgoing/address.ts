// Which addresses lie in the open Internet: everything that is not listed as special, and no cloud's own service.
import { BlockList, isIP } from "node:net";

/** IANA IPv4 Special-Purpose Address Registry (RFC 6890 and later), with the class it is refused as. */
const V4: readonly (readonly [net: string, prefix: number, kind: AddressKind])[] = [
  ["0.0.0.0", 8, "this-network"],
  ["10.0.0.0", 8, "private"],
  ["100.64.0.0", 10, "carrier"],
  ["127.0.0.0", 8, "loopback"],
  ["169.254.0.0", 16, "link-local"],
  ["172.16.0.0", 12, "private"],
  ["192.0.0.0", 24, "reserved"],
  ["192.0.2.0", 24, "documentation"],
  ["192.88.99.0", 24, "reserved"],
  ["192.168.0.0", 16, "private"],
  ["198.18.0.0", 15, "benchmark"],
  ["198.51.100.0", 24, "documentation"],
  ["203.0.113.0", 24, "documentation"],
  ["224.0.0.0", 4, "multicast"],
  ["240.0.0.0", 4, "reserved"],
];

/** Within the global 2000::/3 (RFC 4291): what is special all the same. */
const V6: readonly (readonly [net: string, prefix: number, kind: AddressKind])[] = [
  ["2001::", 23, "reserved"],
  ["2001:db8::", 32, "documentation"],
  ["2002::", 16, "tunnel"],
  ["3fff::", 20, "documentation"],
];

/** Where clouds answer their own machines, outside of the ranges above. */
const METADATA_V4 = ["168.63.129.16"];

export type AddressKind =
  | "this-network"
  | "private"
  | "carrier"
  | "loopback"
  | "link-local"
  | "multicast"
  | "reserved"
  | "documentation"
  | "benchmark"
  | "tunnel"
  | "metadata"
  | "not-global"
  | "no-address";

const lists = new Map<AddressKind, BlockList>();
const listOf = (kind: AddressKind): BlockList => {
  const known = lists.get(kind) ?? new BlockList();
  lists.set(kind, known);
  return known;
};
for (const [net, prefix, kind] of V4) listOf(kind).addSubnet(net, prefix, "ipv4");
for (const [net, prefix, kind] of V6) listOf(kind).addSubnet(net, prefix, "ipv6");
for (const address of METADATA_V4) listOf("metadata").addAddress(address, "ipv4");
const globalV6 = new BlockList();
globalV6.addSubnet("2000::", 3, "ipv6");

/** @returns why an address may not be requested; null when it is public. */
export function forbiddenAs(address: string): AddressKind | null {
  const family = isIP(address);
  if (family === 0) return "no-address";
  const type = family === 4 ? "ipv4" : "ipv6";
  // Also every IPv4 address written as IPv6 (::ffff:…, ::…, 64:ff9b::…), loopback, link-local, unique-local, multicast.
  if (family === 6 && !globalV6.check(address, "ipv6")) return "not-global";
  for (const [kind, list] of lists) if (list.check(address, type)) return kind;
  return null;
}
