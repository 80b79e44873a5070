// Rows of the notices: anybody signed in, his own only.
import type { Ctx } from "../ctx.ts";
import { type Row, row } from "../http/row.ts";
import * as contract from "./contract.ts";
import { countUnread, listNotices, markRead, type NoticeRow } from "./notices.ts";

export const noticeRows: readonly Row[] = [
  row(contract.listNotices, "signed-in", async (ctx: Ctx, { limit, before }) => ({
    rows: (await listNotices(ctx, limit, before)).map(travelling),
    unread: await countUnread(ctx),
  })),
  row(contract.markNoticesRead, "signed-in", async (ctx: Ctx, { ids }) => {
    await markRead(ctx, ids);
    // Reading one's own notices is nothing the trail must tell of.
    ctx.audited.count += 1;
    return {};
  }),
];

function travelling(notice: NoticeRow) {
  return {
    id: notice.id,
    createdAt: notice.created_at.toISOString(),
    kind: notice.kind,
    titleZh: notice.title_zh,
    titleEn: notice.title_en,
    bodyZh: notice.body_zh,
    bodyEn: notice.body_en,
    link: notice.link,
    readAt: notice.read_at?.toISOString() ?? null,
    alike: notice.alike,
  };
}
