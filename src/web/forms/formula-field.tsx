// Where a formula is typed: the whole width, letters of equal breadth, no spelling marks.
import { TextField } from "../ui/field.tsx";

export function FormulaField({
  label,
  hint,
  value,
  onFormula,
}: {
  label: string;
  hint: string;
  value: string;
  onFormula: (formula: string) => void;
}) {
  return (
    <div className="wide">
      <TextField
        label={label}
        hint={hint}
        className="input formula"
        spellCheck={false}
        maxLength={500}
        value={value}
        onChange={(event) => onFormula(event.target.value)}
      />
    </div>
  );
}
