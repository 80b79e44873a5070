// Enterprise names: one way to write them, and a key under which spellings of one name meet.

const BRACKETS: Readonly<Record<string, string>> = {
  "(": "（",
  "[": "（",
  "{": "（",
  "〔": "（",
  "【": "（",
  "「": "（",
  "『": "（",
  "〈": "（",
  ")": "）",
  "]": "）",
  "}": "）",
  "〕": "）",
  "】": "）",
  "」": "）",
  "』": "）",
  "〉": "）",
};

/**
 * The name as the register prints it: half-width letters and digits, full-width brackets, no blanks between Chinese
 * characters, one blank between Latin words.
 */
export function normalizeName(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/[([{〔【「『〈)\]}〕】」』〉]/gu, (bracket) => BRACKETS[bracket] ?? bracket)
    .replace(/[・‧•]/gu, "·")
    .replace(/\s+/gu, " ")
    .replace(/ ?([\p{Script=Han}（）·、，]) ?/gu, "$1")
    .trim();
}

/** Legal forms that are written in several ways; a change of 有限 into 股份有限 is a real change and stays visible. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/有限责任公司/gu, "有限公司"],
  [/股份有限公司/gu, "股份公司"],
];

/** Equal keys: the same name up to width, case, brackets, punctuation and the spelling of the legal form. */
export function nameKey(text: string): string {
  let key = normalizeName(text).toLowerCase();
  for (const [form, short] of FORMS) key = key.replace(form, short);
  return key.replace(/[\p{P}\p{S}\s]/gu, "");
}
