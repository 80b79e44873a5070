// The deeds of forms in plain words, for whoever writes down a shift.
export const deeds = {
  "forms.create": { zh: "新建报表 {count} 张", en: "{count} forms made" },
  "forms.start-draft": { zh: "起草报表新版 {count} 次", en: "{count} form drafts begun" },
  "forms.drop-draft": { zh: "放弃报表草稿 {count} 次", en: "{count} form drafts dropped" },
  "forms.publish": { zh: "发布报表 {count} 次", en: "{count} forms published" },
  "forms.withdraw": { zh: "停用报表 {count} 次", en: "{count} forms withdrawn" },
  "forms.share": { zh: "共享报表 {count} 次", en: "{count} forms shared" },
  "forms.bind": { zh: "调整填报范围 {count} 次", en: "respondents of a form changed {count} times" },
  "forms.create-panel": { zh: "新建填报名单 {count} 个", en: "{count} panels made" },
  "forms.add-to-panel": { zh: "名单增加企业 {count} 次", en: "panels added to {count} times" },
  "forms.end-on-panel": { zh: "名单移出企业 {count} 次", en: "taken off panels {count} times" },
  "forms.save-draft": null,
} as const;
