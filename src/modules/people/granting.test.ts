// Who may give which role to whom; handing work over; the last one stays.
import { describe, expect, test } from "vitest";
import type { Kind, Role } from "./contract.ts";
import { isOpen, mayDelegate, mayEnd, mayGrant } from "./granting.ts";

const granter = (role: string, id: string, kind: Kind) => ({ actingFor: id, kind, roles: new Set([role]) });
const target = (id: string, kind: Kind) => ({ id, kind, name: id });
const admin = granter("administrator", "fed", "federation");
const secretary = granter("secretary", "paper", "association");
const owner = granter("owner", "mill", "enterprise");
const clerk = granter("clerk", "mill", "enterprise");

const cases: [string, typeof admin, ReturnType<typeof target>, Role, boolean, string][] = [
  ["administrator names a secretary", admin, target("paper", "association"), "secretary", false, "ok"],
  ["administrator names an owner", admin, target("mill", "enterprise"), "owner", false, "ok"],
  [
    "administrator cannot make an enterprise an administrator",
    admin,
    target("mill", "enterprise"),
    "administrator",
    false,
    "people.role-not-here",
  ],
  ["secretary names a colleague", secretary, target("paper", "association"), "secretary", false, "ok"],
  ["secretary names a member's owner", secretary, target("mill", "enterprise"), "owner", true, "ok"],
  ["secretary and a stranger", secretary, target("far", "enterprise"), "owner", false, "people.not-a-member"],
  [
    "secretary cannot name an administrator",
    secretary,
    target("fed", "federation"),
    "administrator",
    false,
    "people.not-a-member",
  ],
  [
    "secretary and another association",
    secretary,
    target("plastic", "association"),
    "secretary",
    false,
    "people.not-a-member",
  ],
  ["owner names a clerk", owner, target("mill", "enterprise"), "clerk", false, "ok"],
  ["owner elsewhere", owner, target("other", "enterprise"), "clerk", false, "people.may-not-grant"],
  ["clerk names nobody", clerk, target("mill", "enterprise"), "clerk", false, "people.may-not-grant"],
];

test.each(cases)("%s", (_, who, where, role, member, expected) => {
  const verdict = mayGrant(who, where, role, member, false);
  expect(verdict.ok ? "ok" : verdict.refusal.code).toBe(expected);
});

test("once a member has an owner, its association names nobody there; the owner and the administrator still do", () => {
  const mill = target("mill", "enterprise");
  for (const role of ["owner", "clerk"] as const) {
    expect(mayGrant(secretary, mill, role, true, true)).toMatchObject({ refusal: { code: "people.owned" } });
    expect(mayGrant(owner, mill, role, false, true).ok).toBe(true);
  }
});

describe("handing over", () => {
  const now = new Date("2026-11-24T00:00:00Z");
  const in7 = new Date("2026-12-01T00:00:00Z");
  const own: { role: Role; delegatedFrom: string | null }[] = [{ role: "clerk", delegatedFrom: null }];

  test.each([
    ["own work for a week", own, "clerk", in7, true],
    ["work one does not have", own, "owner", in7, false],
    ["work handed to oneself", [{ role: "clerk" as const, delegatedFrom: "li" }], "clerk", in7, false],
    ["an end in the past", own, "clerk", new Date("2026-11-23T00:00:00Z"), false],
    ["half a year", own, "clerk", new Date("2027-05-24T00:00:00Z"), false],
  ] as const)("%s", (_, roles, role, until, ok) => {
    expect(mayDelegate(roles, role, until, now).ok).toBe(ok);
  });
});

describe("taking back", () => {
  const held = (personId: string, role: Role, delegatedFrom: string | null = null) => ({
    id: `${personId}-${role}`,
    personId,
    role,
    delegatedFrom,
  });
  const yes = { ok: true } as const;
  const no = { ok: false, refusal: { code: "people.may-not-grant", params: {} } } as const;
  const chen = held("chen", "owner");

  test("the last owner stays, whoever asks; a second one may go", () => {
    expect(mayEnd(chen, [chen], "admin", yes)).toMatchObject({ refusal: { code: "people.last-one" } });
    expect(mayEnd(chen, [chen, held("li", "owner")], "admin", yes).ok).toBe(true);
    // Work handed over for a while is nobody who could stay.
    expect(mayEnd(chen, [chen, held("li", "owner", "chen")], "admin", yes).ok).toBe(false);
  });

  test("a delegation is ended by whoever gave or received it, by no third", () => {
    const lent = held("li", "clerk", "wang");
    expect(mayEnd(lent, [lent], "wang", no).ok).toBe(true);
    expect(mayEnd(lent, [lent], "li", no).ok).toBe(true);
    expect(mayEnd(lent, [lent], "zhao", no).ok).toBe(false);
  });
});

test("an invitation is open once, until its day", () => {
  const now = new Date("2026-11-24T00:00:00Z");
  const later = new Date("2026-11-25T00:00:00Z");
  const fresh = { acceptedAt: null, revokedAt: null, expiresAt: later };
  expect(isOpen(fresh, now)).toBe(true);
  expect(isOpen(fresh, later)).toBe(false);
  expect(isOpen({ ...fresh, acceptedAt: now }, now)).toBe(false);
  expect(isOpen({ ...fresh, revokedAt: now }, now)).toBe(false);
});
