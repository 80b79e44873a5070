// Takes the demo federation out of the database again; everything else stays.
import { openHouse } from "../house.ts";
import { modules } from "../modules/list.ts";
import { StartProblem } from "../platform/config/start-problem.ts";
import { removeDemo } from "../platform/demo/demo.ts";
import { type Command, Refusal } from "./command.ts";

export const remove: Command = async () => {
  const house = await openHouse({ env: process.env, empty: true, demo: false, log: () => undefined }).catch(
    (error) => {
      throw error instanceof StartProblem ? new Refusal(error.zh, error.en) : error;
    },
  );
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
