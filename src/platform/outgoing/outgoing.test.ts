// Nothing inner can be reached through an address that somebody typed: each class is refused, each rule seen to bark.
import { globSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createTcp, type Server as TcpServer } from "node:net";
import { afterEach, describe, expect, it, test } from "vitest";
import { readConfig } from "../config/config.ts";
import { forbiddenAs } from "./address.ts";
import { type Guard, guardOf, OutgoingProblem, type Resolved } from "./guard.ts";
import { send, toAddress } from "./send.ts";

const PUBLIC: Resolved = { address: "93.184.215.14", family: 4 };
const guard = (more: Partial<Guard> = {}): Guard => ({
  ...guardOf({ OUTGOING_HOSTS: [], OUTGOING_PORTS: [443], OUTGOING_TEST_RECEIVER: null }),
  resolve: async () => [PUBLIC],
  timeoutMs: 2000,
  ...more,
});
const never = (): never => {
  throw new Error("a connection was opened");
};
const why = async (url: string, more: Partial<Guard> = {}): Promise<string> =>
  send(guard(more), { url, method: "GET" }, never).then(
    () => "answered",
    (error: unknown) => (error instanceof OutgoingProblem ? `${error.why}/${error.kind}` : String(error)),
  );

describe("addresses", () => {
  const refused: Record<string, string[]> = {
    private: ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"],
    loopback: ["127.0.0.1", "127.255.255.254"],
    "this-network": ["0.0.0.0", "0.1.2.3"],
    "link-local": ["169.254.0.1", "169.254.169.254"],
    carrier: ["100.64.0.1", "100.127.255.255", "100.100.100.200"],
    multicast: ["224.0.0.1", "239.255.255.255"],
    reserved: ["240.0.0.1", "255.255.255.255", "192.0.0.192", "192.88.99.1", "2001::1"],
    documentation: ["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1"],
    benchmark: ["198.18.0.1", "198.19.255.255"],
    metadata: ["168.63.129.16"],
    tunnel: ["2002:7f00:1::"],
    "not-global": [
      "::",
      "::1",
      "::ffff:127.0.0.1",
      "::ffff:93.184.215.14",
      "::7f00:1",
      "64:ff9b::7f00:1",
      "fe80::1",
      "fc00::1",
      "fd00:ec2::254",
      "ff02::1",
    ],
    "no-address": ["", "localhost", "127.0.0.1.nip.io", "1.2.3"],
  };
  for (const [kind, addresses] of Object.entries(refused))
    it.each(addresses)(`${kind}: %s is refused`, (address) => expect(forbiddenAs(address)).toBe(kind));

  it.each([
    "93.184.215.14",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "223.255.255.255",
    "2400:3200::1",
    "2606:4700::1111",
  ])("%s lies just outside and is public", (address) => expect(forbiddenAs(address)).toBeNull());
});

