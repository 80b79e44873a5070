// Deeds around invitations: send many, revoke, open and accept one.
import { createHash, randomBytes } from "node:crypto";
import type { z } from "zod";
import { normalizeCreditCode } from "../../../engines/identity/index.ts";
import { audit } from "../../../platform/audit/audit.ts";
import {
  accountOf,
  createAccount,
  hashPassword,
  isStandIn,
  type Login,
  readLogin,
  weaknessOf,
} from "../../../platform/auth/accounts.ts";
import type { Ctx } from "../../../platform/ctx.ts";
import { uuidv7 } from "../../../platform/db/uuid.ts";
import { refuse, sentence } from "../../../platform/errors.ts";
import { mailTo } from "../../../platform/notify/notify.ts";
import { events, type Organisation, type Role, refusals } from "../contract.ts";
import { invitationDays, isOpen } from "../granting.ts";
import type {
  acceptInvitation as acceptEndpoint,
  invite as inviteEndpoint,
} from "../invitations/contract.ts";
import * as store from "../store/invitations.ts";
import { organisationByCode, organisationById } from "../store/organisations.ts";
import { insertPerson, insertRole, personById, rolesAtOrganisation } from "../store/persons.ts";
import { words } from "../words.ts";
import { grantVerdict } from "./roles.ts";

export const newToken = (): string => randomBytes(24).toString("base64url");
export const hashOf = (token: string): string => createHash("sha256").update(token).digest("base64url");
export const days = (from: Date, count: number): Date => new Date(from.getTime() + count * 86_400_000);

type Line = z.output<typeof inviteEndpoint.input>["rows"][number];
type Checked = { problem: string } | { target: Organisation; login: Login | null };

/** Good lines are invited, each wrong one says what is wrong with it. */
export async function invite(ctx: Ctx, input: z.output<typeof inviteEndpoint.input>) {
  const inviter = ctx.who.actingFor ?? refuse("access.denied");
  const rows: store.NewInvitation[] = [];
  const answers = [];
  for (const [i, line] of input.rows.entries()) {
    const checked = await checkLine(ctx, line);
    const answer = {
      line: i + 1,
      name: line.name,
      organisation: null,
      link: null,
      mailed: false,
      problem: null,
    };
    if ("problem" in checked) {
      answers.push({ ...answer, problem: checked.problem });
      continue;
    }
    const { target, login } = checked;
    const token = newToken();
    const email = login?.kind === "email" ? login.value : null;
    rows.push({
      organisationId: inviter,
      id: uuidv7(),
      targetId: target.id,
      tokenHash: hashOf(token),
      name: line.name,
      email,
      phone: login?.kind === "phone" ? login.value : null,
      role: line.role,
      expiresAt: days(ctx.now, invitationDays),
    });
    const mailed = input.sendMail && email !== null;
    if (mailed) await mailTo(ctx, invitationMail(email, line.name, target.name, line.role, token));
    answers.push({ ...answer, organisation: target.name, link: `/invite/${token}`, mailed });
  }
  await store.insertInvitations(ctx, rows);
  await audit(ctx, {
    action: "people.invite",
    subject: "invitation",
    after: rows.map(({ id, targetId, role }) => ({ id, targetId, role })),
  });
  return { rows: answers };
}

async function checkLine(ctx: Ctx, line: Line): Promise<Checked> {
  const say = (code: keyof typeof refusals, params = {}): Checked => ({
    problem: sentence(refusals[code][ctx.who.language], params),
  });
  const target = line.creditCode
    ? await organisationByCode(ctx, normalizeCreditCode(line.creditCode))
    : await organisationById(ctx, line.organisationId ?? ctx.who.actingFor!);
  if (!target) return say("people.unknown-code", { code: line.creditCode ?? "" });
  const login = line.contact ? readLogin(line.contact) : null;
  if (line.contact && !login) return say("people.contact-unreadable", { contact: line.contact });
  const verdict = await grantVerdict(ctx, target, line.role);
  if (!verdict.ok) return say(verdict.refusal.code as keyof typeof refusals, verdict.refusal.params);
  return { target, login };
}

function invitationMail(address: string, name: string, organisation: string, role: Role, token: string) {
  return {
    address,
    kind: "people.invitation",
    link: `/invite/${token}`,
    words: {
      zh: {
        title: `邀请您加入稳链：${organisation}`,
        body: `${name}，您好：\n“${organisation}”邀请您以${words.zh[`role.${role}`]}身份使用稳链平台。请打开下面的链接设置密码，${invitationDays} 天内有效，只能用一次。`,
      },
      en: {
        title: `You are invited to Wenlian: ${organisation}`,
        body: `Dear ${name},\n${organisation} invites you to Wenlian as ${words.en[`role.${role}`]}. Open the link below to set a password. It works once, within ${invitationDays} days.`,
      },
    },
  };
}

