// A house without demo data: the link in the terminal makes the administrator, who invites, and the invited get in.
import { spawnSync } from "node:child_process";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { listEnterprises } from "../../src/modules/enterprises/contract.ts";
import { listOrganisations } from "../../src/modules/people/contract.ts";
import { invite } from "../../src/modules/people/invitations/contract.ts";
import { firstAdministrator, signIn, signInOptions } from "../../src/platform/auth/contract.ts";
import { copyFolder, type House, newFolder, openHouse, root } from "../house.ts";
import { Visitor } from "../visitor.ts";
import { desktop, openBrowser, watch } from "./browser.ts";

let browser: Browser;
const faults: string[][] = [];
const houses: House[] = [];

beforeAll(async () => {
  browser = await openBrowser(inject("chromium"));
});
afterAll(async () => {
  await browser.close();
  for (const house of houses) await house.close();
  expect(faults.flat(), "errors in the console").toEqual([]);
});

async function visit(house: House, path = "/"): Promise<Page> {
  const context = await browser.newContext({ ...desktop, baseURL: house.address });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  faults.push(watch(page));
  await page.goto(path);
  return page;
}

test("token link → first administrator → an association → its secretary invited → the secretary is in", async () => {
  const house = await openHouse({ flags: ["--empty"], home: newFolder() });
  houses.push(house);
  const link = /http:\S+\/first-start\?token=\S+/.exec(house.output())?.[0];
  expect(link).toBeDefined();
  const page = await visit(house, link!.slice(house.address.length));
  await page.getByLabel("联合会名称").fill("中国轻工业联合会");
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByLabel("姓名").fill("郑主任");
  await page.getByLabel("账号").fill("zheng@example.cn");
  await page.getByLabel("密码").fill("12345678");
  await page.getByRole("button", { name: "完成设置并登录" }).click();
  // A guessable password is refused with its reason; nothing typed is lost.
  await page
    .getByText(/太容易被猜到|至少 10/)
    .first()
    .waitFor();
  expect(await page.getByLabel("姓名").inputValue()).toBe("郑主任");
  await page.getByLabel("密码").fill("灯塔-渡口-4406-秋");
  await page.getByRole("button", { name: "完成设置并登录" }).click();
  await page.getByText("郑主任").first().waitFor();

  await page.goto("/people/organisations");
  await page.getByRole("button", { name: "新增机构" }).first().click();
  const added = page.getByRole("dialog");
  await added.getByLabel("类型").selectOption({ label: "协会" });
  await added.getByLabel("单位全称").fill("中国造纸协会");
  await added.getByRole("button", { name: /新增机构|保存/ }).click();
  await page.getByText("中国造纸协会").first().waitFor();

  const administrator = new Visitor(house.address);
  await administrator.must(signIn, { login: "zheng@example.cn", password: "灯塔-渡口-4406-秋" });
  const { rows } = await administrator.must(listOrganisations, { kind: "association" });
  expect(rows.map((row) => row.name)).toEqual(["中国造纸协会"]);
  const invitation = await inviteSecretary(administrator, rows[0]!.id);

  const other = await visit(house, invitation);
  await other.getByText("加入“中国造纸协会”").waitFor();
  await other.getByLabel("账号").fill("13800138000");
  await other.getByLabel("新密码").fill("青瓦白墙-1978-听雨");
  await other.getByRole("button", { name: "接受邀请并登录" }).click();
  await other.getByText("中国造纸协会").first().waitFor();
  await other.getByText("林文秘").first().waitFor();
  // The link was for one person, once.
  const again = await visit(house, invitation);
  await again
    .getByText(/已用过/)
    .first()
    .waitFor();
  // And the first set-up is closed for good.
  const late = await visit(house, link!.slice(house.address.length));
  await late.waitForURL(/\/sign-in/);
});

async function inviteSecretary(administrator: Visitor, organisationId: string): Promise<string> {
  const { rows } = await administrator.must(invite, {
    rows: [{ name: "林文秘", role: "secretary", organisationId }],
  });
  return rows[0]!.link!;
}

test("demo remove: not one demo row or demo door is left, and the first set-up opens", async () => {
  const home = copyFolder(inject("prepared"));
  const removed = spawnSync("npx", ["--no-install", "wenlian", "demo", "remove"], {
    cwd: root,
    env: { ...process.env, WENLIAN_HOME: home, DATABASE_URL: "", NODE_ENV: "" },
    encoding: "utf8",
    timeout: 170_000,
  });
  expect(removed.stdout + removed.stderr).toContain("演示数据已移除");
  expect(removed.status).toBe(0);
  const house = await openHouse({ home, flags: ["--empty"] });
  houses.push(house);
  const nobody = new Visitor(house.address);
  expect(await nobody.must(signInOptions, {})).toMatchObject({ demo: [], firstStart: true });
  const link = /http:\S+\/first-start\?token=(\S+)/.exec(house.output());
  const login = { login: "zheng@example.cn", password: "灯塔-渡口-4406-秋" };
  await nobody.must(firstAdministrator, {
    token: link![1]!,
    federation: "中国轻工业联合会",
    name: "郑主任",
    ...login,
  });
  await nobody.must(signIn, login);
  expect((await nobody.must(listEnterprises, {})).total).toBe(0);
  const { rows } = await nobody.must(listOrganisations, {});
  expect(rows.map((row) => row.name)).toEqual(["中国轻工业联合会"]);
  const page = await visit(house, "/sign-in");
  await page.getByRole("button", { name: "登录", exact: true }).waitFor();
  expect(await page.locator("body").innerText()).not.toContain("演示");
});
