#!/usr/bin/env node
// `wenlian …`: what can be done from the command line, one row a command, each loaded only when asked for.
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Command, Refusal } from "./commands/command.ts";

type Row = { name: string; usage: string; zh: string; en: string; load: () => Promise<Command> };

const rows: readonly Row[] = [
  {
    name: "indicators compute",
    usage: "--reports 报表.csv --roster 应报名单.csv --out 结果.csv [--from 2024-01] [--to 2025-12]",
    zh: "由报表与应报名单计算总量、覆盖率、同口径增速、链式指数与扩散指数",
    en: "totals, coverage, matched-sample growth, chain and diffusion indices from returns and roster",
    load: async () => (await import("./commands/indicators.ts")).compute,
  },
  {
    name: "sentinel run",
    usage: `--method ensemble --in 序列.csv --out 结果.csv [--period 12] [--threshold 2]`,
    zh: "逐期计算预期值、区间、得分与报警（airline、ets、stl、ensemble、farrington、ears-c1…3、cusum、ewma）",
    en: "expected value, interval, score and alarm of every period of every series, by the method named",
    load: async () => (await import("./commands/sentinel.ts")).run,
  },
  {
    name: "sentinel nowcast",
    usage:
      "--in 清单.csv --out 结果.csv [--step week] [--max-delay 10] [--now 2024-03-04] [--lags 0,1,2] [--rolling 60]",
    zh: "报告尚未到齐时估计最近几期的最终数，并给出 90% 区间",
    en: "what the latest periods will come to once late reports are in, with a 90 % interval",
    load: async () => (await import("./commands/sentinel.ts")).nowcast,
  },
  {
    name: "sentinel case",
    usage: "案例.json",
    zh: "计算一份统计案例所要的结果，与其中的参考值比较：ok 或最大偏差",
    en: "computes what a file of reference figures asks for; prints ok or the largest difference",
    load: async () => (await import("./commands/sentinel-case.ts")).sentinelCase,
  },
  {
    name: "indicators protect",
    usage: "--in 明细.csv --out 公布表.csv [--audit] [--k 3] [--top1 0.7] [--top2 0.85] [--p 0.15]",
    zh: "由逐企业明细（row,column,value）生成可公布的表：隐去可推出单个企业的单元；--audit 逐格核查能推算到何种程度",
    en: "the table that may be published from one line per enterprise; --audit attacks it",
    load: async () => (await import("./commands/protect.ts")).protect,
  },
  {
    name: "enterprises size",
    usage: "--in 企业.jsonl --out 结果.jsonl",
    zh: "按统计划型办法判定大、中、小、微型，并给出依据",
    en: "size class by the statistical rule, with its evidence",
    load: async () => (await import("./commands/enterprises.ts")).size,
  },
  {
    name: "enterprises match",
    usage: "--in 企业对.csv --out 结果.csv",
    zh: "逐对判断是否同一企业：same 是 / different 否 / ask 需人工核对，并给出得分",
    en: "are these two the same enterprise: same, different or ask, with a score",
    load: async () => (await import("./commands/match.ts")).match,
  },
  {
    name: "appeals alike",
    usage: "--in 诉求.csv --out 分组.csv",
    zh: "把反映同一件事的诉求归为一组（同一议题）",
    en: "appeals that report the same trouble are put into one group",
    load: async () => (await import("./commands/appeals.ts")).alike,
  },
  {
    name: "calendar due",
    usage: "--in 期限.csv --out 结果.csv",
    zh: "按工作时间（含调休、暂停与恢复）计算到期时间",
    en: "when a term runs out, by working time with its stops",
    load: async () => (await import("./commands/calendar.ts")).due,
  },
  {
    name: "calendar elapsed",
    usage: "--in 区间.csv --out 结果.csv",
    zh: "按工作时间计算已用分钟数",
    en: "how many working minutes have passed",
    load: async () => (await import("./commands/calendar.ts")).elapsed,
  },
  {
    name: "cascade esri",
    usage:
      "--firms 企业.csv --links 供应关系.csv --essential 关键性.csv --out 结果.csv [--eps 0.01] [--variant gl|nosub|lin|leo] [--weights equal|文件] [--revenue-factor 1.3] [--costs-factor 1.2] [--revenue 文件] [--costs 文件] [--seeds 0,5,9|文件] [--threads 2] [--kernel wasm|js] [--quirk reference|one]",
    zh: "计算每家企业停产对整个供应网络的系统性风险（ESRI）",
    en: "systemic risk of every firm: the share of the whole network lost when it stops (ESRI)",
    load: async () => (await import("./commands/cascade.ts")).esri,
  },
  {
    name: "cascade shock",
    usage:
      "--firms 企业.csv --links 供应关系.csv --essential 关键性.csv --shock 情景.csv --out 结果.csv [--h-out 逐企业损失.csv] [其余同 cascade esri，--kernel 与 --threads 不起作用]",
    zh: "计算情景（部分企业按比例减产）对网络的影响，可逐企业列出损失",
    en: "what scenarios of partial losses do to the network, firm by firm on demand",
    load: async () => (await import("./commands/cascade.ts")).shock,
  },
  {
    name: "policy evaluate",
    usage: "--in 记录.jsonl --out 结果.jsonl [--rule ID] [--proof] | --facts 企业.json --date 2026-03-01",
    zh: "逐条规则判断符合、不符合或尚不能判断，给出金额与依据",
    en: "each rule: yes, no or cannot say yet, with the money and the proof",
    load: async () => (await import("./commands/policy.ts")).evaluate,
  },
  {
    name: "policy bulk",
    usage: "--enterprises 企业.csv --out 结果.csv [--date 2026-03-01]",
    zh: "一次判断多家企业：每条规则的结论与金额",
    en: "many enterprises at once: verdict and money of every rule",
    load: async () => (await import("./commands/policy.ts")).bulk,
  },
  {
    name: "policy test",
    usage: "",
    zh: "运行全部规则自带的正、反、边界、未知用例",
    en: "runs the cases every rule carries: positive, negative, boundary, unknown",
    load: async () => (await import("./commands/policy.ts")).test,
  },
  {
    name: "warnings score",
    usage: "",
    zh: "在演示数据上检验预警规则：预埋事件找到多少、晚几个月、每天有多少条不需要处理",
    en: "how the live rules do on the demo: planted events found, delay, warnings a day that needed nothing",
    load: async () => (await import("./commands/warnings.ts")).score,
  },
  {
    name: "demo",
    usage: "--enterprises 2000",
    zh: "按给定企业数装入演示数据；已有演示数据时换成新的，已有真实数据时不动",
    en: "loads demo data with so many enterprises, in place of a demo that is there; real data is left alone",
    load: async () => (await import("./commands/demo.ts")).load,
  },
  {
    name: "demo truth",
    usage: "--enterprises 2000 --day 2026-11-24 --out truth.json",
    zh: "写出某一规模、某日装入的演示数据里安排的事件、差错、迟报与未报，供检验预警和校验",
    en: "writes what is planted in a demo of a size and day: events, mistakes, late and missing returns",
    load: async () => (await import("./commands/demo.ts")).truth,
  },
  {
    name: "demo remove",
    usage: "",
    zh: "移除演示数据（单位、人员、报表等带“演示”的内容），其余保留",
    en: "takes the demo data out again; everything else stays",
    load: async () => (await import("./commands/demo.ts")).remove,
  },
];

