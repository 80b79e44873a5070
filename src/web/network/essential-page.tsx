// Which inputs are essential, by pair of industries: read, changed as a whole, kept by version.
import { useState } from "react";
import {
  type EssentialPair,
  essentialKinds,
  readEssential,
  saveEssential,
} from "../../modules/network/contract.ts";
import { useQueryString } from "../lib/place.tsx";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { TextField } from "../ui/field.tsx";
import { Card, ListPage } from "../ui/frame.tsx";
import { Notice, PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag, type TagTone } from "../ui/state-tag.tsx";
import { Table } from "../ui/table.tsx";
import { toast } from "../ui/toast.tsx";
import { Tabs, useReference, useSay } from "./names.tsx";

const tones: Readonly<Record<EssentialPair["kind"], TagTone>> = { 2: "red", 1: "grey", 0: "blue" };

export function EssentialPage() {
  const say = useSay();
  const format = useFormat();
  const { industry } = useReference();
  const [query, setQuery] = useQueryString();
  const wanted = typeof query.version === "string" ? Number(query.version) : null;
  const { data, problem, again } = useCall(readEssential, wanted ? { version: wanted } : {});
  const [editing, setEditing] = useState(false);
  if (problem) return <PageProblem problem={problem} again={again} />;
  if (!data)
    return (
      <div className="page">
        <Skeleton lines={8} />
      </div>
    );
  const old = data.version !== data.versions[0]?.version;
  return (
    <ListPage
      title={say("tabEssential")}
      lead={say("essentialLead", { version: data.version, count: data.pairs.length })}
      actions={
        old || editing ? null : (
          <Button icon="edit" onClick={() => setEditing(true)}>
            {say("edit")}
          </Button>
        )
      }
    >
      <Tabs />
      {old ? (
        <Notice tone="blue">
          {say("viewing", { version: data.version })}{" "}
          <Button small tone="quiet" onClick={() => setQuery({ version: "" })}>
            {say("newest")}
          </Button>
        </Notice>
      ) : null}
      {editing ? (
        <Editor from={data.version} pairs={data.pairs} onClose={() => setEditing(false)} />
      ) : (
        <Table
          caption={say("tabEssential")}
          rows={data.pairs}
          rowKey={(row) => `${row.supplier}>${row.customer}`}
          columns={[
            {
              key: "supplier",
              label: say("supplierIndustry"),
              cell: (row) => `${row.supplier} ${industry(row.supplier)}`,
            },
            {
              key: "customer",
              label: say("customerIndustry"),
              cell: (row) => `${row.customer} ${industry(row.customer)}`,
            },
            {
              key: "kind",
              label: say("kind"),
              phone: "badge",
              cell: (row) => <StateTag tone={tones[row.kind]}>{say(`kind_${row.kind}`)}</StateTag>,
            },
            { key: "note", label: say("note"), cell: (row) => row.note || "—" },
          ]}
          empty={{ title: "—" }}
        />
      )}
      <Card title={say("versions")}>
        <ul className="inputs">
          {data.versions.map((one) => (
            <li key={one.version}>
              <button
                type="button"
                className="btn small quiet"
                onClick={() => setQuery({ version: String(one.version) })}
              >
                {say("versionLine", {
                  version: one.version,
                  who: one.savedBy,
                  when: format.moment(one.savedAt),
                })}
              </button>
              <span className="muted">{one.note}</span>
            </li>
          ))}
        </ul>
      </Card>
    </ListPage>
  );
}

function Editor({
  from,
  pairs,
  onClose,
}: {
  from: number;
  pairs: readonly EssentialPair[];
  onClose: () => void;
}) {
  const say = useSay();
  const save = useAct(saveEssential);
  const [rows, setRows] = useState(pairs.map((pair, at) => ({ ...pair, at })));
  const [note, setNote] = useState("");
  const change = (at: number, parts: Partial<EssentialPair>) =>
    setRows(rows.map((row) => (row.at === at ? { ...row, ...parts } : row)));
  const submit = async () => {
    const done = await save.attempt({ from, note, pairs: rows.map(({ at: _, ...pair }) => pair) });
    if (!done) return;
    toast(say("saved"));
    onClose();
  };
  return (
    <Card>
      <div className="network-form pairs">
        <ProblemNotice problem={save.problem} />
        <div className="tbl-scroll">
          <table className="tbl">
            <thead>
              <tr>
                {(["supplierIndustry", "customerIndustry", "kind", "note"] as const).map((name) => (
                  <th key={name}>{say(name)}</th>
                ))}
                <th aria-label={say("remove")} />
              </tr>
            </thead>
            <tbody>
              {rows.map((row, i) => (
                <tr key={row.at}>
                  {(["supplier", "customer"] as const).map((name) => (
                    <td key={name}>
                      <input
                        className="input"
                        id={`field-pairs-${i}-${name}`}
                        aria-label={`${say(`${name}Industry`)} ${i + 1}`}
                        value={row[name]}
                        onChange={(event) => change(row.at, { [name]: event.target.value })}
                      />
                    </td>
                  ))}
                  <td>
                    <select
                      className="input"
                      aria-label={`${say("kind")} ${i + 1}`}
                      value={row.kind}
                      onChange={(event) =>
                        change(row.at, { kind: Number(event.target.value) as EssentialPair["kind"] })
                      }
                    >
                      {essentialKinds.map((kind) => (
                        <option key={kind} value={kind}>
                          {say(`kind_${kind}`)}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td>
                    <input
                      className="input"
                      aria-label={`${say("note")} ${i + 1}`}
                      value={row.note}
                      onChange={(event) => change(row.at, { note: event.target.value })}
                    />
                  </td>
                  <td>
                    <Button
                      small
                      tone="quiet"
                      icon="cross"
                      aria-label={`${say("remove")} ${i + 1}`}
                      onClick={() => setRows(rows.filter((one) => one.at !== row.at))}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <div>
          <Button
            small
            icon="plus"
            onClick={() =>
              setRows([
                ...rows,
                {
                  supplier: "",
                  customer: "",
                  kind: 2,
                  note: "",
                  at: Math.max(0, ...rows.map((row) => row.at)) + 1,
                },
              ])
            }
          >
            {say("addPair")}
          </Button>
        </div>
        <TextField
          label={say("versionNote")}
          hint={say("versionNoteHint")}
          name="note"
          needed
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <div className="actions">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" busy={save.running} disabled={note.trim().length < 2} onClick={submit}>
            {say("saveVersion")}
          </Button>
        </div>
      </div>
    </Card>
  );
}
