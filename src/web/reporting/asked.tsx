// What is asked, and what is to be said at each field: sent back, wrong, or to be explained.
import type { PreparedForm, Remark } from "../../engines/forms/index.ts";
import type { FilingRecord } from "../../modules/reporting/contract.ts";
import { words } from "../../modules/reporting/words.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import type { GridMessage } from "../ui/number-grid.tsx";

type Fields = Record<string, string | null>;

export type Asked = {
  form: PreparedForm;
  record: FilingRecord;
  values: Fields;
  explanations: Fields;
  remarks: readonly Remark[];
  editable: boolean;
  /** Fields that are not asked now. */
  skipped: ReadonlySet<string>;
  onType: (change: Fields) => void;
  onExplain: (key: string, text: string) => void;
};

/** What is to be said at one field: sent back, wrong, or to be explained. */
export function useMessages(asked: Asked): (code: string) => GridMessage[] {
  const say = useWords(words);
  const { language } = useFormat();
  const { record, values, explanations, remarks, editable, onExplain } = asked;
  const marked = askedToCorrect(record, values);
  return (code) => [
    ...(marked.has(code) ? [{ tone: "red" as const, text: say("returnIt") }] : []),
    ...remarks
      .filter((remark) => remark.field === code)
      .map((remark): GridMessage => {
        if (remark.severity === "hard") return { tone: "red", text: remark[language] };
        const extra = (
          <Explain
            key="explain"
            remark={remark}
            text={explanations[remark.key] ?? ""}
            editable={editable}
            onExplain={onExplain}
          />
        );
        return { tone: "yellow", text: remark[language], extra };
      }),
  ];
}

function Explain({
  remark,
  text,
  editable,
  onExplain,
}: {
  remark: Remark;
  text: string;
  editable: boolean;
  onExplain: (key: string, text: string) => void;
}) {
  const say = useWords(words);
  if (!editable) {
    return (
      <p className="explained">
        {say("explanationOf")}：{text || say("noExplanation")}
      </p>
    );
  }
  return (
    <input
      id={`explain-${remark.key}`}
      className="input explain"
      aria-label={`${say("explain")}：${remark.zh}`}
      placeholder={say("explain")}
      maxLength={500}
      value={text}
      onChange={(event) => onExplain(remark.key, event.target.value)}
    />
  );
}

/** Fields the association has marked and that still stand as they were. */
function askedToCorrect(record: FilingRecord, values: Fields): ReadonlySet<string> {
  if (record.card.state !== "returned") return new Set();
  const why = record.decisions.findLast((decision) => decision.decision === "returned");
  const filed = record.vintages.at(-1)?.values ?? {};
  return new Set((why?.fields ?? []).filter((code) => (values[code] ?? null) === (filed[code] ?? null)));
}
