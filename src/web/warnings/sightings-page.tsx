// What one saw, reported with place and evidence, and what became of each report.
import { useState } from "react";
import { readReference } from "../../modules/enterprises/contract.ts";
import { listSightings, reportSighting, type SightingRow } from "../../modules/warnings/desk/contract.ts";
import { words } from "../../modules/warnings/words.ts";
import { useList } from "../lib/list.ts";
import { useQueryString } from "../lib/place.tsx";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField, TextArea, TextField } from "../ui/field.tsx";
import { ListPage } from "../ui/frame.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { today } from "../ui/state-tag.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { toast } from "../ui/toast.tsx";
import { EvidenceFields, filled, noEvidence } from "./evidence.tsx";
import { Tabs } from "./tags.tsx";

export function SightingsPage() {
  const say = useWords(words);
  const format = useFormat();
  const [query, setQuery] = useQueryString();
  const list = useList<SightingRow>(listSightings, []);
  const add = (
    <Button tone="primary" icon="plus" onClick={() => setQuery({ new: "1" })}>
      {say("newSighting")}
    </Button>
  );
  const columns: Column<SightingRow>[] = [
    { key: "text", label: say("seenWhat"), cell: (row) => row.text },
    { key: "place", label: say("place"), cell: (row) => row.place[format.language] },
    { key: "seenOn", label: say("seenOn"), cell: (row) => format.day(row.seenOn) },
    { key: "outcome", label: say("outcome"), cell: (row) => row.outcome.said[format.language] },
  ];
  return (
    <ListPage title={say("sightings")} lead={say("sightingsLead")} actions={add}>
      <Tabs />
      <Table
        caption={say("sightings")}
        list={list}
        rowKey={(row) => row.id}
        columns={columns}
        empty={{ title: say("sightingsEmpty"), hint: say("sightingsEmptyHint"), action: add }}
      />
      {query.new ? <SightingDialog onClose={() => setQuery({ new: "" })} /> : null}
    </ListPage>
  );
}

function SightingDialog({ onClose }: { onClose: () => void }) {
  const say = useWords(words);
  const { language } = useFormat();
  const act = useAct(reportSighting);
  const { data } = useCall(readReference, {});
  const [seenOn, setSeenOn] = useState(today());
  const [sector, setSector] = useState("");
  const [region, setRegion] = useState("");
  const [text, setText] = useState("");
  const [evidence, setEvidence] = useState(noEvidence);
  const industries = (data?.industries ?? []).filter(({ code }) => code.length === 2);
  const regions = (data?.regions ?? []).filter(({ code }) => code.endsWith("0000"));
  return (
    <Dialog
      open
      shape="wide"
      onClose={onClose}
      title={say("newSighting")}
      onSubmit={async () => {
        const done = await act.attempt({
          ...{ seenOn, sector: sector || null, region: region ? region.slice(0, 2) : null, text },
          evidence: filled(evidence),
        });
        if (!done) return;
        toast(say("reported"));
        onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running}>
            {say("newSighting")}
          </Button>
        </>
      }
    >
      <div className="warning-form">
        <ProblemNotice
          problem={act.problem}
          labels={{ text: say("seenWhat"), seenOn: say("seenOn"), evidence: say("evidence") }}
        />
        <TextArea
          label={say("seenWhat")}
          name="text"
          needed
          rows={4}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="pair">
          <SelectField
            label={say("sector")}
            placeholder={say("choose")}
            options={industries.map((one) => ({ value: one.code, label: one[language] }))}
            value={sector}
            onChange={(event) => setSector(event.target.value)}
          />
          <SelectField
            label={say("region")}
            placeholder={say("choose")}
            options={regions.map((one) => ({ value: one.code, label: one[language] }))}
            value={region}
            onChange={(event) => setRegion(event.target.value)}
          />
        </div>
        <TextField
          label={say("seenOn")}
          name="seenOn"
          type="date"
          needed
          max={today()}
          value={seenOn}
          onChange={(event) => setSeenOn(event.target.value)}
        />
        <EvidenceFields lines={evidence} onChange={setEvidence} />
      </div>
    </Dialog>
  );
}
