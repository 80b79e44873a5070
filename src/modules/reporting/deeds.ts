// The deeds of reporting in plain words, for whoever writes down a shift.
export const deeds = {
  "reporting.accept": { zh: "审核通过报表 {count} 份", en: "{count} returns accepted" },
  "reporting.return": { zh: "退回报表 {count} 份", en: "{count} returns sent back" },
  "reporting.submit": { zh: "提交报表 {count} 份", en: "{count} returns submitted" },
  "reporting.correct": { zh: "发起更正 {count} 次", en: "{count} corrections begun" },
  "reporting.drop-correction": { zh: "放弃更正 {count} 次", en: "{count} corrections dropped" },
  "reporting.remind": { zh: "催报 {count} 次", en: "{count} reminders sent" },
  "reporting.call": { zh: "电话催报 {count} 次", en: "{count} telephone calls noted" },
  "reporting.export-calling-list": {
    zh: "导出催报名单 {count} 次",
    en: "calling list exported {count} times",
  },
  "reporting.import-history": { zh: "补录往期数据 {count} 次", en: "past months brought in {count} times" },
  // Each keystroke of a draft is kept; the submission is what is told.
  "reporting.save": null,
} as const;
