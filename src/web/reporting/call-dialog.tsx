// Noting a call right after it: the result, and the day that was promised.
import { useState } from "react";
import {
  type CallResult,
  callResults,
  noteCall,
  type Weighed,
} from "../../modules/reporting/followup/contract.ts";
import { words } from "../../modules/reporting/followup/words.ts";
import { useAct } from "../lib/use-call.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField, TextArea, TextField } from "../ui/field.tsx";
import { ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { toast } from "../ui/toast.tsx";

export function CallDialog({ row, onClose }: { row: Weighed; onClose: () => void }) {
  const say = useWords(words);
  // The same on every try, so that a call is noted once.
  const [id] = useState(() => crypto.randomUUID());
  const [result, setResult] = useState<CallResult>("promised");
  const [promisedOn, setPromisedOn] = useState("");
  const [spokeWith, setSpokeWith] = useState(row.contacts[0]?.name ?? "");
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const act = useAct(noteCall, { touches: ["/api/reporting/"] });
  const lacking = result === "promised" && !promisedOn;
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("callTitle", { name: row.organisationName })}
      onSubmit={async () => {
        setTried(true);
        if (lacking) return;
        const wish = {
          id,
          filingId: row.id,
          result,
          spokeWith: spokeWith.trim() || null,
          promisedOn: result === "promised" ? promisedOn : null,
          note: note.trim() || null,
        };
        if (!(await act.attempt(wish))) return;
        toast(say("saved"));
        onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running}>
            {say("save")}
          </Button>
        </>
      }
    >
      <div className="stack">
        {row.contacts.length ? (
          <p>
            {row.contacts.map((one) => (
              <span key={`${one.name}${one.phone}`} className="contact">
                {one.name} <Phone number={one.phone} none={say("noContact")} />
              </span>
            ))}
          </p>
        ) : null}
        <SelectField
          label={say("result")}
          value={result}
          options={callResults.map((one) => ({ value: one, label: say(one) }))}
          onChange={(event) => setResult(event.target.value as CallResult)}
        />
        {result === "promised" ? (
          <TextField
            label={say("promisedOn")}
            name="promisedOn"
            type="date"
            needed
            value={promisedOn}
            wrong={tried && lacking ? say("promisedNeeded") : wrongOf(act.problem, "promisedOn")}
            onChange={(event) => setPromisedOn(event.target.value)}
          />
        ) : null}
        <TextField
          label={say("spokeWith")}
          hint={say("spokeWithHint")}
          maxLength={40}
          value={spokeWith}
          onChange={(event) => setSpokeWith(event.target.value)}
        />
        <TextArea
          label={say("note")}
          hint={say("noteHint")}
          maxLength={500}
          rows={3}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <ProblemNotice problem={act.problem} />
      </div>
    </Dialog>
  );
}

/** One tap dials on a phone. */
export function Phone({ number, none }: { number: string | null; none: string }) {
  return number ? <a href={`tel:${number}`}>{number}</a> : <span className="muted">{none}</span>;
}
