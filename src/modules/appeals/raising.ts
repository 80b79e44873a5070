// What a complete appeal holds: each missing or impossible answer with the place where it stands.
import type { Content } from "./contract.ts";
import { kindForms } from "./kinds/contract.ts";

export type Fault = { path: string; zh: string; en: string };

/** What is still missing or cannot be, each tied to its field. */
export function faultsOf(
  content: Pick<Content, "kind" | "title" | "answers" | "contact" | "phone">,
): Fault[] {
  const out: Fault[] = [];
  if (content.title.trim().length < 4)
    out.push({
      path: "title",
      zh: "用一句话写明遇到了什么困难",
      en: "say in one sentence what the trouble is",
    });
  for (const { key, type, label, needed, options } of kindForms[content.kind].questions) {
    const path = `answers.${key}`;
    const value = content.answers[key]?.trim() ?? "";
    if (value === "") {
      if (needed) out.push({ path, zh: `请填写“${label.zh}”`, en: `fill in “${label.en}”` });
    } else if (type === "number" && !/^\d{1,12}(\.\d{1,4})?$/.test(value))
      out.push({
        path,
        zh: `“${label.zh}”请填数字，例如 12 或 3.5`,
        en: `“${label.en}” takes a number such as 12`,
      });
    else if (type === "date" && !isDay(value))
      out.push({ path, zh: `“${label.zh}”请填日期`, en: `“${label.en}” takes a date` });
    else if (type === "choice" && !options?.some((one) => one.value === value))
      out.push({ path, zh: `“${label.zh}”请从选项中选择`, en: `choose one for “${label.en}”` });
  }
  if (content.contact.trim() === "")
    out.push({ path: "contact", zh: "请写明联系人", en: "say whom to talk to" });
  if (!/\d{5,}/.test(content.phone.replace(/[\s-]/g, "")))
    out.push({ path: "phone", zh: "请留一个能打通的电话", en: "give a telephone number that is answered" });
  return out;
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);
