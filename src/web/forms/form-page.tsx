// One form: while a draft is open its editor, else what is published, with its versions and what can be done.
import { useState } from "react";
import { type FormRecord, getForm, listForms, startDraft } from "../../modules/forms/contract.ts";
import { words } from "../../modules/forms/words.ts";
import { useParam } from "../lib/place.tsx";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { FormPreview } from "../reporting/index.tsx";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { Card, Facts, FormPage as Frame, RecordPage } from "../ui/frame.tsx";
import { PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { BindDialog, ShareDialog, WithdrawDialog } from "./form-acts.tsx";
import { Editor } from "./form-editor.tsx";
import { CreateForm, FormState } from "./form-list.tsx";

export function FormPage() {
  const say = useWords(words);
  const read = useCall(getForm, { code: useParam("code") }, { keep: true });
  if (read.problem) return <PageProblem problem={read.problem} again={read.again} />;
  if (!read.data)
    return (
      <Frame title={say("title")}>
        <Skeleton lines={10} />
      </Frame>
    );
  const { draft, card } = read.data;
  return draft ? (
    <Editor key={`${card.code} ${draft.definition.version}`} record={read.data} draft={draft} />
  ) : (
    <Published record={read.data} />
  );
}

type Open = "bind" | "share" | "withdraw" | "copy" | null;

function Published({ record }: { record: FormRecord }) {
  const say = useWords(words);
  const format = useFormat();
  const { language } = format;
  const { card, versions } = record;
  const start = useAct(startDraft);
  const [open, setOpen] = useState<Open>(null);
  const cards = useCall(listForms, open === "copy" ? { limit: 200 } : null);
  const newest = versions.at(-1);
  const standing = card.state === "published";
  const close = () => setOpen(null);
  return (
    <RecordPage
      title={card.title[language] || card.title.zh}
      mark={<FormState card={card} />}
      back={{ to: "/forms", label: say("backToList") }}
      actions={
        <>
          {card.mine ? (
            <Button
              tone="primary"
              icon="edit"
              busy={start.running}
              onClick={() => void start.attempt({ code: card.code })}
            >
              {say("edit")}
            </Button>
          ) : null}
          {card.mine ? <Button onClick={() => setOpen("bind")}>{say("bind")}</Button> : null}
          <Button icon="copy" onClick={() => setOpen("copy")}>
            {say("copy")}
          </Button>
          {card.mine && card.version ? (
            <Button onClick={() => setOpen("share")}>{say("share")}</Button>
          ) : null}
          {card.mine && standing && card.organisationId ? (
            <Button tone="danger" onClick={() => setOpen("withdraw")}>
              {say("withdraw")}
            </Button>
          ) : null}
        </>
      }
      aside={
        <>
          <Card title={say("settings")}>
            <Facts
              facts={[
                [say("owner"), card.organisationId ? card.organisationName : say("product")],
                [say("periodicity"), say(`p.${card.periodicity}`)],
                [say("count"), card.fields],
                ...(card.mine
                  ? [
                      [
                        say("sentTo"),
                        card.panels.map((one) => one.name).join("、") || say("everybody"),
                      ] as const,
                    ]
                  : []),
              ]}
            />
          </Card>
          <Card title={say("versions")}>
            {versions.length === 0 ? <p className="muted">{say("noVersion")}</p> : null}
            <ol className="version-list" reversed>
              {versions.toReversed().map((one) => (
                <li key={one.version} value={one.version}>
                  {say("versionN", { number: one.version })} ·{" "}
                  {one.validTo
                    ? say("validFromTo", { day: format.day(one.validFrom), end: format.day(one.validTo) })
                    : say("validFrom", { day: format.day(one.validFrom) })}
                  {one.note ? <div>{one.note}</div> : null}
                  <div className="muted">
                    {one.publishedByName
                      ? say("publishedBy", {
                          name: one.publishedByName,
                          time: format.moment(one.publishedAt),
                        })
                      : say("product")}
                  </div>
                </li>
              ))}
            </ol>
          </Card>
        </>
      }
    >
      <ProblemNotice problem={start.problem} />
      {newest ? (
        <>
          <p className="muted">{say("previewHint")}</p>
          <FormPreview form={newest.definition} />
        </>
      ) : null}
      {open === "bind" ? <BindDialog card={card} onClose={close} /> : null}
      {open === "share" ? <ShareDialog card={card} onClose={close} /> : null}
      {open === "withdraw" ? <WithdrawDialog card={card} onClose={close} /> : null}
      {open === "copy" ? (
        <CreateForm cards={cards.data?.rows ?? [card]} copyOf={card.code} onClose={close} />
      ) : null}
    </RecordPage>
  );
}
