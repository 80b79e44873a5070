// Which form one looks at; nothing is shown while there is only one.
import { listForms } from "../../modules/forms/contract.ts";
import { words } from "../../modules/reporting/words.ts";
import { useQueryString } from "../lib/place.tsx";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";

const USUAL = "monthly-operation";

export function useFormCode(): string {
  const [query] = useQueryString();
  return typeof query.formCode === "string" ? query.formCode : USUAL;
}

export function FormSelect() {
  const say = useWords(words);
  const { language } = useFormat();
  const [, setQuery] = useQueryString();
  const code = useFormCode();
  const read = useCall(listForms, { limit: 200 });
  const asked = (read.data?.rows ?? []).filter((form) => form.version > 0);
  if (asked.length < 2) return null;
  return (
    <select
      className="input small"
      aria-label={say("form")}
      value={code}
      onChange={(event) => setQuery({ formCode: event.target.value, period: "", offset: "" })}
    >
      {asked.map((form) => (
        <option key={form.code} value={form.code}>
          {form.title[language] || form.title.zh}
        </option>
      ))}
    </select>
  );
}