/** Runs one command line and answers the exit code: 0 done, 1 the input was refused, 2 the command was not understood. */
export async function main(args: readonly string[]): Promise<number> {
  if (args.length === 0 || args[0] === "--help" || args[0] === "-h" || args[0] === "help") {
    console.log(help());
    return 0;
  }
  const name = args.slice(0, 2).join(" ");
  const row =
    rows.find((candidate) => candidate.name === name) ??
    (args[1]?.startsWith("-") ? rows.find((candidate) => candidate.name === args[0]) : undefined);
  if (!row) {
    console.error(
      `没有“${name}”这个命令，运行 wenlian --help 查看全部命令。\n` +
        `There is no command “${name}”; wenlian --help lists them all.`,
    );
    return 2;
  }
  const rest = args.slice(row.name.split(" ").length);
  if (rest.includes("--help") || rest.includes("-h")) {
    console.log(`wenlian ${row.name} ${row.usage}\n${row.zh}\n${row.en}`);
    return 0;
  }
  try {
    await (await row.load())(rest);
    return 0;
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    console.error(fault.message);
    return fault.exitCode;
  }
}

function help(): string {
  const lines = rows.map((row) => `  wenlian ${row.name} ${row.usage}\n      ${row.zh}\n      ${row.en}`);
  return ["稳链 Wenlian：用法 Usage", "", ...lines, "", "  wenlian --help"].join("\n");
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await main(process.argv.slice(2));
}
