// One question of a form: label, control, hint, and what is wrong, tied together for readers of every kind.
import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from "react";
import { useWords } from "../lib/words.ts";
import { words } from "./words.ts";

type Frame = {
  label: ReactNode;
  hint?: ReactNode;
  /** The sentence of what is wrong; also marks the control. */
  wrong?: string | undefined;
  needed?: boolean;
};
type Bound = {
  id: string;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
  required?: boolean;
};

/** @param children gets the attributes that tie it to the label */
export function Field({
  label,
  hint,
  wrong,
  needed,
  name,
  children,
}: Frame & { name?: string; children: (bound: Bound) => ReactNode }) {
  const own = useId();
  const id = name ? `field-${name}` : own;
  const say = useWords(words);
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {needed ? (
          <span className="needed" title={say("needed")}>
            *
          </span>
        ) : null}
      </label>
      {children({
        id,
        "aria-invalid": wrong ? true : undefined,
        "aria-describedby": wrong || hint ? `${id}-note` : undefined,
      })}
      {wrong ? (
        <span className="wrong" id={`${id}-note`} role="alert">
          {wrong}
        </span>
      ) : hint ? (
        <span className="hint" id={`${id}-note`}>
          {hint}
        </span>
      ) : null}
    </div>
  );
}

export function TextField({
  label,
  hint,
  wrong,
  needed,
  unit,
  ...input
}: Frame & { unit?: string } & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <Field label={label} hint={hint} wrong={wrong} {...flags(needed, input.name)}>
      {(bound) =>
        unit ? (
          <span className="input-with-unit">
            <input
              className="input"
              style={{ paddingRight: `${unit.length + 1.4}em` }}
              inputMode="decimal"
              autoComplete="off"
              {...bound}
              {...input}
            />
            <span className="unit">{unit}</span>
          </span>
        ) : (
          <input className="input" {...bound} {...input} />
        )
      }
    </Field>
  );
}

export function TextArea({
  label,
  hint,
  wrong,
  needed,
  ...input
}: Frame & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <Field label={label} hint={hint} wrong={wrong} {...flags(needed, input.name)}>
      {(bound) => <textarea className="input" {...bound} {...input} />}
    </Field>
  );
}

export type Option = { value: string; label: string };

export function SelectField({
  label,
  hint,
  wrong,
  needed,
  options,
  placeholder,
  ...input
}: Frame & { options: readonly Option[]; placeholder?: string } & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Field label={label} hint={hint} wrong={wrong} {...flags(needed, input.name)}>
      {(bound) => (
        <select className="input" {...bound} {...input}>
          {placeholder === undefined ? null : <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function Check({
  children,
  ...input
}: { children: ReactNode } & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <label className="check">
      <input type="checkbox" {...input} />
      <span>{children}</span>
    </label>
  );
}

/** A choice among few, all visible. */
export function Segmented<V extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: V;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
}) {
  return (
    <fieldset className="segmented" style={{ margin: 0 }} aria-label={label}>
      {options.map((option) => (
        <button
          type="button"
          key={option.value}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}

const flags = (needed: boolean | undefined, name: string | undefined) => ({
  ...(needed ? { needed } : {}),
  ...(name ? { name } : {}),
});
