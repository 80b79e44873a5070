// Notices and mail against a real database and a real mail server: each told once, digests rare, nothing lost.
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { sql } from "kysely";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { scopeOf } from "../access/scope.ts";
import type { Ctx } from "../ctx.ts";
import { type Database, openDatabase, systemWho } from "../db/database.ts";
import { tables } from "../db/scoped.ts";
import { uuidv7 } from "../db/uuid.ts";
import { letter } from "./letter.ts";
import { countUnread, listNotices, markRead } from "./notices.ts";
import { isAddress, mailTo, type Notice, notify } from "./notify.ts";
import { openTransport, type Post, type Recipient, releaseHeldMails, sendDueMails } from "./post.ts";

type Arrived = { to: string[]; raw: string };

const start = new Date("2026-11-24T02:00:00Z");
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const [li, wang, nobody] = [uuidv7(), uuidv7(), uuidv7()];
const recipients: ReadonlyMap<string, Recipient> = new Map<string, Recipient>([
  [li, { address: "li@example.org", name: "李工", language: "zh" }],
  [wang, { address: "wang@example.org", name: "Wang\r\nBcc: evil@example.com", language: "en" }],
]);
let database: TestDatabase;
let db: Database;
let server: SMTPServer;
let post: Post;
let arrived: Arrived[] = [];
let answer: (address: string) => Error | null = () => null;

const refusing = (code: number) => Object.assign(new Error("no"), { responseCode: code });

