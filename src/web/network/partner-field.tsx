// Who the other end is: found in the registry while one types, or kept by the name alone.
import { useEffect, useState } from "react";
import { type End, findPartner } from "../../modules/network/contract.ts";
import { useCall } from "../lib/use-call.ts";
import { TextField } from "../ui/field.tsx";
import { useSay } from "./names.tsx";

const FEWEST = 4;
const PAUSE_MS = 250;

export function PartnerField({
  label,
  name,
  onPick,
  registered,
}: {
  label: string;
  name: string;
  onPick: (end: End | null, shown: string) => void;
  /** Only what has an entry in the registry. */
  registered?: boolean;
}) {
  const say = useSay();
  const [text, setText] = useState("");
  const [asked, setAsked] = useState("");
  const [chosen, setChosen] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const open = chosen === "" && asked.length >= FEWEST;
  const { data, loading } = useCall(findPartner, open ? { q: asked } : null);
  const pick = (end: End, shown: string) => {
    setChosen(shown);
    setText(shown);
    onPick(end, shown);
  };
  return (
    <div className="partners">
      <TextField
        label={label}
        name={name}
        needed={!registered}
        autoComplete="off"
        hint={
          chosen
            ? say("partnerChosen", { name: chosen })
            : say(registered ? "partnerHintRegistered" : "partnerHint")
        }
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setChosen("");
          onPick(null, "");
        }}
      />
      {loading ? <span className="muted">{say("partnerSearching")}</span> : null}
      {open && data
        ? data.rows.map((row) => (
            <button
              key={row.id}
              type="button"
              className="btn small"
              onClick={() => pick({ id: row.id }, row.name)}
            >
              {row.name} <span className="muted">{row.province}</span>
            </button>
          ))
        : null}
      {open && data && !registered && !data.rows.some((row) => row.name === asked) ? (
        <button type="button" className="btn small quiet" onClick={() => pick({ name: asked }, asked)}>
          {say("partnerByName", { name: asked })}
        </button>
      ) : null}
    </div>
  );
}
