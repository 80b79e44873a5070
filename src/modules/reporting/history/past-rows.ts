// What may be taken in of a list of past months, row by row, and why not.
import { before, firstDayOf, yearBefore } from "../../../engines/calendar/index.ts";
import { check, type PreparedForm, type Values } from "../../../engines/forms/index.ts";

/** One row as it was read; `cells` says where each column stood. */
export type PastRow = {
  rowNumber: number;
  code: string;
  name: string;
  period: string;
  answers: Record<string, string>;
  cells: Readonly<Record<string, string>>;
};
export type Known = {
  id: string;
  name: string;
  /** Whether its figures may be written by whoever asks. */
  open: boolean;
};
export type PastProblem = {
  rowNumber: number;
  cell: string;
  severity: "hard" | "soft";
  zh: string;
  en: string;
};
export type Taken = { organisationId: string; period: string; values: Values; form: PreparedForm };

/**
 * @param formFor the form as it was asked in a period: a workbook may reach over several versions
 * @param columns names of all columns, by code
 * @param standing "organisation period" of returns that stand already: neither changed nor complained about
 * @param today nothing that is not over can be past
 */
export function judgePast(
  formFor: (period: string) => PreparedForm,
  columns: ReadonlyMap<string, { zh: string; en: string }>,
  rows: readonly PastRow[],
  known: ReadonlyMap<string, Known>,
  standing: ReadonlySet<string>,
  today: string,
): { taken: Taken[]; standing: number; problems: PastProblem[] } {
  const problems: PastProblem[] = [];
  const taken: Taken[] = [];
  let stood = 0;
  const byKey = new Map(rows.map((row) => [`${row.code} ${row.period}`, row]));
  const codeOfName = new Map([...known].map(([code, one]) => [plain(one.name), code]));
  const valuesOf = (code: string, period: string | null): Values => {
    const row = period ? byKey.get(`${code} ${period}`) : undefined;
    return row ? check(formFor(row.period), row.answers, { previous: {}, lastYear: {} }).values : {};
  };
  for (const row of rows) {
    const say = (column: string, severity: "hard" | "soft", zh: string, en: string) =>
      problems.push({ rowNumber: row.rowNumber, cell: row.cells[column] ?? "", severity, zh, en });
    const one = known.get(row.code);
    if (!one) {
      say(
        "credit_code",
        "hard",
        `登记库里没有代码 ${row.code} 的企业，或不在您的范围内。请先在“企业名录”登记。`,
        `No enterprise of code ${row.code} is registered within your reach. Register it first.`,
      );
      continue;
    }
    if (!one.open) {
      say(
        "credit_code",
        "hard",
        `“${one.name}”未授权协会查看和填写数据，请由企业自己导入。`,
        `${one.name} has not let the association see or fill in its figures; let it import them itself.`,
      );
      continue;
    }
    const belongs = row.name ? codeOfName.get(plain(row.name)) : undefined;
    if (belongs && belongs !== row.code) {
      say(
        "credit_code",
        "hard",
        `代码 ${row.code} 是“${one.name}”的，这一行写的是“${row.name}”（代码 ${belongs}），两行的代码可能填反了。`,
        `Code ${row.code} is that of ${one.name}, but this row says ${row.name} (code ${belongs}): the codes of two rows may be swapped.`,
      );
      continue;
    }
    if (row.name && !belongs)
      say(
        "name",
        "soft",
        `名称与登记的“${one.name}”不同，按代码导入。`,
        `The name differs from the registered ${one.name}; the code decides.`,
      );
    if (firstDayOf(row.period) >= `${today.slice(0, 7)}-01`) {
      say(
        "period",
        "hard",
        "这个月还没有结束，请用当期报表填报。",
        "This month is not over; file it as a return.",
      );
      continue;
    }
    if (standing.has(`${one.id} ${row.period}`)) {
      stood++;
      continue;
    }
    const form = formFor(row.period);
    const outcome = check(form, row.answers, {
      previous: valuesOf(row.code, before(row.period)),
      lastYear: valuesOf(row.code, yearBefore(row.period)),
    });
    // Old books do not have everything; what is missing stays unknown.
    const said = outcome.remarks.filter((remark) => remark.check !== "required");
    for (const { field, severity, zh, en } of said) {
      const label = columns.get(field);
      say(field, severity, `${label?.zh ?? field}：${zh}`, `${label?.en ?? field}: ${en}`);
    }
    const asked = new Set(form.fields.map((field) => field.code));
    for (const field of Object.keys(row.answers).filter((code) => !asked.has(code))) {
      const { version } = form.definition;
      const label = columns.get(field);
      say(
        field,
        "soft",
        `${label?.zh ?? field}：${row.period} 用的是第 ${version} 版表式，没有这项指标，这一格没有导入。`,
        `${label?.en ?? field}: version ${version} of the form, in force in ${row.period}, did not ask this; the cell was left out.`,
      );
    }
    if (said.some((remark) => remark.severity === "hard")) continue;
    if (Object.values(outcome.values).every((value) => value === null)) {
      say("period", "hard", "这一行没有数据。", "There are no figures in this row.");
      continue;
    }
    taken.push({ organisationId: one.id, period: row.period, values: outcome.values, form });
  }
  return { taken, standing: stood, problems };
}

/** Width, spaces and brackets do not make another name. */
const plain = (name: string): string => name.normalize("NFKC").replace(/[\s()（）【】[\]]/g, "");
