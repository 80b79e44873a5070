// Whose rows may be seen: plain sets, filled by whoever knows the people, enforced by the database.
export type Scope = {
  /** Organisations whose rows may be read and written in full. */
  readonly organisations: ReadonlySet<string>;
  /** Organisations whose card (name, code, state of a duty) may be read, but not their figures. */
  readonly members: ReadonlySet<string>;
  /** Sector codes whose protected aggregates may be read. */
  readonly sectors: ReadonlySet<string>;
  /** Sees every row; entered as another database role, never as a condition in a policy. */
  readonly all: boolean;
  /** May read what is published to everybody. */
  readonly public: boolean;
};

const none: ReadonlySet<string> = new Set();

export const publicScope: Scope = {
  organisations: none,
  members: none,
  sectors: none,
  all: false,
  public: true,
};
export const systemScope: Scope = { ...publicScope, all: true };

export function scopeOf(parts: {
  organisations?: Iterable<string>;
  members?: Iterable<string>;
  sectors?: Iterable<string>;
  all?: boolean;
}): Scope {
  return {
    organisations: new Set(parts.organisations ?? none),
    members: new Set(parts.members ?? none),
    sectors: new Set(parts.sectors ?? none),
    all: parts.all ?? false,
    public: true,
  };
}
