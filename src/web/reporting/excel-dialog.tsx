// The Excel way: take the prefilled template, bring it back, see every problem with its cell.
import { useState } from "react";
import { uploadFor } from "../../modules/reporting/behalf/contract.ts";
import {
  type FilingRecord,
  getTemplate,
  type SheetProblem,
  uploadEntry,
} from "../../modules/reporting/contract.ts";
import { words } from "../../modules/reporting/words.ts";
import { useAct, useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { FileDrop } from "../ui/file-drop.tsx";
import { Notice, ProblemNotice } from "../ui/problem-notice.tsx";
import type { Entry } from "./use-entry.ts";

type Result = { filled: number; problems: SheetProblem[] };

export function ExcelDialog({
  record,
  entry,
  behalf,
  onClose,
}: {
  record: FilingRecord;
  entry: Entry;
  behalf: boolean;
  onClose: () => void;
}) {
  const say = useWords(words);
  const template = useDownload(getTemplate);
  const upload = useAct(behalf ? uploadFor : uploadEntry);
  const [result, setResult] = useState<Result | null>(null);
  const { id } = record.card;
  const take = async (file: File) => {
    setResult(null);
    const revision = await entry.flush();
    if (revision === null) return;
    const answer = await upload.attempt({ id, revision }, file);
    if (!answer) return;
    entry.take(answer);
    setResult(answer);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("uploadFilled")}
      shape="wide"
      footer={<Button onClick={onClose}>{say("close")}</Button>}
    >
      <div className="stack">
        <p>
          <Button icon="download" busy={template.running} onClick={() => void template.save({ id })}>
            {say("downloadTemplate")}
          </Button>
        </p>
        <ProblemNotice problem={template.problem} />
        <FileDrop
          accept=".xlsx"
          hint={say("uploadHint")}
          busy={upload.running}
          onFile={(file) => void take(file)}
        />
        <ProblemNotice problem={entry.problem ?? upload.problem} />
        {result ? <Outcome result={result} /> : null}
      </div>
    </Dialog>
  );
}

function Outcome({ result }: { result: Result }) {
  const say = useWords(words);
  const { language } = useFormat();
  const { filled, problems } = result;
  if (problems.length === 0)
    return <Notice tone="green" live title={say("uploadedClean", { count: filled })} />;
  return (
    <Notice
      tone={filled ? "yellow" : "red"}
      live
      title={
        filled ? say("uploadedMixed", { count: filled, problems: problems.length }) : say("uploadedNone")
      }
    >
      <ul className="cells">
        {problems.map((problem) => (
          <li key={`${problem.cell}${problem.zh}`} data-tone={problem.severity === "hard" ? "red" : "yellow"}>
            {problem.cell ? <code>{problem.cell}</code> : null}
            {problem[language]}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
