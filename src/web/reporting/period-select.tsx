// Which period one looks at; it stands in the address.
import { words } from "../../modules/reporting/words.ts";
import { useQueryString } from "../lib/place.tsx";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";

export function PeriodSelect({ periods, value }: { periods: readonly string[]; value: string | null }) {
  const say = useWords(words);
  const format = useFormat();
  const [, setQuery] = useQueryString();
  return (
    <select
      className="input small period"
      aria-label={say("period")}
      value={value ?? ""}
      onChange={(event) => setQuery({ period: event.target.value, offset: "" })}
    >
      {periods.map((one) => (
        <option key={one} value={one}>
          {format.month(one)}
        </option>
      ))}
    </select>
  );
}
