// Signing in and out, as data: accounts by e-mail or Chinese mobile phone, sessions, lost passwords.
import { z } from "zod";
import { type Endpoint, id, nothing } from "../http/contract.ts";

/** An e-mail address or a mobile phone; spaces and +86 are taken off by the server. */
export const login = z.string().trim().min(3).max(200);
/** Only a bound; whether it is strong enough is answered in a sentence of its own. */
export const password = z.string().min(1).max(200);

export const session = z.object({
  id,
  current: z.boolean(),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  device: z.string(),
  address: z.string().nullable(),
});
export type Session = z.output<typeof session>;

export const demoPerson = z.object({
  id,
  name: z.string(),
  title: z.object({ zh: z.string(), en: z.string() }),
  organisation: z.string(),
});

export const signIn = {
  method: "POST" as const,
  path: "/api/auth/sign-in",
  input: z.object({ login, password }),
  output: z.object({ personId: id }),
  summary: { zh: "登录", en: "Sign in" },
} satisfies Endpoint;

export const signOut = {
  method: "POST" as const,
  path: "/api/auth/sign-out",
  input: nothing,
  output: nothing,
  summary: { zh: "退出登录", en: "Sign out" },
} satisfies Endpoint;

/** What the sign-in page offers: demo persons only where they are allowed, the first administrator only while there is none. */
export const signInOptions = {
  method: "GET" as const,
  path: "/api/auth/options",
  input: nothing,
  output: z.object({ demo: z.array(demoPerson), firstStart: z.boolean(), resetByMail: z.boolean() }),
  summary: { zh: "登录页可用的方式", en: "What the sign-in page offers" },
} satisfies Endpoint;

export const requestReset = {
  method: "POST" as const,
  path: "/api/auth/request-reset",
  input: z.object({ login }),
  output: nothing,
  summary: { zh: "发送重设密码邮件", en: "Send a mail to reset the password" },
} satisfies Endpoint;

export const resetPassword = {
  method: "POST" as const,
  path: "/api/auth/reset-password",
  input: z.object({ token: z.string().min(10).max(200), password }),
  output: nothing,
  summary: { zh: "用邮件中的链接重设密码", en: "Reset the password by the link in the mail" },
} satisfies Endpoint;

export const changePassword = {
  method: "POST" as const,
  path: "/api/auth/change-password",
  input: z.object({ current: password, password }),
  output: nothing,
  summary: { zh: "修改密码", en: "Change the password" },
} satisfies Endpoint;

export const listSessions = {
  method: "GET" as const,
  path: "/api/auth/sessions",
  input: nothing,
  output: z.object({ rows: z.array(session) }),
  summary: { zh: "我的登录设备", en: "Where I am signed in" },
} satisfies Endpoint;

export const revokeSession = {
  method: "DELETE" as const,
  path: "/api/auth/sessions/:id",
  input: z.object({ id }),
  output: nothing,
  summary: { zh: "退出一台设备", en: "Sign one device out" },
} satisfies Endpoint;

export const revokeOtherSessions = {
  method: "POST" as const,
  path: "/api/auth/sessions/revoke-others",
  input: nothing,
  output: z.object({ ended: z.number().int() }),
  summary: { zh: "退出其他所有设备", en: "Sign all other devices out" },
} satisfies Endpoint;

export const demoSignIn = {
  method: "POST" as const,
  path: "/api/auth/demo-sign-in",
  input: z.object({ personId: id }),
  output: z.object({ personId: id }),
  summary: { zh: "以演示人员身份进入", en: "Enter as a demo person" },
} satisfies Endpoint;

export const firstAdministrator = {
  method: "POST" as const,
  path: "/api/auth/first-administrator",
  input: z.object({
    /** Printed in the terminal of the first start; works once. */
    token: z.string().min(10).max(200),
    federation: z.string().trim().min(2).max(100),
    name: z.string().trim().min(1).max(50),
    login,
    password,
  }),
  output: z.object({ personId: id }),
  summary: { zh: "首次启动：建立第一位管理员", en: "First start: make the first administrator" },
} satisfies Endpoint;

export const authRefusals = {
  "auth.wrong": {
    status: 401,
    zh: "账号或密码不对。请检查后重试；忘记密码可用邮件重设，或请本单位管理员重新发邀请。",
    en: "The account or the password is wrong. Check and try again, or reset the password by mail.",
  },
  "auth.wait": {
    status: 429,
    zh: "连续输错次数较多，请 {seconds} 秒后再试。这期间输入正确的密码也不能登录。",
    en: "Too many wrong tries. Try again in {seconds} seconds; until then even the right password is not accepted.",
  },
  "auth.weak-password": {
    status: 422,
    zh: "这个密码太容易被猜到：{reason}。请换一个，其他内容已保留。",
    en: "This password is too easy to guess: {reasonEn}. Choose another; the rest is kept.",
  },
  "auth.current-wrong": {
    status: 422,
    zh: "当前密码不对，密码没有修改。",
    en: "The current password is wrong; nothing was changed.",
  },
  "auth.link-spent": {
    status: 410,
    zh: "这个链接已经用过或已过期，请重新申请。",
    en: "This link was used or has expired. Ask for a new one.",
  },
  "auth.login-taken": {
    status: 409,
    zh: "这个邮箱或手机号已有账号，请直接登录。",
    en: "There is already an account with this e-mail or phone. Sign in instead.",
  },
  "auth.login-unreadable": {
    status: 422,
    zh: "请填写邮箱，或 11 位中国大陆手机号。",
    en: "Enter an e-mail address or an 11-digit Chinese mobile number.",
  },
  "auth.demo-closed": {
    status: 403,
    zh: "演示入口只在本机、内置数据库且有演示数据时开放。",
    en: "Demo sign-in is open only on this machine, with the embedded database and demo data.",
  },
  "auth.already-begun": {
    status: 409,
    zh: "已经有管理员，首次设置已关闭，请直接登录。",
    en: "There is an administrator already; the first set-up is closed. Sign in instead.",
  },
  "auth.wrong-token": {
    status: 403,
    zh: "启动口令不对，请从终端里重新复制。",
    en: "The start token is wrong. Copy it again from the terminal.",
  },
} as const;
