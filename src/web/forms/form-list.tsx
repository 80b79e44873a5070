// 表式: every form the organisation asks or is asked with; a new one is begun here.
import { useState } from "react";
import {
  createForm,
  type FormCard,
  formStates,
  listForms,
  periodicities,
} from "../../modules/forms/contract.ts";
import { words } from "../../modules/forms/words.ts";
import { useList } from "../lib/list.ts";
import { useGo } from "../lib/place.tsx";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { ListPage } from "../ui/frame.tsx";
import { ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { Tabs } from "./tabs.tsx";

export function FormState({ card }: { card: FormCard }) {
  const say = useWords(words);
  const tone = card.state === "published" ? "green" : card.state === "draft" ? "yellow" : "grey";
  return <StateTag tone={tone}>{say(`s.${card.state}`)}</StateTag>;
}

export function FormList() {
  const say = useWords(words);
  const { language, day } = useFormat();
  const list = useList<FormCard>(listForms, ["state"]);
  const all = useCall(listForms, { limit: 200 });
  const [making, setMaking] = useState(false);
  const columns: Column<FormCard>[] = [
    {
      key: "title",
      label: say("title"),
      sort: "title",
      cell: (row) => (
        <>
          {row.title[language] || row.title.zh}
          {row.hasDraft && row.state !== "draft" ? <span className="muted"> · {say("hasDraft")}</span> : null}
          {row.origin && row.state === "draft" ? (
            <span className="muted"> · {say("from", { origin: row.origin })}</span>
          ) : null}
        </>
      ),
    },
    { key: "state", label: say("state"), phone: "badge", cell: (row) => <FormState card={row} /> },
    { key: "periodicity", label: say("periodicity"), cell: (row) => say(`p.${row.periodicity}`) },
    {
      key: "owner",
      label: say("owner"),
      phone: "hide",
      cell: (row) => (row.organisationId ? (row.organisationName ?? "—") : say("product")),
    },
    {
      key: "version",
      label: say("version"),
      cell: (row) =>
        row.version
          ? `${say("versionN", { number: row.version })} · ${say("validFrom", { day: day(row.validFrom) })}`
          : "—",
    },
    {
      key: "panels",
      label: say("sentTo"),
      phone: "hide",
      cell: (row) => (row.mine ? row.panels.map((panel) => panel.name).join("、") || say("everybody") : "—"),
    },
  ];
  const own = (all.data?.rows ?? []).filter((card) => card.mine).length;
  return (
    <ListPage
      title={say("forms")}
      lead={all.data ? say("listLead", { count: all.data.total, own }) : undefined}
      actions={
        <Button tone="primary" icon="plus" onClick={() => setMaking(true)}>
          {say("create")}
        </Button>
      }
    >
      <Tabs />
      <Table
        caption={say("tab.forms")}
        list={list}
        columns={columns}
        rowKey={(row) => row.code}
        to={(row) => `/forms/${row.code}`}
        filters={[
          {
            name: "state",
            label: say("state"),
            options: formStates.map((state) => ({ value: state, label: say(`s.${state}`) })),
          },
        ]}
        empty={{ title: say("listEmpty"), hint: say("listEmptyHint") }}
      />
      {making ? <CreateForm cards={all.data?.rows ?? []} onClose={() => setMaking(false)} /> : null}
    </ListPage>
  );
}

export function CreateForm({
  cards,
  copyOf = "",
  onClose,
}: {
  cards: readonly FormCard[];
  copyOf?: string;
  onClose: () => void;
}) {
  const say = useWords(words);
  const go = useGo();
  const { language } = useFormat();
  const act = useAct(createForm);
  const [zh, setZh] = useState("");
  const [en, setEn] = useState("");
  const [from, setFrom] = useState(copyOf);
  const [periodicity, setPeriodicity] = useState<FormCard["periodicity"]>("month");
  const submit = async () => {
    const made = await act.attempt({ title: { zh, en }, periodicity, ...(from ? { copyOf: from } : {}) });
    if (made) go(`/forms/${made.code}`);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("create")}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running}>
            {say("create")}
          </Button>
        </>
      }
    >
      <p className="muted">{say("createText")}</p>
      <ProblemNotice problem={act.problem} labels={{ "title.zh": say("titleZh") }} />
      <TextField
        label={say("titleZh")}
        name="title.zh"
        needed
        maxLength={60}
        value={zh}
        wrong={wrongOf(act.problem, "title.zh")}
        onChange={(event) => setZh(event.target.value)}
      />
      <TextField
        label={say("titleEn")}
        maxLength={120}
        value={en}
        onChange={(event) => setEn(event.target.value)}
      />
      <SelectField
        label={say("copyOf")}
        placeholder={say("blank")}
        options={cards.map((card) => ({ value: card.code, label: card.title[language] || card.title.zh }))}
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      {from ? null : (
        <SelectField
          label={say("periodicity")}
          options={periodicities.map((one) => ({ value: one, label: say(`p.${one}`) }))}
          value={periodicity}
          onChange={(event) => setPeriodicity(event.target.value as FormCard["periodicity"])}
        />
      )}
    </Dialog>
  );
}
