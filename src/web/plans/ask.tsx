// A small question before a deed: a reason, a date, a person.
import { useState } from "react";
import type { Act } from "../lib/use-call.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField, TextArea, TextField } from "../ui/field.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { useSay } from "./names.tsx";

export type AskField = {
  name: string;
  label: string;
  type: "line" | "text" | "date" | "moment" | "choice";
  needed?: boolean;
  options?: readonly { value: string; label: string }[];
};
type Values = Readonly<Record<string, string>>;

export function Ask({
  open,
  title,
  hint,
  submit,
  act,
  fields,
  onClose,
  onSubmit,
}: {
  open: boolean;
  title: string;
  hint?: string;
  submit: string;
  // biome-ignore lint/suspicious/noExplicitAny: the question does not look into what is asked
  act: Act<any>;
  fields: readonly AskField[];
  onClose: () => void;
  /** @returns whether it was done, and the question may go */
  onSubmit: (values: Values) => Promise<boolean>;
}) {
  const say = useSay();
  const [values, setValues] = useState<Values>({});
  const missing = fields.some((field) => field.needed && !values[field.name]?.trim());
  const away = () => {
    setValues({});
    act.clear();
    onClose();
  };
  const bound = (field: AskField) => ({
    label: field.label,
    name: field.name,
    needed: field.needed ?? false,
    value: values[field.name] ?? "",
    onChange: (event: { target: { value: string } }) =>
      setValues((before) => ({ ...before, [field.name]: event.target.value })),
  });
  return (
    <Dialog
      open={open}
      onClose={away}
      title={title}
      onSubmit={async () => {
        if (!missing && (await onSubmit(values))) away();
      }}
      footer={
        <>
          <Button onClick={away}>{say("cancel")}</Button>
          <Button tone="primary" type="submit" busy={act.running} disabled={missing}>
            {submit}
          </Button>
        </>
      }
    >
      <div className="plan-form">
        <ProblemNotice problem={act.problem} />
        {hint ? <p>{hint}</p> : null}
        {fields.map((field) =>
          field.type === "text" ? (
            <TextArea key={field.name} rows={4} maxLength={1000} {...bound(field)} />
          ) : field.type === "choice" ? (
            <SelectField key={field.name} placeholder="" options={field.options ?? []} {...bound(field)} />
          ) : (
            <TextField
              key={field.name}
              type={field.type === "date" ? "date" : field.type === "moment" ? "datetime-local" : "text"}
              {...bound(field)}
            />
          ),
        )}
      </div>
    </Dialog>
  );
}
