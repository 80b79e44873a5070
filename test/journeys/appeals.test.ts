// Appeals in the browser: raised on a phone, taken in with one key, answered, not satisfied, opened again one level up,
// solved; drafts outlive the page, and what was acknowledged outlives kill −9.
import { expect, test } from "vitest";
import {
  acceptAppeal,
  answerAppeal,
  judgeAppeal,
  listAppeals,
  readAppeal,
} from "../../src/modules/appeals/contract.ts";
import { openHouse } from "../house.ts";
import { Visitor } from "../visitor.ts";
import { phone } from "./browser.ts";
import { journey } from "./journey.ts";

const here = journey();
const title = "两车木浆被堵在京沪高速口";

test("joined from the phone, merged and answered by the association: each firm learns that it is one of four", async () => {
  const owner = await here.demo("陈老板");
  const page = await here.open(owner, phone);
  await page.goto("/appeals/new");
  await page.getByRole("button", { name: /物流运输/ }).click();
  await page.locator("#field-title").fill("木浆滞港，提箱号约到下个月");
  await page.locator('[id="field-answers.since"]').fill("2026-11-18");
  await page.locator('[id="field-answers.route"]').fill("外高桥到嘉兴");
  await page.locator("#field-phone").fill("13900002000");
  await page.getByRole("button", { name: "提交诉求" }).click();
  await page.getByRole("button", { name: "加入一并办理" }).click();
  await page.getByRole("heading", { level: 1, name: /已收到，编号 SQ/ }).waitFor();
  await page.getByRole("button", { name: "诉求内容" }).click();
  await page.getByText("4 家企业一并办理", { exact: false }).waitFor();

  const secretary = await here.demo("林秘书");
  const desk = await here.open(secretary);
  await desk.goto("/appeals/issues");
  await desk.getByRole("link", { name: /外高桥港提箱放号不足/ }).click();
  await desk.getByText("4 家企业", { exact: false }).first().waitFor();
  await desk.getByRole("button", { name: "答复全部企业" }).click();
  await desk.getByRole("dialog").locator("#field-text").fill("港口自今晚起集中放号，每家每日不少于二十箱。");
  await desk.getByRole("dialog").getByRole("button", { name: "答复全部企业" }).click();
  await desk.getByText("统一答复", { exact: false }).waitFor();

  await page.reload();
  await page.getByText("与 4 家企业", { exact: false }).waitFor();
  await page.getByText("每家每日不少于二十箱", { exact: false }).first().waitFor();
  await page.getByRole("button", { name: "解决了，办结" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "解决了，办结" }).click();
  await page.getByText("已办结：已解决", { exact: false }).waitFor();
});

test("raised on a phone, answered, not satisfied, solved one level up; nothing acknowledged is lost", async () => {
  const clerk = await here.demo("王填报");
  const page = await here.open(clerk, { ...phone, answered: [422] });
  await page.goto("/appeals");
  await page.getByRole("link", { name: "提出诉求" }).click();
  await page.getByRole("button", { name: /物流运输/ }).click();
  await page.locator("#field-title").fill(title);
  await page.getByText("草稿已保存", { exact: false }).first().waitFor();
  // The page falls away in the middle: what was typed is there.
  await page.reload();
  expect(await page.locator("#field-title").inputValue()).toBe(title);
  expect(await page.locator("#field-contact").inputValue()).toBe("王填报");
  await page.locator("#field-phone").fill("13900002001");
  await page.getByRole("button", { name: "提交诉求" }).click();
  await page.getByText("请填写“从哪天开始”").first().waitFor();
  await page.locator('[id="field-answers.since"]').fill("2026-11-20");
  await page.locator('[id="field-answers.route"]').fill("连云港到嘉兴，卡在苏州北");
  await page.getByRole("button", { name: "提交诉求" }).click();
  await page.getByRole("heading", { level: 1, name: /已收到，编号 SQ/ }).waitFor();
  await page.getByText("前首次回应", { exact: false }).waitFor();

  const secretary = await here.demo("林秘书");
  const { rows } = await secretary.must(listAppeals, { q: title });
  const { id } = rows[0]!;
  const desk = await here.open(secretary);
  await desk.goto(`/appeals/${id}`);
  await desk.getByRole("heading", { level: 1, name: title }).waitFor();
  await desk.keyboard.press("e");
  await desk.getByRole("dialog").getByRole("button", { name: "受理" }).click();
  await desk
    .getByText("已受理，林秘书")
    .or(desk.getByText("正在拿办理意见", { exact: false }))
    .first()
    .waitFor();
  await desk.getByRole("button", { name: "内部备注" }).click();
  await desk.getByRole("dialog").locator("#field-text").fill("苏州方面联系人已换，先打总值班。");
  await desk.getByRole("dialog").getByRole("button", { name: "内部备注" }).click();
  await desk.getByText("先打总值班", { exact: false }).waitFor();
  await desk.getByRole("button", { name: "答复", exact: true }).click();
  await desk.getByRole("dialog").locator("#field-text").fill("苏州已认可通行证，两车今晚放行。");
  await desk.getByRole("dialog").getByRole("button", { name: "答复", exact: true }).click();
  await desk.getByText("是否解决，由企业说了算", { exact: false }).waitFor();

  await page.goto(`/appeals/${id}`);
  await page.getByText("问题解决了吗？").waitFor();
  expect(await page.getByText("先打总值班", { exact: false }).count()).toBe(0);
  await page.getByRole("button", { name: "没有解决" }).click();
  await page.getByRole("dialog").locator("#field-text").fill("车还停在原地，没人来。");
  await page.getByRole("dialog").getByRole("button", { name: "没有解决" }).click();
  await page.getByText("企业不满意，已重新打开", { exact: false }).waitFor();

  // The server dies with its database: the federation finds what the enterprise was told is kept.
  await here.house.kill({ database: true });
  const again = await openHouse({ home: here.house.home });
  try {
    const duty = await Visitor.demo(again.address, "周值班");
    const kept = await duty.must(readAppeal, { id });
    expect([kept.state, kept.role, kept.level]).toEqual(["reopened", "handler", 1]);
    expect(kept.entries.map((entry) => entry.move)).toEqual([
      ...["submit", "accept", "note", "answer", "dissatisfied"],
    ]);
    const taken = await duty.must(acceptAppeal, { id, revision: kept.revision });
    const answer = { outcome: "solved" as const, text: "联合会与省交通厅确认，已放行。" };
    const said = await duty.must(answerAppeal, { id, revision: taken.revision, ...answer });
    const owner = await Visitor.demo(again.address, "陈老板");
    await owner.must(judgeAppeal, { id, revision: said.revision, result: "satisfied" });
    expect(await owner.must(readAppeal, { id })).toMatchObject({
      state: "closed",
      outcome: "solved",
      satisfied: true,
    });
  } finally {
    await again.stop();
  }
});
