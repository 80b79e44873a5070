// The first question of an appeal: which kind, and for whoever speaks for others, for whom.
import { useState } from "react";
import { type Kind, kindForms, kinds } from "../../modules/appeals/kinds/contract.ts";
import { listEnterprises } from "../../modules/enterprises/contract.ts";
import { useGo } from "../lib/place.tsx";
import { useActing } from "../lib/session.ts";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { Card, FormPage } from "../ui/frame.tsx";
import { useSay } from "./names.tsx";

/** RFC 9562 version 4; `crypto.randomUUID` is missing on plain http. */
function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

type Named = { id: string; name: string };

export function NewAppeal() {
  const say = useSay();
  const { language } = useFormat();
  const go = useGo();
  const firm = useActing()?.kind === "enterprise";
  const [enterprise, setEnterprise] = useState<Named | null>(null);
  const begin = (kind: Kind) =>
    go(`/appeals/${freshId()}/write?new=1&kind=${kind}${enterprise ? `&for=${enterprise.id}` : ""}`);
  return (
    <FormPage
      title={say("chooseKind")}
      lead={say("chooseLead")}
      back={{ to: "/appeals", label: say("appeals") }}
    >
      {firm ? null : (
        <Card title={say("forWhom")}>
          {enterprise ? (
            <p className="actions">
              <strong>{enterprise.name}</strong>
              <Button small tone="quiet" onClick={() => setEnterprise(null)}>
                {say("change")}
              </Button>
            </p>
          ) : (
            <FindEnterprise onPick={setEnterprise} />
          )}
        </Card>
      )}
      {firm || enterprise ? (
        <ul className="appeal-kinds">
          {kinds.map((kind) => (
            <li key={kind}>
              <button type="button" onClick={() => begin(kind)}>
                <strong>{kindForms[kind].label[language]}</strong>
                <span className="muted">{kindForms[kind].hint[language]}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </FormPage>
  );
}

function FindEnterprise({ onPick }: { onPick: (one: Named) => void }) {
  const say = useSay();
  const [text, setText] = useState("");
  const wanted = text.trim();
  const { data } = useCall(listEnterprises, wanted.length > 1 ? { q: wanted, limit: 6 } : null, {
    keep: true,
  });
  return (
    <>
      <TextField
        label={say("findEnterprise")}
        name="find-enterprise"
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {wanted.length > 1 ? (
        <ul className="appeal-found">
          {(data?.rows ?? []).map(({ id, name }) => (
            <li key={id}>
              <Button tone="quiet" onClick={() => onPick({ id, name })}>
                {name}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
