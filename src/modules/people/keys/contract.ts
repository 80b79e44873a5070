// API keys of an organisation, as they travel: made (shown once), listed, ended.
import { z } from "zod";
import { type Endpoint, id, listInput, listOutput } from "../../../platform/http/contract.ts";

const moment = z.iso.datetime({ offset: true });
const permission = z.string().regex(/^[a-z][a-z-]*\.[a-z][a-z-]*$/);

export const MOST_KEYS = 20;
export const LONGEST_DAYS = 366;

export const apiKey = z.object({
  id,
  name: z.string(),
  /** The first letters; they open nothing. */
  prefix: z.string(),
  scopes: z.array(z.string()),
  madeByName: z.string(),
  createdAt: moment,
  expiresAt: moment,
  lastUsedAt: moment.nullable(),
  revokedAt: moment.nullable(),
  revokedByName: z.string().nullable(),
  state: z.enum(["live", "expired", "revoked"]),
});
export type ApiKey = z.output<typeof apiKey>;

export const listKeys = {
  method: "GET" as const,
  path: "/api/people/keys",
  input: listInput({}, ["createdAt"]),
  output: z.object({
    ...listOutput(apiKey).shape,
    /** What whoever asks could give to a key. */
    offered: z.array(z.string()),
  }),
  summary: { zh: "本单位的接口密钥", en: "API keys of the organisation acted for" },
} satisfies Endpoint;

export const makeKey = {
  method: "POST" as const,
  path: "/api/people/keys",
  input: z.object({
    name: z.string().trim().min(2).max(50),
    scopes: z.array(permission).min(1).max(40),
    days: z.number().int().min(1).max(LONGEST_DAYS),
  }),
  output: z.object({
    key: apiKey,
    /** Shown this once; only its hash is kept. */
    secret: z.string(),
  }),
  summary: { zh: "建立接口密钥（只显示一次）", en: "Make an API key (shown once)" },
} satisfies Endpoint;

export const revokeKey = {
  method: "POST" as const,
  path: "/api/people/keys/:id/revoke",
  input: z.object({ id }),
  output: apiKey,
  summary: { zh: "停用接口密钥，立即生效", en: "Revoke an API key, at once" },
} satisfies Endpoint;

export const keyRefusals = {
  "people.key-invalid": {
    status: 401,
    zh: "接口密钥不对、已停用或已过期，也可能是建立它的人已不在本单位任职。请在“人员与机构 → 接口密钥”核对或另建一把。",
    en: "The API key is wrong, revoked or expired, or whoever made it no longer acts for the organisation. Check it under People → API keys, or make another.",
  },
  "people.key-too-much": {
    status: 403,
    zh: "密钥的权限不能超过您自己的权限：{scopes}。请去掉后再建。",
    en: "A key cannot be given what you may not do yourself: {scopes}. Take it out and try again.",
  },
  "people.key-limit": {
    status: 409,
    zh: "本单位已有 {most} 把有效密钥，请先停用不用的。",
    en: "The organisation has {most} live keys already. Revoke those it does not need first.",
  },
} as const;
