// Signing in and out, lost and changed passwords, the demo's one click and the first administrator.
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { audit } from "../audit/audit.ts";
import type { Ctx } from "../ctx.ts";
import { refuse } from "../errors.ts";
import type { Edge } from "../http/edge.ts";
import { type AttemptKey, countAttempt, forgiveAttempts } from "./attempts.ts";
import type { Auth } from "./auth.ts";
import { isStandIn, type Login, readLogin } from "./login.ts";
import { weaknessOf } from "./password.ts";

type User = { id: string; name: string; email: string; phone: string | null };

const RESET_MINUTES = 60;

const edgeOf = (ctx: Ctx): Edge => ctx.edge ?? refuse("input.unreadable");
const accountKey = (login: Login): AttemptKey => ({ kind: "account", of: login.value });
const addressKey = (edge: Edge): AttemptKey => ({ kind: "address", of: edge.address });

async function findUser(auth: Auth, login: Login): Promise<User | null> {
  return auth.adapter.findOne<User>({ model: "user", where: [{ field: login.kind, value: login.value }] });
}

async function hashOf(auth: Auth, personId: string): Promise<string | null> {
  return (await auth.accounts.findCredentialAccount(personId))?.password ?? null;
}

export async function signIn(auth: Auth, ctx: Ctx, input: { login: string; password: string }) {
  const edge = edgeOf(ctx);
  const login = readLogin(input.login) ?? { kind: "email" as const, value: input.login.toLowerCase() };
  await countAttempt(auth.pool, addressKey(edge), ctx.now);
  await countAttempt(auth.pool, accountKey(login), ctx.now);
  const user = await findUser(auth, login);
  const hash = user && (await hashOf(auth, user.id));
  // One verification in every case: how long the answer takes tells nothing about who has an account.
  const right = await auth.password.verify({ hash: hash ?? auth.nobodysHash, password: input.password });
  if (!user || !hash || !right) refuse("auth.wrong");
  await forgiveAttempts(auth.pool, accountKey(login), addressKey(edge));
  await auth.openSession(user.id, edge, ctx.now);
  await audit(ctx, { action: "auth.signIn", subject: "person", subjectId: user.id });
  return { personId: user.id };
}

export async function signOut(auth: Auth, ctx: Ctx) {
  const edge = edgeOf(ctx);
  const token = auth.ownToken(edge);
  if (token) await auth.accounts.deleteSession(token);
  auth.dropCookie(edge);
  await audit(ctx, { action: "auth.signOut", subject: "person", subjectId: ctx.who.personId });
  return {};
}

const hashed = (token: string): string => `reset:${createHash("sha256").update(token).digest("base64url")}`;

/** The same answer after the same while, whoever asks for whom. */
export async function requestReset(auth: Auth, ctx: Ctx, input: { login: string }) {
  const edge = edgeOf(ctx);
  const least = pause(150);
  const login = readLogin(input.login);
  await countAttempt(auth.pool, { kind: "reset", of: edge.address }, ctx.now);
  const user = login && (await findUser(auth, login));
  if (user && !isStandIn(user.email) && auth.options.mail) {
    const token = randomBytes(32).toString("base64url");
    await auth.accounts.createVerificationValue({
      identifier: hashed(token),
      value: user.id,
      expiresAt: new Date(ctx.now.getTime() + RESET_MINUTES * 60_000),
    });
    await auth.options.mail(ctx, resetMail(user, token));
  }
  await audit(ctx, { action: "auth.requestReset", subject: "person", subjectId: user ? user.id : null });
  await least;
  return {};
}

function resetMail(user: User, token: string) {
  return {
    address: user.email,
    kind: "auth.reset",
    link: `/reset/${token}`,
    words: {
      zh: {
        title: "重设稳链登录密码",
        body: `${user.name}，您好：\n请打开下面的链接重设密码，${RESET_MINUTES} 分钟内有效，只能用一次。如果不是您本人操作，请忽略这封邮件，密码不会改变。`,
      },
      en: {
        title: "Reset your Wenlian password",
        body: `Dear ${user.name},\nopen the link below to set a new password. It works once, within ${RESET_MINUTES} minutes. If you did not ask for this, ignore this mail; nothing changes.`,
      },
    },
  };
}

