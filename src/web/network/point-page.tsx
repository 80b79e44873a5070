// One chokepoint: what is known, who owns it, how it goes on, and everything that was done.
import { useState } from "react";
import {
  keepPoint,
  movePoint,
  notePoint,
  type PointPage,
  type PointState,
  readPoint,
} from "../../modules/network/register/contract.ts";
import { Link, useParam } from "../lib/place.tsx";
import { useMay } from "../lib/session.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { SelectField, TextArea, TextField } from "../ui/field.tsx";
import { Card, Facts, RecordPage } from "../ui/frame.tsx";
import { PageProblem, ProblemNotice, wrongOf } from "../ui/problem-notice.tsx";
import { Clock, DemoTag } from "../ui/state-tag.tsx";
import { toast } from "../ui/toast.tsx";
import { PointTag, useReference, useRegister } from "./names.tsx";
import { Reasons } from "./reasons.tsx";

export function PointScreen() {
  const say = useRegister();
  const keeps = useMay()("network.keep");
  const id = useParam("id");
  const { data: point, problem, again } = useCall(readPoint, { id });
  const { product } = useReference();
  const [moving, setMoving] = useState<PointState | null>(null);
  const [editing, setEditing] = useState(false);
  if (problem) return <PageProblem problem={problem} again={again} />;
  if (!point)
    return (
      <div className="page">
        <Skeleton lines={8} />
      </div>
    );
  const closed = point.state === "solved" || point.state === "dismissed";
  return (
    <RecordPage
      title={point.title}
      mark={
        <>
          <PointTag state={point.state} /> {point.demo ? <DemoTag /> : null}
        </>
      }
      back={{ to: "/network/register", label: say("back") }}
      actions={
        keeps ? (
          <>
            {point.next.map((to) => (
              <Button
                key={to}
                tone={to === "dismissed" ? undefined : "primary"}
                onClick={() => setMoving(to)}
              >
                {closed ? say("reopen") : say(`to_${to as "confirmed"}`)}
              </Button>
            ))}
            <Button icon="edit" onClick={() => setEditing(true)}>
              {say("edit")}
            </Button>
          </>
        ) : null
      }
      aside={<History point={point} />}
    >
      <Card>
        <Facts
          facts={[
            [
              say("field_evidence"),
              <span className="prose" key="evidence">
                {point.evidence}
              </span>,
            ],
            [
              say("enterprise"),
              point.enterpriseId ? (
                <Link key="enterprise" to={`/enterprises/${point.enterpriseId}`}>
                  {point.enterprise}
                </Link>
              ) : (
                (point.enterprise ?? "—")
              ),
            ],
            [say("field_product"), point.product ? product(point.product) : "—"],
            [say("origin"), say(`origin_${point.origin}`)],
            [say("field_owner"), point.owner ?? say("none")],
            [say("field_reviewOn"), point.reviewOn ? <Clock due={point.reviewOn} key="review" /> : "—"],
            [say("outcome"), point.outcome || "—"],
          ]}
        />
      </Card>
      {point.reasons.length > 0 ? (
        <Card
          title={say("reasons")}
          actions={point.runId ? <Link to={`/network?run=${point.runId}`}>{say("toRun")}</Link> : null}
        >
          <Reasons reasons={point.reasons} />
        </Card>
      ) : null}
      {keeps ? <Note id={point.id} /> : null}
      {moving ? <MoveDialog point={point} to={moving} onClose={() => setMoving(null)} /> : null}
      {editing ? <EditDialog point={point} onClose={() => setEditing(false)} /> : null}
    </RecordPage>
  );
}

