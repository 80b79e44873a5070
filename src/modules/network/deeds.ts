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
  "network.point-reported": { zh: "上报堵点卡点 {count} 条", en: "{count} chokepoints reported" },
  "network.point-kept": { zh: "修改堵点台账 {count} 条", en: "{count} chokepoints changed" },
  "network.point-moved": { zh: "办理堵点卡点 {count} 次", en: "chokepoints moved on {count} times" },
  "network.point-noted": { zh: "补充堵点进展 {count} 条", en: "{count} notes on chokepoints" },
  // The asking is what is told.
  "network.run-done": null,
} as const;
