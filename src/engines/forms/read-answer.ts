// Understands what a clerk typed or pasted: separators, full-width digits, a dash for nothing.
import { compare, fraction } from "./decimal.ts";
import type { Field, Text } from "./types.ts";

export type Read = { value: string | null } | { value: null; check: string; say: Text };

/** @returns the canonical answer, or null with the reason why it cannot be counted. */
export function readAnswer(field: Field, typed: string | null | undefined): Read {
  const text = (typed ?? "").trim();
  if (field.type === "text") return readText(field, text);
  const plain = text
    .normalize("NFKC")
    .replace(/[−–]/g, "-")
    .replace(/[\s,']/g, "");
  if (plain === "" || /^[-—]+$/.test(plain)) return { value: null };
  const [, sign = "", whole = "", part = ""] = /^([-+]?)(\d*)(?:\.(\d*))?$/.exec(plain) ?? [];
  if (whole === "" && part === "") {
    return wrong(
      "number",
      `“${text.slice(0, 20)}”不是数字，请只填数字，不带单位。`,
      `"${text.slice(0, 20)}" is not a number. Type digits only, without a unit.`,
    );
  }
  const digits = part.replace(/0+$/, "");
  if (whole.length > 15)
    return wrong("number", "数字太长，请核对单位。", "This number is too long. Check the unit.");
  if (digits.length > field.decimals) {
    return field.decimals === 0
      ? wrong("decimals", "请填整数。", "A whole number is needed.")
      : wrong(
          "decimals",
          `最多保留 ${field.decimals} 位小数。`,
          `At most ${field.decimals} digits after the point.`,
        );
  }
  const body = (whole.replace(/^0+(?=\d)/, "") || "0") + (digits ? `.${digits}` : "");
  const value = sign === "-" && body !== "0" ? `-${body}` : body;
  return bounded(field, value);
}

function readText(field: Field, text: string): Read {
  if (text.length <= field.maxLength) return { value: text || null };
  const [most, has] = [field.maxLength, text.length];
  return wrong(
    "length",
    `最多 ${most} 字，现有 ${has} 字。`,
    `At most ${most} characters; there are ${has}.`,
  );
}

function bounded(field: Field, value: string): Read {
  const is = fraction(value)!;
  if (field.min !== null && compare(is, fraction(field.min)!) < 0) {
    return field.min === "0"
      ? wrong("range", "不能为负数。", "This cannot be negative.")
      : wrong("range", `不能小于 ${field.min}。`, `This cannot be less than ${field.min}.`);
  }
  if (field.max !== null && compare(is, fraction(field.max)!) > 0) {
    return wrong("range", `不能大于 ${field.max}。`, `This cannot be more than ${field.max}.`);
  }
  return { value };
}

const wrong = (check: string, zh: string, en: string): Read => ({ value: null, check, say: { zh, en } });
