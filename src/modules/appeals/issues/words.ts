// What is said beside an appeal of others that may report the same trouble.
export const words = {
  zh: {
    alike: "可能是同一件事",
    alikeNone: "近两个月在办的诉求里，没有与它相近的。",
    alikeHint: "按情况、物资、原因、地点和时间比对，仅供参考；勾选后合并为一个议题，一次答复。",
    alikeAgainst: "不同之处：{reasons}",
    alikeJoined: "已在议题中",
    alikePick: "勾选“{title}”",
  },
  en: {
    alike: "May be the same trouble",
    alikeNone: "No open appeal of the last two months is close to it.",
    alikeHint:
      "Compared by trouble, thing, cause, place and time, as a hint only; pick and join them into one issue, answered once.",
    alikeAgainst: "What differs: {reasons}",
    alikeJoined: "In an issue already",
    alikePick: "Pick “{title}”",
  },
} as const;