function History({ point }: { point: PointPage }) {
  const say = useRegister();
  const format = useFormat();
  return (
    <Card title={say("history")}>
      <ol className="path">
        {point.entries.map((entry) => (
          <li key={entry.id}>
            <strong>
              {entry.deed === "moved" ? say(`state_${entry.state}`) : say(`deed_${entry.deed}`)}
            </strong>{" "}
            <span className="muted">
              {entry.by} · {format.moment(entry.at)}
            </span>
            {entry.text ? <span className="prose">{entry.text}</span> : null}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Note({ id }: { id: string }) {
  const say = useRegister();
  const note = useAct(notePoint);
  const [text, setText] = useState("");
  return (
    <Card>
      <div className="network-form">
        <ProblemNotice problem={note.problem} />
        <TextArea
          label={say("addNote")}
          name="note"
          rows={3}
          placeholder={say("noteHint")}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div>
          <Button
            busy={note.running}
            disabled={text.trim().length < 2}
            onClick={async () => {
              if (await note.attempt({ id, text })) setText("");
            }}
          >
            {say("addNote")}
          </Button>
        </div>
      </div>
    </Card>
  );
}

function MoveDialog({ point, to, onClose }: { point: PointPage; to: PointState; onClose: () => void }) {
  const say = useRegister();
  const act = useAct(movePoint);
  const [reason, setReason] = useState("");
  const [reviewOn, setReviewOn] = useState("");
  const ends = to === "solved" || to === "dismissed";
  const submit = async () => {
    const { id, revision } = point;
    if (!(await act.attempt({ id, revision, to, reason, reviewOn: reviewOn || null }))) return;
    toast(say("moved"));
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={submit}
      title={say(`state_${to}`)}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" tone="primary" busy={act.running}>
            {say("save")}
          </Button>
        </>
      }
    >
      <div className="network-form">
        <ProblemNotice problem={act.problem} />
        <TextArea
          label={say("reason")}
          name="reason"
          hint={say("reasonHint")}
          needed={ends}
          rows={3}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {ends ? null : (
          <TextField
            label={say("reviewNeeded")}
            name="reviewOn"
            type="date"
            needed={to === "confirmed"}
            value={reviewOn}
            onChange={(event) => setReviewOn(event.target.value)}
          />
        )}
      </div>
    </Dialog>
  );
}

function EditDialog({ point, onClose }: { point: PointPage; onClose: () => void }) {
  const say = useRegister();
  const reference = useReference();
  const keep = useAct(keepPoint);
  const [form, setForm] = useState({
    ...{
      title: point.title,
      evidence: point.evidence,
      product: point.product ?? "",
      reviewOn: point.reviewOn ?? "",
    },
    ownerId: point.owners.find((one) => one.name === point.owner)?.id ?? "",
  });
  const field = (name: keyof typeof form) => ({
    ...{ name, value: form[name], wrong: wrongOf(keep.problem, name) },
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [name]: event.target.value }),
  });
  const submit = async () => {
    const { id, revision } = point;
    const { title, evidence } = form;
    const done = await keep.attempt({
      ...{ id, revision, title, evidence, product: form.product || null },
      ...{ ownerId: form.ownerId || null, reviewOn: form.reviewOn || null },
    });
    if (!done) return;
    toast(say("saved"));
    onClose();
  };
  return (
    <Dialog
      open
      shape="side"
      onClose={onClose}
      onSubmit={submit}
      title={say("edit")}
      footer={
        <>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" tone="primary" busy={keep.running}>
            {say("save")}
          </Button>
        </>
      }
    >
      <div className="network-form">
        <ProblemNotice problem={keep.problem} />
        <TextField label={say("field_title")} needed {...field("title")} />
        <TextArea label={say("field_evidence")} needed rows={5} {...field("evidence")} />
        <SelectField
          label={say("field_owner")}
          placeholder={say("none")}
          options={point.owners.map((one) => ({ value: one.id, label: one.name }))}
          {...field("ownerId")}
        />
        <TextField label={say("field_reviewOn")} type="date" {...field("reviewOn")} />
        <SelectField
          label={say("field_product")}
          placeholder="—"
          options={reference.inUse.map((one) => ({ value: one.code, label: reference.product(one.code) }))}
          {...field("product")}
        />
      </div>
    </Dialog>
  );
}
