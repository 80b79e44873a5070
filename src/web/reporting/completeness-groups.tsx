// One period by any cut: a chart of how much came and came in time, and the table behind it.
import { readReference } from "../../modules/enterprises/contract.ts";
import type { CompletenessGroup, Grouping } from "../../modules/reporting/completeness/contract.ts";
import { words as boardWords } from "../../modules/reporting/completeness/words.ts";
import { words } from "../../modules/reporting/words.ts";
import { useQueryString } from "../lib/place.tsx";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Chart } from "../ui/chart.tsx";
import { type Column, Table } from "../ui/table.tsx";

const rateOf = (one: CompletenessGroup): number => (one.expected ? one.reported / one.expected : 1);
export const shareOf = ({ reported, expected }: CompletenessGroup): string =>
  expected ? `${((100 * reported) / expected).toFixed(1)}%` : "—";

const NARROWS: readonly Grouping[] = ["association", "industry", "region"];
/** More bars than this say nothing any more; the table has them all. */
const MOST_BARS = 24;

export function Groups({
  groups,
  by,
  month,
  onXlsx,
}: {
  groups: readonly CompletenessGroup[];
  by: Grouping;
  month: string;
  onXlsx: () => void;
}) {
  const say = useWords(words);
  const board = useWords(boardWords);
  const format = useFormat();
  const [, setQuery] = useQueryString();
  const nameOf = useCodeNames(by);
  const columns: Column<CompletenessGroup>[] = [
    {
      key: "name",
      label: say("groupName"),
      cell: (row) =>
        NARROWS.includes(by) && row.code ? (
          <button type="button" className="as-link" onClick={() => setQuery({ [by]: row.code, offset: "" })}>
            {nameOf(row)}
          </button>
        ) : (
          nameOf(row)
        ),
    },
    {
      key: "rate",
      label: say("rate"),
      phone: "badge",
      cell: (row) => (
        <span className="rate">
          <span className="bar" aria-hidden="true">
            <i style={{ width: `${row.expected ? (100 * row.reported) / row.expected : 0}%` }} />
          </span>
          {shareOf(row)}
        </span>
      ),
    },
    { key: "expected", label: say("expected"), numeric: true, cell: (row) => row.expected },
    { key: "reported", label: say("reported"), numeric: true, cell: (row) => row.reported },
    { key: "accepted", label: say("accepted"), numeric: true, cell: (row) => row.accepted },
    { key: "returned", label: say("returned"), numeric: true, phone: "hide", cell: (row) => row.returned },
    { key: "missing", label: say("missing"), numeric: true, cell: (row) => row.missing },
    { key: "onTime", label: say("onTime"), numeric: true, cell: (row) => row.onTime },
    { key: "grace", label: board("grace"), numeric: true, phone: "hide", cell: (row) => row.grace },
    { key: "late", label: board("late"), numeric: true, phone: "hide", cell: (row) => row.late },
    // Past months brought in from a workbook; a usual month has none.
    ...(groups.some((row) => row.history > 0)
      ? [
          {
            key: "history",
            label: board("history"),
            numeric: true,
            cell: (row: CompletenessGroup) => row.history,
          },
        ]
      : []),
    {
      key: "days",
      label: board("medianDays"),
      numeric: true,
      phone: "hide",
      cell: (row) =>
        row.medianDays === null ? "—" : format.figure(String(row.medianDays), { scaled: false }),
    },
  ];
  const worst = groups.reduce<CompletenessGroup | null>(
    (low, one) => (one.missing && (!low || rateOf(one) < rateOf(low)) ? one : low),
    null,
  );
  const drawn = groups.slice(0, MOST_BARS);
  const percent = (part: number, whole: number): string | null =>
    whole ? ((100 * part) / whole).toFixed(1) : null;
  return (
    <>
      {groups.length > 1 ? (
        <Chart
          finding={
            worst
              ? board("chartFinding", { month, name: nameOf(worst), share: shareOf(worst) })
              : board("chartAll", { month })
          }
          definition={board("chartDefinition", { cut: board(`by.${by}`) })}
          onXlsx={onXlsx}
          data={{
            labels: drawn.map(nameOf),
            unit: "%",
            digits: 1,
            series: [
              {
                name: board("rate"),
                shape: "bar",
                values: drawn.map((one) => percent(one.reported, one.expected)),
              },
              {
                name: board("timely"),
                shape: "bar",
                values: drawn.map((one) => percent(one.onTime, one.expected)),
              },
            ],
          }}
        />
      ) : null}
      <Table
        caption={say("boardTitle")}
        rows={groups}
        columns={columns}
        rowKey={(row) => row.code}
        empty={{ title: say("noPeriod") }}
      />
      <p className="muted">
        {board("method")} {board("today")}
      </p>
    </>
  );
}

/** Codes of industries and provinces as their names. */
function useCodeNames(by: Grouping): (row: CompletenessGroup) => string {
  const { language } = useFormat();
  const say = useWords(words);
  const reference = useCall(readReference, by === "industry" || by === "region" ? {} : null);
  const known = by === "industry" ? reference.data?.industries : reference.data?.regions;
  const names = new Map((known ?? []).map((one) => [one.code, one[language]]));
  return (row) => {
    if (!row.code) return say("none");
    return names.get(row.code) ?? names.get(`${row.code}0000`) ?? row.name;
  };
}
