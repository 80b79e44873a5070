// The first start without a demo: the federation and its first administrator, once.
import { audit } from "../../../platform/audit/audit.ts";
import { createAccount } from "../../../platform/auth/accounts.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse } from "../../../platform/errors.ts";
import { federationId } from "../store/organisations.ts";
import { administratorExists, insertPerson, insertRole, lockFirstStart } from "../store/persons.ts";
import { createOrganisation } from "./organisations.ts";

export async function makeAdministrator(
  ctx: Ctx,
  first: {
    federation: string;
    name: string;
    email: string | null;
    phone: string | null;
    passwordHash: string;
  },
): Promise<string> {
  return ctx.systemWrite("people.first-administrator", async () => {
    await lockFirstStart(ctx);
    if (await administratorExists(ctx, ctx.now)) refuse("auth.already-begun");
    const organisationId =
      (await federationId(ctx)) ??
      (await createOrganisation(ctx, { kind: "federation", name: first.federation }));
    const personId = uuidv7();
    const { name, email, phone, passwordHash } = first;
    await createAccount(ctx, { personId, name, email, phone, passwordHash });
    await insertPerson(ctx, { id: personId, name, email, phone, demo: false });
    await insertRole(ctx, { organisationId, personId, role: "administrator" });
    await audit(ctx, {
      action: "people.firstAdministrator",
      subject: "person",
      subjectId: personId,
      organisationId,
    });
    return personId;
  });
}
