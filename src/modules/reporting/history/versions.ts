// Which version of a form a past month is read by, and the columns of a workbook that reaches over several versions.
import { type Day, firstDayOf } from "../../../engines/calendar/index.ts";
import type { Field, PreparedForm } from "../../../engines/forms/index.ts";

/** Every published version of one form, oldest first. */
export type Versions = readonly [Dated, ...Dated[]];
type Dated = { validFrom: Day; form: PreparedForm };

/** The newest that was valid when the month began; months from before the first version are read by the first. */
export function formFor(versions: Versions, period: string): PreparedForm {
  const day = firstDayOf(period);
  return (versions.findLast((one) => one.validFrom <= day) ?? versions[0]).form;
}

/** What the newest version asks, then what only older ones asked. Units do not differ: publishing sees to that. */
export function fieldsAcross(versions: Versions): Field[] {
  const byCode = new Map<string, Field>();
  for (const { form } of [...versions].reverse())
    for (const field of form.fields)
      if (field.formula === null && field.type !== "text" && !byCode.has(field.code))
        byCode.set(field.code, field);
  return [...byCode.values()];
}
