// What a module is: the one shape that server.ts, worker.ts, the tests and the map read.
import type { Permissions } from "./access/permissions.ts";
import type { Ctx } from "./ctx.ts";
import type { Deeds } from "./desk/deeds.ts";
import type { Desk } from "./desk/order.ts";
import type { Refusals } from "./errors.ts";
import type { Listener } from "./events/outbox.ts";
import type { Row } from "./http/row.ts";
import type { Job } from "./jobs/job.ts";

/** What the demo federation is made from: seeded, so that it is the same on every machine. */
export type DemoWorld = {
  /** Uniform in [0, 1). */
  random: () => number;
  now: Date;
  /** How many enterprises there shall be; left out: the small demo's. */
  enterprises?: number;
  /** Up to the newest month that can be reported, 'YYYY-MM', oldest first: 24 in the small demo, 36 in larger ones. */
  months: readonly string[];
};

export type Module = {
  name: string;
  routes: readonly Row[];
  /** Folder of NNNN_name.sql files; every table lies in the schema named like the module. */
  migrations?: URL;
  /** permission → roles that hold it. */
  permissions?: Permissions;
  /** Refusals this module may answer with; the registry in docs/errors.md is their union. */
  refusals?: Refusals;
  listeners?: readonly Listener[];
  jobs?: readonly Job[];
  /** Readings that need more rows than the asker may see, each with its reason; they return protected results only. */
  systemReads?: Readonly<Record<string, string>>;
  /** Deeds that touch rows beyond the asker's (accepting an invitation), each with its reason. */
  systemWrites?: Readonly<Record<string, string>>;
  /** What waits for a decision of whoever asks, and one sentence on how things stand; in the asker's own scope. */
  desk?: (ctx: Ctx) => Promise<Desk>;
  /** The module's audit actions in plain words, for the log of a shift. */
  deeds?: Deeds;
  /** Loads reference facts; runs at every start under the migration lock and must be safe to repeat. */
  reference?: (ctx: Ctx) => Promise<void>;
  /** Invented rows that show the product at work; every organisation of it is marked as demo. Removed in reverse order. */
  demo?: {
    load: (ctx: Ctx, world: DemoWorld) => Promise<void>;
    remove: (ctx: Ctx) => Promise<void>;
  };
};
