// The receipt: what was received when, under which number; prints on one sheet.
import { getReceipt } from "../../modules/reporting/contract.ts";
import { words } from "../../modules/reporting/words.ts";
import { useParam, useQueryString } from "../lib/place.tsx";
import { useActing, useMay } from "../lib/session.ts";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { CurveAgainstBand } from "../monitoring/index.tsx";
import { Button, LinkButton } from "../ui/button.tsx";
import { Copyable } from "../ui/copy.tsx";
import { Card, Facts, RecordPage } from "../ui/frame.tsx";
import { Notice, PageProblem } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { useOriginFacts } from "./channel-tag.tsx";
import { useForm } from "./use-form.ts";
import { ValueTable } from "./value-table.tsx";
import { Waiting } from "./waiting.tsx";
import "./reporting.css";

const TONES = { "on-time": "green", grace: "yellow", late: "orange" } as const;
const ARRIVALS = { "on-time": "onTime", grace: "inGrace", late: "late" } as const;

export function ReceiptPage() {
  const say = useWords(words);
  const format = useFormat();
  const may = useMay();
  const acting = useActing();
  const [query] = useQueryString();
  const id = useParam("id");
  const read = useCall(getReceipt, { id, vintage: Number(useParam("vintage")) });
  const form = useForm(id);
  const originFacts = useOriginFacts();
  if (read.problem) return <PageProblem problem={read.problem} again={read.again} />;
  if (!read.data) return <Waiting />;
  const receipt = read.data;
  const title = `${receipt.formTitle[format.language]} · ${format.month(receipt.period)}`;
  return (
    <RecordPage
      title={query.new ? say("receiptTitle") : say("receiptNumber")}
      lead={query.new ? say("receiptLead") : title}
      mark={
        <StateTag tone={receipt.history ? "grey" : TONES[receipt.arrival]}>
          {say(receipt.history ? "afterwards" : ARRIVALS[receipt.arrival])}
        </StateTag>
      }
      actions={
        <>
          <Button onClick={() => window.print()}>{say("print")}</Button>
          {may("reporting.fill") ? <LinkButton to="/reporting/mine">{say("toMine")}</LinkButton> : null}
        </>
      }
    >
      {query.new ? (
        <Notice tone="green" title={`${say("receiptNumber")} ${receipt.receipt}`}>
          {title}
        </Notice>
      ) : null}
      {query.new && acting && may("reporting.fill") ? (
        <Card title={say("seeBand")}>
          <CurveAgainstBand enterpriseId={acting.id} />
        </Card>
      ) : null}
      <Card title={say("receiptNumber")}>
        <Facts
          facts={[
            [say("receiptNumber"), <Copyable key="r" text={receipt.receipt} />],
            [say("organisation"), receipt.organisationName],
            [say("form"), title],
            [say("vintage"), say("vintageNumber", { number: receipt.vintage })],
            [say("receivedAt"), format.moment(receipt.received)],
            [say("dueOn"), receipt.history ? "—" : format.day(receipt.dueOn)],
            [say("submittedBy"), receipt.submittedByName],
            ...originFacts(receipt),
            ...(receipt.reason ? [[say("correctionReason"), receipt.reason] as const] : []),
            [
              say("digest"),
              <code key="d" className="digest">
                {receipt.digest}
              </code>,
            ],
          ]}
        />
      </Card>
      {form ? (
        <Card title={say("values")}>
          <ValueTable form={form} values={receipt.values} />
        </Card>
      ) : null}
    </RecordPage>
  );
}
