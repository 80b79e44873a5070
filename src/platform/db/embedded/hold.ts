// Several processes may share the built-in database; each holds it up, and the last one out turns off the light.
import pg from "pg";
import type { Place } from "./place.ts";

export type DatabaseConnection = { host: string; port: number; user: string; database: string };

/** Any number will do, as long as nobody else in the cluster's `postgres` database uses it. */
const HOLD = 7_241_648_001;

export async function connect(place: Place, database: string, until: number): Promise<pg.Client> {
  for (;;) {
    const client = new pg.Client({ host: place.socketDir, port: place.port, user: "postgres", database });
    client.on("error", () => {
      // Told by "end" as well, and dealt with there.
    });
    try {
      await client.connect();
      return client;
    } catch (error) {
      const code = (error as { code?: string }).code ?? "";
      // 57P03: still starting or recovering. Anything else is for the caller to look into.
      if (code !== "57P03" || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** False when somebody is just stopping this server. */
export async function takeHold(client: pg.Client, place: Place, version: string): Promise<boolean> {
  const { rows } = await client.query<{ version: string; folder: string; held: boolean }>(
    "select current_setting('server_version') as version, current_setting('data_directory') as folder, pg_try_advisory_lock_shared($1) as held",
    [HOLD],
  );
  const [row] = rows;
  if (row?.version !== version || row.folder !== place.dataDir) {
    await client.end();
    throw new Error(`another server answers here: ${row?.version} in ${row?.folder}`);
  }
  return row.held;
}

/** True when nobody else holds it, which is when it may be stopped. */
export async function giveUpHold(client: pg.Client): Promise<boolean> {
  try {
    await client.query("select pg_advisory_unlock_shared($1)", [HOLD]);
    const { rows } = await client.query<{ alone: boolean }>("select pg_try_advisory_lock($1) as alone", [
      HOLD,
    ]);
    const alone = rows[0]?.alone ?? false;
    // Held until the server is gone, so that a newcomer waits instead of adopting what is about to end.
    if (!alone) await client.end();
    return alone;
  } catch {
    // Our connection broke; whoever still holds the server may need it, and the next start adopts it.
    return false;
  }
}

export async function createDatabase(client: pg.Client, name: string): Promise<void> {
  const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
  if (rowCount) return;
  try {
    await client.query(`create database ${client.escapeIdentifier(name)}`);
  } catch (error) {
    // Two first starts at once.
    if (!["42P04", "23505"].includes((error as { code?: string }).code ?? "")) throw error;
  }
}
