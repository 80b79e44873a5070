// The deeds of monitoring in plain words, for whoever writes down a shift.
export const deeds = {
  "monitoring.make-brief": { zh: "生成运行简报 {count} 份", en: "{count} briefs made" },
  "monitoring.recompute": null,
} as const;
