// Loads the demo federation in the size asked for, and takes it out of the database again; everything else stays.
import { openHouse } from "../house.ts";
import { modules } from "../modules/list.ts";
import { StartProblem } from "../platform/config/start-problem.ts";
import { removeDemo, replaceDemo } from "../platform/demo/demo.ts";
import { type Command, Refusal } from "./command.ts";

const open = (env: NodeJS.ProcessEnv, demo: boolean) =>
  openHouse({ env, empty: !demo, demo, log: () => undefined }).catch((error) => {
    throw error instanceof StartProblem ? new Refusal(error.zh, error.en) : error;
  });

export const load: Command = async (args) => {
  const [flag, wish = "", ...others] = args;
  const enterprises = Number(wish);
  if (flag !== "--enterprises" || others.length || !Number.isInteger(enterprises) || enterprises < 200) {
    throw new Refusal(
      "请写明企业数，例如 wenlian demo --enterprises 2000（至少 200）。",
      "Say how many enterprises: wenlian demo --enterprises 2000 (200 at least).",
    );
  }
  const began = performance.now();
  const house = await open({ ...process.env, WENLIAN_DEMO_ENTERPRISES: wish }, true);
  try {
    if (!(await replaceDemo(house.application.db, modules, new Date(), enterprises))) {
      throw new Refusal(
        "这里已有真实数据，演示数据没有装入，什么也没有改动。",
        "There is real data here: no demo data was loaded, nothing was changed.",
      );
    }
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    console.log(
      `演示数据已装入：${enterprises} 家企业，用时 ${seconds} 秒。\nThe demo data is loaded: ${enterprises} enterprises in ${seconds} s.`,
    );
  } finally {
    await house.close();
  }
};

export const remove: Command = async () => {
  const house = await open(process.env, false);
  try {
    const removed = await removeDemo(house.application.db, modules, new Date());
    console.log(
      removed
        ? "演示数据已移除。请运行 npm start -- --empty 建立首位管理员。\nThe demo data is gone. Run npm start -- --empty to make the first administrator."
        : "这里没有演示数据，什么也没有改动。\nThere is no demo data here; nothing was changed.",
    );
  } finally {
    await house.close();
  }
};
