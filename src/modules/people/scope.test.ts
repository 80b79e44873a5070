// The table of whose rows somebody may see, and the laws that hold for any roles and memberships.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kinds, type Role, roles } from "./contract.ts";
import { type ActingOrganisation, type MembershipFact, scopeFor } from "./scope.ts";

const F = "federation";
const organisation = (id: string, kind: ActingOrganisation["kind"], sectors: string[] = []) => ({
  id,
  kind,
  sectors,
});
const paper = organisation("paper", "association", ["22", "221"]);
const mill = organisation("mill", "enterprise", ["22", "222", "2221"]);
const facts: MembershipFact[] = [
  { association: "paper", member: "mill", consent: true },
  { association: "paper", member: "shy", consent: false },
  { association: "plastic", member: "mill", consent: false },
  { association: "plastic", member: "other", consent: true },
];

const table: [
  string,
  ActingOrganisation | null,
  Role[],
  { orgs: string[]; members: string[]; sectors: string[]; all: boolean },
][] = [
  ["nobody", null, [], { orgs: [], members: [], sectors: [], all: false }],
  [
    "administrator",
    organisation(F, "federation"),
    ["administrator"],
    { orgs: [F], members: [F], sectors: [], all: true },
  ],
  [
    "duty officer",
    organisation(F, "federation"),
    ["duty_officer"],
    { orgs: [F], members: [F], sectors: [], all: true },
  ],
  [
    "secretary",
    paper,
    ["secretary"],
    { orgs: ["mill", "paper"], members: [F, "mill", "paper", "shy"], sectors: ["22", "221"], all: false },
  ],
  [
    "clerk",
    mill,
    ["clerk"],
    { orgs: ["mill"], members: [F, "mill", "paper", "plastic"], sectors: ["22", "222", "2221"], all: false },
  ],
  [
    "owner",
    mill,
    ["owner"],
    { orgs: ["mill"], members: [F, "mill", "paper", "plastic"], sectors: ["22", "222", "2221"], all: false },
  ],
  [
    "expert",
    organisation("panel", "experts"),
    ["expert"],
    { orgs: ["panel"], members: ["panel"], sectors: [], all: false },
  ],
  [
    "administrator's role written at an enterprise",
    mill,
    ["administrator"],
    { orgs: [], members: [], sectors: [], all: false },
  ],
  [
    "clerk's role written at the federation",
    organisation(F, "federation"),
    ["clerk"],
    { orgs: [], members: [], sectors: [], all: false },
  ],
  [
    "secretary's role written at an enterprise",
    mill,
    ["secretary"],
    { orgs: [], members: [], sectors: [], all: false },
  ],
  ["no role at the organisation", paper, [], { orgs: [], members: [], sectors: [], all: false }],
];

describe("whose rows", () => {
  test.each(table)("%s", (_, acting, held, expected) => {
    const scope = scopeFor(acting, held, facts, [F]);
    expect({
      orgs: [...scope.organisations].sort(),
      members: [...scope.members].sort(),
      sectors: [...scope.sectors].sort(),
      all: scope.all,
    }).toEqual(expected);
  });
});

const id = fc.constantFrom("a", "b", "c", "d", "e");
const membership = fc.record({ association: id, member: id, consent: fc.boolean() });
const acting = fc.record({ id, kind: fc.constantFrom(...kinds), sectors: fc.subarray(["22", "221", "38"]) });

test("laws for any roles and memberships", () => {
  fc.assert(
    fc.property(
      acting,
      fc.subarray([...roles]),
      fc.array(membership, { maxLength: 12 }),
      (who, held, memberships) => {
        const scope = scopeFor(who, held, memberships, [F]);
        // Cards include whatever is seen in full.
        for (const one of scope.organisations) expect(scope.members.has(one)).toBe(true);
        // Nobody but the federation's own roles sees all.
        expect(scope.all).toBe(
          who.kind === "federation" && (held.includes("administrator") || held.includes("duty_officer")),
        );
        // Another organisation's rows only with its consent to this very association.
        for (const one of scope.organisations) {
          if (one === who.id) continue;
          expect(who.kind).toBe("association");
          expect(memberships).toContainEqual({ association: who.id, member: one, consent: true });
        }
        // Taking consent away never widens, and takes that member's rows.
        const without = scopeFor(
          who,
          held,
          memberships.map((m) => ({ ...m, consent: false })),
          [F],
        );
        expect([...without.organisations].every((one) => one === who.id)).toBe(true);
        expect([...without.members].sort()).toEqual([...scope.members].sort());
      },
    ),
    { numRuns: 500 },
  );
});
