// Sending a return back: the reason the enterprise will read, and the fields it concerns.
import { useState } from "react";
import type { z } from "zod";
import { type FormDefinition, fieldsOf } from "../../engines/forms/index.ts";
import { words as behalfWords } from "../../modules/reporting/behalf/words.ts";
import { type FilingCard, returnFiling, returnFilings } from "../../modules/reporting/contract.ts";
import { words } from "../../modules/reporting/words.ts";
import { useAct } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Check, TextArea } from "../ui/field.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { toast } from "../ui/toast.tsx";

export function ReturnDialog({
  filing,
  form,
  remarked,
  onClose,
  onReturned,
}: {
  filing: Pick<FilingCard, "id" | "vintage" | "organisationName">;
  form: FormDefinition | undefined;
  /** Fields with remarks are marked from the start. */
  remarked: readonly string[];
  onClose: () => void;
  onReturned?: () => void;
}) {
  const say = useWords(words);
  const { language } = useFormat();
  const [reason, setReason] = useState("");
  const [fields, setFields] = useState<ReadonlySet<string>>(new Set(remarked));
  const act = useAct(returnFiling);
  const toggle = (code: string) => {
    const next = new Set(fields);
    if (!next.delete(code)) next.add(code);
    setFields(next);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("returnTitle", { name: filing.organisationName })}
      onSubmit={async () => {
        if (!(await act.attempt({ id: filing.id, vintage: filing.vintage, reason, fields: [...fields] })))
          return;
        toast(say("returnedToast"));
        onReturned?.();
        onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="danger" type="submit" busy={act.running} disabled={reason.trim().length < 2}>
            {say("returnSend")}
          </Button>
        </>
      }
    >
      <div className="stack">
        <TextArea
          label={say("returnReason")}
          needed
          autoFocus
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {form ? (
          <fieldset className="marked-fields">
            <legend className="muted">{say("returnFields")}</legend>
            {fieldsOf(form).map((field) => (
              <Check key={field.code} checked={fields.has(field.code)} onChange={() => toggle(field.code)}>
                {field.label[language]}
              </Check>
            ))}
          </fieldset>
        ) : null}
        <ProblemNotice problem={act.problem} />
      </div>
    </Dialog>
  );
}

/** One reason for all that were picked. */
export function ReturnManyDialog({
  filings,
  onClose,
  onReturned,
}: {
  filings: readonly Pick<FilingCard, "id" | "vintage">[];
  onClose: () => void;
  onReturned: (answer: z.output<typeof returnFilings.output>) => void;
}) {
  const say = useWords(words);
  const also = useWords(behalfWords);
  const [reason, setReason] = useState("");
  const act = useAct(returnFilings);
  const count = filings.length;
  return (
    <Dialog
      open
      onClose={onClose}
      title={also("returnMany", { count })}
      onSubmit={async () => {
        const answer = await act.attempt({
          filings: filings.map(({ id, vintage }) => ({ id, vintage })),
          reason,
        });
        if (!answer) return;
        if (answer.done) toast(also("returnedMany", { count: answer.done }));
        onReturned(answer);
        onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="danger" type="submit" busy={act.running} disabled={reason.trim().length < 2}>
            {say("returnSend")}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p className="muted">{also("returnManyText", { count })}</p>
        <TextArea
          label={say("returnReason")}
          needed
          autoFocus
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <ProblemNotice problem={act.problem} />
      </div>
    </Dialog>
  );
}
