// npm start as a person meets it: it opens, says where, closes cleanly, and explains in one sentence why it cannot.
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import * as net from "node:net";
import * as path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { refusal } from "../../scripts/node-version.mjs";
import { databasePid, kill, root, start, type TemporaryFolder, temporaryFolder } from "./processes.ts";

let place: TemporaryFolder;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

const begin = (env: Record<string, string>, flag = "--empty") =>
  start([path.join(root, "scripts/start.mjs"), flag], {
    env: { WENLIAN_HOME: path.join(place.folder, "home"), DATABASE_URL: "", ...env },
  });

const beginByNpm = (env: Record<string, string>) =>
  start(["start", "--", "--empty"], {
    env: { WENLIAN_HOME: path.join(place.folder, "home"), DATABASE_URL: "", ...env },
    program: "npm",
  });

async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as net.AddressInfo;
  probe.close();
  return port;
}

async function ready(port: number, ended: Promise<unknown>): Promise<void> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.status === 200) return;
    if (over) throw new Error("the house closed before it was ready");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Both languages, and nothing of the inside. */
function expectSentence(said: string, word: string): void {
  expect(said).toContain(word);
  expect(said).toMatch(/[\u4e00-\u9fff]/);
  expect(said).not.toMatch(/\n\s+at /);
}

test("opens on an empty folder, closes on SIGTERM, opens again, survives kill -9", async () => {
  const port = await freePort();
  const env = { PORT: String(port) };
  const first = begin(env);
  await ready(port, first.ended);
  expect(first.said()).toContain(`:${port}`);
  const page = await fetch(`http://127.0.0.1:${port}/`);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain("<html");
  first.child.kill("SIGTERM");
  expect(await first.ended).toBe(0);
  const home = path.join(place.folder, "home");
  expect(databasePid(home)).toBeUndefined();

  const second = begin(env);
  const began = Date.now();
  await ready(port, second.ended);
  expect(Date.now() - began).toBeLessThan(30_000);
  const server = serverOf(second.pid);
  kill(databasePid(home)!, "SIGKILL");
  kill(server, "SIGKILL");
  expect(await second.ended).not.toBe(0);

  const third = begin(env);
  await ready(port, third.ended);
  third.child.kill("SIGINT");
  expect(await third.ended).toBe(0);
  expect(databasePid(home)).toBeUndefined();
});

test.each(["npm start", "scripts/start.mjs"])(
  "%s itself killed: all closes, and the next start finds the port free",
  async (what) => {
    const port = await freePort();
    const env = { PORT: String(port) };
    const first = what === "npm start" ? beginByNpm(env) : begin(env);
    await ready(port, first.ended);
    kill(first.pid, "SIGKILL");
    const second = begin(env);
    await first.ended;
    await ready(port, second.ended);
    second.child.kill("SIGTERM");
    expect(await second.ended).toBe(0);
    expect(databasePid(path.join(place.folder, "home"))).toBeUndefined();
  },
);

test("npm start passes SIGTERM on and closes cleanly", async () => {
  const port = await freePort();
  const house = beginByNpm({ PORT: String(port) });
  await ready(port, house.ended);
  house.child.kill("SIGTERM");
  await house.ended;
  await expect(fetch(`http://127.0.0.1:${port}/readyz`)).rejects.toThrow();
  expect(databasePid(path.join(place.folder, "home"))).toBeUndefined();
});

test("a taken port: one sentence with another one to try", async () => {
  const taken = net.createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as net.AddressInfo;
  const house = begin({ PORT: String(port) });
  expect(await house.ended).toBe(1);
  taken.close();
  expectSentence(house.said(), `PORT=${port + 1} npm start`);
});

test("a port that is none, a flag that is none: said at once", async () => {
  const port = begin({ PORT: "eighty" });
  const flag = begin({}, "--demo");
  expect(await port.ended).toBe(1);
  expectSentence(port.said(), "PORT=eighty");
  expect(await flag.ended).toBe(1);
  expectSentence(flag.said(), "--demo");
});

test("a folder that cannot be written: one sentence, no trace of the inside", async () => {
  const house = begin({ PORT: String(await freePort()), WENLIAN_HOME: "/proc/wenlian" });
  expect(await house.ended).toBe(1);
  expectSentence(house.said(), "WENLIAN_HOME");
});

test.each(["12.22.1", "16.20.0", "18.20.8", "19.9.0"])("Node %s is told what it takes", (version) => {
  expectSentence(refusal(version), "Node.js 20");
});

test.each(["20.0.0", "20.20.2", "24.21.0", "100.0.0"])("Node %s may go on", (version) => {
  expect(refusal(version)).toBe("");
});

/** The process behind scripts/start.mjs. */
function serverOf(parent: number): number {
  const asked = spawnSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).stdout.split("\n");
  const line = asked.find(
    (one) => Number(one.trim().split(/\s+/)[1]) === parent && one.includes("src/server.ts"),
  );
  return Number(line?.trim().split(/\s+/)[0]);
}
