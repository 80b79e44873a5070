// What stands in the way of publishing a form, all at once and in words: for whoever edits it, not for a programmer.
import { FormulaRing, prepare } from "./check.ts";
import { fraction } from "./decimal.ts";
import { fieldsOf, graceOf, inRow, MOST_GRACE, MOST_ROWS } from "./definition.ts";
import { type Formula, readFormula } from "./formula.ts";
import type { Field, FormDefinition, Section, Text } from "./types.ts";

/** `at`: the path of what is wrong, such as `fields.output_value.unit`. A warning does not stop publishing. */
export type Fault = { at: string; severity: "stop" | "warning" } & Text;

const CODE = /^[a-z][a-z0-9_]{0,39}$/;

export function faultsOf(form: FormDefinition): Fault[] {
  const out: Fault[] = [];
  const stop = (at: string, zh: string, en: string): void => void out.push({ at, severity: "stop", zh, en });
  const warn = (at: string, zh: string, en: string): void =>
    void out.push({ at, severity: "warning", zh, en });

  if (!form.title.zh.trim()) stop("title", "表式还没有中文名称。", "The form has no Chinese name.");
  if (!form.title.en.trim()) warn("title", "表式还没有英文名称。", "The form has no English name.");
  if (form.dueDay < 1 || form.dueDay > 60 || !Number.isInteger(form.dueDay))
    stop("dueDay", "截止日要填 1 到 60 的整数。", "The due day is a whole number from 1 to 60.");
  const grace = graceOf(form);
  if (!Number.isInteger(grace.amount) || grace.amount < 0 || grace.amount > MOST_GRACE[grace.unit])
    stop(
      "grace",
      grace.unit === "hours"
        ? `宽限期要填 0 到 ${MOST_GRACE.hours} 的整数小时。`
        : `宽限期要填 0 到 ${MOST_GRACE["working-days"]} 个工作日。`,
      `The grace is a whole number of ${grace.unit} from 0 to ${MOST_GRACE[grace.unit]}.`,
    );
  const codes = form.sections.flatMap((section) => section.fields.map((field) => field.code));
  if (codes.length === 0)
    stop("sections", "表式里还没有指标，请先添加。", "The form has no field yet. Add one first.");
  twice(codes, (code) =>
    stop(
      `fields.${code}.code`,
      `指标代码 ${code} 用了两次，请改其中一个。`,
      `The code ${code} is used twice.`,
    ),
  );
  twice(
    form.sections.map((section) => section.code),
    (code) =>
      stop(`sections.${code}`, `分组代码 ${code} 用了两次。`, `The section code ${code} is used twice.`),
  );
  twice(
    form.checks.map((check) => check.code),
    (code) => stop(`checks.${code}`, `校验代码 ${code} 用了两次。`, `The check code ${code} is used twice.`),
  );
  for (const section of form.sections) {
    if (!section.title.zh.trim())
      stop(`sections.${section.code}`, "有一个分组还没有名称。", "A section has no name.");
    if (section.fields.length === 0)
      warn(
        `sections.${section.code}`,
        `分组“${section.title.zh}”里没有指标。`,
        `The section ${section.title.en} is empty.`,
      );
    if (
      section.repeat &&
      (section.repeat.max < 1 || section.repeat.max > MOST_ROWS || section.repeat.min > section.repeat.max)
    )
      stop(
        `sections.${section.code}`,
        `重复组“${section.title.zh}”的行数应在 1 到 ${MOST_ROWS} 之间，至少填的行数不能超过最多行数。`,
        `The group ${section.title.en} has 1 to ${MOST_ROWS} rows, and needs no more than it has.`,
      );
    for (const field of section.fields) fieldFaults(field, section, form, stop, warn);
  }
  checkFaults(form, stop, warn);
  if (!out.some((fault) => fault.severity === "stop")) ringFaults(form, stop);
  return out;
}

type Say = (at: string, zh: string, en: string) => void;

