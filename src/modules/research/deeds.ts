// The deeds of research in plain words, for whoever writes down a shift.
export const deeds = {
  "research.plan-created": { zh: "新建调研计划 {count} 个", en: "{count} research plans made" },
  "research.plan-edited": { zh: "修改调研计划 {count} 次", en: "research plans changed {count} times" },
  "research.plan-running": { zh: "开始调研 {count} 个", en: "{count} research plans begun" },
  "research.plan-written": { zh: "调研成稿 {count} 个", en: "{count} research plans written up" },
  "research.plan-closed": { zh: "调研办结 {count} 个", en: "{count} research plans closed" },
  "research.visit-added": { zh: "安排走访 {count} 次", en: "{count} visits arranged" },
  "research.visit-done": { zh: "完成走访 {count} 次", en: "{count} visits made" },
  "research.visit-removed": { zh: "取消走访 {count} 次", en: "{count} visits taken back" },
  "research.visit-saved": null,
  "research.photo-added": { zh: "上传走访照片 {count} 张", en: "{count} photos added" },
  "research.photo-removed": { zh: "删除走访照片 {count} 张", en: "{count} photos removed" },
  "research.finding-added": { zh: "记录调研发现 {count} 条", en: "{count} findings recorded" },
  "research.finding-edited": { zh: "修改调研发现 {count} 次", en: "findings changed {count} times" },
  "research.finding-removed": { zh: "删除调研发现 {count} 条", en: "{count} findings removed" },
} as const;
