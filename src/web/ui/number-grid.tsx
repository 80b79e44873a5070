// A numeric form as a grid: paste a column from Excel, Enter and arrows move, every message stands at its row.
import { Fragment, type ReactNode, useRef } from "react";
import { useWords } from "../lib/words.ts";
import { words } from "./words.ts";

export type GridRow = {
  key: string;
  label: ReactNode;
  hint?: ReactNode;
  unit: string;
  /** Last period's value as text already formatted. */
  before?: ReactNode;
  needed?: boolean;
  /** Computed, or known already. */
  readOnly?: boolean;
};
export type GridMessage = { tone: "red" | "yellow"; text: ReactNode; extra?: ReactNode };

export function NumberGrid({
  caption,
  rows,
  values,
  onChange,
  messages = {},
  readOnly,
  heads,
}: {
  caption: string;
  rows: readonly GridRow[];
  /** Text as typed; "" is unknown. */
  values: Readonly<Record<string, string>>;
  onChange: (change: Record<string, string>) => void;
  messages?: Readonly<Record<string, readonly GridMessage[]>>;
  readOnly?: boolean;
  heads: { name: string; before?: string; value: string };
}) {
  const say = useWords(words);
  const table = useRef<HTMLTableElement>(null);
  const focus = (i: number) => {
    const input = table.current?.querySelectorAll<HTMLInputElement>("input[data-cell]")[i];
    input?.focus();
    input?.select();
  };
  return (
    <table className="number-grid" ref={table}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th>{heads.name}</th>
          {heads.before ? <th className="before">{heads.before}</th> : null}
          <th className="num">{heads.value}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => {
          const own = messages[row.key] ?? [];
          const wrong = own.some((message) => message.tone === "red");
          return (
            <Fragment key={row.key}>
              <tr>
                <th scope="row" className="name">
                  <label htmlFor={`field-${row.key}`}>
                    {row.label}
                    {row.needed ? (
                      <span className="needed" title={say("needed")}>
                        {" "}
                        *
                      </span>
                    ) : null}
                  </label>
                  {row.hint ? <small>{row.hint}</small> : null}
                  {heads.before ? (
                    <small className="before-narrow">
                      {heads.before} {row.before ?? "—"} {row.unit}
                    </small>
                  ) : null}
                </th>
                {heads.before ? <td className="before">{row.before ?? "—"}</td> : null}
                <td className="cell">
                  <span className="input-with-unit">
                    <input
                      data-cell
                      id={`field-${row.key}`}
                      className="input"
                      style={{ paddingRight: `${row.unit.length + 1.4}em` }}
                      inputMode="decimal"
                      autoComplete="off"
                      value={values[row.key] ?? ""}
                      readOnly={readOnly || row.readOnly}
                      aria-invalid={wrong || undefined}
                      aria-describedby={own.length ? `note-${row.key}` : undefined}
                      onChange={(event) => onChange({ [row.key]: normal(event.target.value) })}
                      onPaste={(event) => {
                        const cells = cellsOf(event.clipboardData.getData("text/plain"));
                        if (cells.length < 2 || readOnly) return;
                        event.preventDefault();
                        onChange(spread(rows, i, cells));
                        focus(Math.min(rows.length - 1, i + cells.length - 1));
                      }}
                      onKeyDown={(event) => {
                        if (event.nativeEvent.isComposing) return;
                        const step =
                          event.key === "Enter" || event.key === "ArrowDown"
                            ? 1
                            : event.key === "ArrowUp"
                              ? -1
                              : 0;
                        if (step === 0 || event.ctrlKey || event.metaKey) return;
                        event.preventDefault();
                        focus(i + (event.key === "Enter" && event.shiftKey ? -1 : step));
                      }}
                    />
                    <span className="unit">{row.unit}</span>
                  </span>
                </td>
              </tr>
              {own.length ? (
                <tr className="note">
                  <td colSpan={heads.before ? 3 : 2} id={`note-${row.key}`}>
                    {own.map((message, n) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: the messages of a row keep their order
                      <div key={n} className="msg" data-tone={message.tone}>
                        {message.text}
                        {message.extra}
                      </div>
                    ))}
                  </td>
                </tr>
              ) : null}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

/** Full-width digits and thousands separators are what people paste; the rest is left for the check to name. */
export function normal(text: string): string {
  return text
    .replace(/[０-９．－＋％]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[−–—](?=\s*[\d.])/g, "-")
    .replace(/[,，\s]/g, "");
}

/** A column from Excel, or a row of it. */
export function cellsOf(text: string): string[] {
  const lines = text.replace(/\r/g, "").replace(/\n+$/, "").split("\n");
  const cells =
    lines.length === 1 ? lines[0]!.split("\t") : lines.map((line) => line.split("\t").pop() ?? "");
  return cells.map(normal);
}

function spread(rows: readonly GridRow[], from: number, cells: readonly string[]): Record<string, string> {
  const change: Record<string, string> = {};
  cells.forEach((cell, n) => {
    const row = rows[from + n];
    if (row && !row.readOnly) change[row.key] = cell;
  });
  return change;
}
