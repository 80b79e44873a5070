// What may be refused about a return, in the sentence a person reads.
export const refusals = {
  "reporting.move": {
    status: 409,
    zh: "这份报表现在是“{stateZh}”，不能{moveZh}。请刷新页面查看最新状态；草稿仍在。",
    en: "This return is {stateEn} now, so it cannot be {moveEn}. Reload to see where it stands; the draft is kept.",
  },
  "reporting.hard-checks": {
    status: 422,
    zh: "还有 {count} 处必须先改正才能提交，已在栏目旁标出；草稿已保存。",
    en: "{count} points must be corrected before submitting; they are marked at the fields. The draft is saved.",
  },
  "reporting.unexplained": {
    status: 422,
    zh: "还有 {count} 处与往期差别较大，请各写一句说明（至少 4 个字）再提交；草稿已保存。",
    en: "{count} points differ much from earlier months. Explain each in a few words before submitting; the draft is saved.",
  },
  "reporting.closed": {
    status: 409,
    zh: "本期报表 {due} 截止，{until} 起不再接收。草稿已保存；如确需补报，请联系布置报表的单位。",
    en: "This return was due on {due} and is not taken any more since {until}. The draft is kept; ask whoever asked for it.",
  },
  "reporting.stale-draft": {
    status: 409,
    zh: "{name} 刚保存了新内容，您看到的不是最新草稿。请核对后再提交；两边的内容都在。",
    en: "{name} has just saved something newer. Look at it before you submit; both are kept.",
  },
  "reporting.stale-vintage": {
    status: 409,
    zh: "企业已重新提交，您看到的是旧版次。请刷新后再审核。",
    en: "The enterprise has submitted again; you were looking at an older vintage. Reload before deciding.",
  },
  "reporting.figures-hidden": {
    status: 403,
    zh: "该企业未授权协会查看明细，只能看到报送状态。需要审核时请由联合会办理。",
    en: "This enterprise has not let the association see its figures, only the state of its return. The federation may decide it.",
  },
  "reporting.history-by-month": {
    status: 409,
    zh: "只有按月的报表可以导入历史数据。",
    en: "Only monthly forms take past figures in.",
  },
  "reporting.no-acting": {
    status: 409,
    zh: "请先选择代表哪个单位办理。",
    en: "Choose the organisation you act for first.",
  },
  "reporting.unknown-field": {
    status: 400,
    zh: "报表里没有“{field}”这一栏，请刷新页面后再试；草稿仍在。",
    en: "This form has no field {field}. Reload the page and try again; the draft is kept.",
  },
} as const;
