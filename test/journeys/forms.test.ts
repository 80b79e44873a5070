// A form from an empty page to the clerk's screen: edited, what is wrong said in words, undone, previewed, published, sent.
import { expect, test } from "vitest";
import { getForm, listForms } from "../../src/modules/forms/contract.ts";
import { myFilings } from "../../src/modules/reporting/contract.ts";
import { journey } from "./journey.ts";

const here = journey();

test("an association makes a form on the screen and publishes it; a colleague of another kind sees none of its tools", async () => {
  const secretary = await here.demo("林秘书");
  const page = await here.open(secretary);
  await page.goto("/forms");
  await page.getByRole("button", { name: "新建表式" }).click();
  const making = page.getByRole("dialog", { name: "新建表式" });
  await making.getByLabel("中文名称").fill("纸浆库存旬报");
  await making.getByLabel("报告期").selectOption("ten-day");
  await making.getByRole("button", { name: "新建表式" }).click();
  await page.getByText("表式里还没有指标，请先添加。").first().waitFor();
  expect(await page.getByRole("button", { name: "发布", exact: true }).isDisabled()).toBe(true);

  const inside = page.locator(".edit-row .inside");
  await page.getByRole("button", { name: "添加指标" }).click();
  await inside.getByLabel("中文名称").fill("纸浆库存");
  await inside.getByLabel("代码").fill("pulp");
  await page
    .getByText(/是数字，还没有写计量单位/)
    .first()
    .waitFor();
  await inside.getByLabel("计量单位").fill("吨");
  await page.locator(".edit-row button.name").first().click();
  await page.getByRole("button", { name: "添加指标" }).click();
  await inside.getByLabel("中文名称").fill("可用天数");
  await inside.getByLabel("计量单位").fill("天");
  await inside.getByLabel("怎样得到").selectOption("formula");
  await inside.getByLabel("公式", { exact: true }).fill("pulp / used");
  await page
    .getByText(/用到了代码 used，表式里没有这个指标/)
    .first()
    .waitFor();
  await inside.getByLabel("公式", { exact: true }).fill("pulp / 12");
  await page.getByText("没有问题，可以发布").waitFor();

  // Taken off by mistake, and back by one step.
  await page.getByRole("button", { name: "删除这个指标 纸浆库存" }).click();
  await page.getByRole("button", { name: "撤销", exact: true }).click();
  await page.getByRole("button", { name: "下移 纸浆库存" }).click();
  await page.getByRole("button", { name: "上移 纸浆库存" }).click();
  await page.getByText("草稿已保存").waitFor();

  await page.getByRole("button", { name: "预览", exact: true }).click();
  const preview = page.getByRole("dialog", { name: "预览" });
  await preview.locator("#field-pulp").fill("240");
  await expect.poll(() => preview.locator("#field-item_1").inputValue()).toBe("20.00");
  await preview.getByRole("button", { name: "关闭" }).click();

  await page.getByRole("button", { name: "发布", exact: true }).click();
  const publishing = page.getByRole("dialog", { name: "发布第 1 版" });
  await publishing.getByLabel("从哪一期起用").selectOption({ index: 0 });
  await publishing.getByRole("button", { name: "发布", exact: true }).click();
  await page.getByText("各版本").waitFor();
  const made = (await secretary.must(listForms, { q: "纸浆库存旬报" })).rows[0]!;
  expect(made).toMatchObject({ state: "published", version: 1, fields: 2 });
  const { versions } = await secretary.must(getForm, { code: made.code });
  expect(versions[0]!.definition.sections[0]!.fields.map((field) => field.code)).toEqual(["pulp", "item_1"]);

  const clerk = await here.demo("王填报");
  const theirs = await here.open(clerk, { answered: [403] });
  await theirs.goto("/forms");
  expect(await theirs.getByRole("button", { name: "新建表式" }).count()).toBe(0);
  // Its period has ended already, so that whoever is asked has it at once.
  await expect.poll(async () => (await clerk.must(myFilings, { formCode: made.code })).total).toBe(1);
});

test("a free list by pasted codes: unknown ones stay in the box and are named", async () => {
  const secretary = await here.demo("林秘书");
  const page = await here.open(secretary);
  await page.goto("/forms/panels");
  await page.getByRole("button", { name: "新建名录" }).click();
  const making = page.getByRole("dialog", { name: "新建名录" });
  await making.getByLabel("名录名称").fill("重点造纸企业");
  await making.getByRole("button", { name: "新建名录" }).click();
  const panel = page.getByRole("dialog", { name: "重点造纸企业" });
  await panel.getByLabel("粘贴统一社会信用代码").fill("没有的企业 91110000100000000X");
  await panel.getByRole("button", { name: "加入名录" }).click();
  await panel.getByText(/校验位不对|没有找到对应的企业/).waitFor();
  expect(await panel.getByLabel("粘贴统一社会信用代码").inputValue()).toBe("91110000100000000X");
});
