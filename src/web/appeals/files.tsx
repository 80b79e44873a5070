// The files of an appeal: names that open them; those of a draft can be taken back.
import { type Attachment, readAttachment, removeAttachment } from "../../modules/appeals/contract.ts";
import { useAct, useDownload } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { Button } from "../ui/button.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { useSay } from "./names.tsx";

const sizeOf = (bytes: number): string =>
  bytes >= 1_048_576 ? `${(bytes / 1_048_576).toFixed(1)} MB` : `${Math.ceil(bytes / 1024)} KB`;

export function Files({
  appealId,
  rows,
  removable,
  onRemoved,
}: {
  appealId: string;
  rows: readonly Attachment[];
  removable?: boolean;
  onRemoved?: (id: string) => void;
}) {
  const say = useSay();
  const format = useFormat();
  const file = useDownload(readAttachment);
  const remove = useAct(removeAttachment);
  if (rows.length === 0) return <p className="muted">{say("filesNone")}</p>;
  return (
    <>
      <ProblemNotice problem={file.problem ?? remove.problem} />
      <ul className="appeal-files">
        {rows.map((row) => (
          <li key={row.id}>
            <Button
              small
              tone="quiet"
              icon="download"
              onClick={() => file.save({ id: appealId, attachmentId: row.id })}
            >
              {row.name}
            </Button>
            <span className="muted">
              {sizeOf(row.bytes)} · {row.by} · {format.ago(row.at)}
            </span>
            {removable && row.mine ? (
              <Button
                small
                tone="quiet"
                icon="cross"
                aria-label={`${say("removeFile")} ${row.name}`}
                onClick={async () => {
                  if (await remove.attempt({ id: appealId, attachmentId: row.id })) onRemoved?.(row.id);
                }}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}
