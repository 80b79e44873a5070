// What is done with a form beside editing it: publish from a period on, send to panels, share a copy, withdraw.
import { useState } from "react";
import { firstPeriods, labelOf } from "../../engines/calendar/index.ts";
import {
  bindPanels,
  dropDraft,
  type FormCard,
  listPanels,
  listReceivers,
  publishForm,
  shareForm,
  withdrawForm,
} from "../../modules/forms/contract.ts";
import { words } from "../../modules/forms/words.ts";
import { useGo } from "../lib/place.tsx";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Check, SelectField, TextArea, TextField } from "../ui/field.tsx";
import { ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { today } from "../ui/state-tag.tsx";
import { toast } from "../ui/toast.tsx";

type Props = { card: FormCard; onClose: () => void };

export function PublishDialog({
  card,
  revision,
  version,
  periodicity,
  onClose,
}: Props & { revision: number; version: number; periodicity: FormCard["periodicity"] }) {
  const say = useWords(words);
  const { language } = useFormat();
  const act = useAct(publishForm);
  const periods = firstPeriods(
    periodicity,
    today(),
    periodicity === "day" || periodicity === "once" ? 14 : 6,
  );
  const [from, setFrom] = useState(periods[periodicity === "once" ? 0 : 1] ?? "");
  const [note, setNote] = useState("");
  const atOnce = from === periods[0];
  const to = card.panels.map((panel) => panel.name).join("、");
  const submit = async () => {
    if (!(await act.attempt({ code: card.code, revision, from, note }))) return;
    toast(say("published"));
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("publishTitle", { number: version })}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running}>
            {say("publish")}
          </Button>
        </>
      }
    >
      <p className="muted">{say("publishText")}</p>
      <ProblemNotice problem={act.problem} />
      <SelectField
        label={say(periodicity === "once" ? "openDay" : "firstPeriod")}
        value={from}
        options={periods.map((value) => ({ value, label: labelOf(value, language) }))}
        onChange={(event) => setFrom(event.target.value)}
      />
      <p className="muted">
        {to ? say("publishTo", { panels: to }) : say("publishToAll")}
        {atOnce ? say("publishNow") : null}
      </p>
      <TextField
        label={say("note")}
        maxLength={300}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
    </Dialog>
  );
}

export function BindDialog({ card, onClose }: Props) {
  const say = useWords(words);
  const act = useAct(bindPanels);
  const read = useCall(listPanels, {});
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set(card.panels.map((panel) => panel.id)));
  const toggle = (id: string) => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    setPicked(next);
  };
  const submit = async () => {
    if (!(await act.attempt({ code: card.code, panels: [...picked] }))) return;
    toast(say("bound"));
    onClose();
  };
  const panels = read.data?.rows ?? [];
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("bind")}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running} disabled={!read.data}>
            {say("save")}
          </Button>
        </>
      }
    >
      <p className="muted">{say("bindText")}</p>
      <ProblemNotice problem={act.problem ?? read.problem} />
      {read.data && panels.length === 0 ? <p>{say("noPanels")}</p> : null}
      {panels.map((panel) => (
        <Check key={panel.id} checked={picked.has(panel.id)} onChange={() => toggle(panel.id)}>
          {panel.name} <span className="muted">{panel.size}</span>
        </Check>
      ))}
    </Dialog>
  );
}

export function ShareDialog({ card, onClose }: Props) {
  const say = useWords(words);
  const act = useAct(shareForm);
  const read = useCall(listReceivers, {});
  const [to, setTo] = useState("");
  const submit = async () => {
    if (!to || !(await act.attempt({ code: card.code, withOrganisation: to }))) return;
    toast(say("shared"));
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("share")}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running} disabled={!to}>
            {say("share")}
          </Button>
        </>
      }
    >
      <p className="muted">{say("shareText")}</p>
      <ProblemNotice problem={act.problem ?? read.problem} />
      <SelectField
        label={say("shareWith")}
        placeholder="—"
        value={to}
        options={(read.data?.rows ?? []).map((one) => ({ value: one.id, label: one.name }))}
        onChange={(event) => setTo(event.target.value)}
      />
    </Dialog>
  );
}

export function WithdrawDialog({ card, onClose }: Props) {
  const say = useWords(words);
  const act = useAct(withdrawForm);
  const [reason, setReason] = useState("");
  const submit = async () => {
    if (!(await act.attempt({ code: card.code, reason }))) return;
    toast(say("withdrawn"));
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("withdraw")}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="danger" type="submit" busy={act.running}>
            {say("withdraw")}
          </Button>
        </>
      }
    >
      <p className="muted">{say("withdrawText")}</p>
      <ProblemNotice problem={act.problem} labels={{ reason: say("withdrawWhy") }} />
      <TextArea
        label={say("withdrawWhy")}
        name="reason"
        needed
        rows={2}
        maxLength={300}
        value={reason}
        wrong={wrongOf(act.problem, "reason")}
        onChange={(event) => setReason(event.target.value)}
      />
    </Dialog>
  );
}

export function DropDialog({ card, onClose }: Props) {
  const say = useWords(words);
  const go = useGo();
  const act = useAct(dropDraft);
  const drop = async () => {
    // A form that was never published goes with its draft.
    if (!card.version) go("/forms");
    if (await act.attempt({ code: card.code })) toast(say("dropped"));
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("dropDraft")}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="danger" busy={act.running} onClick={() => void drop()}>
            {say("dropDraft")}
          </Button>
        </>
      }
    >
      <p>{say("dropText")}</p>
      <ProblemNotice problem={act.problem} />
    </Dialog>
  );
}
