// The register of chokepoints: what is open first; anybody may report one.
import { useState } from "react";
import {
  exportPoints,
  listPoints,
  origins,
  type PointRow,
  pointStates,
  reportPoint,
} from "../../modules/network/register/contract.ts";
import { useList } from "../lib/list.ts";
import { useGo } from "../lib/place.tsx";
import { useAct, useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField, TextArea, TextField } from "../ui/field.tsx";
import { ListPage } from "../ui/frame.tsx";
import { ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { Clock, DemoTag } from "../ui/state-tag.tsx";
import { Table } from "../ui/table.tsx";
import { toast } from "../ui/toast.tsx";
import { PointTag, Tabs, useReference, useRegister } from "./names.tsx";

export function RegisterPage() {
  const say = useRegister();
  const format = useFormat();
  const { product } = useReference();
  const list = useList<PointRow>(listPoints, ["state", "origin", "due"]);
  const download = useDownload(exportPoints);
  const [reporting, setReporting] = useState(false);
  const add = (
    <Button tone="primary" icon="plus" onClick={() => setReporting(true)}>
      {say("report")}
    </Button>
  );
  return (
    <ListPage
      title={say("register")}
      lead={list.loading ? undefined : say("registerLead", { count: list.total })}
      actions={add}
    >
      <Tabs />
      <ProblemNotice problem={download.problem} />
      <Table
        caption={say("register")}
        list={list}
        rowKey={(row) => row.id}
        to={(row) => `/network/register/${row.id}`}
        filters={[
          { name: "due", label: say("dueFilter"), options: [{ value: "true", label: say("due") }] },
          {
            name: "state",
            label: say("state"),
            options: pointStates.map((one) => ({ value: one, label: say(`state_${one}`) })),
          },
          {
            name: "origin",
            label: say("origin"),
            options: origins.map((one) => ({ value: one, label: say(`origin_${one}`) })),
          },
        ]}
        tools={
          <Button small icon="download" busy={download.running} onClick={() => download.save(list.input)}>
            .xlsx
          </Button>
        }
        columns={[
          {
            key: "title",
            label: say("field_title"),
            sort: "title",
            cell: (row) => (
              <>
                {row.title} {row.demo ? <DemoTag /> : null}
              </>
            ),
          },
          {
            key: "state",
            label: say("state"),
            phone: "badge",
            cell: (row) => <PointTag state={row.state} />,
          },
          {
            key: "product",
            label: say("field_product"),
            phone: "hide",
            cell: (row) => (row.product ? product(row.product) : "—"),
          },
          { key: "origin", label: say("origin"), phone: "hide", cell: (row) => say(`origin_${row.origin}`) },
          { key: "owner", label: say("field_owner"), cell: (row) => row.owner ?? say("none") },
          {
            key: "review",
            label: say("field_reviewOn"),
            sort: "reviewOn",
            cell: (row) => (row.reviewOn ? <Clock due={row.reviewOn} /> : "—"),
          },
          {
            key: "reported",
            label: say("reportedAt"),
            sort: "reportedAt",
            phone: "hide",
            cell: (row) => <span title={format.moment(row.reportedAt)}>{format.ago(row.reportedAt)}</span>,
          },
        ]}
        empty={{ title: say("empty"), hint: say("emptyHint"), action: add }}
      />
      {reporting ? <ReportDialog onClose={() => setReporting(false)} /> : null}
    </ListPage>
  );
}

function ReportDialog({ onClose }: { onClose: () => void }) {
  const say = useRegister();
  const go = useGo();
  const reference = useReference();
  const report = useAct(reportPoint);
  const [form, setForm] = useState({ title: "", enterprise: "", product: "", evidence: "" });
  const field = (name: keyof typeof form) => ({
    ...{ name, value: form[name], wrong: wrongOf(report.problem, name) },
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [name]: event.target.value }),
  });
  return (
    <Dialog
      open
      shape="side"
      onClose={onClose}
      title={say("report")}
      onSubmit={async () => {
        const done = await report.attempt({ ...form, product: form.product || null });
        if (!done) return;
        toast(say("reported"));
        go(`/network/register/${done.id}`);
      }}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" tone="primary" busy={report.running}>
            {say("report")}
          </Button>
        </>
      }
    >
      <div className="network-form">
        <ProblemNotice problem={report.problem} />
        <p className="muted">{say("reportLead")}</p>
        <TextField label={say("field_title")} needed maxLength={100} {...field("title")} />
        <TextField
          label={say("enterprise")}
          hint={say("enterpriseHint")}
          maxLength={100}
          {...field("enterprise")}
        />
        <SelectField
          label={say("field_product")}
          placeholder="—"
          options={reference.inUse.map((one) => ({ value: one.code, label: reference.product(one.code) }))}
          {...field("product")}
        />
        <TextArea label={say("field_evidence")} needed rows={5} maxLength={3000} {...field("evidence")} />
      </div>
    </Dialog>
  );
}
