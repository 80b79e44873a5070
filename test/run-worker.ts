// Computes parts of runs until none is left, in a process of its own that can be killed half-way.
import { network } from "../src/modules/network/index.ts";
import { openDatabase } from "../src/platform/db/database.ts";

const db = openDatabase(JSON.parse(process.argv[2]!), {
  systemReads: new Set(Object.keys(network.systemReads ?? {})),
});
const { step } = network.jobs!.find((job) => job.name === "network.work")!;
while (await db.asSystem(new Date(), step!));
await db.close();