beforeAll(async () => {
  database = await testDatabase();
  db = openDatabase(database.app, { systemReads: new Set() });
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: ({ address }, _, done) => done(answer(address)),
    onData: async (stream, session, done) => {
      const raw = await text(stream);
      arrived.push({ to: session.envelope.rcptTo.map((to) => to.address), raw });
      done();
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  post = {
    transport: openTransport(`smtp://127.0.0.1:${port}`),
    from: "稳链 <noreply@example.org>",
    site: "https://example.org",
    addressesOf: async (ids) => new Map([...recipients].filter(([id]) => ids.includes(id))),
  };
});
afterAll(async () => {
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  arrived = [];
  answer = () => null;
  await db.asSystem(start, async (ctx) => {
    await sql`delete from platform.mail`.execute(tables(ctx));
    await sql`delete from platform.notice`.execute(tables(ctx));
  });
});

const as = <T>(personId: string, now: Date, fn: (ctx: Ctx) => Promise<T>) =>
  db.within({ ...systemWho, personId, scope: scopeOf({ organisations: [] }) }, now, fn);
const tell = (now: Date, to: string[], more: Partial<Notice> = {}, title = "月报待填") =>
  as(nobody, now, (ctx) =>
    notify(ctx, {
      to,
      kind: "due",
      words: {
        zh: { title, body: "请在 10 日前填报。" },
        en: { title: "Return due", body: "Please fill it in." },
      },
      link: "/returns/2026-10",
      mail: "digest",
      ...more,
    }),
  );
const states = () =>
  db.asSystem(start, async (ctx) => {
    const found = await sql<{ state: string }>`select state from platform.mail order by id`.execute(
      tables(ctx),
    );
    return found.rows.map((row) => row.state);
  });
const decoded = (raw: string) => {
  const [head, ...body] = raw.split("\r\n\r\n");
  const joined = body.join("\r\n\r\n");
  if (/^content-transfer-encoding: base64/im.test(head!))
    return { head: head!, body: Buffer.from(joined, "base64").toString() };
  const bytes = joined
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return { head: head!, body: Buffer.from(bytes, "latin1").toString() };
};

describe("notices", () => {
  test("are read and marked by their own person only", async () => {
    await tell(start, [li, wang, li], { mail: "no" });
    expect(await as(li, start, listNotices)).toMatchObject([
      { title_zh: "月报待填", link: "/returns/2026-10", read_at: null },
    ]);
    await as(li, at(1), (ctx) => markRead(ctx));
    expect(await as(li, start, countUnread)).toBe(0);
    expect(await as(wang, start, countUnread)).toBe(1);
    const [row] = await as(wang, start, listNotices);
    await as(li, start, (ctx) => markRead(ctx, [row!.id]));
    expect(await as(wang, start, countUnread)).toBe(1);
    const seen = await as(li, start, (ctx) => sql`select * from platform.notice`.execute(tables(ctx)));
    expect(seen.rows).toHaveLength(1);
  });

  test("of one matter show as one", async () => {
    for (const minute of [0, 1, 2]) await tell(at(minute), [li], { digestKey: "m-10", mail: "no" });
    await tell(at(3), [li], { mail: "no" });
    const rows = await as(li, start, (ctx) => listNotices(ctx));
    expect(rows.map((row) => row.alike)).toEqual([1, 3]);
    await as(li, start, (ctx) => markRead(ctx, [rows[1]!.id]));
    expect(await as(li, start, countUnread)).toBe(1);
  });

  test("undone with the deed that caused them", async () => {
    await expect(
      as(nobody, start, async (ctx) => {
        await notify(ctx, {
          to: [li],
          kind: "x",
          words: { zh: { title: "a", body: "" }, en: { title: "a", body: "" } },
          mail: "now",
        });
        throw new Error("rolled back");
      }),
    ).rejects.toThrow("rolled back");
    expect(await as(li, start, countUnread)).toBe(0);
    expect(await states()).toEqual([]);
  });

  test("the mail queue is closed to everybody who serves", async () => {
    await tell(start, [li]);
    const seen = as(li, start, (ctx) => sql`select * from platform.mail`.execute(tables(ctx)));
    await expect(seen).rejects.toThrow(/permission denied/);
  });
});

describe("mail", () => {
  test("a digest gathers, and a second one waits two hours", async () => {
    await tell(start, [li], {}, "甲");
    await tell(at(2), [li], {}, "乙");
    expect(await sendDueMails(db, post, at(3))).toMatchObject({ sent: 0 });
    expect(await sendDueMails(db, post, at(6))).toMatchObject({ sent: 1 });
    const { head, body } = decoded(arrived[0]!.raw);
    expect(arrived[0]!.to).toEqual(["li@example.org"]);
    expect(head).toContain(Buffer.from("稳链：2 条新消息").toString("base64").slice(0, 12));
    expect(body.indexOf("1. 甲")).toBeGreaterThan(0);
    expect(body).toContain("2. 乙");
    expect(body).toContain("https://example.org/returns/2026-10");
    expect(body.indexOf("Return due")).toBeGreaterThan(body.indexOf("甲"));
    await tell(at(10), [li], {}, "丙");
    expect(await sendDueMails(db, post, at(60))).toMatchObject({ sent: 0 });
    expect(await sendDueMails(db, post, at(125))).toMatchObject({ sent: 0 });
    expect(await sendDueMails(db, post, at(127))).toMatchObject({ sent: 1 });
    expect(arrived).toHaveLength(2);
  });

  test("urgent mail leaves at once, beside any digest, also to an address that is nobody's yet", async () => {
    await tell(start, [li]);
    await sendDueMails(db, post, at(6));
    await tell(at(7), [li], { mail: "now" });
    await as(nobody, at(7), (ctx) =>
      mailTo(ctx, {
        address: "new@example.org",
        kind: "invitation",
        words: { zh: { title: "邀请", body: "" }, en: { title: "Invitation", body: "" } },
        link: "/join/abc",
      }),
    );
    expect(await sendDueMails(db, post, at(7))).toMatchObject({ sent: 2 });
    expect(arrived.map((mail) => mail.to[0]).sort()).toEqual([
      "li@example.org",
      "li@example.org",
      "new@example.org",
    ]);
  });

  test("two processes at once send each mail once", async () => {
    await tell(start, [li, wang]);
    await tell(start, [li], { mail: "now" });
    await Promise.all([1, 2, 3].map(() => sendDueMails(db, post, at(6))));
    expect(arrived).toHaveLength(3);
    expect(await states()).toEqual(["sent", "sent", "sent"]);
  });

  test("a busy server is tried again, later each time; a final no is final", async () => {
    answer = (address) => (address.startsWith("li") ? refusing(451) : refusing(550));
    await tell(start, [li, wang], { mail: "now" });
    expect(await sendDueMails(db, post, start)).toMatchObject({ retried: 1, failed: 1 });
    expect(await states()).toEqual(["waiting", "failed"]);
    expect(await sendDueMails(db, post, start)).toMatchObject({ retried: 0 });
    expect(await sendDueMails(db, post, at(1))).toMatchObject({ retried: 1 });
    expect(await sendDueMails(db, post, at(5))).toMatchObject({ retried: 0 });
    answer = () => null;
    expect(await sendDueMails(db, post, at(6))).toMatchObject({ sent: 1 });
    const ids = arrived.map((mail) => /^Message-ID: (.*)$/im.exec(mail.raw)![1]);
    expect(ids[0]).toMatch(/@example\.org>$/);
  });

  test("gives up after the last wait and says why", async () => {
    answer = () => refusing(451);
    await tell(start, [li], { mail: "now" });
    let minutes = 0;
    for (const wait of [0, 1, 5, 30, 120, 480, 1440]) {
      minutes += wait;
      await sendDueMails(db, post, at(minutes));
    }
    expect(await states()).toEqual(["failed"]);
  });

  test("a process that died while sending gives its mail back", async () => {
    await tell(start, [li], { mail: "now" });
    const dying: Post = { ...post, addressesOf: () => Promise.reject(new Error("killed")) };
    await expect(sendDueMails(db, dying, start)).rejects.toThrow("killed");
    expect(await states()).toEqual(["sending"]);
    expect(await sendDueMails(db, post, at(5))).toMatchObject({ sent: 0 });
    expect(await sendDueMails(db, post, at(11))).toMatchObject({ sent: 1 });
  });

  test("without a mail server, and without an address, mail is held and can be released", async () => {
    await tell(start, [li], { mail: "now" });
    expect(await sendDueMails(db, { ...post, transport: null }, start)).toMatchObject({ held: 1 });
    expect(await states()).toEqual(["held"]);
    expect(await releaseHeldMails(db, at(1))).toBe(1);
    expect(await sendDueMails(db, post, at(1))).toMatchObject({ sent: 1 });
    await tell(at(2), [nobody], { mail: "now" });
    expect(await sendDueMails(db, post, at(2))).toMatchObject({ held: 1, sent: 0 });
  });
});

describe("nothing typed by a person becomes a header or a recipient", () => {
  test("titles and names with line breaks", async () => {
    await tell(start, [wang], {
      mail: "now",
      words: {
        zh: { title: "a\r\nBcc: evil@example.com\r\n\r\nx", body: "" },
        en: { title: "b\nBcc: evil@example.com", body: "" },
      },
    });
    expect(await sendDueMails(db, post, start)).toMatchObject({ sent: 1 });
    expect(arrived[0]!.to).toEqual(["wang@example.org"]);
    expect(arrived[0]!.raw.split("\r\n\r\n")[0]).not.toMatch(/^bcc:/im);
  });

  test.each([
    "a@b.cn\r\nBcc: x@y.cn",
    "a@b.cn, x@y.cn",
    "A <a@b.cn>",
    "a@b.cn;x@y.cn",
    "a b@c.cn",
    "@b.cn",
    "a@b",
    "",
  ])("address %j", async (address) => {
    expect(isAddress(address)).toBe(false);
    const words = { zh: { title: "a", body: "" }, en: { title: "a", body: "" } };
    await expect(as(nobody, start, (ctx) => mailTo(ctx, { address, kind: "x", words }))).rejects.toThrow();
  });

  test.each(["https://evil.example", "//evil.example", "/\\evil.example", "javascript:1", "/a b", "/a\nb"])(
    "link %j",
    async (link) => {
      await expect(tell(start, [li], { link })).rejects.toThrow(/path of this site/);
    },
  );
});

test("a long digest names thirty matters and counts the rest; English readers get English first", () => {
  const matter = { title_zh: "甲", title_en: "One", body_zh: "", body_en: "", link: null };
  const { subject, text: body } = letter(
    Array.from({ length: 33 }, () => matter),
    "en",
    "Wang",
    null,
  );
  expect(subject).toBe("Wenlian: 33 new messages");
  expect(body).toContain("3 more; sign in");
  expect(body).toContain("另有 3 条，请登录查看。");
  expect(body.indexOf("Dear Wang")).toBeLessThan(body.indexOf("Wang："));
});
