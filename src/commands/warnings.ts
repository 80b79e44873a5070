// Prints how the live rules do on the demo federation: planted events found, months of delay, warnings a day that needed nothing.
import { openHouse } from "../house.ts";
import { scoreDemo } from "../modules/warnings/index.ts";
import { StartProblem } from "../platform/config/start-problem.ts";
import { type Command, Refusal } from "./command.ts";

const DAYS_A_MONTH = 30.4375;

export const score: Command = async () => {
  const house = await openHouse({ env: process.env, empty: false, demo: true, log: () => undefined }).catch(
    (error) => {
      throw error instanceof StartProblem ? new Refusal(error.zh, error.en) : error;
    },
  );
  try {
    const now = new Date();
    const { rehearsal, truths, rules, series } = await house.application.db.asSystem(now, scoreDemo);
    const { found, missed, sent, real, needless, months, from, to, judged, signals } = rehearsal;
    const events = found.length + missed.length;
    const name = (code: string): string => truths.find((one) => one.code === code)?.title.zh ?? code;
    const delays = found.map(({ delay }) => delay);
    const mean = delays.length ? delays.reduce((sum, d) => sum + d, 0) / delays.length : null;
    const lines = [
      `规则 ${rules} 条，序列 ${series} 条，${from || "—"} 至 ${to || "—"} 共 ${months} 个月；判断 ${judged} 次，信号 ${signals} 个`,
      events === 0
        ? "这套演示数据没有预埋事件（需要 36 个月的演示：wenlian demo --enterprises 2000）"
        : `预埋事件：${events} 件，找到 ${found.length} 件（${Math.round((100 * found.length) / events)}%）`,
      ...found.map(({ code, delay }) => `  找到 found  ${name(code)}：晚 ${delay} 个月`),
      ...missed.map((code) => `  漏掉 missed ${name(code)}`),
      `平均延迟：${mean === null ? "—" : `${mean.toFixed(1)} 个月`}`,
      `预警：${sent} 条，属实 ${real} 条，不需要处理 ${needless} 条`,
      `每天不需要处理的预警：${months ? (needless / (months * DAYS_A_MONTH)).toFixed(3) : "—"} 条`,
      `events found ${found.length}/${events} · mean delay ${mean === null ? "—" : mean.toFixed(1)} months · needless warnings a day ${months ? (needless / (months * DAYS_A_MONTH)).toFixed(3) : "—"}`,
    ];
    console.log(lines.join("\n"));
  } finally {
    await house.close();
  }
};
