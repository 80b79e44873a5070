// What an enterprise lets each of its associations see, said plainly; only its owner decides.
import type { z } from "zod";
import { listMemberships, type membership, setConsent } from "../../modules/people/contract.ts";
import { words } from "../../modules/people/words.ts";
import { useMay } from "../lib/session.ts";
import { useAct, useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { Card, ListPage } from "../ui/frame.tsx";
import { Notice, PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { toast } from "../ui/toast.tsx";
import { Tabs } from "./tabs.tsx";

type Membership = z.output<typeof membership>;

export function Consent() {
  const say = useWords(words);
  const may = useMay();
  const read = useCall(listMemberships, { limit: 200 });
  const rows = read.data?.rows ?? [];
  const given = rows.filter((row) => row.consent).length;
  return (
    <ListPage
      title={say("people")}
      lead={read.data ? say("consent.lead", { count: rows.length, given }) : undefined}
    >
      <Tabs />
      {may("people.consent") ? null : <Notice tone="blue">{say("consent.ownerDecides")}</Notice>}
      {read.problem ? <PageProblem problem={read.problem} again={read.again} /> : null}
      {read.loading ? <Skeleton lines={6} /> : null}
      {read.data && rows.length === 0 ? (
        <Empty icon="building" title={say("consent.empty")} hint={say("consent.emptyHint")} />
      ) : null}
      {rows.map((row) => (
        <OneAssociation key={row.id} row={row} decides={may("people.consent")} />
      ))}
    </ListPage>
  );
}

function OneAssociation({ row, decides }: { row: Membership; decides: boolean }) {
  const say = useWords(words);
  const format = useFormat();
  const act = useAct(setConsent, { touches: ["/api/"] });
  const turn = async (consent: boolean) => {
    if (await act.attempt({ id: row.id, consent })) {
      toast(consent ? say("consent.given") : say("consent.withdrawn"), { undo: () => void turn(!consent) });
    }
  };
  return (
    <Card
      title={row.associationName}
      actions={
        row.consent ? (
          <StateTag tone="green">{say("consent.yes")}</StateTag>
        ) : (
          <StateTag>{say("consent.no")}</StateTag>
        )
      }
    >
      <ProblemNotice problem={act.problem} />
      <div className="consent-row">
        <span className="muted">
          {row.consentAt
            ? say(row.consent ? "consent.since" : "consent.endedAt", { moment: format.moment(row.consentAt) })
            : say("consent.never")}
        </span>
        {decides ? (
          <Button
            tone={row.consent ? undefined : "primary"}
            busy={act.running}
            onClick={() => turn(!row.consent)}
          >
            {row.consent ? say("consent.withdraw") : say("consent.give")}
          </Button>
        ) : null}
      </div>
      <div className="consent-sees">
        <div>
          <h3>{say("consent.always")}</h3>
          <ul>
            <li>{say("consent.always1")}</li>
            <li>{say("consent.always2")}</li>
            <li>{say("consent.always3")}</li>
          </ul>
        </div>
        <div>
          <h3>{say("consent.only")}</h3>
          <ul>
            <li>{say("consent.only1")}</li>
            <li>{say("consent.only2")}</li>
          </ul>
        </div>
        <div>
          <h3>{say("consent.neverSees")}</h3>
          <ul>
            <li>{say("consent.never1")}</li>
            <li>{say("consent.never2")}</li>
          </ul>
        </div>
      </div>
    </Card>
  );
}
