// 完成情况: how many have reported, who is missing, and one button that reminds them.
import {
  completeness,
  exportCompleteness,
  type Grouping,
  groupings,
} from "../../modules/reporting/completeness/contract.ts";
import { words as boardWords } from "../../modules/reporting/completeness/words.ts";
import { words as historyWords } from "../../modules/reporting/history/words.ts";
import { words } from "../../modules/reporting/words.ts";
import { useQueryString } from "../lib/place.tsx";
import { useCall, useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { Empty } from "../ui/empty.tsx";
import { SelectField } from "../ui/field.tsx";
import { AnalysisPage } from "../ui/frame.tsx";
import { PageProblem, ProblemNotice } from "../ui/problem-notice.tsx";
import { Groups, shareOf } from "./completeness-groups.tsx";
import { FormSelect, useFormCode } from "./form-select.tsx";
import { MissingList } from "./missing-list.tsx";
import { PeriodSelect } from "./period-select.tsx";
import { Waiting } from "./waiting.tsx";
import "./reporting.css";

export function CompletenessBoard() {
  const say = useWords(words);
  const past = useWords(historyWords);
  const format = useFormat();
  const [query, setQuery] = useQueryString();
  const by: Grouping = groupings.find((one) => one === query.by) ?? "association";
  const period = typeof query.period === "string" ? query.period : undefined;
  const formCode = useFormCode();
  const board = useWords(boardWords);
  const save = useDownload(exportCompleteness);
  const takeAlong = () => void save.save({ by, formCode, ...(period ? { period } : {}) });
  const read = useCall(completeness, { by, formCode, ...(period ? { period } : {}) }, { keep: true });
  if (read.problem) return <PageProblem problem={read.problem} again={read.again} />;
  if (!read.data) return <Waiting />;
  const { data } = read;
  if (!data.period)
    return (
      <AnalysisPage title={say("boardTitle")} filters={<FormSelect />}>
        <Empty icon="board" title={say("noPeriod")} hint={say("noPeriodHint")} />
      </AnalysisPage>
    );
  const { total } = data;
  const month = format.month(data.period);
  return (
    <AnalysisPage
      title={say("boardTitle")}
      lead={
        total.missing
          ? say("boardLead", {
              month,
              expected: total.expected,
              reported: total.reported,
              share: shareOf(total),
              missing: total.missing,
              due: format.day(data.dueOn),
            })
          : say("boardAll", { month, expected: total.expected })
      }
      actions={
        <>
          <Button icon="download" busy={save.running} onClick={takeAlong}>
            Excel
          </Button>
          <LinkButton to="/reporting/deadlines">{board("calendar")}</LinkButton>
          <LinkButton to="/reporting/reminders">{board("reminders")}</LinkButton>
          <LinkButton to="/reporting/history">{past("link")}</LinkButton>
        </>
      }
      filters={
        <>
          <FormSelect />
          <PeriodSelect periods={data.periods} value={data.period} />
          <SelectField
            label={board("cut")}
            value={by}
            options={groupings.map((one) => ({ value: one, label: board(`by.${one}`) }))}
            onChange={(event) =>
              setQuery({ by: event.target.value, association: "", industry: "", region: "", offset: "" })
            }
          />
        </>
      }
    >
      <ProblemNotice problem={save.problem} />
      <Groups groups={data.groups} by={by} month={month} onXlsx={takeAlong} />
      <MissingList period={data.period} formCode={formCode} />
    </AnalysisPage>
  );
}
