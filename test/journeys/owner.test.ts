// The owner decides who sees the enterprise's figures, and it holds from that moment.
import { expect, test } from "vitest";
import { getFiling, myFilings } from "../../src/modules/reporting/contract.ts";
import { journey } from "./journey.ts";

const here = journey();

test("consent withdrawn: the association sees the state and no figure; given again: it sees them", async () => {
  const owner = await here.demo("陈老板");
  const secretary = await here.demo("林秘书");
  const { rows } = await owner.must(myFilings, { state: "locked", limit: 1 });
  const { id } = rows[0]!;
  const sees = async () => {
    const answer = await secretary.call(getFiling, { id });
    return answer.ok ? answer.body.vintages.length > 0 : answer.problem.code;
  };
  expect(await sees()).toBe(true);
  const page = await here.open(owner);
  await page.goto("/people/consent");
  const paper = page.locator("section.card", { hasText: "造纸协会" });
  await paper.getByRole("button", { name: "撤回授权" }).click();
  await page.getByText("已撤回，协会从现在起看不到本企业报表").waitFor();
  expect(await sees()).toBe("reporting.figures-hidden");
  const other = await here.open(secretary, { answered: [403] });
  await other.goto(`/reporting/filings/${id}`);
  await other
    .getByText(/未授权协会查看明细/)
    .first()
    .waitFor();
  // The toast with its undo is gone after a few seconds; the switch itself stays.
  await paper.getByRole("button", { name: "授权查看报表" }).click();
  await page.getByText("已授权，协会现在可以查看本企业报表").waitFor();
  expect(await sees()).toBe(true);
});

test("the clerk may look at the switch but not turn it", async () => {
  const page = await here.open(await here.demo("王填报"));
  await page.goto("/people/consent");
  await page.getByText("是否授权由企业负责人决定").waitFor();
  expect(await page.getByRole("button", { name: /授权查看报表|撤回授权/ }).count()).toBe(0);
});
