// Two entries side by side, what differs marked, and every reason for and against their being one enterprise.
import type { Side } from "../../modules/enterprises/merging/contract.ts";
import { words } from "../../modules/enterprises/merging/words.ts";
import { words as registry } from "../../modules/enterprises/words.ts";
import { useFormat } from "../lib/use-format.ts";
import { useWords } from "../lib/words.ts";
import { useNames } from "./names.tsx";
import "./enterprises.css";

const fields = ["name", "creditCode", "industryCode", "regionCode", "address"] as const;

export function SideBySide({
  sides,
  heads,
}: {
  sides: readonly [Side, Side];
  heads: readonly [string, string];
}) {
  const say = useWords(words);
  const also = useWords(registry);
  const names = useNames();
  const shown = (side: Side, field: (typeof fields)[number]): string => {
    const value = side[field];
    if (field === "industryCode" && value) return `${names.industry(value)} ${value}`;
    if (field === "regionCode" && value) return `${names.region(value)} ${value}`;
    return value ?? "—";
  };
  const [left, right] = sides;
  return (
    <div className="beside">
      <table>
        <thead>
          <tr>
            <td />
            {heads.map((head) => (
              <th scope="col" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => {
            const apart = left[field] !== null && right[field] !== null && left[field] !== right[field];
            return (
              <tr key={field}>
                <th scope="row">
                  {also(`f_${field}`)}
                  {apart ? <span className="apart">{say("apart")}</span> : null}
                </th>
                <td>{shown(left, field)}</td>
                <td>{shown(right, field)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

type Reason = { finding: string; zh: string; en: string; weight?: number };

/** Strongest first, as the matcher gives them. */
export function Reasons({ score, reasons }: { score: number; reasons: readonly Reason[] }) {
  const say = useWords(words);
  const format = useFormat();
  const { language } = format;
  return (
    <div className="reasons">
      <p>{say("likeness", { share: format.percent(score, 0) })}</p>
      <ul>
        {reasons.map((reason) => (
          <li key={reason.finding}>
            {reason[language]}
            {reason.weight === undefined ? null : <span className="muted num"> {signed(reason.weight)}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

export const signed = (weight: number): string => `${weight < 0 ? "−" : "+"}${Math.abs(weight).toFixed(2)}`;
