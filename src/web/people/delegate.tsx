// Handing one's own work to a colleague until a day; it comes back by itself.
import { useState } from "react";
import { delegate, listPersons, type Role, roles } from "../../modules/people/contract.ts";
import { words } from "../../modules/people/words.ts";
import { useActing, useMe } from "../lib/session.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { Notice, ProblemNotice } from "../ui/problem-notice.tsx";
import { toast } from "../ui/toast.tsx";

export function Delegate({ open, onClose }: { open: boolean; onClose: () => void }) {
  const say = useWords(words);
  const me = useMe();
  const acting = useActing();
  const act = useAct(delegate);
  const found = useCall(listPersons, open && acting ? { organisation: acting.id, limit: 200 } : null);
  const own = roles.filter((role) => acting?.roles.includes(role));
  const [role, setRole] = useState<Role | null>(null);
  const chosen = role ?? own[0] ?? "clerk";
  const colleagues = [
    ...new Map(
      (found.data?.rows ?? [])
        .filter((row) => row.personId !== me.person.id)
        .map((row) => [row.personId, row.name]),
    ),
  ];
  const [personId, setPersonId] = useState("");
  const [until, setUntil] = useState("");
  const [tried, setTried] = useState(false);
  const missing = (value: string) => (tried && !value ? say("needed") : undefined);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={say("delegate")}
      onSubmit={async () => {
        setTried(true);
        if (!personId || !until) return;
        // Until the end of that day in China.
        const made = await act.attempt({ personId, role: chosen, until: `${until}T23:59:59+08:00` });
        if (!made) return;
        toast(say("delegated"));
        onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running} disabled={colleagues.length === 0}>
            {say("delegateDo")}
          </Button>
        </>
      }
    >
      <p className="muted">{say("delegateText")}</p>
      <ProblemNotice problem={act.problem} />
      {found.data && colleagues.length === 0 ? <Notice tone="yellow">{say("delegateNobody")}</Notice> : null}
      {own.length > 1 ? (
        <SelectField
          label={say("role")}
          name="role"
          value={chosen}
          options={own.map((value) => ({ value, label: say(`role.${value}`) }))}
          onChange={(event) => setRole(event.target.value as Role)}
        />
      ) : null}
      <SelectField
        label={say("colleague")}
        name="personId"
        value={personId}
        wrong={missing(personId)}
        options={[
          { value: "", label: say("choose") },
          ...colleagues.map(([value, label]) => ({ value, label })),
        ]}
        onChange={(event) => setPersonId(event.target.value)}
      />
      <TextField
        label={say("untilDay")}
        hint={say("untilHint")}
        name="until"
        type="date"
        value={until}
        wrong={missing(until)}
        onChange={(event) => setUntil(event.target.value)}
      />
    </Dialog>
  );
}