describe("what is asked of the address", () => {
  it.each([
    ["http://example.com/", "not-https/null"],
    ["ftp://example.com/", "not-https/null"],
    ["file:///etc/passwd", "not-https/null"],
    ["nonsense", "not-an-address/null"],
    ["https://someone:secret@example.com/", "credentials/null"],
    ["https://example.com:8443/", "port/null"],
    ["https://example.com:80/", "port/null"],
  ])("%s: %s", async (url, refused) => expect(await why(url)).toBe(refused));

  it.each([
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://127.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://169.254.169.254/latest/meta-data/",
    "https://１２７.0.0.1/",
  ])("%s is a number of this house, however it is written", async (url) => {
    const asking = {
      resolve: async (host: string) => [{ address: host, family: host.includes(":") ? 6 : 4 }],
    };
    expect(await why(url, asking)).toMatch(/^forbidden-address\//);
  });

  it("a listed host passes, one below it only with the dot, and no look-alike", async () => {
    const hosts = ["qyapi.weixin.qq.com", ".example.com"];
    const tried = async (url: string) => why(url, { hosts });
    expect(await tried("https://qyapi.weixin.qq.com/x")).toContain("a connection was opened");
    expect(await tried("https://QYAPI.weixin.qq.com./x")).toContain("a connection was opened");
    expect(await tried("https://a.example.com/")).toContain("a connection was opened");
    expect(await tried("https://example.com/")).toBe("host-not-listed/null");
    expect(await tried("https://evilexample.com/")).toBe("host-not-listed/null");
    expect(await tried("https://qyapi.weixin.qq.com.evil.cn/")).toBe("host-not-listed/null");
  });

  it("another port only where the operator named it", async () => {
    expect(await why("https://example.com:8443/", { ports: [443, 8443] })).toContain(
      "a connection was opened",
    );
  });
});

describe("the resolver", () => {
  it("is asked once, and the connection goes to what it said: a second answer (rebinding) is never used", async () => {
    const answers: Resolved[][] = [[PUBLIC], [{ address: "127.0.0.1", family: 4 }]];
    let asked = 0;
    let opened: Resolved | null = null;
    const failed = send(
      guard({ resolve: async () => answers[asked++]! }),
      { url: "https://rebind.example/", method: "GET" },
      (pinned) => {
        opened = pinned;
        throw new OutgoingProblem("connection");
      },
    );
    await expect(failed).rejects.toThrow(OutgoingProblem);
    expect(asked).toBe(1);
    expect(opened).toEqual(PUBLIC);
  });

  it("an inner address among public ones is enough to refuse", async () => {
    const resolve = async () => [PUBLIC, { address: "10.0.0.7", family: 4 }];
    expect(await why("https://rebind.example/", { resolve })).toBe("forbidden-address/private");
  });

  it("no address, or no answer, is a failure", async () => {
    expect(await why("https://nowhere.example/", { resolve: async () => [] })).toBe("unresolved/null");
    const broken = async () => Promise.reject(new Error("ENOTFOUND"));
    expect(await why("https://nowhere.example/", { resolve: broken })).toBe("unresolved/null");
  });
});

describe("the connection", () => {
  let open: (Server | TcpServer)[] = [];
  afterEach(async () => {
    await Promise.all(open.map((server) => new Promise((done) => server.close(done))));
    open = [];
  });
  const portOf = async (server: Server | TcpServer): Promise<number> => {
    open.push(server);
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return (server.address() as AddressInfo).port;
  };
  const receiver = async (handle: Parameters<typeof createServer>[1]): Promise<Guard> =>
    guard({ receiver: await portOf(createServer(handle)) });
  const ask = (by: Guard, body?: string) =>
    send(by, { url: "https://example.com/hook?key=s", method: "POST", ...(body ? { body } : {}) });

  it("goes to the number that was looked at, with the host's name in the handshake; unread, it did not arrive", async () => {
    let hello = Buffer.alloc(0);
    const port = await portOf(
      createTcp((socket) => {
        socket.once("data", (bytes) => {
          hello = bytes;
          socket.destroy();
        });
        socket.on("error", () => undefined);
      }),
    );
    const failed = send(
      guard({ ports: [port] }),
      { url: `https://named.example:${port}/`, method: "GET" },
      (_, url, wish) => toAddress({ address: "127.0.0.1", family: 4 }, url, wish),
    );
    await expect(failed).rejects.toMatchObject({ why: "connection", arrived: false });
    expect(hello.toString("latin1")).toContain("named.example");
  });

  it("answers status and body; the receiver of tests sees host, path and body", async () => {
    const seen: string[] = [];
    const by = await receiver((request, response) => {
      request.on("data", (chunk) => seen.push(`${request.headers.host} ${request.url} ${chunk}`));
      request.on("end", () => response.end('{"errcode":0}'));
    });
    expect(await ask(by, "你好")).toEqual({ status: 200, body: '{"errcode":0}' });
    expect(seen).toEqual(["example.com /hook?key=s 你好"]);
  });

  it("the receiver of tests does not loosen the address: plain http and other ports stay refused", async () => {
    const by = await receiver((_, response) => response.end());
    await expect(send(by, { url: "http://example.com/", method: "GET" })).rejects.toMatchObject({
      why: "not-https",
    });
    await expect(send(by, { url: "https://example.com:81/", method: "GET" })).rejects.toMatchObject({
      why: "port",
    });
  });

  it.each([301, 302, 303, 307, 308])("a redirect (%i) is not followed", async (status) => {
    let asked = 0;
    const by = await receiver((_, response) => {
      asked++;
      response.writeHead(status, { location: "https://127.0.0.1/" }).end();
    });
    await expect(ask(by)).rejects.toMatchObject({ why: "redirect" });
    expect(asked).toBe(1);
  });

  it("an endless answer is cut off", async () => {
    const by = await receiver((_, response) => {
      const more = () => response.write(Buffer.alloc(32 * 1024), () => setImmediate(more));
      more();
    });
    await expect(ask({ ...by, maxBytes: 100_000 })).rejects.toMatchObject({
      why: "too-large",
      arrived: true,
    });
  });

  it("a silent end is given up after the time, and may have read the request", async () => {
    const by = await receiver(() => undefined);
    await expect(ask({ ...by, timeoutMs: 150 })).rejects.toMatchObject({ why: "timeout", arrived: true });
  });

  it("no failure carries the address or its secret", async () => {
    const by = await receiver((_, response) => response.destroy());
    const error = await ask(by).catch((one: unknown) => one);
    expect(JSON.stringify([String(error), error])).not.toMatch(/key=s|example/);
  });
});

test("the receiver of tests is a setting of tests alone; lists are read as lists", () => {
  const before = process.env.NODE_ENV;
  try {
    process.env.NODE_ENV = "production";
    expect(() => readConfig({ OUTGOING_TEST_RECEIVER: "8099" })).toThrow(/OUTGOING_TEST_RECEIVER/);
    process.env.NODE_ENV = "test";
    expect(readConfig({ OUTGOING_TEST_RECEIVER: "8099" }).OUTGOING_TEST_RECEIVER).toBe(8099);
    const config = readConfig({ OUTGOING_HOSTS: "A.example, .b.example", OUTGOING_PORTS: "443,8443" });
    expect([config.OUTGOING_HOSTS, config.OUTGOING_PORTS]).toEqual([
      ["a.example", ".b.example"],
      [443, 8443],
    ]);
    expect(readConfig({}).OUTGOING_PORTS).toEqual([443]);
    expect(() => readConfig({ OUTGOING_PORTS: "0" })).toThrow(/OUTGOING_PORTS/);
  } finally {
    process.env.NODE_ENV = before;
  }
});

test("there is no second door out: no other file of the server opens a connection of its own", () => {
  const root = new URL("../../../", import.meta.url);
  const opens =
    /from "(node:https|node:http2|node:tls|undici)"|\bfetch\(|import \{[^}]*\brequest\b[^}]*\} from "node:http"/;
  const files = globSync("src/{platform,modules,commands}/**/*.ts", { cwd: root }).filter(
    (file) => !file.endsWith(".test.ts") && !file.startsWith("src/platform/outgoing/"),
  );
  expect(files.length).toBeGreaterThan(200);
  expect(files.filter((file) => opens.test(readFileSync(new URL(file, root), "utf8")))).toEqual([]);
  // The rule is seen to bark.
  expect(opens.test('const answer = await fetch("https://example.com")')).toBe(true);
  expect(opens.test('import { request } from "node:https";')).toBe(true);
});
