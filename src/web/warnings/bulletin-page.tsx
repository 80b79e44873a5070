// One published warning as those concerned read it: what, where, what to do; receipt, and what was published before.
import { bulletinCap, confirmBulletin, readBulletin } from "../../modules/warnings/rules/contract.ts";
import { words } from "../../modules/warnings/words.ts";
import { Link, useParam } from "../lib/place.tsx";
import { useAct, useCall, useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { Card, Facts, RecordPage } from "../ui/frame.tsx";
import { PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { DemoTag, StateTag } from "../ui/state-tag.tsx";
import { toast } from "../ui/toast.tsx";
import { SeverityTag } from "./tags.tsx";

export function BulletinPage() {
  const id = useParam("id");
  const say = useWords(words);
  const format = useFormat();
  const { language } = format;
  const { data, problem, again } = useCall(readBulletin, { id });
  const confirm = useAct(confirmBulletin);
  const cap = useDownload(bulletinCap);
  if (problem) return <PageProblem problem={problem} again={again} />;
  if (!data)
    return (
      <div className="page">
        <Skeleton lines={8} />
      </div>
    );
  const said = (one: { zh: string; en: string }): string => one[language] || one.zh;
  const { receipt } = data;
  return (
    <RecordPage
      title={said(data.headline)}
      back={{ to: "/warnings/bulletins", label: say("bulletins") }}
      mark={
        <>
          {data.type === "Cancel" ? (
            <StateTag tone="green">{say("type_Cancel")}</StateTag>
          ) : (
            <SeverityTag severity={data.severity} />
          )}
          <StateTag plain tone={data.stands ? "accent" : "grey"}>
            {say(data.stands ? "stands" : "over")}
          </StateTag>
          {data.demo ? <DemoTag /> : null}
        </>
      }
      actions={
        <>
          <Button icon="download" busy={cap.running} onClick={() => void cap.save({ id })}>
            {say("cap")}
          </Button>
          {receipt && receipt.receivedAt === null ? (
            <Button
              tone="primary"
              icon="check"
              busy={confirm.running}
              onClick={async () => {
                if (await confirm.attempt({ id })) toast(say("confirmed"));
              }}
            >
              {say("confirm")}
            </Button>
          ) : null}
        </>
      }
    >
      <ProblemNotice problem={confirm.problem ?? cap.problem} />
      <Card title={say("whatHappened")}>
        <p className="warning-text">{said(data.description)}</p>
      </Card>
      <Card title={say("instruction")}>
        <p className="warning-text">{said(data.instruction)}</p>
        <Facts
          facts={[
            [say("number"), data.number],
            [say("place"), data.place.name[language]],
            [say("stage"), say("sentBy", { name: data.sender, when: format.moment(data.sentAt) })],
            ...(receipt?.receivedAt
              ? [
                  [
                    say("receipts"),
                    say("confirmedBy", { name: receipt.by ?? "—", when: format.moment(receipt.receivedAt) }),
                  ] as const,
                ]
              : []),
          ]}
        />
      </Card>
      {data.earlier.length > 0 ? (
        <Card title={say("earlier")}>
          <ul className="warning-lines">
            {data.earlier.map((one) => (
              <li key={one.id}>
                <StateTag plain>{say(`type_${one.type}`)}</StateTag>{" "}
                <Link to={`/warnings/bulletins/${one.id}`}>{said(one.headline)}</Link>{" "}
                <span className="muted">{format.moment(one.sentAt)}</span>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </RecordPage>
  );
}
