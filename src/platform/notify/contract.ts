// What travels about notices: a person's own list, how many are unread, and marking them as read.
import { z } from "zod";
import { id, nothing } from "../http/contract.ts";

export const notice = z.object({
  id,
  createdAt: z.iso.datetime(),
  kind: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  bodyZh: z.string(),
  bodyEn: z.string(),
  link: z.string().nullable(),
  readAt: z.iso.datetime().nullable(),
  /** Unread notices of the same matter that stand behind this one, itself included. */
  alike: z.number().int(),
});

export const listNotices = {
  method: "GET",
  path: "/api/notices",
  input: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), before: id.optional() }),
  output: z.object({ rows: z.array(notice), unread: z.number().int() }),
  summary: { zh: "我的通知", en: "My notices" },
} as const;

export const markNoticesRead = {
  method: "POST",
  path: "/api/notices/read",
  /** Without ids: all of them. */
  input: z.object({ ids: z.array(id).max(200).optional() }),
  output: nothing,
  summary: { zh: "把通知标为已读", en: "Mark notices as read" },
} as const;
