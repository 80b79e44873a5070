// Checks a 统一社会信用代码 (GB 32100-2015) with the 组织机构代码 inside it (GB 11714): a wrong form is refused, a wrong
// check character only warned of, because early pilot codes with a wrong one really exist.
import {
  CREDIT_CODE_CHARSET,
  CREDIT_CODE_LENGTH,
  CREDIT_CODE_WEIGHTS,
  LOOK_ALIKES,
  ORG_CODE_WEIGHTS,
  REGION_PREFIXES,
  REGISTRARS,
} from "./defaults.ts";
import type { CreditCodeCheck, CreditCodeProblem } from "./types.ts";

export function checkCreditCode(text: string): CreditCodeCheck {
  const normalized = normalizeCreditCode(text);
  const problems = problemsOf(normalized);
  return {
    ok: problems.length === 0,
    acceptable: problems.every(({ severity }) => severity === "warn"),
    normalized,
    problems,
    suggestion: suggestionFor(normalized, problems),
  };
}

/** Half-width capitals without blanks, dashes and invisible characters, as it is printed on the licence. */
export function normalizeCreditCode(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\s\p{Cf}\-‐-―_.·]/gu, "")
    .toUpperCase();
}

/** The check character (place 18) that belongs to the first 17. */
export function creditCheckCharacter(body: string): string {
  let sum = 0;
  for (const [at, weight] of CREDIT_CODE_WEIGHTS.entries())
    sum += CREDIT_CODE_CHARSET.indexOf(body[at] ?? "") * weight;
  return CREDIT_CODE_CHARSET[(31 - (sum % 31)) % 31] ?? "";
}

/** The check character of an 组织机构代码 that belongs to its first eight characters (0-9 A-Z). */
export function orgCheckCharacter(body: string): string {
  let sum = 0;
  for (const [at, weight] of ORG_CODE_WEIGHTS.entries()) sum += Number.parseInt(body[at] ?? "0", 36) * weight;
  const check = 11 - (sum % 11);
  return check === 10 ? "X" : check === 11 ? "0" : String(check);
}

function problemsOf(code: string): CreditCodeProblem[] {
  if (code.length !== CREDIT_CODE_LENGTH) {
    const zh = `应为 18 位，实为 ${code.length} 位，请对照营业执照核对`;
    const en = `must have 18 characters, has ${code.length}: compare it with the licence`;
    return [{ kind: "length", severity: "refuse", position: null, zh, en }];
  }
  const wrong = [...code].findIndex((character) => !CREDIT_CODE_CHARSET.includes(character));
  if (wrong >= 0) {
    const zh = `第 ${wrong + 1} 位“${code[wrong]}”不是代码可用的字符（数字与大写字母，不含 I、O、S、V、Z）`;
    const en = `character ${wrong + 1}, “${code[wrong]}”, is never used (digits and capitals without I, O, S, V, Z)`;
    return [{ kind: "charset", severity: "refuse", position: wrong + 1, zh, en }];
  }
  const letter = code.slice(2, 8).search(/\D/);
  if (letter >= 0) {
    const zh = `第 3–8 位是登记地行政区划码，应全为数字，第 ${letter + 3} 位是“${code[letter + 2]}”`;
    const en = `characters 3 to 8 are the region and must be digits; character ${letter + 3} is “${code[letter + 2]}”`;
    return [{ kind: "region", severity: "refuse", position: letter + 3, zh, en }];
  }
  return warnings(code);
}

function warnings(code: string): CreditCodeProblem[] {
  const found: CreditCodeProblem[] = [];
  const warn = (kind: CreditCodeProblem["kind"], position: number, zh: string, en: string) =>
    found.push({ kind, severity: "warn", position, zh, en });
  if (!REGISTRARS.has(code.slice(0, 2))) {
    warn(
      "registrar",
      1,
      `前两位“${code.slice(0, 2)}”不是已知的登记部门与机构类别`,
      "the first two characters name no known register",
    );
  }
  if (!REGION_PREFIXES.has(code.slice(2, 4))) {
    warn(
      "region",
      3,
      `第 3–4 位“${code.slice(2, 4)}”不是省级行政区划码`,
      "characters 3 and 4 name no province",
    );
  }
  if (orgCheckCharacter(code.slice(8, 16)) !== code[16]) {
    const zh = "第 9–17 位（原组织机构代码）的校验码不符，请核对；确认无误可说明理由后保留";
    warn(
      "org-check",
      17,
      zh,
      "the check character of the organisation code (characters 9 to 17) does not fit; keep it only with a reason",
    );
  }
  if (creditCheckCharacter(code) !== code[17]) {
    const zh = "末位校验码不符，可能有一位录错，请核对；确认无误可说明理由后保留";
    warn(
      "check",
      18,
      zh,
      "the last character does not fit the others: one may be mistyped; keep it only with a reason",
    );
  }
  return found;
}

function suggestionFor(code: string, problems: readonly CreditCodeProblem[]): string | null {
  if (!problems.some(({ kind }) => kind === "charset" || kind === "region")) return null;
  const replaced = [...code].map((character) => LOOK_ALIKES[character] ?? character).join("");
  return replaced !== code && problemsOf(replaced).length === 0 ? replaced : null;
}
