// What the server's clock says of a return that is still to be filed: in grace, late, or not taken any more.
import type { FilingRecord } from "../../modules/reporting/contract.ts";
import { words } from "../../modules/reporting/words.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Notice } from "../ui/problem-notice.tsx";

export function DeadlineNotice({ record }: { record: FilingRecord }) {
  const say = useWords(words);
  const format = useFormat();
  const { closes } = record;
  if (!record.may.submit || closes.state === "open") return null;
  const time = format.moment(closes.grace);
  if (closes.state === "grace")
    return (
      <Notice tone="yellow" title={say("graceNow")}>
        {say("graceNowText", { time })}
      </Notice>
    );
  return closes.state === "late" ? (
    <Notice tone="yellow" title={say("lateNow")}>
      {say("lateNowText")}
    </Notice>
  ) : (
    <Notice tone="red" title={say("closedNow")}>
      {say("closedNowText", { time })}
    </Notice>
  );
}
