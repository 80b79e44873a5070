// Loads the demo federation in the size asked for, and takes it out of the database again; everything else stays.
import { openHouse } from "../house.ts";
import { modules } from "../modules/list.ts";
import { demoTruth } from "../modules/reporting/index.ts";
import { StartProblem } from "../platform/config/start-problem.ts";
import { removeDemo, replaceDemo } from "../platform/demo/demo.ts";
import { LEAST_ENTERPRISES } from "../platform/demo/size.ts";
import { type Command, options, Refusal, writeWhole } from "./command.ts";

const open = (env: NodeJS.ProcessEnv, demo: boolean) =>
  openHouse({ env, empty: !demo, demo, log: () => undefined }).catch((error) => {
    throw error instanceof StartProblem ? new Refusal(error.zh, error.en) : error;
  });

export const load: Command = async (args) => {
  const [flag, wish = "", ...others] = args;
  const enterprises = Number(wish);
  if (
    flag !== "--enterprises" ||
    others.length ||
    !Number.isInteger(enterprises) ||
    enterprises < LEAST_ENTERPRISES
  ) {
    throw new Refusal(
      "请写明企业数，例如 wenlian demo --enterprises 2000（至少 200）。",
      "Say how many enterprises: wenlian demo --enterprises 2000 (200 at least).",
    );
  }
  const began = performance.now();
  const house = await open({ ...process.env, WENLIAN_DEMO_ENTERPRISES: wish }, true);
  try {
    if (!(await replaceDemo(house.application.db, modules, new Date(), enterprises, console.log))) {
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

/** Rows of a list each on a line of their own: a change of one is seen as a change of one. */
function printed(truth: object): string {
  const parts = Object.entries(truth).map(([name, value]) => {
    const rows = Array.isArray(value) && Array.isArray(value[0]);
    const text = rows
      ? `[\n${value.map((row) => `  ${JSON.stringify(row)}`).join(",\n")}\n ]`
      : JSON.stringify(value, null, 1).replaceAll("\n", "\n ");
    return ` ${JSON.stringify(name)}: ${text}`;
  });
  return `{\n${parts.join(",\n")}\n}\n`;
}

export const truth: Command = async (args) => {
  const { out, enterprises, day } = options(args, ["out", "enterprises", "day"]);
  const now = new Date(`${day}T04:00:00Z`);
  if (
    !Number.isInteger(Number(enterprises)) ||
    Number(enterprises) < LEAST_ENTERPRISES ||
    Number.isNaN(now.getTime())
  ) {
    throw new Refusal(
      "请写明企业数（至少 200）和装入日期，例如 --enterprises 2000 --day 2026-11-24。",
      "Say how many enterprises (200 at least) and the day of loading: --enterprises 2000 --day 2026-11-24.",
      2,
    );
  }
  const { newest, ...lists } = await demoTruth(now, Number(enterprises));
  await writeWhole(
    out,
    printed({
      title: "演示数据中安排的事件、差错、异常而属实的月份、迟报与未报（月份自最新一月倒数，0 为最新）",
      source: "本平台自拟的演示数据，不是真实事件；由 wenlian demo truth 生成",
      confidence: "verified",
      enterprises: Number(enterprises),
      day,
      newest,
      columns: {
        mistakes: ["enterprise", "month", "indicator", "kind", "true", "reported", "outcome"],
        unusual: ["enterprise", "month", "indicator", "factor"],
        late: ["enterprise", "month", "days"],
        missing: ["enterprise", "month"],
      },
      ...lists,
    }),
  );
  console.log(
    `已写入 ${out}：差错 ${lists.mistakes.length} 项、迟报 ${lists.late.length} 份、未报 ${lists.missing.length} 份。\nWritten to ${out}: ${lists.mistakes.length} mistaken figures, ${lists.late.length} late returns, ${lists.missing.length} missing.`,
  );
};
