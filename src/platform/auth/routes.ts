// The rows of signing in: who may, and which flow.
import { type Row, row } from "../http/row.ts";
import type { Auth } from "./auth.ts";
import * as contract from "./contract.ts";
import * as flows from "./flows.ts";

export { authRefusals } from "./contract.ts";

export const authRows = (auth: Auth): readonly Row[] => [
  row(contract.signInOptions, "public", (ctx) => flows.signInOptions(auth, ctx)),
  row(contract.signIn, "public", (ctx, input) => flows.signIn(auth, ctx, input), { perMinute: 60 }),
  row(contract.signOut, "public", (ctx) => flows.signOut(auth, ctx)),
  row(contract.requestReset, "public", (ctx, input) => flows.requestReset(auth, ctx, input), {
    perMinute: 10,
  }),
  row(contract.resetPassword, "public", (ctx, input) => flows.resetPassword(auth, ctx, input), {
    perMinute: 20,
  }),
  row(contract.changePassword, "signed-in", (ctx, input) => flows.changePassword(auth, ctx, input), {
    perMinute: 20,
  }),
  row(contract.listSessions, "signed-in", (ctx) => flows.listSessions(auth, ctx)),
  row(contract.revokeOtherSessions, "signed-in", (ctx) => flows.revokeOtherSessions(auth, ctx)),
  row(contract.revokeSession, "signed-in", (ctx, input) => flows.revokeSession(auth, ctx, input)),
  row(contract.demoSignIn, "public", (ctx, input) => flows.demoSignIn(auth, ctx, input), { perMinute: 60 }),
  row(contract.firstAdministrator, "public", (ctx, input) => flows.firstAdministrator(auth, ctx, input), {
    perMinute: 10,
  }),
];
