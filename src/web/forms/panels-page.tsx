// 应报名录: who is expected to answer; a free list is filled by pasting credit codes as they come.
import { useState } from "react";
import {
  addPanelMembers,
  createPanel,
  endPanelMember,
  listPanels,
  type PanelCard,
  panelKinds,
  panelMembers,
} from "../../modules/forms/contract.ts";
import { words } from "../../modules/forms/words.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { SelectField, TextArea, TextField } from "../ui/field.tsx";
import { ListPage } from "../ui/frame.tsx";
import { Notice, PageProblem, ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { toast } from "../ui/toast.tsx";
import { Tabs } from "./tabs.tsx";

type KeyList = { code: string; nameZh: string; nameEn: string };

export function PanelsPage() {
  const say = useWords(words);
  const { language } = useFormat();
  const read = useCall(listPanels, {});
  const [making, setMaking] = useState(false);
  const [open, setOpen] = useState("");
  const lists = read.data?.keyLists ?? [];
  const listName = (code: string | null): string => {
    const found = lists.find((one) => one.code === code);
    return (language === "zh" ? found?.nameZh : found?.nameEn) ?? "";
  };
  const columns: Column<PanelCard>[] = [
    {
      key: "name",
      label: say("panelName"),
      cell: (row) => (
        <button type="button" className="panel-open" onClick={() => setOpen(row.id)}>
          {row.name}
        </button>
      ),
    },
    {
      key: "kind",
      label: say("panelKind"),
      cell: (row) => (row.kind === "key-list" ? listName(row.keyList) : say(`k.${row.kind}`)),
    },
    { key: "size", label: say("panelSize"), numeric: true, phone: "badge", cell: (row) => row.size },
    {
      key: "forms",
      label: say("panelForms"),
      cell: (row) => row.forms.map((form) => form.title[language] || form.title.zh).join("、") || "—",
    },
  ];
  return (
    <ListPage
      title={say("forms")}
      lead={say("panelsLead")}
      actions={
        <Button tone="primary" icon="plus" onClick={() => setMaking(true)}>
          {say("newPanel")}
        </Button>
      }
    >
      <Tabs />
      {read.problem ? (
        <PageProblem problem={read.problem} again={read.again} />
      ) : read.data ? (
        <Table
          caption={say("tab.panels")}
          rows={read.data.rows}
          columns={columns}
          rowKey={(row) => row.id}
          empty={{ title: say("panelsEmpty"), hint: say("panelsEmptyHint") }}
        />
      ) : (
        <Skeleton lines={6} />
      )}
      {making ? (
        <CreatePanel
          lists={lists}
          onClose={(made) => {
            setMaking(false);
            if (made?.kind === "list") setOpen(made.id);
          }}
        />
      ) : null}
      {open ? <PanelDrawer id={open} onClose={() => setOpen("")} /> : null}
    </ListPage>
  );
}

function CreatePanel({ lists, onClose }: { lists: readonly KeyList[]; onClose: (made?: PanelCard) => void }) {
  const say = useWords(words);
  const { language } = useFormat();
  const act = useAct(createPanel);
  const [name, setName] = useState("");
  const [kind, setKind] = useState<PanelCard["kind"]>("list");
  const [keyList, setKeyList] = useState(lists[0]?.code ?? "");
  const submit = async () => {
    const made = await act.attempt({ name, kind, keyList: kind === "key-list" ? keyList : null });
    if (made) onClose(made);
  };
  return (
    <Dialog
      open
      onClose={() => onClose()}
      title={say("newPanel")}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onClick={() => onClose()}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running}>
            {say("newPanel")}
          </Button>
        </>
      }
    >
      <ProblemNotice problem={act.problem} labels={{ name: say("panelName") }} />
      <TextField
        label={say("panelName")}
        name="name"
        needed
        maxLength={60}
        value={name}
        wrong={wrongOf(act.problem, "name")}
        onChange={(event) => setName(event.target.value)}
      />
      <SelectField
        label={say("panelKind")}
        value={kind}
        options={panelKinds.map((one) => ({ value: one, label: say(`k.${one}`) }))}
        onChange={(event) => setKind(event.target.value as PanelCard["kind"])}
      />
      {kind === "key-list" ? (
        <SelectField
          label={say("keyList")}
          value={keyList}
          options={lists.map((one) => ({
            value: one.code,
            label: language === "zh" ? one.nameZh : one.nameEn,
          }))}
          onChange={(event) => setKeyList(event.target.value)}
        />
      ) : null}
    </Dialog>
  );
}

function PanelDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const say = useWords(words);
  const format = useFormat();
  const read = useCall(panelMembers, { id }, { keep: true });
  const add = useAct(addPanelMembers);
  const end = useAct(endPanelMember);
  const [pasted, setPasted] = useState("");
  const [outcome, setOutcome] = useState<{ unknown: string[]; wrong: string[] } | null>(null);
  const panel = read.data?.panel;
  const submit = async () => {
    const answer = await add.attempt({ id, pasted });
    if (!answer) return;
    toast(say("added", { added: answer.added, already: answer.already }));
    setOutcome(answer);
    setPasted([...answer.unknown, ...answer.wrong].join("\n"));
  };
  const take = async (memberId: string) => {
    if (await end.attempt({ id, memberId })) toast(say("taken"));
  };
  return (
    <Dialog open onClose={onClose} title={panel?.name ?? say("members")} shape="side">
      <ProblemNotice problem={read.problem ?? add.problem ?? end.problem} />
      {panel?.kind === "list" ? (
        <>
          <TextArea
            label={say("paste")}
            hint={say("pasteHint")}
            rows={5}
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
          />
          <p>
            <Button tone="primary" busy={add.running} disabled={!pasted.trim()} onClick={() => void submit()}>
              {say("addPasted")}
            </Button>
          </p>
          {outcome?.unknown.length ? (
            <Notice tone="yellow" title={say("unknownCodes", { count: outcome.unknown.length })}>
              <p className="codes">{outcome.unknown.join(" ")}</p>
            </Notice>
          ) : null}
          {outcome?.wrong.length ? (
            <Notice tone="red" title={say("wrongCodes", { count: outcome.wrong.length })}>
              <p className="codes">{outcome.wrong.join(" ")}</p>
            </Notice>
          ) : null}
        </>
      ) : null}
      <h3>
        {say("members")} {panel ? <span className="muted">{panel.size}</span> : null}
      </h3>
      {read.data ? null : <Skeleton lines={5} />}
      {read.data?.members.length === 0 ? <p className="muted">{say("membersNone")}</p> : null}
      <ul className="panel-members">
        {(read.data?.members ?? []).map((member) => (
          <li key={member.id}>
            <span>
              {member.name}{" "}
              {member.since ? (
                <span className="muted">{say("since", { day: format.day(member.since) })}</span>
              ) : null}
            </span>
            {panel?.kind === "list" ? (
              <Button
                small
                tone="quiet"
                busy={end.running}
                aria-label={`${say("take")} ${member.name}`}
                onClick={() => void take(member.id)}
              >
                {say("take")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