function fieldFaults(field: Field, section: Section, form: FormDefinition, stop: Say, warn: Say): void {
  const at = `fields.${field.code}`;
  const name = field.label.zh || field.code;
  if (!CODE.test(field.code))
    stop(
      `${at}.code`,
      `“${field.code}”不能作代码：用小写字母开头，后面可用小写字母、数字和下划线，最多 40 个字符。`,
      `"${field.code}" is no code: a lower case letter first, then letters, digits and _, 40 at most.`,
    );
  else if (section.repeat && inRow(section.code, section.repeat.max, field.code).length > 40)
    stop(
      `${at}.code`,
      `重复组里的代码 ${field.code} 太长，请缩短。`,
      `The code ${field.code} is too long for a group.`,
    );
  if (!field.label.zh.trim())
    stop(
      `${at}.label`,
      `指标 ${field.code} 还没有中文名称。`,
      `The field ${field.code} has no Chinese name.`,
    );
  if (!field.label.en.trim())
    warn(`${at}.label`, `指标“${name}”还没有英文名称。`, `The field ${field.code} has no English name.`);
  if (field.type !== "text" && !field.unit.zh.trim())
    stop(
      `${at}.unit`,
      `指标“${name}”是数字，还没有写计量单位；没有单位的请写“个”或“%”。`,
      `The field ${field.code} is a figure and has no unit.`,
    );
  const [min, max] = [fraction(field.min ?? ""), fraction(field.max ?? "")];
  if ((field.min !== null && !min) || (field.max !== null && !max))
    stop(`${at}.min`, `指标“${name}”的上下限不是数字。`, `The bounds of ${field.code} are no numbers.`);
  else if (min && max && min.num * max.den > max.num * min.den)
    stop(
      `${at}.min`,
      `指标“${name}”的下限大于上限。`,
      `The lower bound of ${field.code} is above the upper one.`,
    );
  if (field.formula !== null && field.type === "text")
    stop(
      `${at}.formula`,
      `指标“${name}”由公式计算，类型不能是文字。`,
      `${field.code} is computed, so it cannot be text.`,
    );
  if (field.formula !== null && field.source)
    stop(
      `${at}.source`,
      `指标“${name}”既由公式计算又取自别的表式，请留一种。`,
      `${field.code} is both computed and taken from another form.`,
    );
  if (field.source?.form === form.code)
    stop(
      `${at}.source`,
      `指标“${name}”不能取自本表式。`,
      `${field.code} cannot be taken from this very form.`,
    );
  readable(
    field.formula,
    "number",
    `${at}.formula`,
    `指标“${name}”的公式`,
    `the formula of ${field.code}`,
    form,
    stop,
    section,
    field.code,
  );
  readable(
    field.askedWhen,
    "truth",
    `${at}.askedWhen`,
    `指标“${name}”的填报条件`,
    `the skip rule of ${field.code}`,
    form,
    stop,
    section,
    field.code,
  );
}

function checkFaults(form: FormDefinition, stop: Say, warn: Say): void {
  const known = knownIn(form);
  for (const check of form.checks) {
    const at = `checks.${check.code}`;
    if (!check.say.zh.trim())
      stop(
        `${at}.say`,
        `校验 ${check.code} 还没有写给填报人看的话。`,
        `The check ${check.code} has no sentence.`,
      );
    else if (!check.say.en.trim())
      warn(
        `${at}.say`,
        `校验 ${check.code} 还没有英文说明。`,
        `The check ${check.code} has no English sentence.`,
      );
    if (check.at.length === 0)
      stop(
        `${at}.at`,
        `校验 ${check.code} 还没有指定显示在哪个指标旁。`,
        `The check ${check.code} stands at no field.`,
      );
    for (const code of check.at)
      if (!known.has(code))
        stop(
          `${at}.at`,
          `校验 ${check.code} 指向的指标 ${code} 不在表式里。`,
          `The check ${check.code} names ${code}, which is not in the form.`,
        );
    readable(
      check.that,
      "truth",
      `${at}.that`,
      `校验 ${check.code} 的条件`,
      `the condition of ${check.code}`,
      form,
      stop,
      null,
      check.at[0],
    );
    for (const [name, shown] of Object.entries(check.show))
      readable(
        shown.formula,
        "number",
        `${at}.show`,
        `校验 ${check.code} 里 {${name}} 的公式`,
        `{${name}} of ${check.code}`,
        form,
        stop,
        null,
        check.at[0],
      );
  }
}

