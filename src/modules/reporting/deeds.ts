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
  "reporting.set-reminding": {
    zh: "调整自动催报设置 {count} 次",
    en: "automatic reminders set {count} times",
  },
  "reporting.test-robot": { zh: "测试群机器人 {count} 次", en: "chat group tried {count} times" },
  "reporting.put-in-charge": { zh: "指定责任人 {count} 次", en: "colleagues put in charge {count} times" },
  "reporting.export-completeness": {
    zh: "导出完成情况 {count} 次",
    en: "completeness exported {count} times",
  },
  "reporting.export-reminders": { zh: "导出催报记录 {count} 次", en: "reminder log exported {count} times" },
  "reporting.import-history": { zh: "补录往期数据 {count} 次", en: "past months brought in {count} times" },
  // Each keystroke of a draft is kept; the submission is what is told.
  "reporting.save": null,
} as const;
