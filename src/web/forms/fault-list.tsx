// What must be put right before a form can be published, beside the part it is about.
import type { Fault } from "../../engines/forms/index.ts";
import { useFormat } from "../lib/use-format.ts";

export function FaultList({ faults }: { faults: readonly Fault[] }) {
  const { language } = useFormat();
  if (faults.length === 0) return null;
  return (
    <ul className="faults">
      {faults.map((fault) => (
        <li key={fault.at + fault.zh} data-severity={fault.severity}>
          {fault[language]}
        </li>
      ))}
    </ul>
  );
}
