// The only thing handed around: the scoped transaction, the moment, whoever asks, and how to announce.
import type { Who } from "./access/permissions.ts";
import type { ScopedDb } from "./db/scoped.ts";
import type { Edge } from "./http/edge.ts";

/** The values of one audit entry as SQL literals, in the order of audit/audit.ts. */
export type AuditText = string;

export type Ctx = {
  readonly db: ScopedDb;
  readonly now: Date;
  readonly who: Who;
  readonly requestId: string;
  /** Writes an event into the outbox of this same transaction; listeners hear it after the commit. */
  announce(event: string, payload: Readonly<Record<string, unknown>>): Promise<void>;
  /** A listed reading over more rows than the asker may see; only protected results may leave it. */
  system<T>(read: string, fn: (db: ScopedDb) => Promise<T>): Promise<T>;
  /** A listed deed on rows beyond the asker's, inside this same transaction; what it may touch is the deed's own care. */
  systemWrite<T>(deed: string, fn: () => Promise<T>): Promise<T>;
  /** Where the request came from and its cookies; null for jobs, listeners and commands. */
  readonly edge: Edge | null;
  /** Runs after the commit, in order; never when the transaction was rolled back. */
  afterCommit(fn: () => void | Promise<void>): void;
  /** What happened, for the audit trail; writes without an entry get a plain one. */
  readonly audited: {
    count: number /** Entries that travel to the database together with the commit. */;
    waiting: AuditText[];
  };
};
