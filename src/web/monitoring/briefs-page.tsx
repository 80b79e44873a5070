// 运行监测简报: one button writes the month's page; the list keeps every one as it was.
import { downloadBrief, listBriefs, makeBrief } from "../../modules/monitoring/panels/contract.ts";
import { words } from "../../modules/monitoring/panels/words.ts";
import { useAct, useCall, useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { ListPage } from "../ui/frame.tsx";
import { PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { Table } from "../ui/table.tsx";
import { toast } from "../ui/toast.tsx";

export function BriefsPage() {
  const say = useWords(words);
  const format = useFormat();
  const read = useCall(listBriefs, {});
  const make = useAct(makeBrief);
  const save = useDownload(downloadBrief);
  if (read.problem) return <PageProblem problem={read.problem} again={read.again} />;
  const write = () =>
    void make.attempt({}).then((done) => {
      if (!done) return;
      toast(say("made", { month: format.month(done.month), number: done.number }));
      read.again();
    });
  return (
    <ListPage
      title={say("briefs")}
      lead={say("briefsLead")}
      back={{ to: "/monitoring/analysis", label: say("analysis") }}
      actions={
        <Button tone="primary" busy={make.running} onClick={write}>
          {say("makeBrief")}
        </Button>
      }
    >
      <ProblemNotice problem={make.problem ?? save.problem} />
      {read.data ? (
        <Table
          caption={say("briefs")}
          rows={read.data.briefs}
          rowKey={(row) => row.id}
          columns={[
            {
              key: "brief",
              label: say("brief"),
              cell: (row) =>
                `${format.month(row.month)}（${say(row.vintage)}） ${say("issue", { number: row.number })}`,
            },
            {
              key: "made",
              label: say("madeBy"),
              cell: (row) => `${row.madeBy} · ${format.moment(row.madeAt)}`,
            },
            {
              key: "file",
              label: say("download"),
              phone: "act",
              cell: (row) => (
                <Button small onClick={() => void save.save({ id: row.id })}>
                  {say("download")}
                </Button>
              ),
            },
          ]}
          empty={{ title: say("noBriefs"), hint: say("noBriefsHint") }}
        />
      ) : (
        <Skeleton lines={6} />
      )}
    </ListPage>
  );
}
