// Questionnaires one may see.
import type { z } from "zod";
import {
  listQuestionnaires,
  type questionnaireRow,
  questionnaireStates,
} from "../../modules/research/questionnaires/contract.ts";
import { words } from "../../modules/research/words.ts";
import { useList } from "../lib/list.ts";
import { useMay } from "../lib/session.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { LinkButton } from "../ui/button.tsx";
import { ListPage } from "../ui/frame.tsx";
import { DemoTag, StateTag } from "../ui/state-tag.tsx";
import { Table } from "../ui/table.tsx";
import { Tabs } from "./names.tsx";

type Row = z.output<typeof questionnaireRow>;

export function QuestionnaireList() {
  const say = useWords(words);
  const format = useFormat();
  const may = useMay();
  const list = useList<Row>(listQuestionnaires, ["state"]);
  const add = may("research.write") ? (
    <LinkButton to="/research/questionnaires/new" tone="primary" icon="plus">
      {say("newQuestionnaire")}
    </LinkButton>
  ) : null;
  return (
    <ListPage
      title={say("questionnaires")}
      lead={list.loading ? undefined : say("questionnairesLead", { count: list.total })}
      actions={add}
    >
      <Tabs />
      <Table
        caption={say("questionnaires")}
        list={list}
        rowKey={(row) => row.id}
        to={(row) => `/research/questionnaires/${row.id}`}
        filters={[
          {
            name: "state",
            label: say("state"),
            options: questionnaireStates.map((state) => ({ value: state, label: say(`qstate_${state}`) })),
          },
        ]}
        columns={[
          {
            key: "title",
            label: say("title"),
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
            cell: (row) => (
              <StateTag tone={row.state === "open" ? "accent" : "grey"}>
                {say(`qstate_${row.state}`)}
              </StateTag>
            ),
          },
          {
            key: "answered",
            label: say("answered"),
            numeric: true,
            cell: (row) =>
              row.quota === null
                ? say("answeredCount", { count: row.answered })
                : say("answeredOf", { count: row.answered, quota: row.quota }),
          },
          {
            key: "endsOn",
            label: say("lastDay"),
            cell: (row) => (row.endsOn ? format.day(row.endsOn) : "—"),
          },
        ]}
        empty={{ title: say("questionnairesEmpty"), hint: say("questionnairesEmptyHint"), action: add }}
      />
    </ListPage>
  );
}
