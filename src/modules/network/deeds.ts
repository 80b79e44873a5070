// The deeds of the network in plain words, for whoever writes down a shift.
export const deeds = {
  "network.product-saved": {
    zh: "维护产品目录 {count} 次",
    en: "catalogue of products changed {count} times",
  },
  "network.essential-saved": {
    zh: "修订必需性对照表 {count} 次",
    en: "table of essential inputs revised {count} times",
  },
  "network.link-reported": { zh: "填报供应关系 {count} 条", en: "{count} supply links reported" },
  "network.link-changed": { zh: "修改供应关系 {count} 条", en: "{count} supply links changed" },
  "network.link-removed": { zh: "删除供应关系 {count} 条", en: "{count} supply links removed" },
  "network.links-imported": { zh: "导入供应关系 {count} 次", en: "links imported {count} times" },
  "network.run-asked": { zh: "发起推演 {count} 次", en: "{count} runs started" },
  "network.run-repeated": { zh: "按原输入重算 {count} 次", en: "{count} runs repeated" },
  "network.run-cancelled": { zh: "取消推演 {count} 次", en: "{count} runs cancelled" },
  // The asking is what is told.
  "network.run-done": null,
} as const;