export async function revokeInvitation(ctx: Ctx, input: { id: string }) {
  const invitation = (await store.invitationById(ctx, input.id)) ?? refuse("record.not-found");
  if (!ctx.who.scope.all && invitation.organisationId !== ctx.who.actingFor) refuse("record.not-found");
  if (!isOpen(invitation, ctx.now)) refuse("people.invitation-spent");
  await store.closeInvitation(ctx, invitation.id);
  await audit(ctx, { action: "people.revokeInvitation", subject: "invitation", subjectId: invitation.id });
  return {};
}

const loginOf = (invitation: store.Invitation): string | null => invitation.email ?? invitation.phone;

export async function openInvitation(ctx: Ctx, input: { token: string }) {
  return ctx.systemWrite("people.open-invitation", async () => {
    const invitation = await store.invitationByToken(ctx, hashOf(input.token));
    if (!invitation || !isOpen(invitation, ctx.now)) refuse("people.invitation-spent");
    const target = await organisationById(ctx, invitation.targetId);
    if (!target || target.closedAt) refuse("people.invitation-spent");
    const login = loginOf(invitation);
    const read = login ? readLogin(login) : null;
    return {
      name: invitation.name,
      organisation: target.name,
      role: invitation.role,
      login,
      hasAccount: read !== null && (await accountOf(ctx, read)) !== null,
      expiresAt: invitation.expiresAt.toISOString(),
    };
  });
}

/** Makes the account, or gives the role to the one in use; the link is spent in the same moment. */
export async function acceptInvitation(ctx: Ctx, input: z.output<typeof acceptEndpoint.input>) {
  return ctx.systemWrite("people.accept-invitation", async () => {
    const invitation = await store.invitationByToken(ctx, hashOf(input.token), true);
    if (!invitation || !isOpen(invitation, ctx.now)) refuse("people.invitation-spent");
    const target = await organisationById(ctx, invitation.targetId);
    if (!target || target.closedAt) refuse("people.invitation-spent");
    const person = ctx.who.personId
      ? await personInUse(ctx, ctx.who.personId)
      : await newPerson(ctx, invitation, input);
    const held = await rolesAtOrganisation(ctx, target.id);
    // The association may have invited before there was an owner; the link does not outlive that.
    const inviter = await organisationById(ctx, invitation.organisationId);
    if (inviter?.kind === "association" && inviter.id !== target.id && held.some((r) => r.role === "owner")) {
      refuse("people.owned", { organisation: target.name });
    }
    if (!held.some((r) => r.personId === person.id && r.role === invitation.role && !r.delegatedFrom)) {
      await insertRole(ctx, { organisationId: target.id, personId: person.id, role: invitation.role });
      await ctx.announce(events.roleGranted.name, {
        personId: person.id,
        organisationId: target.id,
        role: invitation.role,
      });
    }
    await store.spendInvitation(ctx, invitation.id, person.id);
    await audit(ctx, {
      action: "people.acceptInvitation",
      subject: "invitation",
      subjectId: invitation.id,
      organisationId: target.id,
      after: { personId: person.id, role: invitation.role },
    });
    return { personId: person.id, login: person.login };
  });
}

type Accepted = { id: string; login: string };

async function personInUse(ctx: Ctx, personId: string): Promise<Accepted> {
  const person = (await personById(ctx, personId)) ?? refuse("session.needed");
  return { id: person.id, login: person.email ?? person.phone ?? "" };
}

async function newPerson(
  ctx: Ctx,
  invitation: store.Invitation,
  input: z.output<typeof acceptEndpoint.input>,
): Promise<Accepted> {
  const written = loginOf(invitation) ?? input.login;
  if (!written || !input.password) refuse("people.invitation-incomplete");
  const login = readLogin(written);
  if (!login || isStandIn(login.value)) refuse("auth.login-unreadable");
  if (await accountOf(ctx, login)) refuse("people.sign-in-to-accept");
  const name = input.name ?? invitation.name;
  const weak = weaknessOf(input.password, [name, login.value]);
  if (weak) refuse("auth.weak-password", { reason: weak.zh, reasonEn: weak.en });
  const id = uuidv7();
  const email = login.kind === "email" ? login.value : null;
  const phone = login.kind === "phone" ? login.value : null;
  await createAccount(ctx, {
    personId: id,
    name,
    email,
    phone,
    passwordHash: await hashPassword(input.password),
  });
  await insertPerson(ctx, { id, name, email, phone, demo: false });
  return { id, login: login.value };
}
