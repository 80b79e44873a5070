// What a firm may know of an issue: from three firms on, how many say the same in how many provinces.
import type { Ctx } from "../../../platform/ctx.ts";
import { LEAST_FIRMS } from "../issues/contract.ts";
import { faultsOf } from "../raising.ts";
import type { Stored } from "../store/appeals.ts";
import * as store from "../store/issues.ts";
import { loaded } from "./advance.ts";

export async function listOffers(ctx: Ctx, input: { appealId: string }) {
  const { a } = await loaded(ctx, input.appealId);
  // What is missing is said first.
  return { offers: faultsOf(a).length > 0 ? [] : await offersFor(ctx, a) };
}

export async function offersFor(ctx: Ctx, a: Pick<Stored, "kind" | "industryCode">) {
  const rows = await ctx.system("appeals.offers", (db) =>
    store.offerRows(db, a.kind, a.industryCode, LEAST_FIRMS),
  );
  return rows.map(({ id, title, firms, provinces }) => ({ issueId: id, title, firms, provinces }));
}

/** The issue an appeal is in, as its firm may know it: how many, never who. */
export async function issueOf(ctx: Ctx, a: Stored) {
  if (a.issueId === null) return null;
  const issue = await ctx.system("appeals.offers", (db) => store.issueById(db, a.issueId!));
  if (issue === null) return null;
  const { id, number, title, firms } = issue;
  return { id, number, title, firms: firms >= LEAST_FIRMS ? firms : null };
}
