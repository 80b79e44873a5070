// Opens the built-in database, writes numbered rows, and says each number only once it is acknowledged.
import pg from "pg";
import { startEmbedded } from "../../src/platform/db/embedded/index.ts";

const database = await startEmbedded({ home: process.argv[2]!, log: (line) => console.log(`log ${line}`) });
const stop = async () => {
  await database.stop();
  process.exit(0);
};
process.once("SIGTERM", stop);
console.log("open");

const pool = new pg.Pool({ ...database.connection, max: 1 });
pool.on("error", () => undefined);
await again(() => pool.query("create table if not exists written (n int primary key, said text)"));
let { n } = (await again(() => pool.query("select coalesce(max(n), 0) as n from written"))).rows[0];
for (;;) {
  n++;
  // Asked again after a broken connection: the row may be there already, unacknowledged.
  await again(() =>
    pool.query("insert into written values ($1, repeat('稳产稳供', 50)) on conflict do nothing", [n]),
  );
  console.log(`acknowledged ${n}`);
}

async function again<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