function readable(
  source: string | null,
  kind: Formula["kind"],
  at: string,
  zh: string,
  en: string,
  form: FormDefinition,
  stop: Say,
  inside: Section | null,
  subject: string | undefined,
): void {
  if (source === null) return;
  let formula: Formula;
  try {
    formula = readFormula(source, subject);
  } catch (error) {
    const why = error instanceof Error ? error.message : "";
    stop(at, `${zh}读不懂：${inWords(why)}`, `${en} cannot be read: ${why}`);
    return;
  }
  const known = knownIn(form);
  const columns = new Set(inside?.repeat ? inside.fields.map((field) => field.code) : []);
  for (const code of formula.fields)
    if (!known.has(code) && !columns.has(code))
      stop(
        at,
        `${zh}用到了代码 ${code}，表式里没有这个指标。`,
        `${en} uses ${code}, which is not in the form.`,
      );
  if (formula.kind !== kind)
    stop(
      at,
      kind === "truth"
        ? `${zh}算出来是一个数，应写成一个比较，例如 export_value > 0。`
        : `${zh}应算出一个数，现在是一个比较。`,
      `${en} must give a ${kind === "truth" ? "comparison" : "figure"}.`,
    );
}

function ringFaults(form: FormDefinition, stop: Say): void {
  try {
    prepare(form);
  } catch (error) {
    if (error instanceof FormulaRing) {
      const names = new Map(fieldsOf(form).map((field) => [field.code, field.label.zh]));
      const ring = error.ring.map((code) => names.get(code) ?? code).join(" → ");
      stop(`fields.${error.ring[0]}.formula`, `公式绕成了圈：${ring}。请改其中一个。`, error.message);
    } else stop("sections", `表式还不能使用：${(error as Error).message}`, (error as Error).message);
  }
}

const knownIn = (form: FormDefinition): ReadonlySet<string> =>
  new Set([
    ...fieldsOf(form).map((field) => field.code),
    ...form.sections.flatMap((s) => (s.repeat ? s.fields.map((field) => `${s.code}.${field.code}`) : [])),
  ]);

function twice(codes: readonly string[], say: (code: string) => void): void {
  for (const code of new Set(codes.filter((one, i) => codes.indexOf(one) !== i))) say(code);
}

/** The reader's sentence in Chinese; its place is kept. */
function inWords(sentence: string): string {
  const near = /near "(.*)"$/.exec(sentence)?.[1];
  const place = near ? `，在“${near === "the end" ? "末尾" : near}”附近` : "";
  const said = READ.find(([english]) => sentence.includes(english));
  return `${said?.[1] ?? "写法不对"}${place}。`;
}
const READ: readonly (readonly [string, string])[] = [
  ["something is missing", "还没有写完"],
  ["is missing", "少了括号或逗号"],
  ["a number was expected", "这里应是一个数"],
  ["a truth was expected", "这里应是一个比较"],
  ["a figure was expected", "这里应是指标代码或数字"],
  ["there is no function", "没有这个函数（可用 abs、min、max、sum、count、filled）"],
  ["there is no month", "点号前只能写 previous（上期）或 lastYear（去年同期）"],
  ["$ stands for no field", "$ 只能用在逐项校验里"],
  ["needs a column", "sum 和 count 要写重复组的列，例如 sum(products.value)"],
  ["was not understood", "有看不懂的符号"],
];