export async function resetPassword(auth: Auth, ctx: Ctx, input: { token: string; password: string }) {
  await countAttempt(auth.pool, addressKey(edgeOf(ctx)), ctx.now);
  const open = await auth.accounts.findVerificationValue(hashed(input.token));
  if (!open || open.expiresAt <= ctx.now) refuse("auth.link-spent");
  const user = (await auth.accounts.findUserById(open.value)) as User | null;
  if (!user) refuse("auth.link-spent");
  refuseWeak(input.password, user);
  // Taken only now: a weak password does not cost the link. Two at once: one of them wins.
  if (!(await auth.accounts.consumeVerificationValue(hashed(input.token)))) refuse("auth.link-spent");
  await setPassword(auth, user.id, input.password);
  await auth.accounts.deleteUserSessions(user.id);
  for (const value of [user.email, user.phone]) {
    if (value) await forgiveAttempts(auth.pool, { kind: "account", of: value }, addressKey(edgeOf(ctx)));
  }
  await audit(ctx, { action: "auth.resetPassword", subject: "person", subjectId: user.id });
  return {};
}

export async function changePassword(auth: Auth, ctx: Ctx, input: { current: string; password: string }) {
  const personId = ctx.who.personId!;
  const edge = edgeOf(ctx);
  const account: AttemptKey = { kind: "account", of: personId };
  await countAttempt(auth.pool, account, ctx.now);
  const hash = (await hashOf(auth, personId)) ?? auth.nobodysHash;
  if (!(await auth.password.verify({ hash, password: input.current }))) refuse("auth.current-wrong");
  const user = (await auth.accounts.findUserById(personId)) as User | null;
  refuseWeak(input.password, user);
  await setPassword(auth, personId, input.password);
  await forgiveAttempts(auth.pool, account, addressKey(edge));
  await endOthers(auth, personId, auth.ownToken(edge));
  await audit(ctx, { action: "auth.changePassword", subject: "person", subjectId: personId });
  return {};
}

function refuseWeak(password: string, user: User | null): void {
  const weak = weaknessOf(password, [user?.name, user?.email, user?.phone]);
  if (weak) refuse("auth.weak-password", { reason: weak.zh, reasonEn: weak.en });
}

async function setPassword(auth: Auth, personId: string, password: string): Promise<void> {
  const hash = await auth.password.hash(password);
  if (await auth.accounts.findCredentialAccount(personId)) {
    await auth.accounts.updatePassword(personId, hash);
    return;
  }
  await auth.accounts.createAccount({
    userId: personId,
    providerId: "credential",
    accountId: personId,
    password: hash,
  });
}

async function ownSessions(auth: Auth, personId: string) {
  return (await auth.accounts.listSessions(personId)).map((s) => ({
    id: s.id,
    token: s.token,
    createdAt: new Date(s.createdAt),
    updatedAt: new Date(s.updatedAt),
    expiresAt: new Date(s.expiresAt),
    address: s.ipAddress || null,
    device: s.userAgent || "",
  }));
}

export async function listSessions(auth: Auth, ctx: Ctx) {
  const own = auth.ownToken(edgeOf(ctx));
  const sessions = await ownSessions(auth, ctx.who.personId!);
  return {
    rows: sessions
      .filter((s) => s.expiresAt > ctx.now)
      .sort(
        (a, b) =>
          Number(b.token === own) - Number(a.token === own) || b.updatedAt.getTime() - a.updatedAt.getTime(),
      )
      .map((s) => ({
        id: s.id,
        current: s.token === own,
        createdAt: s.createdAt.toISOString(),
        lastSeenAt: s.updatedAt.toISOString(),
        expiresAt: s.expiresAt.toISOString(),
        device: deviceOf(s.device),
        address: s.address,
      })),
  };
}

