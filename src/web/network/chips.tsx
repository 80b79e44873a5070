// A choice of several out of many: picked one by one, each taken out again by its own button; none means all.
import { SelectField } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { useSay } from "./names.tsx";

type Option = { value: string; label: string };

export function Chips({
  label,
  name,
  picked,
  options,
  onChange,
}: {
  /** Left out: nothing is added here, only taken out. */
  label?: string;
  name: string;
  picked: readonly string[];
  options: readonly Option[];
  onChange: (picked: string[]) => void;
}) {
  const say = useSay();
  const labelOf = (value: string): string => options.find((one) => one.value === value)?.label ?? value;
  return (
    <div className="chips-field">
      {label ? (
        <SelectField
          label={label}
          name={name}
          placeholder={picked.length > 0 ? say("picked", { count: picked.length }) : say("all")}
          value=""
          onChange={(event) => onChange([...picked, event.target.value])}
          options={options.filter((one) => !picked.includes(one.value))}
        />
      ) : null}
      {picked.length > 0 ? (
        <ul className="chips">
          {picked.map((value) => (
            <li key={value}>
              <button
                type="button"
                className="btn small"
                aria-label={`${say("remove")}：${labelOf(value)}`}
                onClick={() => onChange(picked.filter((one) => one !== value))}
              >
                {labelOf(value)} <Icon name="cross" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
