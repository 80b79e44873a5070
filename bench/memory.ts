// What the server process holds when nobody asks anything, after it has served a working day's first requests;
// beside it a bare Fastify with one route, in the same run.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { listEnterprises } from "../src/modules/enterprises/contract.ts";
import { completeness } from "../src/modules/reporting/completeness/contract.ts";
import { reviewQueue } from "../src/modules/reporting/contract.ts";
import { openHouse, root } from "../test/house.ts";
import { Visitor } from "../test/visitor.ts";

const wanted = 250;
const idleSeconds = Number(process.env.IDLE ?? 20);

const bare = `
import Fastify from "fastify";
const app = Fastify();
app.get("/", async () => ({ ready: true }));
await app.listen({ port: 0, host: "127.0.0.1" });
console.log("listening");`;

/** Resident memory of one process, MB. */
function resident(pid: number): number {
  const asked = spawnSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" });
  return Number(asked.stdout.trim()) / 1024;
}

const rest = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

const small = spawn(process.execPath, ["--input-type=module", "-e", bare], {
  cwd: root,
  stdio: ["ignore", "pipe", "inherit"],
});
await once(small.stdout, "data");
// The first start also loads the demo; what is measured is a later one, as on every other day.
const first = await openHouse();
await first.stop();
const house = await openHouse({ home: first.home });
const atOnce = resident(house.process.pid!);
const duty = await Visitor.demo(house.address, "周值班");
await duty.must(listEnterprises, {});
await duty.must(completeness, {});
await duty.must(reviewQueue, {});
await rest(idleSeconds);
const [ours, base] = [resident(house.process.pid!), resident(small.pid!)];
small.kill();
await house.close();
console.log(
  `idle server: ${ours.toFixed(0)} MB (${atOnce.toFixed(0)} MB right after the start); bare Fastify ${base.toFixed(0)} MB; ratio ${(ours / base).toFixed(1)}; wanted ≤ ${wanted} MB`,
);
if (ours > wanted) process.exitCode = 1;
