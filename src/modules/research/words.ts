// The words of research on the screen and in its papers.
export const words = {
  zh: {
    menu: "调研",
    kind_difficulty: "困难",
    kind_practice: "做法",
    kind_request: "诉求",
    severity_1: "一般",
    severity_2: "较重",
    severity_3: "严重",
  },
  en: {
    menu: "Field research",
    kind_difficulty: "Difficulty",
    kind_practice: "Practice",
    kind_request: "Request",
    severity_1: "Slight",
    severity_2: "Notable",
    severity_3: "Grave",
  },
} as const;