/** "Chrome · Windows": what a person knows the device by. */
function deviceOf(agent: string): string {
  const browser = /MicroMessenger/.test(agent)
    ? "微信"
    : (/(Edg|Firefox|Chrome|Safari)(?=\/)/.exec(agent)?.[1]?.replace("Edg", "Edge") ?? "—");
  const system =
    /(Windows|Android|iPhone|iPad|Mac OS X|HarmonyOS|Linux)/.exec(agent)?.[1]?.replace(" OS X", "") ?? "—";
  return `${browser} · ${system}`;
}

export async function revokeSession(auth: Auth, ctx: Ctx, input: { id: string }) {
  const session = (await ownSessions(auth, ctx.who.personId!)).find((s) => s.id === input.id);
  if (!session) refuse("record.not-found");
  await auth.accounts.deleteSession(session.token);
  await audit(ctx, { action: "auth.revokeSession", subject: "person", subjectId: ctx.who.personId });
  return {};
}

export async function revokeOtherSessions(auth: Auth, ctx: Ctx) {
  const ended = await endOthers(auth, ctx.who.personId!, auth.ownToken(edgeOf(ctx)));
  await audit(ctx, { action: "auth.revokeOthers", subject: "person", subjectId: ctx.who.personId });
  return { ended };
}

async function endOthers(auth: Auth, personId: string, keep: string | null): Promise<number> {
  const others = (await ownSessions(auth, personId)).filter((s) => s.token !== keep).map((s) => s.token);
  if (others.length) await auth.accounts.deleteSessions(others);
  return others.length;
}

const demoOpen = (auth: Auth, ctx: Ctx): boolean => auth.options.demoAllowed && (ctx.edge?.local ?? false);

export async function signInOptions(auth: Auth, ctx: Ctx) {
  const firstStart = auth.options.startToken !== null && !(await auth.options.persons.hasAdministrator(ctx));
  const demo = demoOpen(auth, ctx) ? [...(await auth.options.persons.demoPersons(ctx))] : [];
  return { demo, firstStart, resetByMail: auth.options.mail !== null };
}

/** Only a person of the demo, only on this machine: anybody else is refused, whatever is asked. */
export async function demoSignIn(auth: Auth, ctx: Ctx, input: { personId: string }) {
  if (!demoOpen(auth, ctx)) refuse("auth.demo-closed");
  const persons = await auth.options.persons.demoPersons(ctx);
  if (!persons.some((person) => person.id === input.personId)) refuse("auth.demo-closed");
  await auth.openSession(input.personId, edgeOf(ctx), ctx.now);
  await audit(ctx, { action: "auth.demoSignIn", subject: "person", subjectId: input.personId });
  return { personId: input.personId };
}

export async function firstAdministrator(
  auth: Auth,
  ctx: Ctx,
  input: { token: string; federation: string; name: string; login: string; password: string },
) {
  const edge = edgeOf(ctx);
  await countAttempt(auth.pool, addressKey(edge), ctx.now);
  const { startToken, persons } = auth.options;
  if (startToken === null || (await persons.hasAdministrator(ctx))) refuse("auth.already-begun");
  if (!same(input.token.trim(), startToken)) refuse("auth.wrong-token");
  const login = readLogin(input.login) ?? refuse("auth.login-unreadable");
  const weak = weaknessOf(input.password, [input.name, login.value]);
  if (weak) refuse("auth.weak-password", { reason: weak.zh, reasonEn: weak.en });
  const personId = await persons.makeAdministrator(ctx, {
    federation: input.federation,
    name: input.name,
    email: login.kind === "email" ? login.value : null,
    phone: login.kind === "phone" ? login.value : null,
    passwordHash: await auth.password.hash(input.password),
  });
  return { personId };
}

function same(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
