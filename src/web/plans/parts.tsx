// A part of a plan that is a list of short records: add, change, move, remove.
import { Button } from "../ui/button.tsx";
import { SelectField, TextArea, TextField } from "../ui/field.tsx";
import { Card } from "../ui/frame.tsx";
import { useSay } from "./names.tsx";

type Value = string | null;
type Rec = Readonly<Record<string, Value>>;
export type PartColumn = {
  name: string;
  label: string;
  max?: number;
  long?: boolean;
  options?: readonly { value: string; label: string }[];
  /** What an unset choice is called. */
  empty?: string;
};

/** A key nobody else in the list has. */
export function freshKey(taken: readonly { key: string }[], head: string): string {
  let n = taken.length + 1;
  while (taken.some((one) => one.key === `${head}${n}`)) n++;
  return `${head}${n}`;
}

export function Parts<R extends Rec>({
  name,
  title,
  hint,
  rows,
  columns,
  fresh,
  onChange,
}: {
  name: string;
  title: string;
  hint?: string;
  rows: readonly R[];
  columns: readonly PartColumn[];
  fresh: (key: string) => R;
  onChange: (rows: R[]) => void;
}) {
  const say = useSay();
  const set = (at: number, by: Rec) => onChange(rows.map((row, i) => (i === at ? { ...row, ...by } : row)));
  const keyed = rows as unknown as readonly { key: string }[];
  return (
    <Card title={title}>
      {hint ? <p className="muted">{hint}</p> : null}
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: records have no name of their own, and keep their places
        <div className="plan-part" key={i}>
          <div className="pair">
            {columns.map((column) => {
              const bound = {
                label: column.label,
                name: `${name}-${i}-${column.name}`,
                value: row[column.name] ?? "",
                onChange: (event: { target: { value: string } }) =>
                  set(i, { [column.name]: event.target.value || (column.empty ? null : "") }),
              };
              if (column.options)
                return (
                  <SelectField
                    key={column.name}
                    {...(column.empty ? { placeholder: column.empty } : {})}
                    options={column.options}
                    {...bound}
                  />
                );
              return column.long ? (
                <TextArea key={column.name} rows={3} maxLength={column.max} {...bound} />
              ) : (
                <TextField key={column.name} maxLength={column.max} {...bound} />
              );
            })}
          </div>
          <div>
            <Button
              small
              tone="quiet"
              icon="cross"
              aria-label={`${say("remove")} ${title} ${i + 1}`}
              onClick={() => onChange(rows.filter((_, at) => at !== i))}
            >
              {say("remove")}
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button
          small
          icon="plus"
          aria-label={`${say("add")}：${title}`}
          onClick={() => onChange([...rows, fresh(freshKey(keyed, `${name.slice(0, -1)}-`))])}
        >
          {say("add")}
        </Button>
      </div>
    </Card>
  );
}
