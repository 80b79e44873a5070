// Words of the statistics of appeals.
export const words = {
  zh: {
    cut: "按什么看",
    cut_kind: "类型",
    cut_province: "省份",
    cut_industry: "行业",
    cut_handler: "承办单位",
    cut_month: "月份",
    fromMonth: "从",
    untilMonth: "到",
    received: "收到",
    openCases: "在办",
    firstReplyMedian: "首次回应中位数（工作分钟）",
    solvedShare: "解决率",
    overdue: "曾超时",
    reopened: "重开",
    statisticsLead:
      "收到 {received} 件，首次回应中位数 {minutes} 个工作分钟，已有结果的解决率 {share}；{overdue} 件曾超时，{reopened} 件重开过。",
    statisticsMethod:
      "解决率＝结果为“已解决”的件数÷已有结果的件数（部分解决、暂不能解决、已转、并入都不算解决）。曾超时＝任一时限没有按时。草稿不计。点数字看明细。",
  },
  en: {
    cut: "By",
    cut_kind: "Kind",
    cut_province: "Province",
    cut_industry: "Industry",
    cut_handler: "Handler",
    cut_month: "Month",
    fromMonth: "From",
    untilMonth: "Until",
    received: "Received",
    openCases: "Open",
    firstReplyMedian: "First reply, median (working minutes)",
    solvedShare: "Solved",
    overdue: "Were late",
    reopened: "Reopened",
    statisticsLead:
      "{received} received; first reply in {minutes} working minutes (median); {share} of those with an outcome are solved; {overdue} were late, {reopened} were reopened.",
    statisticsMethod:
      "Solved: outcome “solved” among those with any outcome; partly, not yet, passed on and joined do not count as solved. Were late: any promise not kept in time. Drafts are not counted. Figures open to their cases.",
  },
} as const;
