// What was changed, when and by whom, as differences one can read.
import { readHistory, type SizeClass, sizeClasses } from "../../modules/enterprises/contract.ts";
import { words } from "../../modules/enterprises/words.ts";
import { shift } from "../lib/format.ts";
import { useCall } from "../lib/use-call.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { Skeleton } from "../ui/empty.tsx";
import { Card } from "../ui/frame.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { useNames } from "./names.tsx";
import "./enterprises.css";

export type Change = { field: string; before: string | null; after: string | null };

export function History({ id }: { id: string }) {
  const say = useWords(words);
  const format = useFormat();
  const { data, problem, loading, again } = useCall(readHistory, { id });
  return (
    <Card title={say("history")}>
      <ProblemNotice problem={problem} again={again} />
      {loading ? <Skeleton lines={5} /> : null}
      {data && !data.visible ? <p className="muted">{say("historyHidden")}</p> : null}
      {data?.visible && data.entries.length === 0 ? <p className="muted">{say("historyEmpty")}</p> : null}
      <ol className="timeline">
        {(data?.entries ?? []).map((entry) => (
          <li key={entry.id}>
            <strong>{actionName(entry.action, say)}</strong>
            <div className="when" title={format.moment(entry.at)}>
              {format.ago(entry.at)} · {entry.by ?? say("bySystem")}
            </div>
            <Changes changes={entry.changes} />
          </li>
        ))}
      </ol>
    </Card>
  );
}

const acts: Readonly<Record<string, keyof typeof words.zh>> = {
  "enterprises.register": "act_register",
  "enterprises.edit": "act_edit",
  "enterprises.facts": "act_facts",
  "enterprises.import": "act_import",
  "enterprises.tier": "act_tier",
  "enterprises.tier-end": "act_tier_end",
  "enterprises.key-list": "act_key_list",
  "enterprises.key-list-end": "act_key_list_end",
  "enterprises.merge": "act_merge",
  "enterprises.unmerge": "act_unmerge",
};
const actionName = (action: string, say: (key: keyof typeof words.zh) => string): string =>
  acts[action] ? say(acts[action]) : action;

/** Field by field: the former value struck out, the new one after it. */
export function Changes({ changes }: { changes: readonly Change[] }) {
  const say = useWords(words);
  const shown = useShown();
  if (changes.length === 0) return null;
  return (
    <ul className="changes">
      {changes.map(({ field, before, after }) => (
        <li key={field}>
          {shown.label(field)}：
          {before === null ? null : (
            <>
              <span className="was">{shown.value(field, before)}</span> →{" "}
            </>
          )}
          {after === null ? <span className="muted">{say("blank")}</span> : shown.value(field, after)}
        </li>
      ))}
    </ul>
  );
}

function useShown() {
  const say = useWords(words);
  const names = useNames();
  const format = useFormat();
  return {
    label: (field: string): string => {
      const [name = "", year] = field.split("@");
      if (year) return `${say(name as "employees" | "revenue" | "assets")}（${say("year", { year })}）`;
      const key = `f_${name}`;
      return key in words.zh ? say(key as keyof typeof words.zh) : name;
    },
    value: (field: string, value: string): string => {
      const [name] = field.split("@");
      if (name === "industryCode") return `${names.industry(value)} ${value}`;
      if (name === "regionCode") return `${names.region(value)} ${value}`;
      if (name === "registrationType") return names.registrationType(value);
      if (name === "tier") return names.tier(value);
      if (name === "keyList") return names.keyList(value);
      if (name === "employees") return format.figure(value, { unit: "人", scaled: false });
      if (name === "revenue" || name === "assets") return format.figure(shift(value, -4), { unit: "万元" });
      if (name === "sizeClass" && (sizeClasses as readonly string[]).includes(value)) {
        return names.size(value as SizeClass);
      }
      return value;
    },
  };
}
