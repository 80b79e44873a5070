// 代会员填报: the same form for an association that has a member's figures by telephone; everything says so.
import { words } from "../../modules/reporting/behalf/words.ts";
import { getFiling } from "../../modules/reporting/contract.ts";
import { useParam } from "../lib/place.tsx";
import { useActing } from "../lib/session.ts";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Notice, PageProblem } from "../ui/problem-notice.tsx";
import { FilingForm } from "./filing-form.tsx";
import { Waiting } from "./waiting.tsx";
import "./reporting.css";

export function BehalfPage() {
  const say = useWords(words);
  const format = useFormat();
  const acting = useActing();
  const read = useCall(getFiling, { id: useParam("id") }, { keep: true });
  if (read.problem) return <PageProblem problem={read.problem} again={read.again} />;
  if (!read.data) return <Waiting />;
  const { card } = read.data;
  return (
    <FilingForm
      key={`${card.id} ${card.state === "draft" || card.state === "due" ? "open" : card.state} ${card.vintage}`}
      record={read.data}
      others={[]}
      behalf={card.organisationId !== acting?.id}
      above={
        <Notice tone="blue" title={say("title")}>
          {say("lead", { name: card.organisationName, month: format.month(card.period) })}
        </Notice>
      }
    />
  );
}
