// The deeds of the registry in plain words, for whoever writes down a shift.
export const deeds = {
  "enterprises.register": { zh: "登记企业 {count} 家", en: "{count} enterprises registered" },
  "enterprises.edit": { zh: "修改企业信息 {count} 次", en: "enterprises changed {count} times" },
  "enterprises.facts": { zh: "更新企业规模数据 {count} 次", en: "size facts changed {count} times" },
  "enterprises.import": { zh: "批量导入企业 {count} 家", en: "{count} enterprises imported" },
  "enterprises.merge": { zh: "合并重复企业 {count} 次", en: "{count} merges" },
  "enterprises.unmerge": { zh: "撤销合并 {count} 次", en: "{count} merges undone" },
  "enterprises.tier": { zh: "认定梯度 {count} 家", en: "{count} tiers given" },
  "enterprises.tier-end": { zh: "取消梯度 {count} 家", en: "{count} tiers ended" },
  "enterprises.key-list": { zh: "列入重点名单 {count} 家", en: "{count} put on a key list" },
  "enterprises.key-list-end": { zh: "移出重点名单 {count} 家", en: "{count} taken off a key list" },
} as const;
